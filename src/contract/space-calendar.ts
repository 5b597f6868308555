import { z } from "zod";

const instant = z.iso.datetime({ offset: true });

export const busyTimesQuerySchema = z.strictObject({
  from: instant,
  /** At most eight days later. */
  to: instant,
  space_id: z.uuid().optional(),
  /** All spaces of the building, in place of one. */
  building_id: z.uuid().optional(),
});

/** By start. Times that are taken, and nothing of the reservation unless it is the reader's own. */
export const busyTimesSchema = z.object({
  items: z.array(
    z.object({
      space_id: z.uuid(),
      start: instant,
      end: instant,
      /** For or by the reader; else null. */
      own: z.object({ id: z.uuid(), subject: z.string() }).nullable(),
    }),
  ),
});
export type BusyTime = z.infer<typeof busyTimesSchema>["items"][number];

/** How a space is reserved, by its module and by itself. */
export const spaceRulesSchema = z.object({
  duration_minutes_min: z.int(),
  duration_minutes_max: z.int(),
  days_ahead_max: z.int(),
  all_day: z.enum(["disabled", "enabled", "required"]),
  subject_required: z.boolean(),
  recurring_enabled: z.boolean(),
  /** Of one series. */
  occurrences_max: z.int(),
  multi_space_enabled: z.boolean(),
  group_enabled: z.boolean(),
  on_behalf_shown: z.boolean(),
  needs_approval: z.boolean(),
  /** Null where nobody checks in to it. */
  check_in: z
    .object({
      opens_minutes_before: z.int(),
      /** What nobody has checked in to is released after so many minutes; null: it is not. */
      no_show_after_minutes: z.int().nullable(),
    })
    .nullable(),
});
export type SpaceRules = z.infer<typeof spaceRulesSchema>;
