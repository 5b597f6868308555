import type { Actor } from "../app/people/actor.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who acts, as the authentication hook established it; null when nobody is signed in. */
    actor: Actor | null;
  }
}
