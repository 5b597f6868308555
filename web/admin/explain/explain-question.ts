import type { INTEGRATION_QUESTION_FIELDS } from "../../../src/contract/explain.ts";

export const QUESTION_FLAGS = [
  "synced",
  "requested_for_is_session_user",
  "personal_token",
  "blocker_user_set",
] as const;

type ChoiceName = keyof typeof INTEGRATION_QUESTION_FIELDS;
type FlagName = (typeof QUESTION_FLAGS)[number];

/** All fields as the form holds them, whether the action has them or not. */
export type QuestionForm = Readonly<Record<ChoiceName, string>> &
  Readonly<Record<FlagName, boolean>>;

export const FIRST_QUESTION: QuestionForm = {
  mode: "personal",
  action: "create",
  channel: "portal",
  kind: "single",
  sync_mailbox: "user",
  origin: "usher",
  change: "calendar",
  synced: true,
  requested_for_is_session_user: true,
  personal_token: true,
  blocker_user_set: false,
};

const CHOICES_OF: Readonly<Record<string, readonly ChoiceName[]>> = {
  create: ["mode", "action", "channel", "kind"],
  update: ["mode", "action", "channel", "kind", "sync_mailbox", "origin", "change"],
  cancel: ["mode", "action", "channel", "kind", "sync_mailbox", "origin"],
};

/** The choices that a question about this action has; another field would be refused. */
export function choicesFor(action: string): readonly ChoiceName[] {
  return CHOICES_OF[action] ?? CHOICES_OF["create"] ?? [];
}

export function questionOf(form: QuestionForm): Record<string, string | boolean> {
  const names = [...choicesFor(form.action), ...QUESTION_FLAGS];
  return Object.fromEntries(names.map((name) => [name, form[name]]));
}
