import { z } from "zod";
import { addReservationSchema, reservationRecordSchema } from "./reservations.ts";
import { instantText, optionalNumber, optionalText, resultOf } from "./values.ts";

/** When a meeting recurs, as programs for ServiceNow send it. */
export const recurringPatternSchema = z.object({
  /** Milliseconds. The documentation says seconds and its examples are milliseconds. */
  duration: optionalNumber,
  repeats: optionalText,
  label: optionalText,
  startDate: optionalText,
  options: z
    .object({
      /** How often the pattern is repeated: of a weekly one, so many weeks. */
      count: optionalNumber,
      /** `245` is Tuesday, Thursday and Friday. */
      daysOfWeek: optionalText,
      every: optionalNumber,
      endDate: optionalText,
    })
    .nullish(),
});

export const createSeriesSchema = z.object({
  reservation: addReservationSchema.omit({
    start: true,
    end: true,
    ignore_same_day_validation: true,
  }),
  recurringPattern: recurringPatternSchema,
});

export const madeOccurrenceSchema = z.object({
  inserted: z.boolean(),
  /** Somebody else has the space then. */
  collision: z.boolean(),
  sys_id: z.string().nullable(),
  error: z.string().nullable(),
  start: instantText,
  end: instantText,
});
export type MadeOccurrence = z.infer<typeof madeOccurrenceSchema>;

export const createdSeriesSchema = resultOf(
  z.object({
    isValid: z.literal(true),
    parent: z.string(),
    successfulReservations: z.array(madeOccurrenceSchema),
    unSuccessfulReservations: z.array(madeOccurrenceSchema),
  }),
);

export const listOccurrencesQuerySchema = z.object({
  start_index: optionalNumber,
  end_index: optionalNumber,
  /** Those that are not to be answered, between commas. */
  occurrence_sys_id: z.string().max(8000).nullish(),
});
export const listedOccurrencesSchema = resultOf(
  z.object({
    reservations: z.array(reservationRecordSchema),
    /** As that API spells it, and as a text. */
    occurencesTotalCount: z.string(),
  }),
);

export const cancelSeriesSchema = z.object({ cancel_notes: z.string().max(1000).nullish() });
export const cancelledSeriesSchema = resultOf(
  z.object({
    seriesId: z.string(),
    success: z.boolean(),
    successCanceledOccurrences: z.array(z.string()),
    failedToCancelOccurrenceReservations: z.array(z.string()),
    user_msg: z.string(),
  }),
);
