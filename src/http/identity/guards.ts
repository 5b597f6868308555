import type { FastifyRequest } from "fastify";
import type {
  Actor,
  ApiClientActor,
  ApiClientScope,
  PanelActor,
  PersonActor,
} from "../../app/people/actor.ts";
import { mayViewSchedule, refuseViewer } from "../../app/reservations/rights.ts";
import { problem, ProblemError } from "../problem-error.ts";
import "../request-context.ts";

/** Whoever is known: a person, an API client or a panel. Throws 401 `not_signed_in`. */
export function requireActor(request: FastifyRequest): Actor {
  if (request.actor) return request.actor;
  throw problem(
    "not_signed_in",
    "Nobody is signed in.",
    "Sign in at /auth/sign-in, or send an API key as Authorization: Bearer.",
  );
}

/** A signed-in person. Throws 401, or 403 `person_required` for machines. */
export function requirePerson(request: FastifyRequest): PersonActor {
  const actor = requireActor(request);
  if (actor.kind === "person") return actor;
  throw problem("person_required", "Only a signed-in person can do this.", "Sign in as a person.");
}

/** A door panel, by its token. Throws 401, or 403 `panel_required`. */
export function requirePanel(request: FastifyRequest): PanelActor {
  const actor = requireActor(request);
  if (actor.kind === "panel") return actor;
  throw problem(
    "panel_required",
    "Only a panel that hangs at a door is shown this.",
    "Look at the schedule of the space instead.",
  );
}

/** A person with the role admin, or an API client with the scope admin. */
export function requireAdmin(request: FastifyRequest): PersonActor | ApiClientActor {
  const actor = requireActor(request);
  if (actor.kind === "person" && actor.roles.includes("admin")) return actor;
  if (actor.kind === "api_client" && actor.scopes.includes("admin")) return actor;
  throw problem(
    "role_missing",
    "This needs the role admin.",
    "Ask an administrator to do it, or to give you the role.",
  );
}

/**
 * For what people and API clients may do, and what panels may read. An API client needs the scope
 * itself (the scope admin does not stand for the others); a panel reads places, and of reservations
 * those of its own space, which the use cases see to. What it does, it does at its door.
 */
export function requireScope(request: FastifyRequest, scope: ApiClientScope): Actor {
  if (scope === "admin") return requireAdmin(request);
  const actor = requireActor(request);
  const viewer = scope === "reservations:write" ? refuseViewer(actor) : null;
  if (viewer !== null) throw new ProblemError(viewer.refusal);
  if (actor.kind === "panel" && scope === "reservations:write") {
    throw problem(
      "door_only",
      "A panel does what can be done at its door, and nothing else.",
      "Use what is under /api/v1/door, or an API key.",
    );
  }
  if (actor.kind !== "api_client" || actor.scopes.includes(scope)) return actor;
  throw problem(
    "scope_missing",
    `The API key lacks the scope ${scope}.`,
    "Ask an administrator for a key with this scope.",
  );
}

/** What people and API clients may look up, but not a panel that hangs where anybody passes. */
export function requireScopeOffPanel(request: FastifyRequest, scope: ApiClientScope): Actor {
  const actor = requireScope(request, scope);
  if (actor.kind !== "panel") return actor;
  throw problem(
    "not_this_panel",
    "A panel shows its own space, and does not look people up.",
    "Sign in as a person, or use an API key.",
  );
}

/** Whoever may look at the schedule of all spaces: planners, viewers, and what reads reservations. */
export function requireScheduleReader(request: FastifyRequest): Actor {
  const actor = requireScopeOffPanel(request, "reservations:read");
  if (actor.kind !== "person" || mayViewSchedule(actor)) return actor;
  throw problem(
    "role_missing",
    "The schedule of all spaces needs the role planner or viewer.",
    "Ask an administrator for the role, or look at the schedule of one space.",
  );
}
