import { z } from "zod";

/** Problem details (RFC 9457) with our stable `code` and what to do about it. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  remedy: z.string().optional(),
  request_id: z.string(),
  /** All codes where several rules refuse; the first is `code`. */
  codes: z.array(z.string()).optional(),
  /** Of a series: the dates that stand in the way. */
  dates: z.array(z.iso.date()).optional(),
  /** Of spaces that are wanted together: the ids of those that are taken. */
  spaces: z.array(z.uuid()).optional(),
  /** Fields at fault, for forms. */
  fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
