import {
  type Answer,
  type CancelQuestion,
  type Channel,
  type Credential,
  INTERACTIVE_CHANNELS,
  type Invited,
  type Mailbox,
  type Question,
  type RefusalCode,
  type RuleRow,
  type SyncMailbox,
  type UpdateQuestion,
} from "./question.ts";
import { remedyFor } from "./remedies.ts";

/**
 * Decides who may do an act on a reservation, in which mailbox it is carried out and with whose
 * credential. The portal, the planner, the mobile pages, the panels, the API, the jobs and the
 * command line all ask this one function. The rows are those of the rules' page.
 */
export function decideIntegration(question: Question): Answer {
  // N: a space that is not synced; no calendar is ever touched, so there is nothing to refuse.
  if (!question.synced) return leaveCalendarAlone("N", "none");
  return question.action === "create" ? decideCreate(question) : decideChange(question);
}

/** Rows C1 to C10. Also asked for a change to what has not reached the calendar yet. */
function decideCreate(question: Question): Answer {
  // C10: a meeting made in Outlook is taken in, not judged, so it comes before every verdict.
  if (question.channel === "calendar") return leaveCalendarAlone("C10", "none");
  if (question.mode === "normal") return createWithApplication(question);
  // C2: any channel, any kind.
  if (question.mode === "strict") return createInDelegatedCalendar("C2", question);
  return createInPersonalMode(question);
}

function createWithApplication(question: Question): Answer {
  // C1: any channel, any kind; a blocker goes to the blocker user's calendar where one is set.
  const isForBlockerUser = question.kind === "blocker" && question.blocker_user_set;
  const mailbox = isForBlockerUser ? "blocker_user" : "requested_for";
  return write("C1", mailbox, "user", "application");
}

/** Strict mode's way, which personal mode shares for blockers, the API, panels and jobs. */
function createInDelegatedCalendar(row: RuleRow, question: Question): Answer {
  const isForBlockerUser = question.kind === "blocker" && question.blocker_user_set;
  const invited = isForBlockerUser ? "blocker_user" : "requested_for";
  return write(row, "delegated_user", "other", "delegated_user", invited);
}

function createInPersonalMode(question: Question): Answer {
  // C4: blockers are judged by this row alone, whoever places them and from wherever.
  if (question.kind === "blocker") return createInDelegatedCalendar("C4", question);

  const isForSomebodyElse = !question.requested_for_is_session_user;
  const isInPerson = isInteractive(question.channel) || question.channel === "outlook_addin";
  const refusals: Refusal[] = [];
  // C3: a group, even where the module enables groups, from any channel.
  if (question.kind === "group") refusals.push(["C3", "group_not_supported"]);
  // C6: on behalf of another; there is no access to the other person's calendar.
  if (isInPerson && isForSomebodyElse) refusals.push(["C6", "on_behalf_not_supported"]);
  // C7: one's own, but no usable personal token.
  if (isInPerson && !isForSomebodyElse && !question.personal_token) {
    refusals.push(["C7", "personal_token_missing"]);
  }
  if (isNonEmpty(refusals)) return refuse(refusals, "none");

  // C8: one's own, with one's own token.
  if (isInPerson) return write("C8", "requested_for", "user", "personal");
  // C9: no person acted, e.g. the next instance of something already agreed.
  if (question.channel === "system") return createInDelegatedCalendar("C9", question);
  // C5: the API and panels, on behalf of another too.
  return createInDelegatedCalendar("C5", question);
}

/** Rows U0 to U12. */
function decideChange(question: UpdateQuestion | CancelQuestion): Answer {
  // U0: what the event does not show is ours alone, on any channel and of any origin.
  if (question.action === "update" && question.change === "local") {
    return leaveCalendarAlone("U0", question.sync_mailbox);
  }
  // U11: the calendar says so, and the calendar is the primary source.
  if (question.channel === "calendar") return leaveCalendarAlone("U11", question.sync_mailbox);
  if (question.origin === "calendar") {
    // U12: no person acted; the room lets go on its own side (it declines), the organizer is told.
    if (question.channel === "system") {
      return write("U12", "room", question.sync_mailbox, systemCredential(question));
    }
    // U10: made in Outlook, so what the event shows, and its existence, change in Outlook alone.
    return refuse([["U10", "made_in_calendar"]], question.sync_mailbox);
  }
  // Not in the calendar yet: the whole answer of creating it in the mode of now, `invited` too,
  // since what will be written is a new event.
  if (question.sync_mailbox === "none") return decideCreate(question);
  return decideChangeOfEvent(question, question.sync_mailbox);
}

function decideChangeOfEvent(question: Question, holder: "user" | "other"): Answer {
  const mailbox = holder === "user" ? "requested_for" : "delegated_user";
  // U1: normal mode, anything, in the mailbox that holds the event.
  if (question.mode === "normal") return write("U1", mailbox, holder, "application");
  // U2 and U4: in the delegated user's calendar, in personal mode too, and on any channel.
  if (holder === "other") {
    return write(question.mode === "strict" ? "U2" : "U4", mailbox, holder, "delegated_user");
  }
  // U5: system-to-system acts for what no person triggered. The mailbox is the user's, where that
  // credential may write there; where it may not, whoever carries this out falls back to the
  // room's side: decline and release the room, tell the organizer.
  if (question.channel === "system") {
    return write("U5", mailbox, holder, systemCredential(question));
  }
  // U3: strict mode, in a person's own calendar, and a person acts.
  if (question.mode === "strict") return refuse([["U3", "not_in_delegated_calendar"]], holder);
  return decideChangeOfOwnEvent(question);
}

/** Personal mode, the event in the user's own calendar, and a person acts. */
function decideChangeOfOwnEvent(question: Question): Answer {
  const refusals: Refusal[] = [];
  // U6: only the four interactive channels, where the person signs in with us.
  if (!isInteractive(question.channel)) refusals.push(["U6", "channel_not_allowed"]);
  // U7: only the person it is for.
  if (!question.requested_for_is_session_user) refusals.push(["U7", "not_requested_for"]);
  // U8: only with a usable personal token.
  if (!question.personal_token) refusals.push(["U8", "personal_token_missing"]);
  if (isNonEmpty(refusals)) return refuse(refusals, "user");
  // U9: none of the above.
  return write("U9", "requested_for", "user", "personal");
}

/** The row that refuses, and its code. */
type Refusal = readonly [row: RuleRow, code: RefusalCode];

function isNonEmpty(refusals: readonly Refusal[]): refusals is readonly [Refusal, ...Refusal[]] {
  return refusals.length > 0;
}

function isInteractive(channel: Channel): boolean {
  return INTERACTIVE_CHANNELS.some((interactive) => interactive === channel);
}

/** System-to-system: what acts when no person did. */
function systemCredential(question: Question): Credential {
  return question.mode === "normal" ? "application" : "delegated_user";
}

function write(
  row: RuleRow,
  mailbox: Mailbox,
  syncMailbox: SyncMailbox,
  credential: Credential,
  invited: Invited | null = null,
): Answer {
  return {
    allowed: true,
    codes: [],
    row,
    mailbox,
    sync_mailbox: syncMailbox,
    credential,
    invited,
    remedy: null,
  };
}

/** Allowed, and nothing is written to any calendar. */
function leaveCalendarAlone(row: RuleRow, syncMailbox: SyncMailbox): Answer {
  return write(row, "none", syncMailbox, "none");
}

/** The first refusal's row is the one that decided; the codes of all are listed. */
function refuse(refusals: readonly [Refusal, ...Refusal[]], syncMailbox: SyncMailbox): Answer {
  const codes = refusals.map(([, code]) => code);
  return {
    allowed: false,
    codes,
    row: refusals[0][0],
    mailbox: "none",
    sync_mailbox: syncMailbox,
    credential: "none",
    invited: null,
    remedy: remedyFor(codes),
  };
}
