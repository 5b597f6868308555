import diagnostics from "node:diagnostics_channel";
import type { FastifyInstance } from "fastify";
import type { Actor } from "../../src/app/people/actor.ts";
import "../../src/http/request-context.ts";

/** Names the acting party of a request in place of a sign-in. */
export const ACTS_AS = "test-acts-as";

/**
 * Collects the routes of each server that is made from now on, the hidden ones too, and lets
 * requests act as one of `actors`. What is sent is not validated, so that each request comes as
 * far as the guard of its route.
 */
export function watchRoutes(actors: Readonly<Record<string, Actor>>) {
  const routes: string[] = [];
  const watch = (message: unknown): void => {
    if (!isInitialization(message)) throw new Error("Fastify announces itself in another way.");
    const { fastify } = message;
    fastify.addHook("onRoute", (route) => {
      route.validatorCompiler = () => (value: unknown) => ({ value });
      for (const method of [route.method].flat()) {
        if (method !== "HEAD") routes.push(`${method} ${route.url}`);
      }
    });
    fastify.addHook("preValidation", async (request) => {
      request.actor = actors[String(request.headers[ACTS_AS])] ?? null;
    });
  };
  diagnostics.subscribe("fastify.initialization", watch);
  return { routes, stop: () => diagnostics.unsubscribe("fastify.initialization", watch) };
}

function isInitialization(message: unknown): message is { readonly fastify: FastifyInstance } {
  if (typeof message !== "object" || message === null || !("fastify" in message)) return false;
  const { fastify } = message;
  return typeof fastify === "object" && fastify !== null && "addHook" in fastify;
}
