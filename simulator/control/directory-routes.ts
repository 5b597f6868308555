import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { consentForOrganization, consentForUser } from "../entra/scopes.ts";
import { roomProcessingChangeSchema } from "../rooms/room-processing-schema.ts";
import {
  requireApplication,
  requireRoom,
  requireUser,
  type ControlContext,
} from "./control-context.ts";
import { parseBody } from "./problem.ts";

const texts = z.array(z.string().min(1)).max(1000);
const idParamsSchema = z.object({ id: z.string() });

const userChangeSchema = z.strictObject({
  accountEnabled: z.boolean().optional(),
  isGlobalAdministrator: z.boolean().optional(),
  revokeSessions: z.literal(true).optional(),
});

const consentSchema = z.strictObject({
  /** Whose consent; without it, the organization's. */
  user: z.string().optional(),
  scopes: texts.default([]),
  /** Application permissions; only for the organization. */
  roles: texts.default([]),
});

const applicationChangeSchema = z.strictObject({
  redirectUris: z.array(z.url()).optional(),
  secrets: z
    .array(z.strictObject({ value: z.string().min(1), expiresAtMs: z.number() }))
    .optional(),
  certificates: z
    .array(z.strictObject({ thumbprintSha256: z.base64url(), publicKeyPem: z.string() }))
    .optional(),
  rbacAssignments: z
    .array(
      z.strictObject({
        role: z.string(),
        mailboxes: z.union([texts, z.literal("all-rooms"), z.literal("all")]),
      }),
    )
    .optional(),
});

const shareSchema = z.strictObject({
  owner: z.string(),
  sharee: z.string(),
  /** null ends the share. */
  role: z
    .enum(["read", "write", "delegateWithoutPrivateEventAccess", "delegateWithPrivateEventAccess"])
    .nullable(),
});

function idOf(params: unknown): string {
  return idParamsSchema.parse(params).id;
}

function without(all: readonly string[], taken: readonly string[]): string[] {
  return all.filter((each) => !taken.includes(each));
}

function registerAccounts(app: FastifyInstance, context: ControlContext): void {
  app.get("/control/users", () => ({
    users: [...context.world.directory.users.values()].map(({ room, ...user }) => ({
      ...user,
      room: room ?? null,
    })),
  }));

  app.post("/control/users/:id", (request) => {
    const user = requireUser(context, idOf(request.params));
    const change = parseBody(userChangeSchema, request.body);
    user.accountEnabled = change.accountEnabled ?? user.accountEnabled;
    user.isGlobalAdministrator = change.isGlobalAdministrator ?? user.isGlobalAdministrator;
    if (change.revokeSessions === true) context.entra.sessions.revokeSessions(user.id);
    context.directoryChanged();
    const { id, userPrincipalName, accountEnabled, isGlobalAdministrator } = user;
    return { id, userPrincipalName, accountEnabled, isGlobalAdministrator };
  });

  app.patch("/control/tenant", (request) => {
    const schema = z.strictObject({
      userConsentPolicy: z.enum(["microsoft-managed", "allow-all", "none"]),
    });
    const { tenant } = context.world.directory;
    tenant.userConsentPolicy = parseBody(schema, request.body).userConsentPolicy;
    context.directoryChanged();
    return tenant;
  });
}

function registerApplications(app: FastifyInstance, context: ControlContext): void {
  const describe = (clientId: string): object => {
    const { secrets, userConsents, ...application } = requireApplication(context, clientId);
    return {
      ...application,
      secrets: secrets.map(({ expiresAtMs }) => ({ expiresAtMs })),
      userConsents: Object.fromEntries(userConsents),
    };
  };

  app.get("/control/applications/:id", (request) => describe(idOf(request.params)));

  app.patch("/control/applications/:id", (request) => {
    const application = requireApplication(context, idOf(request.params));
    const { rbacAssignments, ...change } = parseBody(applicationChangeSchema, request.body);
    application.redirectUris = change.redirectUris ?? application.redirectUris;
    application.secrets = change.secrets ?? application.secrets;
    application.certificates = change.certificates ?? application.certificates;
    if (rbacAssignments) {
      application.rbacAssignments = rbacAssignments.map(({ role, mailboxes }) => ({
        role,
        mailboxIds:
          typeof mailboxes === "string"
            ? mailboxes
            : mailboxes.map((mailbox) => requireUser(context, mailbox).id),
      }));
    }
    context.directoryChanged();
    return describe(application.clientId);
  });

  app.post("/control/applications/:id/consent", (request) => {
    const application = requireApplication(context, idOf(request.params));
    const { user, scopes, roles } = parseBody(consentSchema, request.body);
    if (user === undefined) consentForOrganization(application, scopes, roles);
    else consentForUser(application, requireUser(context, user).id, scopes);
    context.directoryChanged();
    return describe(application.clientId);
  });

  app.delete("/control/applications/:id/consent", (request) => {
    const application = requireApplication(context, idOf(request.params));
    const { user, scopes, roles } = parseBody(consentSchema, request.body);
    if (user === undefined) {
      application.adminConsentedScopes = without(application.adminConsentedScopes, scopes);
      application.applicationRoles = without(application.applicationRoles, roles);
    } else {
      const { id } = requireUser(context, user);
      application.userConsents.set(id, without(application.userConsents.get(id) ?? [], scopes));
    }
    context.directoryChanged();
    return describe(application.clientId);
  });
}

function registerRooms(app: FastifyInstance, context: ControlContext): void {
  app.get(
    "/control/rooms/:id/processing",
    (request) => requireRoom(context, idOf(request.params)).room.processing,
  );

  app.patch("/control/rooms/:id/processing", (request) => {
    const { room } = requireRoom(context, idOf(request.params));
    const change = parseBody(roomProcessingChangeSchema, request.body);
    Object.assign(room.processing, change);
    context.directoryChanged();
    return room.processing;
  });

  app.put("/control/rooms/:id/delegates", (request) => {
    const { room } = requireRoom(context, idOf(request.params));
    const { delegates } = parseBody(z.strictObject({ delegates: texts }), request.body);
    room.delegates = delegates.map((delegate) => requireUser(context, delegate).id);
    context.directoryChanged();
    return { delegates: room.delegates };
  });

  app.get("/control/shares", () => ({ shares: context.world.directory.shares }));

  app.put("/control/shares", (request) => {
    const { owner, sharee, role } = parseBody(shareSchema, request.body);
    const ownerId = requireUser(context, owner).id;
    const shareeId = requireUser(context, sharee).id;
    const { shares } = context.world.directory;
    const index = shares.findIndex(
      (share) => share.ownerId === ownerId && share.shareeId === shareeId,
    );
    if (index >= 0) shares.splice(index, 1);
    if (role !== null) shares.push({ ownerId, shareeId, role });
    context.directoryChanged();
    return { shares };
  });
}

/** People, applications, consents, rooms and shares. */
export function registerDirectoryControl(app: FastifyInstance, context: ControlContext): void {
  registerAccounts(app, context);
  registerApplications(app, context);
  registerRooms(app, context);
}
