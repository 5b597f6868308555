import type { CalendarGapFacts, ScanFacts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";
import { quoted } from "../exchange-powershell/commands.ts";

/** Meetings in rooms' calendars that are not here as they are there. They may be private: no words. */
export function judgeCalendarGaps({ gaps }: ScanFacts): Finding[] {
  return gaps.map((gap) =>
    gap.kind === "recurrence_unreadable" ? unreadable(gap) : leftInRoom(gap),
  );
}

function unreadable(gap: CalendarGapFacts): Finding {
  const why = gap.reason === null ? "" : ` ${gap.reason}`;
  return finding(
    "recurrence_unreadable",
    subjectOf(gap),
    `A series ${ofOrganizer(gap)} in the calendar of ${gap.spaceName} cannot be read, since ` +
      `${gap.seenAt.toString()}.${why} ${namedBy(gap)}`,
    {
      text:
        "Ask its organizer to set the recurrence anew in Outlook and to send the update, or to " +
        "end the series and make another. It is taken in with the room's next reading. Until " +
        "then block its times here.",
    },
  );
}

/**
 * `Remove-CalendarEvents` cancels only what a mailbox organizes itself (facts 1.7), so that it
 * does nothing for a copy in a room's calendar: somebody has to delete it there.
 */
function leftInRoom(gap: CalendarGapFacts): Finding {
  const at = gap.start === null ? "" : `, from ${gap.start.toString()} on,`;
  return finding(
    "left_in_room",
    subjectOf(gap),
    `A meeting ${ofOrganizer(gap)}${at} is in the calendar of ${gap.spaceName} and not in its ` +
      `organizer's any more, since ${gap.seenAt.toString()}. ${namedBy(gap)}`,
    {
      text:
        "Delete the meeting in the room's own calendar: give yourself the right to it, with your " +
        "address in place of the command's, open the calendar in Outlook and delete it there. " +
        "Remove-CalendarEvents does not help, since it cancels only what a mailbox organizes " +
        "itself; run for a person with -CancelOrganizedMeetings before their mailbox is removed, " +
        "it leaves nothing behind.",
      command:
        `Add-MailboxFolderPermission -Identity ${quoted(`${gap.roomMailbox}:\\Calendar`)} ` +
        "-User 'you@example.org' -AccessRights Editor",
    },
  );
}

function subjectOf({ spaceId, spaceName }: CalendarGapFacts): Finding["subject"] {
  return { kind: "space", id: spaceId, name: spaceName };
}

function ofOrganizer({ organizerEmail }: CalendarGapFacts): string {
  return organizerEmail === null ? "of an unknown organizer" : `of ${organizerEmail}`;
}

function namedBy({ iCalUId }: CalendarGapFacts): string {
  return iCalUId === null ? "It has no iCalUId." : `Its iCalUId is ${iCalUId}.`;
}
