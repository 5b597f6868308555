import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { FaultEffect, FaultRule } from "../faults/fault-rules.ts";
import type { ControlContext } from "./control-context.ts";
import { ControlProblem, parseBody } from "./problem.ts";

const LATENCY_MAX_MS = 600_000;
const retryAfterSeconds = z.number().int().min(0).max(3600).nullable().default(null);

const effectSchema: z.ZodType<FaultEffect> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("throttled"), retryAfterSeconds }),
  z.strictObject({ kind: z.literal("unavailable"), retryAfterSeconds }),
  z.strictObject({ kind: z.literal("unavailableHtml") }),
  z.strictObject({ kind: z.literal("timeoutAfterWork") }),
  z.strictObject({ kind: z.literal("transientError") }),
  z.strictObject({ kind: z.literal("resetBeforeWork") }),
  z.strictObject({ kind: z.literal("resetAfterWork") }),
  z.strictObject({
    kind: z.literal("latency"),
    latencyMs: z.number().int().min(0).max(LATENCY_MAX_MS),
  }),
  z.strictObject({ kind: z.literal("expiredToken") }),
  z.strictObject({ kind: z.literal("changeKeyConflict") }),
  z.strictObject({ kind: z.literal("syncStateNotFound") }),
  z.strictObject({
    kind: z.literal("extensionError"),
    reason: z.enum(["Unauthorized", "Forbidden", "BadRequest", "ServiceUnavailable"]),
  }),
  z.strictObject({
    kind: z.literal("error"),
    status: z.number().int().min(400).max(599),
    code: z.string().max(100),
    message: z.string().max(1000).default(""),
    retryAfterSeconds,
  }),
]);

const ruleSchema = z.strictObject({
  method: z.string().optional(),
  path: z.string().max(500).optional(),
  mailbox: z.string().optional(),
  probability: z.number().min(0).max(1).optional(),
  times: z.number().int().min(1).optional(),
  effect: effectSchema,
});

/** A rule without the parts that were left out. */
function ruleOf({ effect, ...parts }: z.infer<typeof ruleSchema>): FaultRule {
  const given = Object.entries(parts).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), effect };
}

/** Graph's faults, and the journal of the requests it got. */
export function registerGraphControl(app: FastifyInstance, { world }: ControlContext): void {
  const describe = (): object => ({ faults: world.faults.list() });

  app.get("/control/faults", describe);

  app.post("/control/faults", (request, reply) => {
    const rule = ruleOf(parseBody(ruleSchema, request.body));
    try {
      return reply.code(201).send(world.faults.add(rule));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new ControlProblem("invalid_request", `path: ${error.message}`);
    }
  });

  app.delete("/control/faults", () => {
    world.faults.clear();
    return describe();
  });

  app.delete("/control/faults/:id", (request) => {
    world.faults.clear(z.object({ id: z.string() }).parse(request.params).id);
    return describe();
  });

  app.get("/control/requests", () => ({
    requests: world.journal.entries(),
    schemaViolations: world.journal.violations(),
  }));

  app.delete("/control/requests", (_request, reply) => {
    world.journal.clear();
    return reply.code(204).send();
  });
}
