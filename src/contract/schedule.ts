import { z } from "zod";
import { buildingSchema, spaceSchema } from "./places.ts";
import { reservationSchema, verdictSchema } from "./reservations.ts";

const instant = z.iso.datetime({ offset: true });

export const scheduleQuerySchema = z.strictObject({
  from: instant,
  /** At most 32 days later. */
  to: instant,
  building_id: z.uuid().optional(),
  floor: z.string().max(50).optional(),
  kind: spaceSchema.shape.kind.optional(),
  /** At least so many seats. */
  capacity: z.coerce.number().int().min(1).max(100_000).optional(),
  /** Anywhere in the name of the space, in any case. */
  q: z.string().max(100).optional(),
});

const scheduledSpaceSchema = spaceSchema
  .pick({
    id: true,
    name: true,
    kind: true,
    building_id: true,
    floor: true,
    capacity: true,
    needs_approval: true,
    synced: true,
  })
  .describe("By building, floor and name");

const reservationFields = reservationSchema.shape;

/*
 * There are thousands of them in an answer. What comes from us is not looked at letter by letter
 * on its way out, and not again where it is read: ids and instants are texts here.
 */
const scheduledReservationSchema = z.object({
  id: z.string(),
  /** The meeting that it is part of, where that is several reservations. */
  parent_id: z.string().nullable(),
  space_id: z.string(),
  kind: reservationFields.kind,
  state: reservationFields.state,
  sync_state: reservationFields.sync_state.unwrap(),
  start: z.string(),
  end: z.string(),
  /** Withheld ("Private reservation") where the reader may not see it. */
  subject: z.string(),
  requested_for_name: z.string(),
  version: z.number(),
  /** Which of `verdicts` are its own. */
  verdict: z.number(),
});

const scheduleVerdictsSchema = z.object({ update: verdictSchema, cancel: verdictSchema });

export const scheduleSchema = z.object({
  buildings: z.array(buildingSchema.pick({ id: true, name: true, time_zone: true })),
  spaces: z.array(scheduledSpaceSchema),
  /** A thousand spaces are shown and there are more: narrow the filters. */
  has_more_spaces: z.boolean(),
  /** By start. Those that are cancelled, rejected or released are left out. */
  reservations: z.array(scheduledReservationSchema),
  /** What the reader may do, by the same rules that judge the act itself; each that occurs once. */
  verdicts: z.array(scheduleVerdictsSchema),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** What a change would bring with it; nothing of it is done. */
export const rehearsalSchema = z.object({
  consequences: z.array(
    z.object({
      code: z.enum([
        "room_asked",
        "approval_asked",
        "people_told",
        "enters_calendar",
        "leaves_calendar",
        "this_date_only",
        "all_rooms",
        "services_lost",
        "too_small",
      ]),
      /** Those who are asked, or what is lost. */
      names: z.array(z.string()),
      /** How many people or rooms; 0 where nothing is counted. */
      count: z.number().int(),
    }),
  ),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;
