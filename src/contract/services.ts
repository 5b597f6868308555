import { z } from "zod";

const settings = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(500),
  /** For so long before and after the meeting nobody else has the space. */
  preparation_minutes: z.int().min(0).max(1440),
  clean_up_minutes: z.int().min(0).max(1440),
  /** It has to be asked for so long before the meeting. */
  lead_time_minutes: z.int().min(0).max(525_600),
  /** Where the space is taken for its preparation or clean-up, the meeting does not take place. */
  is_blocker_mandatory: z.boolean(),
  /** Every reservation of the module has it, without anybody choosing it. */
  on_every_reservation: z.boolean(),
};

/** Creation, and a module's service in the set-up file. */
export const createServiceSchema = z.strictObject({
  name: settings.name,
  description: settings.description.default(""),
  preparation_minutes: settings.preparation_minutes.default(0),
  clean_up_minutes: settings.clean_up_minutes.default(0),
  lead_time_minutes: settings.lead_time_minutes.default(0),
  is_blocker_mandatory: settings.is_blocker_mandatory.default(false),
  on_every_reservation: settings.on_every_reservation.default(false),
});

/** Change: only the fields that are sent change. */
export const changeServiceSchema = z.strictObject(settings).partial();

/** What a space's module offers with it. */
export const offeredServiceSchema = z.object({ id: z.uuid(), ...settings });
export type OfferedService = z.infer<typeof offeredServiceSchema>;

/** The same, as administrators keep it. */
export const keptServiceSchema = offeredServiceSchema.extend({ version: z.int() });
export type KeptService = z.infer<typeof keptServiceSchema>;
