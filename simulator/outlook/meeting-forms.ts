import { z } from "zod";

const wallTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "needs a date and a time");
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "needs a date");
const checked = z.literal("on").optional();
/** A field that may come once, several times, or not at all. */
const several = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => (typeof value === "string" ? [value] : value));

/** How a meeting repeats, in the words of the form. */
export const REPEATS = ["none", "daily", "weekly", "monthly", "monthly_weekday", "keep"] as const;

/** A meeting as its form holds it, new or to be changed; times are wall times of the writer. */
export const meetingFormSchema = z.object({
  subject: z.string().max(255).default(""),
  start: wallTime,
  end: wallTime,
  /** The times of day do not count, and the last day is in it. */
  is_all_day: checked,
  /** Addresses, separated by commas, semicolons or spaces; rooms become resources. */
  invite: z.string().max(20_000).default(""),
  /** Addresses of rooms that were ticked. */
  rooms: several,
  notes: z
    .string()
    .max(65_000)
    .default("")
    // A browser sends its lines with carriage returns.
    .transform((text) => text.replaceAll("\r\n", "\n")),
  is_private: checked,
  repeat: z.enum(REPEATS).default("none"),
  interval: z.coerce.number().int().min(1).max(99).default(1),
  /** Days of the week by Graph's names; none means the day of the start. */
  days: several,
  until: z.enum(["forever", "day", "count"]).default("forever"),
  last_day: z.union([day, z.literal("")]).default(""),
  count: z.coerce.number().int().min(1).max(999).default(10),
});
export type MeetingForm = z.infer<typeof meetingFormSchema>;

export const moveMeetingFormSchema = z.object({ start: wallTime, end: wallTime });
export const finishSeriesFormSchema = z.object({ last_day: day });
export const cancelMeetingFormSchema = z.object({ comment: z.string().max(1000).default("") });
export const answerMeetingFormSchema = z.object({
  answer: z.enum(["accepted", "tentativelyAccepted", "declined"]),
  comment: z.string().max(1000).default(""),
});

/** What was typed before a mistake, as far as it can be read, over the form as it was shown. */
export function typedBefore(body: unknown, shown: MeetingForm): MeetingForm {
  const typed = z.record(z.string(), z.unknown()).catch({}).parse(body);
  const fields = Object.entries(meetingFormSchema.shape).map(([name, schema]) => {
    const read = schema.safeParse(typed[name]);
    return [name, read.success ? read.data : shown[name as keyof MeetingForm]];
  });
  return Object.fromEntries(fields) as MeetingForm;
}
