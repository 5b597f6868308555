import type { FastifyRequest } from "fastify";
import type { ApiClientActor, ApiClientScope, PanelActor } from "../../app/people/actor.ts";
import { requireScope } from "../identity/guards.ts";
import { problem } from "../problem-error.ts";

export type Client = ApiClientActor | PanelActor;

/**
 * Programs with a key, and door panels, which only read. People have faces of their own, on channels of their own:
 * here everything is done on the channel `rest_api` (policy C5), which is not theirs.
 */
export function requireClient(
  request: FastifyRequest,
  scope: Exclude<ApiClientScope, "admin">,
): Client {
  const actor = requireScope(request, scope);
  if (actor.kind === "api_client" || actor.kind === "panel") return actor;
  throw problem(
    "client_required",
    "This is for programs with an API key, and for door panels.",
    "Use Usher's pages, or /api/v1 with your session.",
  );
}
