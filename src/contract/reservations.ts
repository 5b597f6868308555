import { z } from "zod";
import { spaceSchema } from "./places.ts";
import { offeredServiceSchema } from "./services.ts";
import { recurrenceSchema, requestedRecurrenceSchema } from "./recurrence.ts";

const instant = z.iso.datetime({ offset: true });

export const reservationStateSchema = z.enum([
  "draft",
  "awaiting_confirmation",
  "awaiting_approval",
  "approved",
  "confirmed",
  "in_progress",
  "completed",
  "rejected",
  "conflicted",
  "cancelled",
  "no_show",
]);

export const checkInStateSchema = z.enum([
  "not_required",
  "awaiting_check_in",
  "checked_in",
  "checked_out",
  "no_check_out",
  "no_show",
]);

/** How much of a series an act is about. */
export const scopeSchema = z.enum(["this", "following", "all"]);
export type Scope = z.infer<typeof scopeSchema>;

export const attendeeSchema = z.object({
  email: z.email().max(254),
  name: z.string().max(200).default(""),
  type: z.enum(["required", "optional"]).default("required"),
});

/** As read: `kind` is told of those that were taken over from Outlook. */
const reservedAttendeeSchema = attendeeSchema.extend({
  kind: z.enum(["user", "visitor", "external"]).optional(),
});

/** What becomes of those dates of a series that are taken where it is to be. */
const conflictAnswer = {
  /** All of it is refused, or they are left out. */
  on_conflict: z.enum(["refuse", "skip"]).optional(),
  /** Dates that are to be in another space than the others, however `on_conflict` is. */
  dates_elsewhere: z
    .array(z.strictObject({ original_date: z.iso.date(), space_id: z.uuid() }))
    .max(180)
    .optional(),
};

/** Creation. Times are instants with an offset; `time_zone` is the IANA zone they are meant in, by default the building's. */
export const createReservationSchema = z.strictObject({
  space_id: z.uuid(),
  start: instant,
  end: instant,
  time_zone: z.string().max(100).optional(),
  subject: z.string().max(255).default(""),
  notes: z.string().max(65_000).default(""),
  sensitivity: z.enum(["normal", "private"]).default("normal"),
  attendees: z.array(attendeeSchema).max(500).default([]),
  /** A person's id or e-mail address; by default the person who is signed in. */
  requested_for: z.union([z.uuid(), z.email()]).optional(),
  /** Makes it a series, whose first occurrence `start` and `end` are. */
  recurrence: requestedRecurrenceSchema.optional(),
  ...conflictAnswer,
  /** Ids of those that are chosen; what every reservation of the module has is there by itself. */
  services: z.array(z.uuid()).max(50).optional(),
});
export type CreateReservation = z.input<typeof createReservationSchema>;

/** One meeting in several spaces at one time. */
export const createInSeveralSpacesSchema = createReservationSchema
  .omit({
    space_id: true,
    recurrence: true,
    on_conflict: true,
    dates_elsewhere: true,
    services: true,
  })
  .extend({
    space_ids: z.array(z.uuid()).min(2).max(20),
    /** By the id of their space: ids of the services that are chosen for it. */
    services_by_space: z.record(z.uuid(), z.array(z.uuid()).max(50)).optional(),
  });

export type CreateInSeveralSpaces = z.input<typeof createInSeveralSpacesSchema>;

/** A space for each of several people, at one time: all or none. */
export const createGroupSchema = createReservationSchema
  .pick({
    start: true,
    end: true,
    time_zone: true,
    subject: true,
    notes: true,
    sensitivity: true,
    /** Whose group it is; by default the person's who is signed in. */
    requested_for: true,
  })
  .extend({
    members: z
      .array(
        z.strictObject({
          space_id: z.uuid(),
          requested_for: z.union([z.uuid(), z.email()]),
          services: createReservationSchema.shape.services,
        }),
      )
      .min(2)
      .max(20),
  });

export type CreateGroup = z.input<typeof createGroupSchema>;

/** Change: only the fields that are sent change; `attendees` replaces the whole list. */
export const updateReservationSchema = z
  .strictObject({
    space_id: z.uuid(),
    start: instant,
    end: instant,
    time_zone: z.string().max(100),
    subject: z.string().max(255),
    notes: z.string().max(65_000),
    sensitivity: z.enum(["normal", "private"]),
    attendees: z.array(attendeeSchema).max(500),
    /** Ids: they take the place of those that are chosen now. */
    services: z.array(z.uuid()).max(50),
    /** Of a series, or of one of its occurrences and all that follow. */
    recurrence: requestedRecurrenceSchema,
    /** Of a series: an occurrence (the default), it and all that follow, or the whole series. */
    scope: scopeSchema,
    ...conflictAnswer,
  })
  .partial();
export type UpdateReservation = z.input<typeof updateReservationSchema>;

export const cancelReservationSchema = z.strictObject({
  cancel_notes: z.string().max(1000).default(""),
  scope: scopeSchema.optional(),
});

export const verdictSchema = z.object({
  allowed: z.boolean(),
  codes: z.array(z.string()),
  row: z.string(),
  reason: z.string().optional(),
  remedy: z.string().optional(),
});

export const personSummarySchema = z.object({
  id: z.uuid(),
  display_name: z.string(),
  email: z.string(),
});

export const approvalSchema = z.object({
  state: z.enum(["not_required", "awaiting_approval", "approved", "rejected", "not_given"]),
  /** Since when somebody has been asked, for this time and space; null where nobody was. */
  asked_at: instant.nullable(),
  /** Who decides; none where nobody has to, and where any manager may. */
  approvers: z.array(personSummarySchema),
  decided_by: personSummarySchema.nullable(),
  decided_at: instant.nullable(),
  /** What they said; withheld where the reader may not see what it is about. */
  comment: z.string().nullable(),
});

const blockerPartSchema = z.enum(["preparation", "clean_up"]);

const blockerSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  part: blockerPartSchema,
  state: reservationStateSchema,
  start: instant,
  end: instant,
});

export const reservationSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  /** The meeting that it is part of, where that is several reservations: rooms, or occurrences. */
  parent_id: z.uuid().nullable(),
  /** The row of the group that it is of; all of them are at `/reservations/{group_id}/rooms`. */
  group_id: z.uuid().nullable(),
  /** Of a series' occurrence: the date that the pattern gave it, however often it was moved. */
  original_date: z.iso.date().nullable(),
  /** The occurrence has a time or a space that the series has not. */
  is_exception: z.boolean().nullable(),
  /** It is the row of such a meeting, and holds no space itself. */
  is_parent: z.boolean(),
  /** The series that it is an occurrence of, or the row of. */
  recurrence: recurrenceSchema.nullable(),
  kind: z.enum(["single", "recurring", "multi_space", "group", "blocker"]),
  state: reservationStateSchema,
  space: z.object({
    id: z.uuid(),
    name: z.string(),
    building_id: z.uuid(),
    building_name: z.string(),
    floor: z.string(),
    synced: z.boolean(),
    /** Whose calendars a synced space is in, for `/connect/outlook?provider_id=`; else null. */
    calendar_provider_id: z.uuid().nullable(),
  }),
  start: instant,
  end: instant,
  time_zone: z.string(),
  is_all_day: z.boolean(),
  /** Withheld ("Private reservation") where the reader may not see it. */
  subject: z.string(),
  notes: z.string(),
  /** Null, as all that says how it came to be and stands, where the reader cannot open it. */
  sensitivity: z.enum(["normal", "private"]).nullable(),
  attendees: z.array(reservedAttendeeSchema),
  requested_for: personSummarySchema,
  opened_by: personSummarySchema.nullable(),
  origin: z.enum(["usher", "calendar"]).nullable(),
  channel: z.string().nullable(),
  sub_source: z.string().nullable(),
  sync_mailbox: z.enum(["user", "other", "none"]).nullable(),
  sync_state: z.enum(["not_required", "sync_enqueued", "synchronized", "sync_required"]).nullable(),
  /** The newest sync event's state: what is happening at the calendar right now. */
  sync_event_state: z
    .enum([
      "new",
      "processing",
      "processed",
      "error",
      "waiting_for_token",
      "not_sent",
      "superseded",
    ])
    .nullable(),
  /** What the people who look after the room decide in Outlook. */
  external_approval: z
    .enum(["not_required", "awaiting_approval", "accepted", "declined"])
    .nullable(),
  /** What people here say to it; null where the reader cannot open it. */
  approval: approvalSchema.nullable(),
  /** Null where the reader cannot open it, like the times below. */
  check_in_state: checkInStateSchema.nullable(),
  /** From when until when people can check in; null where they need not. */
  check_in_opens_at: instant.nullable(),
  check_in_closes_at: instant.nullable(),
  /** When it is released unless somebody has checked in; null where it is not. */
  no_show_at: instant.nullable(),
  checked_in_at: instant.nullable(),
  checked_out_at: instant.nullable(),
  /** What it has of its module's services; null where the reader cannot open it. */
  services: z.array(offeredServiceSchema).nullable(),
  /** The space is kept free for them before and after it; null where the reader cannot open it. */
  blockers: z.array(blockerSchema).nullable(),
  /** For these the space was taken by somebody else, and the meeting goes without. */
  blockers_left_out: z.array(blockerPartSchema).nullable(),
  /** Of a blocker: the meeting that it is made for, which alone it changes with. */
  blocks: z.object({ id: z.uuid(), number: z.string(), part: blockerPartSchema }).nullable(),
  /** Why it is conflicted, rejected or waiting, and what to do. */
  reason_code: z.string().nullable(),
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
  cancel_notes: z.string().nullable(),
  version: z.number().int(),
  created_at: instant,
  updated_at: instant,
  /** What the reader may do with it, by the same rules that judge the act itself. */
  verdicts: z.object({
    update: verdictSchema,
    cancel: verdictSchema,
    check_in: verdictSchema,
    /** Allowed with a reason: the space stays taken until the end, and why. */
    check_out: verdictSchema,
    /** Approving it, and rejecting it. */
    decide: verdictSchema,
  }),
});
export type Reservation = z.infer<typeof reservationSchema>;

/** What is asked before a series is made. */
export const previewSeriesSchema = createReservationSchema
  .pick({ space_id: true, start: true, end: true, time_zone: true, services: true })
  .extend({
    recurrence: requestedRecurrenceSchema,
    /** How many people come, for other spaces; by default the space's own seats count. */
    seats: z.int().min(1).max(10_000).optional(),
  });

export type PreviewSeries = z.input<typeof previewSeriesSchema>;

/** What is asked before a series is changed: as the change itself would be. */
export const previewChangeSchema = updateReservationSchema
  .omit({ on_conflict: true, dates_elsewhere: true })
  .extend({ seats: previewSeriesSchema.shape.seats });
export type PreviewChange = z.input<typeof previewChangeSchema>;

export const seriesPreviewSchema = z.object({
  recurrence: recurrenceSchema,
  /** Those that would be held now; a long series holds more as time goes on. */
  occurrences: z.array(
    z.object({
      original_date: z.iso.date(),
      start: instant,
      end: instant,
      is_free: z.boolean(),
      /** Of a date that is taken: other spaces that are free then and can take it, the nearest first. */
      alternatives: z.array(spaceSchema),
    }),
  ),
  taken_count: z.int(),
  /** The series has more dates than these, which are held as time goes on. */
  has_more: z.boolean(),
});
export type SeriesPreview = z.infer<typeof seriesPreviewSchema>;

/** A series with all its occurrences here, by start. */
export const seriesSchema = z.object({
  series: reservationSchema,
  occurrences: z.array(reservationSchema),
});
export type ReservationSeries = z.infer<typeof seriesSchema>;

export const listReservationsQuerySchema = z.strictObject({
  /**
   * `mine`: requested for or opened by me; `invited`: I am among the attendees; `space`: of one space
   * (with `space_id`).
   */
  scope: z.enum(["mine", "invited", "space"]).default("mine"),
  space_id: z.uuid().optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** One or, given repeatedly, any of several. */
  state: z.union([reservationStateSchema, z.array(reservationStateSchema).max(20)]).optional(),
  /** By start; a cursor is good for the order that it was given in. */
  /** Of mine, also the blockers that are made for services; a space's schedule has them always. */
  blockers: z.enum(["true", "false"]).default("false"),
  order: z.enum(["asc", "desc"]).default("asc"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

export const reservationPageSchema = z.object({
  items: z.array(reservationSchema),
  next_cursor: z.string().nullable(),
});
