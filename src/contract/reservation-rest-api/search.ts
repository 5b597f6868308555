import { z } from "zod";
import { recurringPatternSchema } from "./series.ts";
import {
  choiceSchema,
  instantText,
  moduleReferenceSchema,
  optionalFlag,
  optionalNumber,
  optionalText,
  resultOf,
  zoneSchema,
} from "./values.ts";

const namedPlaceSchema = z.object({
  sys_id: z.string(),
  display_value: z.string(),
  name: z.string(),
});

/** `2026-11-24 09:00:00` of UTC, start and end. */
const timesSchema = z.array(z.tuple([z.string(), z.string()]));

const heldSchema = z.object({
  sys_id: z.string(),
  number: z.string(),
  location: z.object({ location: z.string(), timezone: zoneSchema }),
  configuration_item: z.null(),
  start: instantText,
  end: instantText,
  subject: z.string(),
  reservation_purpose: choiceSchema,
  state: choiceSchema,
  is_collided: z.boolean(),
  requested_for: z.object({ sys_id: z.string(), name: z.string() }),
});

const reservableSchema = z.object({
  sys_id: z.string(),
  external_id: z.null(),
  email: z.string().nullable(),
  wsd_email: z.string().nullable(),
  name: z.string(),
  title: z.string(),
  description: z.null(),
  image: z.null(),
  number: z.null(),
  site: z.null(),
  campus: z.null(),
  building: namedPlaceSchema.extend({ timezone: zoneSchema }),
  floor: namedPlaceSchema,
  area: z.null(),
  capacity: z.string(),
  reservable_quantity: z.null(),
  location_type: namedPlaceSchema,
  order: z.null(),
  requires_check_in: z.boolean(),
  is_reservable: z.string(),
  require_approval: z.boolean(),
  tableName: z.string(),
  reservable_module: moduleReferenceSchema,
  standard_services: z.array(z.never()),
  reservable_purposes: z.array(z.never()),
  is_favorite: z.literal(false),
});
export type Reservable = z.infer<typeof reservableSchema>;

const availabilityShape = {
  is_available: z.boolean(),
  availableTimes: timesSchema,
  /** Where the key may read reservations; of a panel, those of its own space. */
  reservations: z.array(heldSchema),
};
const reservableUnitSchema = reservableSchema.extend({
  ...availabilityShape,
  includedInResult: z.literal(true),
  is_reserved: z.boolean(),
  is_selected: z.literal(false),
  showPrivacyOption: z.literal(false),
  defaultPrivacyValue: z.literal(false),
});
export type ReservableUnit = z.infer<typeof reservableUnitSchema>;

const availabilitySchema = z.object({
  sys_id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  ...availabilityShape,
  floor: namedPlaceSchema,
  building: namedPlaceSchema,
  campus: z.null(),
});

const searchedTimes = {
  reservable_module: optionalText,
  start: optionalText,
  end: optionalText,
  timezone: optionalText,
  shift: optionalText,
  ignore_same_day_validation: optionalFlag,
  include_reservations_within_days: optionalFlag,
  /** JSON: `{"schedule_view_date": "2026-11-24", "timezone": "Europe/Berlin"}`. */
  schedule_view_obj: optionalText,
  reservation_ids: z.string().max(8000).nullish(),
};

export const availabilityQuerySchema = z.object({
  ...searchedTimes,
  reservable_ids: z.string().max(8000).nullish(),
  include_unavailable_items: optionalFlag,
});
export const availabilityAnswerSchema = resultOf(z.array(availabilitySchema));

export const searchReservableQuerySchema = z.object({
  ...searchedTimes,
  q: z.string().max(8000).nullish(),
  rsv_path: optionalText,
  near_by_location_id: optionalText,
  neighborhood: optionalText,
  exclude_reservables: z.string().max(8000).nullish(),
  include_unavailable_items: optionalFlag,
  next_item_index: optionalNumber,
  page_size: optionalNumber,
  sort_by: optionalText,
});
export const bestMatchQuerySchema = z.object({
  ...searchedTimes,
  q: z.string().max(8000).nullish(),
  best_match_count: optionalNumber,
});

const foundUnits = {
  hasMore: z.boolean(),
  /** -1 at the end. */
  nextItemIndex: z.int(),
  reservableUnits: z.array(reservableUnitSchema),
  reservableContainers: z.array(z.never()),
};
const floorSchema = namedPlaceSchema.extend({ external_id: z.null() });
export const searchedReservablesSchema = resultOf(
  z.object({
    ...foundUnits,
    totalProcessed: z.int(),
    nextFavIndex: z.literal(0),
    filter: z.object({
      floors: z.array(floorSchema),
      standard_services: z.array(z.never()),
      reservable_purposes: z.array(z.never()),
    }),
  }),
);
export const bestMatchSchema = resultOf(
  z.object({ ...foundUnits, floorsOfSelectedBuilding: z.array(floorSchema) }),
);

export const overlapQuerySchema = z.object({
  user_id: optionalText,
  start: optionalText,
  end: optionalText,
  timezone: optionalText,
  reservation_id: optionalText,
  reservable_id: optionalText,
  /** JSON of a recurring pattern. */
  recurring_pattern: z.string().max(4000).nullish(),
  /** JSON; a shift in it is refused. */
  shift_info_object: optionalText,
});
const overlapSchema = z.object({ isOverlapped: z.boolean(), reservableId: z.string() });
/** The documentation's example has `results`, so both are there. */
export const overlapAnswerSchema = resultOf(overlapSchema).extend({ results: overlapSchema });

const TIMES_MAX = 1_000;
const RESERVABLES_MAX = 200;

export const scoreBodySchema = z.object({
  reservableIds: z.array(z.string().max(100)).min(1).max(RESERVABLES_MAX),
  reservableType: optionalText,
  recurringPattern: recurringPatternSchema.nullish(),
  startEndDateTimes: z
    .array(z.object({ start: optionalText, end: optionalText }))
    .max(TIMES_MAX)
    .nullish(),
  timezone: optionalText,
});
export const scoreAnswerSchema = resultOf(
  z.record(z.string(), z.object({ available: z.int(), total: z.int(), score: z.string() })),
);

export const listReservablesBodySchema = z.object({
  space_sys_ids: z.string().max(8000).nullish(),
  reservable_module_sys_id: optionalText,
});
export const listedReservablesSchema = resultOf(z.array(reservableSchema));

export const reservableModuleSchema = moduleReferenceSchema.extend({
  short_description: z.string(),
  reservable_table: z.string(),
  reservable_type: z.literal("location"),
  selection_type: z.literal("unit"),
  require_subject: z.boolean(),
  require_cancel_notes: z.literal(false),
  allow_invitees: z.literal(true),
  display_on_behalf_of: z.boolean(),
  display_sensitivity: z.literal(true),
  max_days_in_future: z.string(),
  min_duration_minutes: z.int(),
  max_duration_minutes: z.int(),
  enable_group_reservations: z.boolean(),
  checkin_before_minutes: z.int(),
  override_approval_policy: z.enum(["no_override", "always_required", "never_required"]),
  apply_to_shift: z.literal(false),
  virtual_meeting_provider: z.null(),
  timeSlots: z.array(z.never()),
});
export type ReservableModuleRecord = z.infer<typeof reservableModuleSchema>;
export const reservableModuleAnswerSchema = resultOf(reservableModuleSchema);
export const reservableModuleListSchema = resultOf(z.array(reservableModuleSchema));
