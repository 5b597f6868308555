import { z } from "zod";
import { RECIPIENTS_MAX, SHARE_MESSAGE_CHARACTERS_MAX } from "../shares.ts";
import {
  choiceSchema,
  instantText,
  moduleReferenceSchema,
  optionalFlag,
  optionalNumber,
  optionalText,
  resultOf,
  userReferenceSchema,
  zoneSchema,
} from "./values.ts";

const placeSchema = z.object({
  sys_id: z.string(),
  display_value: z.string(),
  active: z.boolean(),
});
const buildingSchema = placeSchema.extend({ timezone: zoneSchema });
const requesterSchema = userReferenceSchema.pick({ sys_id: true, name: true, user_name: true });

const locationSchema = z.object({
  sys_id: z.string(),
  name: z.string(),
  description: z.null(),
  display_value: z.string(),
  capacity: z.int(),
  label_value: z.string(),
  email: z.string().nullable(),
  wsd_email: z.string().nullable(),
  reservable_module: moduleReferenceSchema,
  /** Usher has none of these, as of the area: they are there and empty. */
  region: placeSchema,
  site: placeSchema,
  campus: placeSchema,
  building: buildingSchema,
  /** A floor is its name here, which is its sys_id too. */
  floor: placeSchema,
  area: placeSchema,
  is_favorite: z.literal(false),
  is_private: z.boolean(),
  number: z.string(),
  number_of_attendees: z.int(),
  state: choiceSchema,
  requested_for: requesterSchema,
  reservation: z.object({
    sys_id: z.string(),
    number: z.string(),
    number_of_attendees: z.int(),
    state: choiceSchema,
    requested_for: requesterSchema,
    active: z.boolean(),
  }),
});

const aclSchema = z.object({
  read: z.boolean(),
  write: z.object({
    record: z.boolean(),
    allFields: z.boolean(),
    fields: z.object({
      subject: z.boolean(),
      sensitivity: z.boolean(),
      requested_for: z.boolean(),
      number_of_attendees: z.boolean(),
      location: z.boolean(),
      is_private: z.boolean(),
    }),
  }),
});

/** As ServiceNow's programs send it and read it: the length in milliseconds. */
const presentedPatternSchema = z.object({
  duration: z.string(),
  repeats: z.string(),
  label: z.string(),
  startDate: z.string(),
  amountOfDates: z.string(),
  options: z.object({
    count: z.int().nullable(),
    daysOfWeek: z.string(),
    every: z.int(),
    endDate: z.string().nullable(),
  }),
});

/** A row of `sn_wsd_rsv_reservation`, as ServiceNow answers it. */
export const reservationRecordSchema = z.object({
  sys_id: z.string(),
  number: z.string(),
  location: locationSchema,
  building: buildingSchema,
  start: instantText,
  end: instantText,
  sys_created_on: instantText,
  sys_updated_on: instantText,
  source_reservation: z.string().nullable(),
  is_parent: z.boolean(),
  active: z.boolean(),
  state: choiceSchema,
  check_in_state: choiceSchema,
  sync_state: choiceSchema,
  sensitivity: choiceSchema,
  is_private: z.boolean(),
  reservation_type: choiceSchema,
  reservation_subtype: choiceSchema,
  reservation_purpose: choiceSchema,
  source: choiceSchema,
  sub_source: choiceSchema,
  last_updated_sub_source: choiceSchema,
  edit_restriction: choiceSchema,
  external_id: z.string().nullable(),
  external_ical: z.string().nullable(),
  subject: z.string(),
  attendees: z.array(userReferenceSchema),
  number_of_attendees: z.int(),
  requested_for: userReferenceSchema,
  opened_by: userReferenceSchema.nullable(),
  reservable_module: moduleReferenceSchema,
  recurring_pattern: presentedPatternSchema.nullable(),
  cancel_notes: z.string().nullable(),
  shift: z.null(),
  virtual_meeting: z.null(),
  recording_details: z.array(z.never()),
  notification_recipients: z.null(),
  notification_custom_message: z.null(),
  auto_conflict_resolution_state: choiceSchema,
  reservationAcl: aclSchema,
});
export type ReservationRecord = z.infer<typeof reservationRecordSchema>;

const serviceSchema = z.object({
  sys_id: z.string(),
  name: z.string(),
  short_description: z.string(),
  font_awesome_icon: z.null(),
});

export const getReservationQuerySchema = z.object({
  sys_id: optionalText,
  external_id: optionalText,
  external_ical: optionalText,
  include_multi_child_data: optionalFlag,
  include_standard_services: optionalFlag,
});
export const gotReservationSchema = resultOf(
  z.object({
    reservation: reservationRecordSchema,
    reservationAcl: aclSchema,
    /** Only where they are asked for. */
    standard_services: z.array(serviceSchema).optional(),
    /** Of a meeting in several rooms, where they are asked for. */
    multi_children: z.array(reservationRecordSchema).optional(),
  }),
);

export const listReservationsQuerySchema = z.object({
  encodedQuery: z.string().max(8000).nullish(),
  searchCriteria: optionalText,
  startIndex: optionalNumber,
  endIndex: optionalNumber,
  orderByEndDesc: optionalFlag,
  userId: optionalText,
});
export const listedReservationsSchema = resultOf(
  z.object({ reservations: z.array(reservationRecordSchema) }),
);

export const userReservationsQuerySchema = z.object({ userId: optionalText });
const workplaceSchema = z.object({ displayValue: z.string(), value: z.string() });
export const userReservationsSchema = resultOf(
  z.object({
    searchStartDate: z.string(),
    searchEndDate: z.string(),
    sortedReservationDates: z.array(z.string()),
    reservationsByDate: z.record(
      z.string(),
      z.array(
        z.object({
          sys_id: z.string(),
          number: z.string(),
          start: instantText,
          end: instantText,
          location: workplaceSchema.extend({ externalId: z.string(), type: z.string() }),
          floor: workplaceSchema,
          building: workplaceSchema.extend({ timezone: zoneSchema }),
        }),
      ),
    ),
    workplaceProfile: z.null(),
    informEmployeePrivacy: z.boolean(),
  }),
);

export const icalendarSchema = resultOf(z.string());

export const validationQuerySchema = z.object({
  timezone: optionalText,
  /** Read and not needed: how many days a reservation may have is the module's to say. */
  ignore_same_day_validation: optionalFlag,
});

const timesBody = z.object({
  start: optionalText,
  end: optionalText,
  timezone: optionalText,
  shift: optionalText,
  ignore_same_day_validation: optionalFlag,
});

/** What else is sent, such as `reservation_purpose`, is left unread, as that API does. */
export const addReservationSchema = timesBody.extend({
  location: optionalText,
  subject: z.string().max(255).nullish(),
  requested_for: optionalText,
  reservable_module: optionalText,
  is_private: optionalFlag,
  /** sys_ids or addresses, between commas. */
  attendees: z.string().max(20_000).nullish(),
});

export const quickReserveSchema = timesBody.extend({
  reference_location_id: optionalText,
  reservable_module: optionalText,
  /** Ours: there it is whoever is signed in, and a key is nobody. */
  requested_for: optionalText,
  subject: z.string().max(255).nullish(),
});

export const updateReservationRecordSchema = timesBody.extend({
  location: optionalText,
  /** The name that the documentation's own example uses. */
  workplace_location: optionalText,
  subject: z.string().max(255).nullish(),
  requested_for: optionalText,
  is_private: optionalFlag,
});
export const updatedReservationSchema = resultOf(
  z.object({
    sys_id: z.string(),
    location_id: z.string(),
    type_of_change: z.enum(["location", "time", "details", "none"]),
  }),
);

export const cancelReservationRecordSchema = z.object({
  cancel_notes: z.string().max(1000).nullish(),
});

/** Whom to tell: sys_ids or addresses, as a list or between commas. */
export const shareDetailsSchema = z.object({
  notification_recipients: z
    .union([z.array(z.string().max(1000)).max(RECIPIENTS_MAX), z.string().max(20_000)])
    .nullish(),
  /** `reservation_created`, `reservation_updated` or `reservation_cancelled`. */
  notification_type: optionalText,
  notification_custom_message: z.string().max(SHARE_MESSAGE_CHARACTERS_MAX).nullish(),
});

export const changedReservationSchema = resultOf(z.object({ sys_id: z.string() }));
