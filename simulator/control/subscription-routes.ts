import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { applySettings, deltaChangeSchema, notificationChangeSchema } from "../settings-schema.ts";
import { pauseReason, type Subscription } from "../subscriptions/subscription.ts";
import { requireUser, type ControlContext } from "./control-context.ts";
import { ControlProblem, parseBody } from "./problem.ts";

const eventSchema = z.strictObject({
  /** What Exchange does of its own accord; "expire" is what the clock does. */
  event: z.enum(["remove", "expire", "missed", "reauthorize"]),
});

/** Subscriptions and deliveries, and what delta forgets. */
export function registerSubscriptionControl(app: FastifyInstance, context: ControlContext): void {
  registerSubscriptions(app, context);
  registerDeliveries(app, context);
  registerDelta(app, context);
}

function registerSubscriptions(app: FastifyInstance, { world }: ControlContext): void {
  const { subscriptions } = world;
  const describe = (subscription: Subscription): object => {
    const { clientState: _secret, ...shown } = subscription;
    const paused = pauseReason(subscription, world, world.settings.notifications);
    const endpoint = subscriptions.outbox.stateOf(subscription.notificationUrl);
    return { ...shown, mail: world.directory.users.get(shown.ownerId)?.mail, paused, endpoint };
  };

  app.get("/control/subscriptions", () => ({
    subscriptions: [...subscriptions.all()].map(describe),
  }));

  app.post("/control/subscriptions/:id", (request, reply) => {
    const { id } = z.object({ id: z.string() }).parse(request.params);
    const subscription = subscriptions.get(id);
    if (!subscription) throw new ControlProblem("not_found", `There is no subscription "${id}".`);
    const { event } = parseBody(eventSchema, request.body);
    if (event === "expire") subscriptions.remove(id);
    else if (event === "remove") subscriptions.removeAndTell(subscription);
    else if (event === "missed") subscriptions.tellLifecycle(subscription, "missed");
    else subscriptions.tellLifecycle(subscription, "reauthorizationRequired");
    return reply.code(204).send();
  });
}

function registerDeliveries(app: FastifyInstance, context: ControlContext): void {
  const { settings, subscriptions } = context.world;
  app.get("/control/notifications", () => ({
    settings: settings.notifications,
    waiting: subscriptions.outbox.waiting,
    deliveries: subscriptions.outbox.records(),
  }));

  app.patch("/control/notifications", (request) => {
    applySettings(settings.notifications, parseBody(notificationChangeSchema, request.body));
    context.settingsChanged();
    return settings.notifications;
  });
}

function registerDelta(app: FastifyInstance, context: ControlContext): void {
  const { settings, mailboxes } = context.world;
  app.patch("/control/delta", (request) => {
    applySettings(settings.delta, parseBody(deltaChangeSchema, request.body));
    context.settingsChanged();
    return settings.delta;
  });

  app.post("/control/mailboxes/:id/forget-changes", (request, reply) => {
    const { id } = z.object({ id: z.string() }).parse(request.params);
    mailboxes.of(requireUser(context, id).id).forgetChanges();
    return reply.code(204).send();
  });
}
