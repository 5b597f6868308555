import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { isEntraErrorCode, type EntraErrorCode } from "../entra/entra-error.ts";
import { applySettings, settingsChangeSchema } from "../settings-schema.ts";
import { requireUser, type ControlContext } from "./control-context.ts";
import { registerControlPage } from "./control-page.ts";
import { registerDirectoryControl } from "./directory-routes.ts";
import { registerGraphControl } from "./fault-routes.ts";
import { registerSubscriptionControl } from "./subscription-routes.ts";
import { registerPowerShell } from "../powershell/register-powershell.ts";
import { ControlProblem, parseBody, sendProblem } from "./problem.ts";

const LOOPBACK_PEERS = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A year: enough for every lifetime there is. */
const ADVANCE_LIMIT_MS = 366 * 24 * 3600 * 1000;

const advanceSchema = z.strictObject({
  durationMs: z.number().int().min(1).max(ADVANCE_LIMIT_MS),
});

const tokenErrorSchema = z.strictObject({
  /** AADSTS number. */
  code: z.custom<EntraErrorCode>(
    (value) => typeof value === "number" && isEntraErrorCode(value),
    "The simulator has no AADSTS error of this number.",
  ),
  times: z.number().int().min(1).max(1_000_000).default(1),
  grantType: z
    .enum(["authorization_code", "refresh_token", "client_credentials"])
    .nullable()
    .default(null),
  user: z.string().nullable().default(null),
});

/** The name in a Host header, without the port. */
function hostName(host: string | undefined): string {
  return (host ?? "").replace(/:\d+$/, "");
}

/**
 * Only programs of this machine may control: by the peer's address, by the name they call us (a
 * foreign page may point its own name at loopback), and never a browser's page from elsewhere.
 */
function registerGuard(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    const { origin, host } = request.headers;
    const isLocal =
      LOOPBACK_PEERS.has(request.socket.remoteAddress ?? "") && LOOPBACK_NAMES.has(hostName(host));
    const isForeignPage = origin !== undefined && !origin.endsWith(`://${host}`);
    if (!isLocal || isForeignPage) {
      const detail = "The control API answers programs on this machine only.";
      return sendProblem(reply, 403, "forbidden", detail);
    }
    return undefined;
  });
}

function registerTime(app: FastifyInstance, { world }: ControlContext): void {
  const describe = (): object => ({ now: new Date(world.clock.now()).toISOString() });
  app.get("/control/time", describe);
  app.post("/control/time/advance", async (request) => {
    const { durationMs } = parseBody(advanceSchema, request.body);
    await world.clock.advance(durationMs);
    return describe();
  });
}

function registerSettings(app: FastifyInstance, context: ControlContext): void {
  const { settings } = context.world;
  app.get("/control/settings", () => settings);
  app.patch("/control/settings", (request) => {
    applySettings(settings, parseBody(settingsChangeSchema, request.body));
    context.settingsChanged();
    return settings;
  });
}

function registerTokenErrors(app: FastifyInstance, context: ControlContext): void {
  const { plannedErrors } = context.entra;
  const describe = (): object => ({ tokenErrors: plannedErrors.list() });
  app.get("/control/token-errors", describe);
  app.post("/control/token-errors", (request, reply) => {
    const { user, ...planned } = parseBody(tokenErrorSchema, request.body);
    plannedErrors.add({ ...planned, userId: user === null ? null : requireUser(context, user).id });
    return reply.code(201).send(describe());
  });
  app.delete("/control/token-errors", () => {
    plannedErrors.clear();
    return describe();
  });
}

function registerState(app: FastifyInstance, { entra, world }: ControlContext): void {
  app.get("/control/state", () => {
    const users = [...world.directory.users.values()];
    return {
      now: new Date(world.clock.now()).toISOString(),
      tenant: world.directory.tenant,
      addresses: entra.addresses,
      counts: {
        people: users.filter(({ kind }) => kind === "person").length,
        rooms: users.filter(({ kind }) => kind === "room").length,
        applications: world.directory.applications.size,
        shares: world.directory.shares.length,
        mailboxes: [...world.mailboxes.all()].length,
        subscriptions: [...world.subscriptions.all()].length,
        faults: world.faults.list().length,
        tokenErrors: entra.plannedErrors.list().length,
      },
    };
  });
}

/** `/control/…`: what a test, a demonstration or a rehearsal steers the simulator with. */
export function registerControl(app: FastifyInstance, context: ControlContext): void {
  void app.register(async (scope) => {
    registerGuard(scope);
    scope.setErrorHandler((error, _request, reply) => {
      if (error instanceof ControlProblem) {
        return sendProblem(reply, error.status, error.code, error.message);
      }
      const status = (error as { statusCode?: number }).statusCode ?? 500;
      const detail = error instanceof Error ? error.message : String(error);
      return sendProblem(reply, status, status < 500 ? "invalid_request" : "fault", detail);
    });
    registerState(scope, context);
    registerTime(scope, context);
    registerSettings(scope, context);
    registerTokenErrors(scope, context);
    registerDirectoryControl(scope, context);
    registerGraphControl(scope, context);
    registerSubscriptionControl(scope, context);
    registerControlPage(scope, context);
    await registerPowerShell(scope, context);
  });
}
