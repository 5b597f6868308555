import { createEvent } from "../../simulator/mailbox/meetings.ts";
import type { TestSimulator } from "../../simulator/test-simulator.ts";

/** A meeting that somebody makes in Outlook, with one room. */
export interface OutlookMeeting {
  readonly organizer: string;
  readonly room: string;
  readonly subject: string;
  readonly start: Date;
  readonly end: Date;
}

/** As Outlook itself does it: no client of ours is involved. */
export function meetInOutlook({ world }: TestSimulator, meeting: OutlookMeeting): void {
  const organizer = world.directory.findUser(meeting.organizer);
  if (organizer === undefined) throw new Error(`${meeting.organizer} is not in the directory.`);
  const made = createEvent(world, organizer.id, {
    subject: meeting.subject,
    start: { dateTime: wallTime(meeting.start), timeZone: "UTC" },
    end: { dateTime: wallTime(meeting.end), timeZone: "UTC" },
    attendees: [{ type: "resource", emailAddress: { address: meeting.room } }],
  });
  if (!made.ok) throw new Error(made.error.message);
}

function wallTime(instant: Date): string {
  return instant.toISOString().replace("Z", "");
}
