import type { FastifyInstance } from "fastify";
import type { ServerDependencies } from "../server-dependencies.ts";
import { registerAudit } from "./register-audit.ts";
import { registerCalendarProviders } from "./register-calendar-providers.ts";
import { registerExplain } from "./register-explain.ts";
import { registerProperties } from "./register-properties.ts";
import { registerSyncConfigurations } from "./register-sync-configurations.ts";
import { registerSyncEvents } from "./register-sync-events.ts";

/** What administrators set, look at and try out. */
export function registerSettings(app: FastifyInstance, deps: ServerDependencies): void {
  registerProperties(app, deps);
  registerExplain(app);
  registerCalendarProviders(app, deps);
  registerSyncConfigurations(app, deps);
  registerSyncEvents(app, deps);
  registerAudit(app, deps);
}
