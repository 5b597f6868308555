import type { ReservationTrouble, ScanFacts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";

/** Reservations that tell of something wrong with their room. */
export function judgeReservations({ troubles }: ScanFacts): Finding[] {
  return troubles.map(judgeTrouble);
}

function judgeTrouble(trouble: ReservationTrouble): Finding {
  const { kind, reservationNumber, spaceId, spaceName, at, reason } = trouble;
  const subject = { kind: "space", id: spaceId, name: spaceName } as const;
  const why = reason === null ? "" : ` ${reason}`;
  switch (kind) {
    case "double_booked":
      return finding(
        "double_booked",
        subject,
        `${reservationNumber} of ${spaceName}, at ${at.toString()}, shares the room with another meeting.${why}`,
        {
          text:
            "Move one of the two, and see to it that the room allows no conflicts " +
            "(conflicts_allowed) and that nobody writes into its calendar directly.",
        },
      );
    case "awaiting_too_long":
      return finding(
        "awaiting_too_long",
        subject,
        `${reservationNumber} of ${spaceName} awaits confirmation since ${at.toString()}.${why}`,
        {
          text: "Look at its sync events: what waits says for what.",
          place: "sync_events",
        },
      );
  }
}
