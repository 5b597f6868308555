import { z } from "zod";

export const roleSchema = z.enum(["user", "viewer", "planner", "manager", "admin"]);

/** The signed-in person's own calendar token, as they see it; never the token itself. */
export const calendarConnectionSchema = z.object({
  /** True in personal mode: own reservations of synced spaces need it. */
  needed: z.boolean(),
  state: z.enum(["connected", "needs_reconnect", "not_connected"]),
  account_name: z.string().nullable(),
  connected_at: z.iso.datetime({ offset: true }).nullable(),
  last_used_at: z.iso.datetime({ offset: true }).nullable(),
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
  /** Where to send the browser to connect; append `?return_to=/path`. */
  connect_url: z.string(),
  /** Where an administrator consents for everybody, when the tenant requires it; else null. */
  admin_consent_url: z.string().nullable(),
});
export type CalendarConnection = z.infer<typeof calendarConnectionSchema>;

export const sessionSchema = z.object({
  person: z.object({
    id: z.uuid(),
    display_name: z.string(),
    email: z.string(),
    time_zone: z.string(),
    roles: z.array(roleSchema),
  }),
  /** Send as `X-CSRF-Token` with every request that changes something. */
  csrf_token: z.string(),
  /** For administrators: nothing has been set up yet. */
  is_fresh: z.boolean(),
  integration_mode: z.enum(["normal", "strict", "personal"]),
  /** Where people open their calendars; `{mailbox}` and `{date}` in it are to be filled in. */
  outlook_url: z.string(),
  calendar_connection: calendarConnectionSchema,
  /** Why this browser's last try to connect failed, and of what; null after one that succeeded. */
  connection_failure: z
    .object({
      purpose: z.enum(["own_calendar", "delegated_user", "admin_consent"]),
      provider_id: z.uuid().nullable(),
      code: z.string(),
      reason: z.string(),
      remedy: z.string().nullable(),
      /** Where an administrator consents for everybody, if that is what was missing; else null. */
      admin_consent_url: z.string().nullable(),
    })
    .nullable(),
});
export type Session = z.infer<typeof sessionSchema>;
