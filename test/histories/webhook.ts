import Fastify from "fastify";
import type { NotificationInbox } from "../../src/app/sync/sources/notification-inbox.ts";
import { readJsonBodies } from "../../src/http/json-bodies.ts";
import {
  NOTIFICATION_PATHS,
  registerExchangeWebhook,
} from "../../src/http/webhooks/register-exchange-webhook.ts";

/** Where Exchange reaches the servers of the history that is running: one address for all. */
export interface Webhook {
  /** What the simulator brings its notifications with. */
  readonly fetch: typeof fetch;
  /** Null while nobody answers there. */
  connect(inboxOfSome: (() => Pick<NotificationInbox, "accept">) | null): void;
  close(): Promise<void>;
}

const BASE = "https://usher.example";

export const WEBHOOK_ADDRESSES = {
  events: BASE + NOTIFICATION_PATHS.events,
  lifecycle: BASE + NOTIFICATION_PATHS.lifecycle,
} as const;

export function openWebhook(): Webhook {
  let inboxOfSome: (() => Pick<NotificationInbox, "accept">) | null = null;
  const app = Fastify();
  readJsonBodies(app);
  registerExchangeWebhook(app, {
    notifications: { accept: (told) => inboxOfSome?.().accept(told) ?? false },
  });
  return {
    fetch: async (input, init) => {
      const { pathname, search } = new URL(input instanceof Request ? input.url : input);
      if (inboxOfSome === null) throw new TypeError("fetch failed");
      const answer = await app.inject({
        method: "POST",
        url: pathname + search,
        headers: Object.fromEntries(new Headers(init?.headers)),
        payload: typeof init?.body === "string" ? init.body : "",
      });
      const headers = { "content-type": answer.headers["content-type"] ?? "" };
      return new Response(answer.body, { status: answer.statusCode, headers });
    },
    connect: (inbox) => (inboxOfSome = inbox),
    close: () => app.close(),
  };
}
