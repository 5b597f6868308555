import { z } from "zod";
import { personSummarySchema } from "./reservations.ts";

const APPROVERS_MAX = 50;
const policySchema = z.enum(["by_space", "always", "never"]);

const settings = {
  name: z.string().trim().min(1).max(100),
  duration_minutes_min: z.int().min(1).max(525_600),
  duration_minutes_max: z.int().min(1).max(525_600),
  /** How many days ahead people may reserve. */
  days_ahead_max: z.int().min(0).max(1826),
  recurring_enabled: z.boolean(),
  multi_space_enabled: z.boolean(),
  group_enabled: z.boolean(),
  on_behalf_shown: z.boolean(),
  subject_required: z.boolean(),
  show_as: z.enum(["busy", "free"]),
  check_in_policy: policySchema,
  check_in_opens_minutes_before: z.int().min(0).max(1440),
  releases_no_shows: z.boolean(),
  approval_policy: policySchema,
  /** So long before the start people are reminded of what it needs of them; 0: they are not. */
  reminder_minutes_before: z.int().min(0).max(1440),
};

/** A reservable module: how the spaces that are in it are reserved. */
export const moduleSchema = z.object({
  id: z.uuid(),
  ...settings,
  /** Who approves; none: managers do. */
  approvers: z.array(personSummarySchema),
  space_count: z.int(),
  version: z.int(),
});
export type ReservableModule = z.infer<typeof moduleSchema>;

/** Change: only the fields that are sent change; `approvers`, by id, replaces the whole list. */
export const changeModuleSchema = z
  .strictObject({ ...settings, approvers: z.array(z.uuid()).max(APPROVERS_MAX) })
  .partial();
export type ChangeModule = z.input<typeof changeModuleSchema>;

/** A new one has the settings that nobody minds; they are changed after. */
export const createModuleSchema = z.strictObject({ name: z.string().trim().min(1).max(100) });

/** What a change would mean for what is there already. */
export const moduleConsequencesSchema = z.object({
  items: z.array(z.object({ code: z.string(), message: z.string(), is_warning: z.boolean() })),
});
