import { z } from "zod";
import { syncEventSchema } from "./admin.ts";

const instant = z.iso.datetime({ offset: true });
const count = z.number().int();

export const reconciliationSchema = z.object({
  id: z.uuid(),
  scope: z.enum(["all", "provider", "room"]),
  /** The room's or the provider's name; empty for all. */
  scope_name: z.string(),
  cause: z.enum(["administrator", "command_line", "schedule", "outage"]),
  /** False: differences are counted and left as they are. */
  repairs: z.boolean(),
  state: z.enum(["running", "done", "ended"]),
  asked_by: z.string().nullable(),
  rooms_total: count,
  rooms_done: count,
  rooms_failed: count,
  /** How many differences, by kind. */
  found: z.record(z.string(), count),
  repaired: z.record(z.string(), count),
  changes_taken_in: count,
  created_at: instant,
  finished_at: instant.nullable(),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

/** How synchronisation does at one moment, over all processes. */
export const healthSchema = z.object({
  at: instant,
  /** What waits to be told to calendars. Priority 0: a person waits for it. */
  queue: z.array(
    z.object({
      state: z.enum(["new", "processing", "waiting_for_token"]),
      priority: count,
      count,
    }),
  ),
  oldest_waiting: z.object({ sync_event_id: z.string(), created_at: instant }).nullable(),
  /** Sync events carried out, put off or given up within 24 hours. */
  settled_last_day: z.array(
    z.object({ type: syncEventSchema.shape.type, outcome: z.string(), count }),
  ),
  /** Sync events in error that nobody has sent again. */
  errors: z.array(z.object({ reason_code: z.string(), last_day: count, last_30_days: count })),
  /** From a change in Outlook to the reservation, within 24 hours. */
  lag: z.object({
    /** How many lay within `within_seconds` and above the bound before; null: beyond all. */
    buckets: z.array(z.object({ within_seconds: z.number().nullable(), count })),
    /** The bound that so many of 100 lay within; null: beyond all bounds, or nothing changed. */
    within_seconds_50: z.number().nullable(),
    within_seconds_95: z.number().nullable(),
    changes_taken_in: count,
  }),
  /** Mailboxes with calls under way, or left alone because Exchange asked for it; at most 50. */
  mailboxes: z.array(
    z.object({
      mailbox: z.string(),
      throttled_until: instant.nullable(),
      calls_under_way: count,
    }),
  ),
  rooms: z.object({
    count,
    /** Rooms whose calendar was read whole at least once: their first import is over. */
    read_whole: count,
    by_source: z.array(z.object({ source: z.string(), state: z.string(), count })),
    /** Those that are not well first, then those read longest ago; at most 50. */
    worst: z.array(
      z.object({
        sync_configuration_id: z.uuid(),
        space_name: z.string(),
        room_mailbox: z.string(),
        source: z.enum(["subscription", "polling", "none"]),
        state: z.enum(["active", "pending", "failing", "inactive"]),
        reason: z.string().nullable(),
        subscription_expires_at: instant.nullable(),
        last_read_at: instant.nullable(),
      }),
    ),
  }),
  tokens: z.object({
    /** People's own connections. */
    personal: z.array(z.object({ state: z.string(), count })),
    /** The system's own credentials of active providers. */
    credentials: z.array(
      z.object({
        provider_id: z.uuid(),
        provider_name: z.string(),
        kind: z.enum(["application", "delegated_user"]),
        state: z.enum(["connected", "needs_reconnect", "not_connected"]),
        reason: z.string().nullable(),
        last_used_at: instant.nullable(),
      }),
    ),
  }),
  /** Differences that reconciliations found and repaired. */
  drift: z.array(
    z.object({
      kind: z.string(),
      found_last_day: count,
      repaired_last_day: count,
      found_last_30_days: count,
      repaired_last_30_days: count,
    }),
  ),
  /** Coming meetings that a room's calendar holds over another. */
  double_booked: count,
  last_reconciliation: reconciliationSchema.nullable(),
});
export type Health = z.infer<typeof healthSchema>;

/** Something that needs a person. */
export const adminNoticeSchema = z.object({
  id: z.uuid(),
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  subject_kind: z.enum(["provider", "room", "mailbox", "cause", "installation"]),
  subject_id: z.string(),
  subject_name: z.string(),
  sentence: z.string(),
  remedy: z.string(),
  /** How many things it concerns. */
  count,
  since: instant,
  last_seen_at: instant,
  resolved_at: instant.nullable(),
  acknowledged_at: instant.nullable(),
  acknowledged_by: z.string().nullable(),
});
export type AdminNotice = z.infer<typeof adminNoticeSchema>;

export const listNoticesQuerySchema = z.strictObject({
  state: z.enum(["open", "resolved"]).default("open"),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const startReconciliationSchema = z
  .discriminatedUnion("scope", [
    z.strictObject({ scope: z.literal("all"), repairs: z.boolean().default(true) }),
    z.strictObject({
      scope: z.literal("provider"),
      provider_id: z.uuid(),
      repairs: z.boolean().default(true),
    }),
    z.strictObject({
      scope: z.literal("room"),
      sync_configuration_id: z.uuid(),
      repairs: z.boolean().default(true),
    }),
  ])
  .meta({ description: "Which rooms; without repairs differences are counted and left" });

/** With the rooms that are under way, failed or differed; at most 200. */
export const reconciliationDetailSchema = reconciliationSchema.extend({
  rooms: z.array(
    z.object({
      sync_configuration_id: z.uuid(),
      space_name: z.string(),
      state: z.enum(["waiting", "reading", "done", "failed"]),
      found: z.record(z.string(), count),
      repaired: z.record(z.string(), count),
      changes_taken_in: count,
      reason: z.string().nullable(),
      finished_at: instant.nullable(),
    }),
  ),
});
