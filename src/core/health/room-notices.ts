import { counted } from "../counted.ts";
import type { HealthFacts, RoomFacts } from "./health-facts.ts";
import type { HealthNotice, NoticeCode } from "./notices.ts";

/** Rooms are read every quarter of an hour at the latest; twice that has passed unread. */
const UNREADABLE_SECONDS = 30 * 60;
/** A subscription that ran out is made anew within minutes, or cannot be. */
const LAPSED_SECONDS = 10 * 60;
/** More rooms of one provider with one trouble have one cause, and are told as one. */
const ROOMS_NAMED = 5;

/** With these Exchange says that there is no such mailbox (facts 5). */
const MAILBOX_MISSING: readonly string[] = [
  "calendar_mailbox_missing",
  "ErrorInvalidUser",
  "MailboxNotEnabledForRESTAPI",
  "Request_ResourceNotFound",
  "ResourceNotFound",
];

/** Rooms whose changes do not reach us; what a provider's lost credential explains is left out. */
export function roomNotices(facts: HealthFacts): readonly HealthNotice[] {
  const troubled = facts.rooms.flatMap((room) => {
    const code = isExplained(facts, room) ? null : troubleOf(room);
    return code === null ? [] : [{ room, code }];
  });
  const groups = Map.groupBy(troubled, ({ room, code }) => `${room.providerId} ${code}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return group.length > ROOMS_NAMED
      ? [together(first.code, first.room, group.length)]
      : group.map(({ room, code }) => alone(code, room));
  });
}

/** A notice tells of the provider's credential already. */
function isExplained({ mode, providers }: HealthFacts, { providerId, credential }: RoomFacts) {
  const provider = providers.find(({ id }) => id === providerId);
  if (provider === undefined || credential === null) return false;
  const { application, delegatedUser } = provider;
  if (credential === "delegated_user")
    return mode !== "normal" && delegatedUser.state !== "connected";
  return (
    application.state === "needs_reconnect" ||
    (application.state === "not_connected" && mode === "normal")
  );
}

type RoomTrouble = Extract<
  NoticeCode,
  "room_mailbox_missing" | "room_unreadable" | "subscription_failing"
>;

function troubleOf(room: RoomFacts): RoomTrouble | null {
  if (room.state === "inactive") return null;
  if (room.reasonCode !== null && MAILBOX_MISSING.includes(room.reasonCode)) {
    return "room_mailbox_missing";
  }
  if (room.unreadForSeconds >= UNREADABLE_SECONDS) return "room_unreadable";
  if ((room.lapsedForSeconds ?? 0) >= LAPSED_SECONDS) return "subscription_failing";
  return null;
}

function alone(code: RoomTrouble, room: RoomFacts): HealthNotice {
  const { spaceName, roomMailbox } = room;
  const why = room.reason === null ? "" : ` ${room.reason}`;
  return {
    code,
    severity: SEVERITIES[code],
    subjectKind: "room",
    subjectId: room.configurationId,
    subjectName: spaceName,
    sentence: {
      room_mailbox_missing: `Exchange does not have the mailbox ${roomMailbox} of ${spaceName}.${why}`,
      room_unreadable: `The calendar of ${spaceName} has not been read for ${minutes(room.unreadForSeconds)}.${why}`,
      subscription_failing: `Exchange does not tell changes of ${spaceName} any more; they are found later, by reading.${why}`,
    }[code],
    remedy: REMEDIES[code],
    count: 1,
  };
}

function together(code: RoomTrouble, room: RoomFacts, count: number): HealthNotice {
  const { providerId, providerName } = room;
  const rooms = counted(count, "room", "rooms");
  const why = room.reason === null ? "" : ` One of them: ${room.reason}`;
  return {
    code,
    severity: SEVERITIES[code],
    subjectKind: "provider",
    subjectId: providerId,
    subjectName: providerName,
    sentence: {
      room_mailbox_missing: `Exchange does not have the mailboxes of ${rooms} of "${providerName}".${why}`,
      room_unreadable: `The calendars of ${rooms} of "${providerName}" cannot be read.${why}`,
      subscription_failing: `Exchange does not tell changes of ${rooms} of "${providerName}" any more; they are found later, by reading.${why}`,
    }[code],
    remedy: REMEDIES[code],
    count,
  };
}

const SEVERITIES: Readonly<Record<RoomTrouble, HealthNotice["severity"]>> = {
  room_mailbox_missing: "error",
  room_unreadable: "error",
  subscription_failing: "warning",
};

const REMEDIES: Readonly<Record<RoomTrouble, string>> = {
  room_mailbox_missing:
    "Correct the room mailbox in the sync configuration, or make the mailbox in Exchange Online.",
  room_unreadable:
    "Give the application, or the delegated user, access to the room's calendar; the sync configuration says what is missing. It is read whole as soon as that works.",
  subscription_failing:
    "Look whether Microsoft reaches the notification address, and whether the application may read the room. The subscription is made anew by itself.",
};

function minutes(seconds: number): string {
  return seconds < 2 * 3600
    ? counted(Math.floor(seconds / 60), "minute", "minutes")
    : counted(Math.floor(seconds / 3600), "hour", "hours");
}
