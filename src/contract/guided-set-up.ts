import { z } from "zod";
import { integrationModeSchema } from "./admin.ts";
import { findingSchema } from "./configuration-scan.ts";

/** Where Microsoft sends browsers back to; each is registered in Entra ID, behind our own address. */
export const REDIRECT_PATHS = [
  "/auth/callback",
  "/connect/outlook/callback",
  "/connect/delegated-user/callback",
  "/connect/admin-consent/callback",
] as const;

export const guidedSetUpQuerySchema = z.strictObject({
  /** Whose steps; `new` for a provider that is still to be entered, without it the first active one. */
  provider_id: z.union([z.uuid(), z.literal("new")]).optional(),
  /** The room to try; without it one that is here, or the first in Exchange. */
  mailbox: z.email().max(254).optional(),
});

export const guidedStepSchema = z.object({
  key: z.enum(["mode", "application", "exchange", "access", "places", "room"]),
  /** `done`: checked and right; `failed`: checked and wrong; `open`: still to be done. */
  state: z.enum(["done", "open", "failed"]),
  /** What holds already, and what that is about. */
  confirmed: z.array(
    z.object({
      code: z.enum([
        "application_has_token",
        "granted_in_entra",
        "nothing_granted_in_entra",
        "delegated_user_connected",
        "calendar_reached",
        "room_followed",
        "room_being_read",
      ]),
      about: z.string(),
    }),
  ),
  /** As the configuration scan finds them, each with its remedy. */
  findings: z.array(findingSchema),
});
export type GuidedStep = z.infer<typeof guidedStepSchema>;

/** From nothing to the first synced room of a calendar provider: each step as it was tried just now. */
export const guidedSetUpSchema = z.object({
  mode: integrationModeSchema,
  redirect_uris: z.array(z.string()),
  /** The application that people sign in with, which may serve here as well. */
  sign_in: z.object({ tenant_id: z.string(), client_id: z.string() }).nullable(),
  /** The least that the mode works with, and what is worth having beside it. */
  permissions: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["delegated", "application", "exchange_role"]),
      purpose: z.enum([
        "sign_in",
        "write_for_everybody",
        "write_as_delegated_user",
        "write_as_person",
        "write_to_rooms",
        "stay_connected",
        "told_at_once",
        "list_rooms",
        "read_room_settings",
      ]),
      is_optional: z.boolean(),
    }),
  ),
  /** All that there are, each with how many of its rooms are synced. */
  providers: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      active: z.boolean(),
      synced_rooms: z.int(),
    }),
  ),
  /** The one that the steps are of; null before the first, and where another is begun. */
  provider: z.object({ id: z.uuid(), name: z.string(), active: z.boolean() }).nullable(),
  /** What to run in Exchange Online PowerShell, in order, with this tenant's own values. */
  commands: z.array(
    z.object({
      key: z.enum([
        "open",
        "introduce",
        "scope",
        "role",
        "person",
        "reach",
        "delegate",
        "delegate_everywhere",
        "answer",
        "rooms_scope",
        "rooms_role",
      ]),
      command: z.string(),
      is_optional: z.boolean(),
    }),
  ),
  rooms: z.array(z.object({ address: z.string(), name: z.string() })),
  room: z
    .object({
      address: z.string(),
      /** Of its sync configuration; null where it is no space here. */
      configuration_id: z.uuid().nullable(),
      space_name: z.string().nullable(),
      active: z.boolean(),
    })
    .nullable(),
  steps: z.array(guidedStepSchema),
});
export type GuidedSetUp = z.infer<typeof guidedSetUpSchema>;
