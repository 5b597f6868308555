import { z } from "zod";
import { adminPersonSchema, apiClientSchema, panelSchema } from "./admin.ts";
import { personSummarySchema } from "./reservations.ts";
import { roleSchema } from "./session.ts";

/** A path of this application to come back to; anything else leads to the start page. */
const returnTo = z.string().max(2000).default("/");

export const signInQuerySchema = z.object({ return_to: returnTo });
/** `provider_id` is needed only where several calendar providers serve one tenant. */
export const connectOutlookQuerySchema = z.object({
  return_to: returnTo,
  provider_id: z.uuid().optional(),
});
export const returnToQuerySchema = z.object({ return_to: returnTo });
export const providerParametersSchema = z.object({ provider_id: z.uuid() });

/** Where to send the browser to leave the identity provider's session too; null: nowhere. */
export const signedOutSchema = z.object({ sign_out_url: z.string().nullable() });

export const disconnectedSchema = z.object({
  was_connected: z.boolean(),
  /** Whether the identity provider revoked the token too; it is forgotten here in every case. */
  revocation: z.enum(["revoked", "not_offered", "failed"]),
  remedy: z.string(),
});

export const peopleQuerySchema = z.strictObject({
  query: z.string().max(200).default(""),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const personListSchema = z.object({ items: z.array(personSummarySchema) });

export const adminPeopleQuerySchema = z.strictObject({
  query: z.string().max(200).default(""),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `next_cursor` of the page before. */
  cursor: z.uuid().optional(),
});
export const adminPersonPageSchema = z.object({
  items: z.array(adminPersonSchema),
  next_cursor: z.string().nullable(),
});
export const updatePersonSchema = z
  .strictObject({ roles: z.array(roleSchema).max(5), active: z.boolean() })
  .partial();

export const apiClientListSchema = z.object({ items: z.array(apiClientSchema) });
export const panelListSchema = z.object({ items: z.array(panelSchema) });
export const idParametersSchema = z.object({ id: z.uuid() });
