import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type {
  Notification,
  NotificationEvent,
  NotificationInbox,
} from "../../app/sync/sources/notification-inbox.ts";
import { problem } from "../problem-error.ts";
import "../identity/authentication-hook.ts";

export const NOTIFICATION_PATHS = {
  events: "/webhooks/exchange/events",
  lifecycle: "/webhooks/exchange/lifecycle",
} as const;

/** Far more than Microsoft's are long, and nothing to send around in bulk. */
const VALIDATION_TOKEN_CHARACTERS_MAX = 2000;
const CLIENT_STATE_CHARACTERS_MAX = 128;
const ID_CHARACTERS_MAX = 200;

const LIFECYCLE_EVENTS = ["reauthorizationRequired", "subscriptionRemoved", "missed"] as const;

const envelopeSchema = z.object({ value: z.array(z.unknown()) });
const notificationSchema = z.object({
  subscriptionId: z.string().max(ID_CHARACTERS_MAX),
  clientState: z.string().max(CLIENT_STATE_CHARACTERS_MAX).nullish(),
  lifecycleEvent: z.string().nullish(),
});

/**
 * Where Exchange tells of changes in rooms' calendars (facts 3.2 to 3.6). Nobody is signed in here:
 * what makes a notification genuine is the client state that only Exchange and we know. Whether it
 * is, is looked at after the answer, which is the same either way and is due within three seconds:
 * slow endpoints are told later, and slower ones not at all (facts 3.4).
 */
export function registerExchangeWebhook(
  app: FastifyInstance,
  { notifications }: { readonly notifications: Pick<NotificationInbox, "accept"> },
): void {
  const options = {
    schema: { hide: true },
    config: { rateLimit: false, withoutActor: true },
  } as const;
  for (const path of Object.values(NOTIFICATION_PATHS)) {
    app.post(path, options, (request, reply) => {
      const { validationToken } = request.query as Readonly<Record<string, unknown>>;
      return validationToken === undefined
        ? take(notifications, request, reply)
        : answerValidation(validationToken, reply);
    });
  }
}

/** The token comes back as it was before it was put into the address, and as text, never as HTML. */
function answerValidation(token: unknown, reply: FastifyReply) {
  if (typeof token !== "string" || token.length > VALIDATION_TOKEN_CHARACTERS_MAX) {
    throw problem("invalid_request", "The validation token is none that Exchange would send.");
  }
  return reply.code(200).type("text/plain; charset=utf-8").send(token);
}

function take(
  inbox: Pick<NotificationInbox, "accept">,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const envelope = envelopeSchema.safeParse(request.body);
  if (!envelope.success) {
    throw problem("invalid_request", "The body holds no notifications.", "Send them in `value`.");
  }
  const told = envelope.data.value.flatMap((item) => readNotification(item) ?? []);
  // What is not taken is sent again for four hours (facts 3.4).
  if (!inbox.accept(told)) {
    throw problem("unavailable", "Too many notifications wait.", "Send them again.");
  }
  return reply.code(202).send();
}

/** Null for what is no notification, or one of a kind that is not known (yet). */
function readNotification(item: unknown): Notification | null {
  const { data } = notificationSchema.safeParse(item);
  if (data === undefined) return null;
  const event = eventOf(data.lifecycleEvent);
  const { subscriptionId, clientState } = data;
  return event && { subscriptionId, clientState: clientState ?? "", event };
}

function eventOf(lifecycleEvent: string | null | undefined): NotificationEvent | null {
  if (lifecycleEvent === null || lifecycleEvent === undefined) return "changed";
  return LIFECYCLE_EVENTS.find((known) => known === lifecycleEvent) ?? null;
}
