import { z } from "zod";

/** What a space can take over of a room in Exchange. */
export const IMPORTED_ROOM_FIELDS = [
  "name",
  "building",
  "floor",
  "capacity",
  "address",
  "sync_configuration",
] as const;
const fieldSchema = z.enum(IMPORTED_ROOM_FIELDS);
const ROOMS_IMPORTED_MAX = 5_000;

export const roomInExchangeSchema = z.object({
  address: z.string(),
  name: z.string(),
  capacity: z.number().int().nullable(),
  building: z.string().nullable(),
  floor: z.string().nullable(),
  equipment: z.array(z.string()),
  /** The space it is here, by address, or by name where that has none; null where it is new. */
  space: z.object({ id: z.uuid(), name: z.string(), building_name: z.string() }).nullable(),
  /** What the space could take over; nothing is taken without being chosen. */
  differences: z.array(z.object({ field: fieldSchema, here: z.string(), there: z.string() })),
});
export type RoomInExchange = z.infer<typeof roomInExchangeSchema>;

export const roomsInExchangeSchema = z.object({
  items: z.array(roomInExchangeSchema),
  /** The buildings that the rooms name; of new ones the zone that their rooms are set to. */
  buildings: z.array(
    z.object({ name: z.string(), is_known: z.boolean(), time_zone: z.string().nullable() }),
  ),
});
export type RoomsInExchange = z.infer<typeof roomsInExchangeSchema>;
export const roomsInExchangeQuerySchema = z.strictObject({ provider: z.uuid() });

export const importRoomsSchema = z.strictObject({
  provider_id: z.uuid(),
  /** Buildings to make where a chosen room needs them. */
  buildings: z
    .array(z.strictObject({ name: z.string().min(1).max(100), time_zone: z.string().max(100) }))
    .max(ROOMS_IMPORTED_MAX)
    .default([]),
  add: z
    .array(
      z.strictObject({
        address: z.string().min(1).max(254),
        /** Where Exchange does not say it. */
        building: z.string().min(1).max(100).optional(),
        capacity: z.number().int().min(1).max(100_000).optional(),
      }),
    )
    .max(ROOMS_IMPORTED_MAX)
    .default([]),
  change: z
    .array(
      z.strictObject({ address: z.string().min(1).max(254), fields: z.array(fieldSchema).min(1) }),
    )
    .max(ROOMS_IMPORTED_MAX)
    .default([]),
});
export type ImportRooms = z.input<typeof importRoomsSchema>;

export const importedRoomSchema = z.object({
  address: z.string(),
  outcome: z.enum(["added", "changed", "unchanged", "refused"]),
  space_id: z.uuid().nullable(),
  /** Why it was refused; of a room that was added or changed, what could not be done besides. */
  problem: z
    .object({ code: z.string(), detail: z.string(), remedy: z.string().nullable() })
    .nullable(),
});
export const importedRoomsSchema = z.object({ items: z.array(importedRoomSchema) });
export type ImportedRooms = z.infer<typeof importedRoomsSchema>;
