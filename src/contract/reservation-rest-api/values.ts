import { z } from "zod";

/** What an answer is wrapped in. */
export function resultOf<Shape extends z.ZodType>(shape: Shape) {
  return z.object({ result: shape });
}

/** What is answered in place of a result. `code`, `codes`, `fields` and `request_id` are ours. */
export const failureSchema = z.object({
  error: z.object({
    message: z.string(),
    detail: z.string(),
    code: z.string(),
    codes: z.array(z.string()).optional(),
    dates: z.array(z.string()).optional(),
    fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    request_id: z.string(),
  }),
  status: z.literal("failure"),
});
export type Failure = z.infer<typeof failureSchema>;

/** A text of a query or a body that programs leave empty, null or "undefined" where they mean none. */
export const optionalText = z.string().max(1000).nullish();

/** `true` and `false`, which some programs send as texts. */
export const optionalFlag = z.union([z.boolean(), z.string().max(10)]).nullish();

/** A whole number, which a query has as a text. */
export const optionalNumber = z.union([z.int(), z.string().max(10)]).nullish();

/** An instant as this API writes it: whole seconds of UTC, `2026-11-24T09:00:00Z`. */
export const instantText = z.string();

/** A choice, with its label. */
export const choiceSchema = z.object({
  value: z.string().nullable(),
  display_value: z.string().nullable(),
});

export const userReferenceSchema = z.object({
  sys_id: z.string().nullable(),
  value: z.string().nullable(),
  displayValue: z.string(),
  display_value: z.string(),
  name: z.string(),
  user_name: z.string(),
  table: z.string(),
  avatar: z.null(),
  initials: z.string(),
  email: z.string(),
  label: z.string(),
});

export const zoneSchema = z.object({ value: z.string(), displayValue: z.string() });

export const moduleReferenceSchema = z.object({
  sys_id: z.string(),
  name: z.string(),
  title: z.string(),
  inline_title: z.string(),
  display_value: z.string(),
});
