import type { BlockerPart } from "../../../core/reservations/blockers.ts";
import { refused } from "../../outcome.ts";
import type { Reservation } from "../reservation.ts";

/** The answer to whoever would have a meeting without the time that its services need. */
export function serviceTimeTaken(spaceName: string, part: BlockerPart) {
  const what = part === "preparation" ? "preparation before" : "clean-up after";
  return refused(
    "service_time_taken",
    `${spaceName} is reserved by somebody else in the time that the services need for their ` +
      `${what} the meeting.`,
    "Choose another time or space, or leave out the service that needs it.",
  );
}

/** The answer to whoever would change a blocker by itself. */
export function followsItsMeeting({ number, part }: NonNullable<Reservation["blocks"]>) {
  const what = part === "preparation" ? "prepares the space for" : "cleans the space up after";
  return refused(
    "follows_its_meeting",
    `This time ${what} the meeting ${number}, and changes with it alone.`,
    `Change or cancel ${number}, or the services that it has.`,
  );
}
