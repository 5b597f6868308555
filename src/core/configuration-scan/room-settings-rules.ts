import { spaceSubject } from "./configuration-rules.ts";
import type { RoomFacts, ScanFacts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";
import type { FindingCode } from "./finding-codes.ts";
import { notBookable } from "./mailbox-rules.ts";
import { PRINT_ROOM_SETTINGS, setCalendarProcessing } from "../exchange-powershell/commands.ts";
import { matchRoomSettings, type RoomSettings } from "./room-settings.ts";

/** Days of a booking window at most (facts 2). */
const EXCHANGE_WINDOW_DAYS_MAX = 1080;

/** What each room will do differently from what its module lets people reserve (facts 2). */
export function judgeRoomSettings({ handedIn, rooms }: ScanFacts): Finding[] {
  if (handedIn === null) return [];
  const { byRoom } = matchRoomSettings(handedIn.rooms, rooms);
  return rooms
    .filter(({ active }) => active)
    .flatMap((room) => {
      const settings = byRoom.get(room);
      return settings === undefined ? [settingsMissing(room)] : judgeSettings(room, settings);
    });
}

function settingsMissing(room: RoomFacts): Finding {
  return finding(
    "room_settings_missing",
    spaceSubject(room),
    `What was handed in says nothing of ${room.roomMailbox}.`,
    { text: "Print the settings of all rooms and hand in the file.", command: PRINT_ROOM_SETTINGS },
  );
}

function judgeSettings(room: RoomFacts, settings: RoomSettings): Finding[] {
  return [
    ...judgeAnswering(room, settings),
    ...judgeLimits(room, settings),
    ...judgeApproval(room, settings),
    ...judgeWhatIsShown(room, settings),
  ];
}

function judgeAnswering(room: RoomFacts, settings: RoomSettings): Finding[] {
  const found: Finding[] = [];
  const { automateProcessing } = settings;
  if (automateProcessing !== null && automateProcessing !== "AutoAccept") {
    found.push(
      differs(room, "automatic_processing_off", {
        message: `${room.roomMailbox} has AutomateProcessing ${automateProcessing}: somebody has to answer for it.`,
        set: "-AutomateProcessing AutoAccept",
      }),
    );
  }
  if (settings.allowConflicts === true) {
    found.push(
      differs(room, "conflicts_allowed", {
        message: `${room.roomMailbox} accepts meetings that overlap.`,
        set: "-AllowConflicts $false",
      }),
    );
  }
  if (settings.bookingType?.toLowerCase() === "reserved" && room.place?.isReserved !== true) {
    found.push(notBookable(room));
  }
  return found;
}

function judgeLimits(room: RoomFacts, settings: RoomSettings): Finding[] {
  const { module, roomMailbox } = room;
  const found: Finding[] = [];
  const windowDays = settings.bookingWindowInDays;
  if (windowDays !== null && windowDays < module.daysAheadMax) {
    const wanted = Math.min(module.daysAheadMax, EXCHANGE_WINDOW_DAYS_MAX);
    found.push(
      differs(room, "booking_window_shorter", {
        message: `${roomMailbox} takes bookings ${windowDays} days ahead, and "${module.name}" ${module.daysAheadMax}.`,
        set: `-BookingWindowInDays ${wanted}`,
        text: "Widen the room's window, or let the module reserve no further ahead.",
      }),
    );
  }
  const minutes = settings.maximumDurationInMinutes;
  // Zero sets no limit.
  if (minutes !== null && minutes !== 0 && minutes < module.durationMinutesMax) {
    found.push(
      differs(room, "duration_shorter", {
        message: `${roomMailbox} takes meetings of ${minutes} minutes, and "${module.name}" of ${module.durationMinutesMax}.`,
        set: `-MaximumDurationInMinutes ${module.durationMinutesMax}`,
        text: "Let the room take longer meetings, or let the module allow only shorter ones.",
      }),
    );
  }
  if (module.recurringEnabled) found.push(...judgeSeries(room, settings));
  if (settings.scheduleOnlyDuringWorkHours === true) {
    found.push(
      differs(room, "working_hours_only", {
        message: `${roomMailbox} declines meetings outside its working hours.`,
        set: "-ScheduleOnlyDuringWorkHours $false",
      }),
    );
  }
  if (settings.enforceCapacity === true) {
    found.push(
      differs(room, "capacity_enforced", {
        message: `${roomMailbox} declines meetings with more attendees than its capacity.`,
        set: "-EnforceCapacity $false",
        text: "Leave it where that is meant; else let the room accept such meetings.",
      }),
    );
  }
  return found;
}

function judgeSeries(room: RoomFacts, settings: RoomSettings): Finding[] {
  if (settings.allowRecurringMeetings === false) {
    return [
      differs(room, "recurring_declined", {
        message: `${room.roomMailbox} declines series, and "${room.module.name}" offers them.`,
        set: "-AllowRecurringMeetings $true",
      }),
    ];
  }
  if (settings.enforceSchedulingHorizon !== false) return [];
  return [
    differs(room, "series_cut_short", {
      message: `${room.roomMailbox} accepts a series that ends beyond its booking window, and leaves out what is beyond.`,
      set: "-EnforceSchedulingHorizon $true",
      text: "Have the room decline such a series, so that the person is told.",
    }),
  ];
}

function judgeApproval(room: RoomFacts, settings: RoomSettings): Finding[] {
  const { allBookInPolicy, allRequestInPolicy, allRequestOutOfPolicy } = settings;
  const found: Finding[] = [];
  if (allBookInPolicy === false) {
    found.push(
      allRequestInPolicy === true
        ? differs(room, "approval_required", {
            message: `Bookings of ${room.roomMailbox} wait until one of its delegates approves them.`,
            set: "-AllBookInPolicy $true -AllRequestInPolicy $false",
            text: "Leave it where that is meant; else let everybody book within the policy.",
          })
        : differs(room, "booking_restricted", {
            message: `${room.roomMailbox} takes bookings of the people named in its policy only.`,
            set: "-AllBookInPolicy $true",
            text:
              "Let everybody book, or name in BookInPolicy those who organize: in strict mode " +
              "the delegated user.",
          }),
    );
  }
  if (allRequestOutOfPolicy === true) {
    found.push(
      differs(room, "conflicts_await_approval", {
        message: `${room.roomMailbox} holds what is out of policy, conflicts too, as tentative.`,
        set: "-AllRequestOutOfPolicy $false",
      }),
    );
  }
  return found;
}

function judgeWhatIsShown(room: RoomFacts, settings: RoomSettings): Finding[] {
  const { roomMailbox } = room;
  const found: Finding[] = [];
  if (settings.removePrivateProperty === true) {
    found.push(
      differs(room, "private_flag_removed", {
        message: `${roomMailbox} shows private meetings as if they were not.`,
        set: "-RemovePrivateProperty $false",
      }),
    );
  }
  if (settings.addOrganizerToSubject === true) {
    found.push(
      differs(room, "organizer_as_subject", {
        message: `${roomMailbox} shows the organizer's name in place of the subject.`,
        set: "-AddOrganizerToSubject $false -DeleteSubject $false",
        text: "Keep the subject if whoever may read the room's calendar may read it.",
      }),
    );
  } else if (settings.deleteSubject === true) {
    found.push(
      differs(room, "subject_deleted", {
        message: `${roomMailbox} deletes the subject of its meetings.`,
        set: "-DeleteSubject $false",
        text: "Keep the subject if whoever may read the room's calendar may read it.",
      }),
    );
  }
  if (settings.processExternalMeetingMessages === false) {
    found.push(
      differs(room, "external_requests_rejected", {
        message: `${roomMailbox} rejects requests from outside the organization.`,
        set: "-ProcessExternalMeetingMessages $true",
        text: "Leave it unless people of another tenant book your rooms.",
      }),
    );
  }
  return found;
}

function differs(
  room: RoomFacts,
  code: FindingCode,
  what: { readonly message: string; readonly set: string; readonly text?: string },
): Finding {
  return finding(code, spaceSubject(room), what.message, {
    text: what.text ?? "Change the room's setting in Exchange.",
    command: setCalendarProcessing(room.roomMailbox, what.set),
  });
}
