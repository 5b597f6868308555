import type { FastifyInstance } from "fastify";
import { problem } from "../problem-error.ts";

/** `/healthz`: the process answers. `/readyz`: it can do its work, the database answers too. */
export function registerHealth(app: FastifyInstance, isReady: () => Promise<boolean>): void {
  const options = { schema: { hide: true }, config: { rateLimit: false } } as const;
  app.get("/healthz", options, () => ({ status: "ok" }));
  app.get("/readyz", options, async () => {
    if (await isReady()) return { status: "ready" };
    throw problem("unavailable", "The database does not answer.", "Look at the database.");
  });
}
