import type {
  Credential,
  RefusalCode,
  RuleRow,
} from "../../src/core/integration-rules/question.ts";

/** Whose calendar holds the meeting. */
export type Organizer = "requested_for" | "delegated_user" | "blocker_user";

/** What the rules' page says of a row that lets a new meeting be written. */
export interface Written {
  readonly organizer: Organizer;
  readonly credential: Exclude<Credential, "none">;
  /** Who is invited though nobody named them. */
  readonly invited: "requested_for" | "blocker_user" | null;
}

/** Rows that write a new meeting. A blocker has the blocker user in place of whom it is for. */
export const WRITTEN: Partial<Record<RuleRow, Written>> = {
  C1: { organizer: "requested_for", credential: "application", invited: null },
  C2: { organizer: "delegated_user", credential: "delegated_user", invited: "requested_for" },
  C4: { organizer: "delegated_user", credential: "delegated_user", invited: "requested_for" },
  C5: { organizer: "delegated_user", credential: "delegated_user", invited: "requested_for" },
  C8: { organizer: "requested_for", credential: "personal", invited: null },
  C9: { organizer: "delegated_user", credential: "delegated_user", invited: "requested_for" },
};

/** Rows that carry a change out in the calendar that holds the meeting. */
export const CARRIED_OUT: Partial<Record<RuleRow, Written["credential"]>> = {
  U1: "application",
  U2: "delegated_user",
  U4: "delegated_user",
  U9: "personal",
};

/** Rows that refuse, with the code that is theirs. */
export const REFUSED: Partial<Record<RuleRow, RefusalCode>> = {
  C3: "group_not_supported",
  C6: "on_behalf_not_supported",
  C7: "personal_token_missing",
  U3: "not_in_delegated_calendar",
  U6: "channel_not_allowed",
  U7: "not_requested_for",
  U8: "personal_token_missing",
  U10: "made_in_calendar",
};
