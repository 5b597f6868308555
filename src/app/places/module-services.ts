import type { ModuleService } from "../../core/reservations/services.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { ModuleDependencies } from "./change-module.ts";
import type { NoteOf } from "./ports.ts";

/** A service as administrators keep it. */
export interface KeptService extends ModuleService {
  /** Grows by one with every change. */
  readonly version: number;
}

export type ServiceSettings = Omit<ModuleService, "id" | "moduleId">;

export type ServiceFault = "module_not_found" | "service_name_taken" | "stale";

export type ServiceWritten =
  | { readonly ok: true; readonly service: KeptService }
  | { readonly ok: false; readonly fault: ServiceFault };

/** Port, filled by `src/store/services/module-service-store.ts`. */
export interface ModuleServices {
  /** What the module offers, by name. */
  offered(moduleId: string): Promise<readonly KeptService[]>;
  create(moduleId: string, settings: ServiceSettings, noteOf: NoteOf): Promise<ServiceWritten>;
  /**
   * Writes the settings if the service still has the version that was read, and asks for the blockers
   * of coming reservations to follow.
   */
  change(
    service: Pick<KeptService, "id" | "version">,
    settings: ServiceSettings,
    noteOf: NoteOf,
  ): Promise<ServiceWritten>;
  /** It is not offered any more. Answers whether it was. */
  withdraw(id: string, noteOf: NoteOf): Promise<boolean>;
}

export interface ModuleServiceDependencies extends ModuleDependencies {
  readonly services: ModuleServices;
}

/** Refuses `module_not_found`. */
export async function listServices(
  { modules, services }: Pick<ModuleServiceDependencies, "modules" | "services">,
  moduleId: string,
): Promise<Outcome<readonly KeptService[]>> {
  const module = await modules.find(moduleId);
  return module === null
    ? refuseWritten("module_not_found")
    : done(await services.offered(moduleId));
}

/** Refuses `module_not_found` and `name_taken`. */
export async function createService(
  deps: ModuleServiceDependencies,
  actor: Actor,
  moduleId: string,
  settings: ServiceSettings,
): Promise<Outcome<KeptService>> {
  const written = await deps.services.create(moduleId, settings, (id) => ({
    actor,
    action: "module_service_created",
    subjectKind: "module",
    subjectId: moduleId,
    details: { service_id: id, name: settings.name },
  }));
  return answer(deps, written);
}

/**
 * Changes what is given. Blockers of coming reservations follow. `version` is the one that the person
 * saw. Refuses `service_not_found`, `name_taken` and `service_changed`.
 */
export async function changeService(
  deps: ModuleServiceDependencies,
  actor: Actor,
  request: ServiceRequest & { readonly change: Partial<ServiceSettings> },
): Promise<Outcome<KeptService>> {
  const found = await findService(deps, request);
  if (!found.ok) return found;
  const { moduleId } = request;
  const { id, moduleId: _of, version, ...before } = found.value;
  if (request.version !== undefined && request.version !== version) return refuseWritten("stale");
  const after: ServiceSettings = { ...before, ...request.change };
  const fields = (Object.keys(after) as (keyof ServiceSettings)[]).filter(
    (field) => after[field] !== before[field],
  );
  if (fields.length === 0) return found;
  const written = await deps.services.change({ id, version }, after, () => ({
    actor,
    action: "module_service_changed",
    subjectKind: "module",
    subjectId: moduleId,
    details: {
      service_id: id,
      ...Object.fromEntries(fields.map((field) => [field, after[field]])),
    },
  }));
  return answer(deps, written);
}

/** What has it keeps it. Refuses `service_not_found`. */
export async function withdrawService(
  deps: ModuleServiceDependencies,
  actor: Actor,
  request: ServiceRequest,
): Promise<Outcome<null>> {
  const found = await findService(deps, request);
  if (!found.ok) return found;
  const { moduleId } = request;
  const { id, name } = found.value;
  const wasOffered = await deps.services.withdraw(id, () => ({
    actor,
    action: "module_service_withdrawn",
    subjectKind: "module",
    subjectId: moduleId,
    details: { service_id: id, name },
  }));
  if (!wasOffered) return refuseUnknown();
  deps.forgetPlaces();
  return done(null);
}

interface ServiceRequest {
  readonly moduleId: string;
  readonly id: string;
  readonly version?: number;
}

async function findService(
  deps: ModuleServiceDependencies,
  { moduleId, id }: ServiceRequest,
): Promise<Outcome<KeptService>> {
  const offered = await listServices(deps, moduleId);
  if (!offered.ok) return offered;
  const service = offered.value.find((each) => each.id === id);
  return service === undefined ? refuseUnknown() : done(service);
}

function answer(deps: ModuleServiceDependencies, written: ServiceWritten): Outcome<KeptService> {
  if (!written.ok) return refuseWritten(written.fault);
  deps.forgetPlaces();
  deps.announceChange();
  return done(written.service);
}

function refuseUnknown() {
  return refused("service_not_found", "The module offers no such service.", "Look it up again.");
}

function refuseWritten(fault: ServiceFault) {
  switch (fault) {
    case "module_not_found":
      return refused("module_not_found", "There is no such reservable module.", "Choose another.");
    case "service_name_taken": {
      const message = "The module offers a service of this name already.";
      return refused("name_taken", message, "Choose another name.", {
        fields: [{ field: "name", message }],
      });
    }
    case "stale":
      return refused(
        "service_changed",
        "The service has been changed since you read it.",
        "Read it again and repeat what you wanted to change.",
      );
  }
}
