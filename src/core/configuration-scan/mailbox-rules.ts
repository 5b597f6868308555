import type { IntegrationMode } from "../integration-rules/question.ts";
import { canonicalZone, toWindowsZone, zoneFromCalendar } from "../time/zones.ts";
import { spaceSubject } from "./configuration-rules.ts";
import type { MailboxFacts, ProviderFacts, RoomFacts, ScanFacts } from "./facts.ts";
import { type Finding, finding, type FindingSubject } from "./finding.ts";
import {
  giveAllRoomsToDelegate,
  giveRoomToDelegate,
  quoted,
  setCalendarProcessing,
  testReach,
} from "../exchange-powershell/commands.ts";
import { subjectOf } from "./provider-rules.ts";

/** What the room mailboxes themselves answered, and what the directory says of the rooms. */
export function judgeMailboxes({ rooms, providers, mode }: ScanFacts): Finding[] {
  return providers
    .filter(({ active }) => active)
    .flatMap((provider) => {
      const own = rooms.filter((room) => room.active && room.providerId === provider.id);
      const isDeniedWholly = own.length > 1 && own.every(({ mailbox }) => isDenied(mailbox));
      return [
        ...(isDeniedWholly ? [permissionMissing(provider, own.length, mode)] : []),
        ...own.flatMap((room) => [
          ...(isDeniedWholly ? [] : judgeMailbox(room, provider, mode)),
          ...judgePlace(room),
        ]),
      ];
    });
}

function objectIdOf({ application }: ProviderFacts): string | null {
  return application?.ok ? application.objectId : null;
}

function isDenied(mailbox: MailboxFacts | null): boolean {
  return mailbox !== null && !mailbox.ok && mailbox.kind === "access_denied";
}

function permissionMissing(provider: ProviderFacts, count: number, mode: IntegrationMode): Finding {
  return finding(
    "calendar_permission_missing",
    subjectOf(provider),
    `Exchange denies "${provider.name}" the calendars of all ${count} rooms that were tried.`,
    mode === "normal"
      ? {
          text:
            "Give the application the role Application Calendars.ReadWrite over the rooms " +
            "(RBAC for Applications), or the permission in Entra ID with an administrator's " +
            "consent. It takes up to two hours to be felt.",
          place: "admin_consent",
        }
      : {
          text:
            `Give ${provider.delegatedUserEmail ?? "the delegated user"} the right to manage ` +
            "every room's calendar; this does it for all rooms.",
          command: giveAllRoomsToDelegate(provider.delegatedUserEmail ?? ""),
        },
  );
}

function judgeMailbox(room: RoomFacts, provider: ProviderFacts, mode: IntegrationMode): Finding[] {
  const { mailbox } = room;
  if (mailbox === null) return [];
  return mailbox.ok
    ? judgeSettings(room, mailbox)
    : [judgeReach({ ...room, subject: spaceSubject(room) }, mailbox, provider, mode)];
}

/** Why a room's calendar is out of reach; of rooms that are no space yet, too. */
export function judgeReach(
  room: { readonly subject: FindingSubject; readonly roomMailbox: string },
  { kind, message }: Extract<MailboxFacts, { readonly ok: false }>,
  provider: ProviderFacts,
  mode: IntegrationMode,
): Finding {
  const { subject } = room;
  if (kind === "not_found") {
    return finding(
      "mailbox_not_in_exchange",
      subject,
      `Exchange knows no mailbox ${room.roomMailbox}.`,
      {
        text: "Correct the address, or make the room mailbox.",
        command: `Get-EXOMailbox -Identity ${quoted(room.roomMailbox)}`,
      },
    );
  }
  if (kind !== "access_denied") {
    return finding("room_check_failed", subject, message, { text: "Scan again in a while." });
  }
  if (mode === "normal") {
    return finding("room_out_of_reach", subject, message, {
      text:
        "Put the room into the scope that the application's role is assigned over; " +
        "this shows whether it is in it.",
      command: testReach(objectIdOf(provider), room.roomMailbox),
    });
  }
  const delegate = provider.delegatedUserEmail ?? "the delegated user";
  return finding(
    "delegate_rights_missing",
    subject,
    `${delegate} may not write to the calendar of ${room.roomMailbox}.`,
    {
      text: "Give the delegated user the right to manage the room's calendar.",
      command: giveRoomToDelegate(room.roomMailbox, delegate),
    },
  );
}

function judgeSettings(
  room: RoomFacts,
  { timeZone, purpose }: Extract<MailboxFacts, { readonly ok: true }>,
): Finding[] {
  const found: Finding[] = [];
  if (purpose !== null && purpose !== "room") {
    found.push(
      finding(
        "mailbox_not_a_room",
        spaceSubject(room),
        `${room.roomMailbox} is a mailbox of the kind "${purpose}".`,
        {
          text: "Make it a room mailbox, which answers invitations by itself.",
          command: `Set-Mailbox -Identity ${quoted(room.roomMailbox)} -Type Room`,
        },
      ),
    );
  }
  const zone = timeZone === null ? undefined : zoneFromCalendar(timeZone);
  if (zone !== undefined && !isSameZone(zone, room.buildingZone)) {
    const wanted = toWindowsZone(room.buildingZone) ?? room.buildingZone;
    found.push(
      finding(
        "room_time_zone_differs",
        spaceSubject(room),
        `${room.roomMailbox} has the time zone ${timeZone}, and ${room.buildingName} is in ${room.buildingZone}.`,
        {
          text: "Give the mailbox the zone of its building.",
          command: `Set-MailboxRegionalConfiguration -Identity ${quoted(room.roomMailbox)} -TimeZone ${quoted(wanted)}`,
        },
      ),
    );
  }
  return found;
}

/** Windows has one name for many IANA zones that keep the same time. */
function isSameZone(zone: string, other: string): boolean {
  return (
    canonicalZone(zone) === canonicalZone(other) || toWindowsZone(zone) === toWindowsZone(other)
  );
}

function judgePlace(room: RoomFacts): Finding[] {
  const { place } = room;
  if (place === null) return [];
  const found: Finding[] = [];
  if (place.isReserved) found.push(notBookable(room));
  if (place.capacity !== null && place.capacity !== room.capacity) {
    found.push(
      finding(
        "capacity_differs",
        spaceSubject(room),
        `${room.spaceName} has ${room.capacity} seats here and ${place.capacity} in Exchange.`,
        {
          text: "Correct whichever is wrong: the space here, or the room in Exchange.",
          command: `Set-Place -Identity ${quoted(room.roomMailbox)} -Capacity ${room.capacity}`,
        },
      ),
    );
  }
  return found;
}

export function notBookable(room: RoomFacts): Finding {
  return finding(
    "room_not_bookable",
    spaceSubject(room),
    `${room.roomMailbox} is set to "reserved" in Exchange.`,
    {
      text: "Make it bookable.",
      command: setCalendarProcessing(room.roomMailbox, "-BookingType Standard"),
    },
  );
}
