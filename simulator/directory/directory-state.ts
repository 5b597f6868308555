import { z } from "zod";
import { roomProcessingChangeSchema } from "../rooms/room-processing-schema.ts";
import type { Directory } from "./directory.ts";

const texts = z.array(z.string());

const scopeSchema = z.object({ rooms: z.boolean(), customAttribute1: z.string().nullable() });
const rbacAssignmentSchema = z.object({
  role: z.string(),
  mailboxIds: z.union([texts, z.literal("all-rooms"), z.literal("all"), scopeSchema]),
});

/** What changes in a directory while the simulator runs: its people and rooms come from a company. */
const directoryStateSchema = z.object({
  userConsentPolicy: z.enum(["microsoft-managed", "allow-all", "none"]),
  users: z.record(
    z.string(),
    z.object({
      accountEnabled: z.boolean(),
      isGlobalAdministrator: z.boolean(),
      customAttribute1: z.string().nullish(),
      room: z.object({ delegates: texts, processing: roomProcessingChangeSchema }).nullable(),
    }),
  ),
  applications: z.record(
    z.string(),
    z.object({
      adminConsentedScopes: texts,
      applicationRoles: texts,
      rbacAssignments: z.array(rbacAssignmentSchema),
      userConsents: z.record(z.string(), texts),
      isInExchange: z.boolean().default(false),
    }),
  ),
  scopes: z.record(z.string(), scopeSchema).default({}),
  shares: z.array(
    z.object({
      ownerId: z.string(),
      shareeId: z.string(),
      role: z.enum([
        "read",
        "write",
        "delegateWithoutPrivateEventAccess",
        "delegateWithPrivateEventAccess",
      ]),
    }),
  ),
});

/** Takes the picture that `restoreDirectoryState` lays over the company at the next start. */
export function pictureDirectoryState(directory: Directory): z.infer<typeof directoryStateSchema> {
  const users = [...directory.users.values()].map((user) => [
    user.id,
    {
      accountEnabled: user.accountEnabled,
      isGlobalAdministrator: user.isGlobalAdministrator,
      customAttribute1: user.customAttribute1 ?? null,
      room: user.room ? { delegates: user.room.delegates, processing: user.room.processing } : null,
    },
  ]);
  const applications = [...directory.applications.values()].map((application) => [
    application.clientId,
    {
      adminConsentedScopes: application.adminConsentedScopes,
      applicationRoles: application.applicationRoles,
      rbacAssignments: application.rbacAssignments,
      userConsents: Object.fromEntries(application.userConsents),
      isInExchange: application.isInExchange ?? false,
    },
  ]);
  return {
    userConsentPolicy: directory.tenant.userConsentPolicy,
    users: Object.fromEntries(users),
    applications: Object.fromEntries(applications),
    scopes: Object.fromEntries(directory.scopes),
    shares: directory.shares.map((share) => ({ ...share })),
  };
}

/** Lays a kept picture over the company. Who has left the company since is passed over. */
export function restoreDirectoryState(directory: Directory, kept: unknown): void {
  const state = directoryStateSchema.parse(kept);
  directory.tenant.userConsentPolicy = state.userConsentPolicy;
  for (const [id, { room, customAttribute1, ...account }] of Object.entries(state.users)) {
    const user = directory.users.get(id);
    if (!user) continue;
    Object.assign(user, account);
    if (customAttribute1) user.customAttribute1 = customAttribute1;
    if (!user.room || !room) continue;
    user.room.delegates = room.delegates;
    // What an earlier version kept may lack settings that have come since.
    Object.assign(user.room.processing, room.processing);
  }
  for (const [clientId, { userConsents, ...grants }] of Object.entries(state.applications)) {
    const application = directory.applications.get(clientId);
    if (!application) continue;
    Object.assign(application, grants);
    application.userConsents = new Map(Object.entries(userConsents));
  }
  for (const [name, scope] of Object.entries(state.scopes)) directory.scopes.set(name, scope);
  directory.shares.splice(0, directory.shares.length, ...state.shares);
}
