import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { answerUnknownRoute } from "./problem-answers.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
/** Paths that are the server's own: an unknown one below is no page. */
const SERVER_PATHS = /^\/(api|auth|connect|healthz|readyz|metrics|webhooks)(\/|$)/;
/** Built files end like files; the addresses of pages never do. */
const FILES = /\.[a-z0-9]+$/i;

/**
 * The web faces as they were built. Every other address is a page of theirs and gets their one
 * document, which decides by the address what to show. Built files carry a hash of their content
 * in their name and may be kept for ever; the document is asked for each time. Files are looked up
 * when they are asked for, so that faces built anew under a running server are served whole.
 */
export async function registerWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, "index.html"))) {
    app.log.warn({ folder }, "the web faces are not built, so there is only the API");
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = path.includes("/assets/");
      const value = isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache";
      void reply.header("Cache-Control", value);
    },
  });
  app.get("/*", { schema: { hide: true } }, (request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "/";
    if (SERVER_PATHS.test(path)) return answerUnknownRoute(request, reply);
    return reply.sendFile(FILES.test(path) ? path : "index.html");
  });
}
