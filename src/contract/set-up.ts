import { z } from "zod";
import { createServiceSchema } from "./services.ts";
import { roleSchema } from "./session.ts";

/**
 * An organisation as a file: what `USHER_SET_UP_FILE` names and `usher set-up` applies. Entries
 * refer to each other by name.
 */
const name = z.string().trim().min(1).max(100);
const zone = z.string().min(1).max(100);
const email = z.email().max(254);
const environmentVariable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, "the name of a variable");

const buildingSchema = z.strictObject({
  name,
  address: z.string().max(300).default(""),
  /** IANA. */
  time_zone: zone,
});

const moduleSchema = z.strictObject({
  name,
  duration_minutes_min: z.number().int().min(1).default(5),
  duration_minutes_max: z.number().int().min(1).default(1440),
  days_ahead_max: z.number().int().min(0).default(180),
  recurring_enabled: z.boolean().default(true),
  multi_space_enabled: z.boolean().default(true),
  group_enabled: z.boolean().default(false),
  on_behalf_shown: z.boolean().default(true),
  subject_required: z.boolean().default(false),
  show_as: z.enum(["busy", "free"]).default("busy"),
  /** Whether people check in to its spaces: where the space says so, always, or never. */
  check_in_policy: z.enum(["by_space", "always", "never"]).default("by_space"),
  check_in_opens_minutes_before: z.number().int().min(0).max(1440).default(30),
  /** What nobody has checked in to is released. */
  releases_no_shows: z.boolean().default(false),
  /** Whether somebody approves what is reserved: where the space says so, always, or never. */
  approval_policy: z.enum(["by_space", "always", "never"]).default("by_space"),
  /** So long before the start people are reminded of what it needs of them; 0: they are not. */
  reminder_minutes_before: z.number().int().min(0).max(1440).default(10),
  /** By address, of people in the file or known already; none: managers decide. */
  approvers: z.array(email).max(50).default([]),
  /** What it offers with its spaces. */
  services: z.array(createServiceSchema).max(100).default([]),
});

const spaceSchema = z.strictObject({
  name,
  building: name,
  /** By default the file's first module. */
  module: name.optional(),
  kind: z.enum(["room", "desk", "other"]).default("room"),
  floor: z.string().max(50).default(""),
  capacity: z.number().int().min(1).max(100_000),
  equipment: z.array(z.string().min(1).max(50)).max(50).default([]),
  /** The room mailbox. */
  email: email.nullable().default(null),
  requires_check_in: z.boolean().default(false),
  requires_approval: z.boolean().default(false),
});

const personSchema = z.strictObject({
  email,
  display_name: z.string().trim().min(1).max(200),
  time_zone: zone,
  roles: z.array(roleSchema).default(["user"]),
  /** Entra ID's tid and oid; without them the account is tied at the first sign-in. */
  account: z.strictObject({ tenant_id: z.uuid(), object_id: z.uuid() }).optional(),
});

const calendarProviderSchema = z.strictObject({
  name,
  tenant_id: z.string().min(1).max(100),
  client_id: z.string().min(1).max(100),
  /** Which environment variable holds the client secret; the file itself holds none. */
  client_secret_env: environmentVariable.optional(),
  /** Which one holds the private key and certificate (PEM). */
  client_certificate_env: environmentVariable.optional(),
  delegated_user_email: email.nullable().default(null),
  active: z.boolean().default(true),
});

const syncConfigurationSchema = z.strictObject({
  building: name,
  space: name,
  provider: name,
  room_mailbox: email,
  active: z.boolean().default(true),
  dry_run: z.boolean().default(false),
});

export const setUpSchema = z.strictObject({
  /** For editors that look up the file's schema. */
  $schema: z.string().optional(),
  buildings: z.array(buildingSchema).default([]),
  modules: z.array(moduleSchema).default([]),
  spaces: z.array(spaceSchema).default([]),
  people: z.array(personSchema).default([]),
  calendar_providers: z.array(calendarProviderSchema).default([]),
  sync_configurations: z.array(syncConfigurationSchema).default([]),
  properties: z.record(z.string(), z.string()).default({}),
});
export type SetUp = z.output<typeof setUpSchema>;
export type SetUpFile = z.input<typeof setUpSchema>;
