import { z } from "zod";

/**
 * "What would happen if": the question and the answer, in the words of the rules' page. What each
 * field means is told there.
 */
export const INTEGRATION_QUESTION_FIELDS = {
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

const fields = INTEGRATION_QUESTION_FIELDS;

const aboutAnyAct = {
  mode: z.enum(fields.mode),
  channel: z.enum(fields.channel),
  kind: z.enum(fields.kind),
  synced: z.boolean(),
  requested_for_is_session_user: z.boolean(),
  personal_token: z.boolean(),
  blocker_user_set: z.boolean(),
};
const aboutWhatExists = {
  sync_mailbox: z.enum(fields.sync_mailbox),
  origin: z.enum(fields.origin),
};

export const integrationQuestionSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("create"), ...aboutAnyAct }),
  z.strictObject({
    action: z.literal("update"),
    ...aboutAnyAct,
    ...aboutWhatExists,
    change: z.enum(fields.change),
  }),
  z.strictObject({ action: z.literal("cancel"), ...aboutAnyAct, ...aboutWhatExists }),
]);
export type IntegrationQuestion = z.infer<typeof integrationQuestionSchema>;

export const integrationAnswerSchema = z.object({
  allowed: z.boolean(),
  codes: z.array(
    z.enum([
      "group_not_supported",
      "on_behalf_not_supported",
      "not_in_delegated_calendar",
      "channel_not_allowed",
      "not_requested_for",
      "personal_token_missing",
      "made_in_calendar",
    ]),
  ),
  row: z.string(),
  mailbox: z.enum(["requested_for", "delegated_user", "blocker_user", "room", "none"]),
  sync_mailbox: z.enum(fields.sync_mailbox),
  credential: z.enum(["application", "delegated_user", "personal", "none"]),
  invited: z.enum(["requested_for", "blocker_user"]).nullable(),
  remedy: z.string().nullable(),
});
export type IntegrationAnswer = z.infer<typeof integrationAnswerSchema>;
