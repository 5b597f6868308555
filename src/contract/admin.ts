import { z } from "zod";
import { personSummarySchema } from "./reservations.ts";
import { roleSchema } from "./session.ts";

const instant = z.iso.datetime({ offset: true });
export const integrationModeSchema = z.enum(["normal", "strict", "personal"]);

export const propertySchema = z.object({
  name: z.string(),
  type: z.enum(["string", "choice", "integer", "boolean", "email"]),
  choices: z.array(z.string()).optional(),
  default_value: z.string(),
  value: z.string(),
  description: z.string(),
  updated_at: instant.nullable(),
  updated_by: z.string().nullable(),
});
export type Property = z.infer<typeof propertySchema>;
export const changePropertySchema = z.strictObject({ value: z.string().max(1000) });

/** What changing the mode would do; a rehearsal writes nothing. */
export const rehearsalSchema = z.object({
  from: integrationModeSchema,
  to: integrationModeSchema,
  /** Future reservations that people could no longer change here, by reason. */
  read_only: z.object({
    count: z.number().int(),
    by_code: z.record(z.string(), z.number().int()),
    examples: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        space_name: z.string(),
        start: instant,
        requested_for: z.string(),
        code: z.string(),
        remedy: z.string(),
      }),
    ),
  }),
  /** People with future reservations of synced spaces who would need a token and have none. */
  people_without_token: z.object({
    count: z.number().int(),
    examples: z.array(z.object({ id: z.uuid(), display_name: z.string(), email: z.string() })),
  }),
  /** Synced rooms whose calendar the delegated user cannot reach; empty in normal mode. */
  rooms_without_delegate: z.object({
    count: z.number().int(),
    checked: z.number().int(),
    examples: z.array(
      z.object({
        space_id: z.uuid(),
        space_name: z.string(),
        room_mailbox: z.string(),
        message: z.string(),
      }),
    ),
  }),
  /** Who would hold meetings for each active provider; empty for normal mode. */
  delegated_users: z.array(
    z.object({
      provider_id: z.uuid(),
      provider_name: z.string(),
      email: z.string().nullable(),
      state: z.enum(["connected", "needs_reconnect", "not_connected"]),
      /** Where to send the browser to connect; append `?return_to=/path`. */
      connect_url: z.string(),
    }),
  ),
  /** Sync events under way, which are carried out as they were decided. */
  in_flight: z.object({
    count: z.number().int(),
    by_state: z.record(z.string(), z.number().int()),
  }),
  /** What must be mended before the change, and what should be known. */
  blockers: z.array(z.object({ code: z.string(), message: z.string(), remedy: z.string() })),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), remedy: z.string() })),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;

export const credentialStatusSchema = z.object({
  kind: z.enum(["application", "delegated_user"]),
  state: z.enum(["connected", "needs_reconnect", "not_connected"]),
  account_name: z.string().nullable(),
  scopes: z.array(z.string()),
  connected_at: instant.nullable(),
  last_used_at: instant.nullable(),
  checked_at: instant.nullable(),
  reason: z.string().nullable(),
});

export const calendarProviderSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  tenant_id: z.string(),
  client_id: z.string(),
  has_secret: z.boolean(),
  has_certificate: z.boolean(),
  /** Null in normal mode, where it is not shown. */
  delegated_user_email: z.string().nullable(),
  active: z.boolean(),
  credentials: z.array(credentialStatusSchema),
  /** Where to send the browser to connect the delegated user; append `?return_to=/path`. */
  connect_delegated_user_url: z.string(),
  admin_consent_url: z.string(),
});
export type CalendarProvider = z.infer<typeof calendarProviderSchema>;

export const saveCalendarProviderSchema = z.strictObject({
  name: z.string().min(1).max(100),
  tenant_id: z.string().min(1).max(100),
  client_id: z.string().min(1).max(100),
  /** Left out: keep what is stored. */
  client_secret: z.string().min(1).max(500).optional(),
  /**
   * PEM: private key followed by the certificate. Left out: keep what is stored. Given, it takes
   * the place of the secret, as a secret does of it.
   */
  client_certificate: z.string().min(1).max(20_000).optional(),
  delegated_user_email: z.email().nullable().optional(),
  active: z.boolean().default(false),
});

export const syncConfigurationSchema = z.object({
  id: z.uuid(),
  space_id: z.uuid(),
  space_name: z.string(),
  building_name: z.string(),
  provider_id: z.uuid(),
  provider_name: z.string(),
  room_mailbox: z.string(),
  active: z.boolean(),
  dry_run: z.boolean(),
  /** How changes in Outlook reach us: told, looked for, or neither (yet). */
  change_source: z.enum(["subscription", "polling", "none"]),
  change_source_state: z.enum(["active", "pending", "failing", "inactive"]),
  /** Why it is not better, and what to do. */
  change_source_reason: z.string().nullable(),
  /** When the room's calendar was last read to the end. */
  last_read_at: instant.nullable(),
  subscription_expires_at: instant.nullable(),
});
export type SyncConfiguration = z.infer<typeof syncConfigurationSchema>;
export const createSyncConfigurationSchema = z.strictObject({
  space_id: z.uuid(),
  provider_id: z.uuid(),
  room_mailbox: z.email(),
  dry_run: z.boolean().default(false),
});
export const updateSyncConfigurationSchema = z
  .strictObject({ room_mailbox: z.email(), active: z.boolean(), dry_run: z.boolean() })
  .partial();

export const syncEventSchema = z.object({
  id: z.string(),
  reservation_id: z.uuid(),
  reservation_number: z.string(),
  space_name: z.string(),
  /** `release`: the room declines in its own name. */
  type: z.enum(["create", "update", "cancel", "release"]),
  state: z.enum([
    "new",
    "processing",
    "processed",
    "error",
    "waiting_for_token",
    "not_sent",
    "superseded",
  ]),
  policy_row: z.string(),
  mailbox: z.string(),
  credential: z.enum(["application", "delegated_user", "personal"]),
  credential_person: z.string().nullable(),
  channel: z.string(),
  attempts: z.number().int(),
  due_at: instant,
  created_at: instant,
  processed_at: instant.nullable(),
  reason_code: z.string().nullable(),
  reason: z.string().nullable(),
});
export type SyncEvent = z.infer<typeof syncEventSchema>;
export const syncEventDetailSchema = syncEventSchema.extend({
  /** The answer's `Request-Id` of the act it came from, and the `client-request-id` of its calls. */
  request_id: z.guid(),
  /** The sync event that took its place; null unless it is superseded by one. */
  superseded_by: z.string().nullable(),
  /** The request as sent and the answer; private subjects and notes are withheld. */
  request: z.record(z.string(), z.unknown()).nullable(),
  response: z.record(z.string(), z.unknown()).nullable(),
});
export const listSyncEventsQuerySchema = z.strictObject({
  state: syncEventSchema.shape.state.optional(),
  reason_code: z.string().max(100).optional(),
  reservation_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
});
/** One step of bulk work. Repeat with `next_cursor` as `cursor` until it is null. */
export const bulkStepSchema = z.object({
  enqueued: z.number().int(),
  /** Those that were left as they are, by the code of the refusal. */
  refused: z.record(z.string(), z.number().int()),
  /** How many come after this step. */
  remaining: z.number().int(),
  next_cursor: z.string().nullable(),
});
export type BulkStep = z.infer<typeof bulkStepSchema>;
export const sendManyAgainSchema = z.strictObject({
  /** Only what was given up for this cause. */
  reason_code: z.string().max(100).optional(),
  provider_id: z.uuid().optional(),
  cursor: z.string().max(200).optional(),
});
export const exportReservationsSchema = z.strictObject({
  cursor: z.string().max(200).optional(),
});
export const syncEventPageSchema = z.object({
  items: z.array(syncEventSchema),
  next_cursor: z.string().nullable(),
});

export const adminPersonSchema = z.object({
  id: z.uuid(),
  display_name: z.string(),
  email: z.string(),
  time_zone: z.string(),
  roles: z.array(roleSchema),
  active: z.boolean(),
  calendar_connection: z.object({
    state: z.enum(["connected", "needs_reconnect", "not_connected"]),
    account_name: z.string().nullable(),
    connected_at: instant.nullable(),
    last_used_at: instant.nullable(),
    reason: z.string().nullable(),
  }),
});
export type AdminPerson = z.infer<typeof adminPersonSchema>;

export const apiClientScopeSchema = z.enum([
  "reservations:read",
  "reservations:write",
  "places:read",
  "admin",
]);
export const apiClientSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  key_hint: z.string(),
  scopes: z.array(apiClientScopeSchema),
  created_at: instant,
  last_used_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export const createApiClientSchema = z.strictObject({
  name: z.string().min(1).max(100),
  scopes: z.array(apiClientScopeSchema).min(1),
});
/** The key is told once, at creation. */
export const createdApiClientSchema = apiClientSchema.extend({ key: z.string() });

export const panelSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  space_id: z.uuid(),
  space_name: z.string(),
  /** Whom a reservation is for that is made at the door; null: none is made there. */
  requested_for: personSummarySchema.nullable(),
  paired_at: instant.nullable(),
  last_seen_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export const createPanelSchema = z.strictObject({
  name: z.string().min(1).max(100),
  space_id: z.uuid(),
  /** A person's id. Without one the panel shows, but reserves nothing. */
  requested_for: z.uuid().nullable().default(null),
});
export const changePanelSchema = createPanelSchema
  .pick({ name: true })
  .extend({ requested_for: z.uuid().nullable() })
  .partial();
/** The pairing code is told once and lives for ten minutes. */
export const createdPanelSchema = panelSchema.extend({
  pairing_code: z.string(),
  pairing_expires_at: instant,
});
export const pairPanelSchema = z.strictObject({ pairing_code: z.string().min(4).max(20) });
export const pairedPanelSchema = panelSchema.extend({ device_token: z.string() });

export const auditEntrySchema = z.object({
  id: z.string(),
  at: instant,
  actor_kind: z.string(),
  actor_name: z.string().nullable(),
  channel: z.string().nullable(),
  action: z.string(),
  subject_kind: z.string(),
  subject_id: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
