import { z } from "zod";

export const buildingSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  address: z.string(),
  time_zone: z.string(),
  /** Of one that is out of use no space can be reserved. */
  active: z.boolean(),
});
export type Building = z.infer<typeof buildingSchema>;

export const spaceSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(["room", "desk", "other"]),
  building_id: z.uuid(),
  building_name: z.string(),
  time_zone: z.string(),
  floor: z.string(),
  capacity: z.number().int(),
  equipment: z.array(z.string()),
  email: z.string().nullable(),
  /** It is not itself out of use. */
  active: z.boolean(),
  /** Neither it nor its building is out of use. */
  reservable: z.boolean(),
  /** Whether it is checked in to, where its module leaves that to its spaces. */
  requires_check_in: z.boolean(),
  /** Whether somebody has to approve its reservations, where its module leaves that to its spaces. */
  requires_approval: z.boolean(),
  /** What that comes to, by its module: whoever reserves it is told before. */
  needs_approval: z.boolean(),
  /** What its module says of how it is reserved, for forms. */
  module: z.object({
    id: z.uuid(),
    name: z.string(),
    on_behalf_shown: z.boolean(),
    recurring_enabled: z.boolean(),
    multi_space_enabled: z.boolean(),
    group_enabled: z.boolean(),
  }),
  /** Its reservable sync configuration is active. */
  synced: z.boolean(),
  /** Whose calendars a synced space is in, for `/connect/outlook?provider_id=`; else null. */
  calendar_provider_id: z.uuid().nullable(),
});
export type Space = z.infer<typeof spaceSchema>;

export const freeSpacesQuerySchema = z.strictObject({
  start: z.iso.datetime({ offset: true }),
  end: z.iso.datetime({ offset: true }),
  building_id: z.uuid().optional(),
  floor: z.string().max(50).optional(),
  kind: z.enum(["room", "desk", "other"]).optional(),
  capacity: z.coerce.number().int().min(1).max(100_000).optional(),
  /** Comma-separated; the space has all of them. */
  equipment: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const spaceListSchema = z.object({ items: z.array(spaceSchema) });
export const spacePageSchema = z.object({
  items: z.array(spaceSchema),
  next_cursor: z.string().nullable(),
});

export const createBuildingSchema = z.strictObject({
  name: z.string().min(1).max(100),
  address: z.string().max(300).default(""),
  time_zone: z.string().max(100),
});

/**
 * Change: only the fields that are sent change. Another time zone moves no reservation, and of a
 * building out of use none is cancelled; its spaces take no new one.
 */
export const updateBuildingSchema = z
  .strictObject({
    name: z.string().min(1).max(100),
    address: z.string().max(300),
    time_zone: z.string().max(100),
    active: z.boolean(),
  })
  .partial();

export const createSpaceSchema = z.strictObject({
  name: z.string().min(1).max(100),
  building_id: z.uuid(),
  module_id: z.uuid().optional(),
  kind: z.enum(["room", "desk", "other"]).default("room"),
  floor: z.string().max(50).default(""),
  capacity: z.number().int().min(1).max(100_000),
  equipment: z.array(z.string().min(1).max(50)).max(50).default([]),
  email: z.email().max(254).nullable().default(null),
  requires_check_in: z.boolean().default(false),
  requires_approval: z.boolean().default(false),
});

/** Change: only the fields that are sent change. An inactive space takes no new reservation. */
export const updateSpaceSchema = z
  .strictObject({
    name: z.string().min(1).max(100),
    building_id: z.uuid(),
    module_id: z.uuid(),
    kind: z.enum(["room", "desk", "other"]),
    floor: z.string().max(50),
    capacity: z.number().int().min(1).max(100_000),
    equipment: z.array(z.string().min(1).max(50)).max(50),
    email: z.email().max(254).nullable(),
    active: z.boolean(),
    requires_check_in: z.boolean(),
    requires_approval: z.boolean(),
  })
  .partial();
