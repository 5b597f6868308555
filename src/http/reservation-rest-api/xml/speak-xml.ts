import type { FastifyInstance } from "fastify";
import { prefersXml } from "./prefers-xml.ts";
import { readXml } from "./read-xml.ts";
import { shapeBySchema } from "./shape-by-schema.ts";
import { writeXml } from "./write-xml.ts";

/**
 * Takes XML where JSON is taken, by Content-Type, and answers it where it is asked for, by Accept: for
 * the routes of this scope alone. Both are the same values, so that no route knows of it.
 */
export function speakXml(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    ["application/xml", "text/xml"],
    { parseAs: "string" },
    (request, body: string, done) => {
      try {
        done(null, shapeBySchema(readXml(body), request.routeOptions.schema?.body));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  );
  scope.addHook("onSend", async (request, reply, payload) => {
    void reply.header("Vary", "Accept");
    const type = String(reply.getHeader("content-type"));
    if (typeof payload !== "string" || !type.startsWith("application/json")) return payload;
    if (!prefersXml(request.headers.accept)) return payload;
    void reply.type("application/xml; charset=utf-8");
    return writeXml(JSON.parse(payload) as Parameters<typeof writeXml>[0]);
  });
}
