import type { Actor } from "../app/people/actor.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who acts, as the authentication hook established it; null when nobody is signed in. */
    actor: Actor | null;
  }

  interface FastifyInstance {
    /** Who the request's credentials stand for by now; null once they are worth nothing. */
    identifyAgain(request: FastifyRequest): Promise<Actor | null>;
  }
}
