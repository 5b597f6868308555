import { z } from "zod";

/**
 * The question and the answer of "what would happen if", in the words of the rules' page. The
 * values stand here a second time because pages know the contract alone; a wrong one would be
 * answered with an error that names it.
 */
export const QUESTION_FIELDS = {
  mode: ["normal", "strict", "personal"],
  action: ["create", "update", "cancel"],
  channel: [
    "portal",
    "event_planner",
    "quick_reservation",
    "mobile",
    "outlook_addin",
    "panel",
    "rest_api",
    "calendar",
    "system",
  ],
  kind: ["single", "recurring", "multi_space", "group", "blocker"],
  sync_mailbox: ["user", "other", "none"],
  origin: ["usher", "calendar"],
  change: ["calendar", "local"],
} as const;

export const QUESTION_FLAGS = [
  "synced",
  "requested_for_is_session_user",
  "personal_token",
  "blocker_user_set",
] as const;

type ChoiceName = keyof typeof QUESTION_FIELDS;
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

export const explainAnswerSchema = z.object({
  allowed: z.boolean(),
  codes: z.array(z.string()),
  row: z.string(),
  mailbox: z.string(),
  sync_mailbox: z.string(),
  credential: z.string(),
  invited: z.string().nullable(),
  remedy: z.string().nullish(),
});
export type ExplainAnswer = z.infer<typeof explainAnswerSchema>;
