import { type InboundStage, invite, type ReservationSeen } from "./inbound-stage.ts";
import { EMPLOYEE, ROOMS } from "./organisation.ts";

/** An hour in Wren, made in Outlook when it had run for forty minutes, and confirmed since. */
export async function begunInOutlook(stage: InboundStage): Promise<ReservationSeen> {
  const minuteMs = Math.floor(Date.now() / 60_000) * 60_000;
  const wall = (ms: number) => ({
    dateTime: new Date(ms).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  await stage.graph("POST", EMPLOYEE, "/events", {
    subject: "Budget",
    start: wall(minuteMs - 40 * 60_000),
    end: wall(minuteMs + 20 * 60_000),
    ...invite(ROOMS.wren),
  });
  return stage.readUntil("it is confirmed", async () => {
    const [one] = await stage.reservations();
    return one?.state === "confirmed" && one;
  });
}
