import { readFileSync } from "node:fs";
import type { FastifyInstance, FastifyReply } from "fastify";
import { html, type Html } from "../pages/html.ts";

const FILES = {
  "outlook.css": "text/css; charset=utf-8",
  "refresh.js": "text/javascript; charset=utf-8",
} as const;

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; img-src data:; style-src 'self'; script-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The style sheet and the script of the calendar pages. */
export function registerOutlookFiles(app: FastifyInstance): void {
  for (const [name, type] of Object.entries(FILES)) {
    const content = readFileSync(new URL(name, import.meta.url));
    app.get(`/outlook/${name}`, (_request, reply) => reply.type(type).send(content));
  }
}

/** Answers with a calendar page under the simulator's own header. */
export function sendOutlookPage(
  reply: FastifyReply,
  title: string,
  body: Html,
  status = 200,
): FastifyReply {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – simulated Outlook</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/outlook/outlook.css" />
      </head>
      <body>
        <header class="top">
          <a href="/outlook">Simulated Outlook</a>
          <span>Not Microsoft's: a plain view of the simulator's mailboxes</span>
        </header>
        <main>${body}</main>
      </body>
    </html> `;
  return reply
    .code(status)
    .header("content-security-policy", CONTENT_SECURITY_POLICY)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(page.html);
}
