import { counted } from "../counted.ts";
import type { HealthFacts, ProviderFacts } from "./health-facts.ts";
import { roomNotices } from "./room-notices.ts";

/** What something is about; for `cause` and `installation` there is no thing to name. */
export const NOTICE_SUBJECT_KINDS = [
  "provider",
  "room",
  "mailbox",
  "cause",
  "installation",
] as const;
export type NoticeSubjectKind = (typeof NOTICE_SUBJECT_KINDS)[number];

export const NOTICE_CODES = [
  "application_credential_rejected",
  "application_credential_missing",
  "delegated_user_needs_reconnect",
  "delegated_user_not_connected",
  "room_mailbox_missing",
  "room_unreadable",
  "subscription_failing",
  "mailbox_missing",
  "sync_events_in_error",
  "queue_waits",
  "people_not_connected",
  "notifications_silent",
  "drift_repeated",
  "double_booked",
  "approvals_lapse",
  "mail_not_sent",
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

/** Something that needs a person: what happened, and what to do about it. */
export interface HealthNotice {
  readonly code: NoticeCode;
  /** `error`: reservations and calendars part until it is mended; `warning`: they will, or may. */
  readonly severity: "error" | "warning";
  readonly subjectKind: NoticeSubjectKind;
  /** With code and kind the one name of the notice: there is never a second. */
  readonly subjectId: string;
  readonly subjectName: string;
  readonly sentence: string;
  readonly remedy: string;
  /** How many things it concerns. */
  readonly count: number;
}

/** What people wait for is taken up within seconds; after this long something is wrong. */
const QUEUE_WAITS_SECONDS = 10 * 60;
/** People connect when they next look; after a day they will not by themselves. */
const PEOPLE_NOT_CONNECTED_SECONDS = 24 * 3600;
/** Notifications come within three minutes (facts 3.3); gaps of an hour and a half are reported. */
const NOTIFICATIONS_SILENT_SECONDS = 2 * 3600;

/** One or two a day are forgotten; more say that nobody looks at what waits. */
const APPROVALS_LAPSE_COUNT = 5;

/** Everything that needs a person by the facts of now. What is not among it any more is mended. */
export function judgeHealth(facts: HealthFacts): readonly HealthNotice[] {
  return [
    ...facts.providers.flatMap((provider) => providerNotices(facts, provider)),
    ...roomNotices(facts),
    ...facts.missingMailboxes.map(missingMailbox),
    ...facts.errors.map(inError),
    ...queueNotices(facts),
    ...notificationNotices(facts),
    ...facts.driftingRooms.map(drifting),
    ...doubleBooked(facts),
    ...lapsing(facts),
    ...unsent(facts),
  ];
}

function providerNotices({ mode }: HealthFacts, provider: ProviderFacts): HealthNotice[] {
  const { id, name, application, delegatedUser, delegatedUserEmail } = provider;
  const of = { subjectKind: "provider", subjectId: id, subjectName: name, count: 1 } as const;
  const notices: HealthNotice[] = [];
  if (application.state === "needs_reconnect") {
    notices.push({
      ...of,
      code: "application_credential_rejected",
      severity: "error",
      sentence:
        `Microsoft Entra ID does not accept the credential of "${name}". ${application.reason ?? ""}`.trim(),
      remedy:
        "Enter a valid secret or certificate for the calendar provider and check it. What waits goes on by itself.",
    });
  } else if (application.state === "not_connected" && mode === "normal") {
    notices.push({
      ...of,
      code: "application_credential_missing",
      severity: "error",
      sentence: `"${name}" has no credential, so nothing reaches its calendars.`,
      remedy: "Enter a secret or a certificate for the calendar provider and check it.",
    });
  }
  // In normal mode the application acts, and nobody has to be connected.
  if (mode === "normal" || delegatedUser.state === "connected") return notices;
  const whose = delegatedUserEmail ?? "the delegated user";
  const isLost = delegatedUser.state === "needs_reconnect";
  notices.push({
    ...of,
    code: isLost ? "delegated_user_needs_reconnect" : "delegated_user_not_connected",
    severity: "error",
    sentence: isLost
      ? `The connection of ${whose} ("${name}") has ended. ${delegatedUser.reason ?? ""}`.trim()
      : `"${name}" has no connected delegated user, whose calendar the ${mode} mode writes to.`,
    remedy: `Connect ${whose} on the calendar provider's page. What waits goes on by itself.`,
  });
  return notices;
}

function missingMailbox({ mailbox, count }: HealthFacts["missingMailboxes"][number]): HealthNotice {
  return {
    code: "mailbox_missing",
    severity: "error",
    subjectKind: "mailbox",
    subjectId: mailbox,
    subjectName: mailbox,
    sentence: `Exchange does not have the mailbox ${mailbox}, or it is not hosted in Exchange Online.`,
    remedy: "Look whether the mailbox exists and has a licence, then send its sync events again.",
    count,
  };
}

function inError({ reasonCode, count }: HealthFacts["errors"][number]): HealthNotice {
  const events = counted(count, "sync event was", "sync events were");
  return {
    code: "sync_events_in_error",
    severity: "error",
    subjectKind: "cause",
    subjectId: reasonCode,
    subjectName: reasonCode,
    sentence: `${events} given up (${reasonCode}): the calendar does not show what was agreed.`,
    remedy: "Mend the cause that the sync events name, then send them again.",
    count,
  };
}

function queueNotices({ queue }: HealthFacts): HealthNotice[] {
  const notices: HealthNotice[] = [];
  if ((queue.overdueForSeconds ?? 0) >= QUEUE_WAITS_SECONDS) {
    const minutes = counted(Math.floor((queue.overdueForSeconds ?? 0) / 60), "minute", "minutes");
    notices.push({
      ...INSTALLATION,
      code: "queue_waits",
      severity: "error",
      sentence: `${counted(queue.overdueCount, "sync event waits", "sync events wait")}, the oldest for ${minutes}.`,
      remedy:
        "Look whether a process with the service sync runs, whether it reaches Exchange, and whether mailboxes are throttled.",
      count: queue.overdueCount,
    });
  }
  if ((queue.waitingForPeopleSeconds ?? 0) >= PEOPLE_NOT_CONNECTED_SECONDS) {
    const count = queue.waitingForPeopleCount;
    notices.push({
      ...INSTALLATION,
      code: "people_not_connected",
      severity: "warning",
      sentence: `${counted(count, "sync event waits", "sync events wait")} for people to connect Outlook, the first for more than a day.`,
      remedy:
        "Ask the people, who are named with the sync events, to connect on their account page.",
      count,
    });
  }
  return notices;
}

function notificationNotices({ notifications }: HealthFacts): HealthNotice[] {
  const { subscribedRooms, untoldRooms, lastToldSecondsAgo } = notifications;
  const isSilent =
    lastToldSecondsAgo === null || lastToldSecondsAgo >= NOTIFICATIONS_SILENT_SECONDS;
  if (subscribedRooms === 0 || untoldRooms === 0 || !isSilent) return [];
  return [
    {
      ...INSTALLATION,
      code: "notifications_silent",
      severity: "warning",
      sentence: `Exchange tells no changes, although there were some in ${counted(untoldRooms, "room", "rooms")}. They are found later, by reading.`,
      remedy:
        "Look whether Microsoft reaches the notification address: name, certificate, firewall, proxy.",
      count: untoldRooms,
    },
  ];
}

function drifting(room: HealthFacts["driftingRooms"][number]): HealthNotice {
  return {
    code: "drift_repeated",
    severity: "warning",
    subjectKind: "room",
    subjectId: room.configurationId,
    subjectName: room.spaceName,
    sentence: `${room.spaceName} and its calendar differed in each of the last ${room.rounds} reconciliations.`,
    remedy:
      "Look in the reconciliations what differs, and whether people or programs change the room's calendar directly.",
    count: room.rounds,
  };
}

function doubleBooked({ doubleBooked: count }: HealthFacts): HealthNotice[] {
  if (count === 0) return [];
  return [
    {
      ...INSTALLATION,
      code: "double_booked",
      severity: "warning",
      sentence: `${counted(count, "coming meeting stands", "coming meetings stand")} in a room's calendar at a time that another has there.`,
      remedy:
        "Set AllowConflicts to false for the rooms in Exchange, and ask the organizers to take another room.",
      count,
    },
  ];
}

function lapsing({ approvalsLapsed: count }: HealthFacts): HealthNotice[] {
  if (count < APPROVALS_LAPSE_COUNT) return [];
  return [
    {
      ...INSTALLATION,
      code: "approvals_lapse",
      severity: "warning",
      sentence: `${counted(count, "reservation was", "reservations were")} given up within 24 hours, as nobody had decided on them by their start.`,
      remedy:
        "Name approvers for the modules who look at what waits, or ask for approval of fewer spaces.",
      count,
    },
  ];
}

function unsent({ unsentMail: { count, reason } }: HealthFacts): HealthNotice[] {
  if (count === 0) return [];
  const what = `${counted(count, "mail has", "mails have")} waited for ten minutes, or been given up within 24 hours.`;
  return [
    {
      ...INSTALLATION,
      code: "mail_not_sent",
      severity: "warning",
      sentence: reason === null ? what : `${what} The last try ended with: ${reason}`,
      remedy:
        "Look whether a process with the service jobs runs, and whether USHER_SMTP_URL and USHER_MAIL_FROM are right.",
      count,
    },
  ];
}

const INSTALLATION = {
  subjectKind: "installation",
  subjectId: "installation",
  subjectName: "Usher",
} as const;
