import type { FastifyInstance } from "fastify";
import type { HealthReader } from "../../app/health/ports.ts";
import { Histogram, type Registry } from "prom-client";
import { createHealthMetrics } from "./health-metrics.ts";

/** Upper bounds in seconds: a creation takes milliseconds, a check of a tenant takes seconds. */
const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * `/metrics` in Prometheus' format: how long requests take here, how synchronisation does over all
 * processes, and whatever others registered. The manual is `docs/reference/health.md`.
 */
export function registerMetrics(
  app: FastifyInstance,
  registry: Registry,
  reader: Pick<HealthReader, "report" | "totals">,
): void {
  const health = createHealthMetrics(reader, registry);
  const durations = new Histogram({
    name: "usher_http_request_duration_seconds",
    help: "Duration of HTTP requests by route, method and status",
    labelNames: ["route", "method", "status"],
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [registry],
  });
  app.addHook("onResponse", async (request, reply) => {
    // By route, not by address: the number of series must not grow with the reservations.
    const route = request.routeOptions.url ?? "unknown";
    const labels = { route, method: request.method, status: String(reply.statusCode) };
    durations.observe(labels, reply.elapsedTime / 1000);
  });
  const options = { schema: { hide: true }, config: { rateLimit: false } } as const;
  app.get("/metrics", options, async (request, reply) => {
    // What this process measures is told all the same while the database cannot be read.
    await health.refresh().catch((error: unknown) => {
      request.log.warn({ err: error }, "the figures of synchronisation cannot be read");
    });
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
