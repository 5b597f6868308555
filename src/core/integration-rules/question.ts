/**
 * The question that the integration rules answer, and the answer, as data. Field names and values
 * are those of the rules' page (docs, "The question and the answer, as data"), to the letter, as
 * they also travel through the command line and the admin endpoint.
 *
 * Each set of values is a tuple first, so that schemas and tests can walk it.
 */

export const INTEGRATION_MODES = ["normal", "strict", "personal"] as const;
/** The property `sn_wsd_rsvsync.sync_integration_mode`, one for the instance. */
export type IntegrationMode = (typeof INTEGRATION_MODES)[number];

export const ACTIONS = ["create", "update", "cancel"] as const;
export type Action = (typeof ACTIONS)[number];

export const CHANNELS = [
  "portal",
  "event_planner",
  "quick_reservation",
  "mobile",
  "outlook_addin",
  "panel",
  "rest_api",
  "calendar",
  "system",
] as const;
/**
 * Where the act comes from. `calendar`: it came from Exchange; `system`: a job or a callback, no
 * person acted.
 */
export type Channel = (typeof CHANNELS)[number];

export const INTERACTIVE_CHANNELS = [
  "portal",
  "event_planner",
  "quick_reservation",
  "mobile",
] as const satisfies readonly Channel[];

export const RESERVATION_KINDS = [
  "single",
  "recurring",
  "multi_space",
  "group",
  "blocker",
] as const;
export type ReservationKind = (typeof RESERVATION_KINDS)[number];

export const SYNC_MAILBOXES = ["user", "other", "none"] as const;
/**
 * Whose calendar the event lives in: `user`, the requested-for user's; `other`, the delegated
 * user's; `none`, not in a calendar (yet). Fixed at the first write to the calendar.
 */
export type SyncMailbox = (typeof SYNC_MAILBOXES)[number];

export const ORIGINS = ["usher", "calendar"] as const;
/** Where the reservation was made: here, or in Outlook. */
export type Origin = (typeof ORIGINS)[number];

export const CHANGES = ["calendar", "local"] as const;
/** `calendar`: something the event shows, such as place, time, subject, attendees; else `local`. */
export type Change = (typeof CHANGES)[number];

export const MAILBOXES = [
  "requested_for",
  "delegated_user",
  "blocker_user",
  "room",
  "none",
] as const;
/** Whose calendar the call writes to. */
export type Mailbox = (typeof MAILBOXES)[number];

export const CREDENTIALS = ["application", "delegated_user", "personal", "none"] as const;
/** Whose rights the calendar call uses. */
export type Credential = (typeof CREDENTIALS)[number];

export const INVITED = ["requested_for", "blocker_user"] as const;
/** The person added to the event because it is not in their own calendar. */
export type Invited = (typeof INVITED)[number];

/** Why an act is refused; the order is the order in which several are listed. */
export const REFUSAL_CODES = [
  "group_not_supported",
  "on_behalf_not_supported",
  "not_in_delegated_calendar",
  "channel_not_allowed",
  "not_requested_for",
  "personal_token_missing",
  "made_in_calendar",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

const CREATE_ROWS = ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10"] as const;
const CHANGE_ROWS = [
  ...(["U0", "U1", "U2", "U3", "U4", "U5", "U6"] as const),
  ...(["U7", "U8", "U9", "U10", "U11", "U12"] as const),
] as const;
export const RULE_ROWS = ["N", ...CREATE_ROWS, ...CHANGE_ROWS] as const;
/** The row of the rules' tables that decided; `N` is a space that is not synced. */
export type RuleRow = (typeof RULE_ROWS)[number];

interface QuestionAboutAnyAct {
  readonly mode: IntegrationMode;
  readonly channel: Channel;
  readonly kind: ReservationKind;
  /** The space's reservable sync configuration is active; for several spaces: any one's is. */
  readonly synced: boolean;
  readonly requested_for_is_session_user: boolean;
  /** The session user has a usable token: present, not revoked, with the scopes, refreshable. */
  readonly personal_token: boolean;
  /** The property `sn_wsd_rsv.blocker_user` names somebody. */
  readonly blocker_user_set: boolean;
}

export interface CreateQuestion extends QuestionAboutAnyAct {
  readonly action: "create";
}

export interface UpdateQuestion extends QuestionAboutAnyAct {
  readonly action: "update";
  readonly sync_mailbox: SyncMailbox;
  readonly origin: Origin;
  readonly change: Change;
}

export interface CancelQuestion extends QuestionAboutAnyAct {
  readonly action: "cancel";
  readonly sync_mailbox: SyncMailbox;
  readonly origin: Origin;
}

export type Question = CreateQuestion | UpdateQuestion | CancelQuestion;

export interface Answer {
  readonly allowed: boolean;
  /** Why not; empty when allowed. */
  readonly codes: readonly RefusalCode[];
  readonly row: RuleRow;
  readonly mailbox: Mailbox;
  /** What the reservation has after the act; unchanged when refused, `none` if it never is made. */
  readonly sync_mailbox: SyncMailbox;
  readonly credential: Credential;
  readonly invited: Invited | null;
  /** One sentence that says what to do instead; null when allowed. */
  readonly remedy: string | null;
}
