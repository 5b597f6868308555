import { z } from "zod";
import {
  addReservationSchema,
  reservationRecordSchema,
  updateReservationRecordSchema,
} from "./reservations.ts";
import { madeOccurrenceSchema } from "./series.ts";
import { optionalFlag, optionalText, resultOf } from "./values.ts";

/** As many as one meeting or group may have. */
const several = <Each extends z.ZodType>(each: Each) => z.array(each).min(2).max(20);

export const addMultiReservationSchema = addReservationSchema
  .omit({ location: true, reservable_module: true })
  .extend({
    reservables: several(z.object({ sys_id: optionalText, is_private: optionalFlag })),
  });

export const addGroupReservationSchema = addReservationSchema
  .omit({ location: true, reservable_module: true, attendees: true })
  .extend({
    children: several(
      z.object({ location: optionalText, requested_for: optionalText, is_private: optionalFlag }),
    ),
  });

/** Which spaces it has does not change with it. */
export const updateSeveralSchema = updateReservationRecordSchema.omit({
  location: true,
  workplace_location: true,
  requested_for: true,
});

/** All or none: what could not be made is refused as a whole. */
export const multiReservationSchema = resultOf(
  z.object({
    success: z.literal(true),
    parent: z.string(),
    successfulReservations: z.array(madeOccurrenceSchema),
    unSuccessfulReservations: z.array(madeOccurrenceSchema),
  }),
);

export const groupReservationSchema = resultOf(
  z.object({
    parent: z.string(),
    created_children: z.array(z.string()),
    failed_children: z.array(z.string()),
  }),
);

export const readGroupSchema = resultOf(
  z.object({ parent: reservationRecordSchema, children: z.array(reservationRecordSchema) }),
);
