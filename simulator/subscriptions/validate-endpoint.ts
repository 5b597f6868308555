import { randomUUID } from "node:crypto";
import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import type { NotificationSettings } from "../settings.ts";
import { postToEndpoint, type EndpointLine } from "./post-to-endpoint.ts";

/**
 * Asks an endpoint whether it wants notifications (facts 3.2): it must answer 200 with the decoded
 * token as plain text, in time.
 */
export async function validateEndpoint(
  line: EndpointLine,
  url: string,
  settings: NotificationSettings,
  signal: AbortSignal,
): Promise<Outcome<null>> {
  // Characters that a client which does not decode, or decodes twice, gives back wrongly.
  const token = `Validation: is this yours & reachable? 100%25 ${randomUUID()}+/=`;
  const target = new URL(url);
  const separator = target.search === "" ? "?" : "&";
  const answer = await postToEndpoint(line, {
    url: `${url}${separator}validationToken=${encodeURIComponent(token)}`,
    contentType: "text/plain; charset=utf-8",
    body: "",
    timeoutMs: settings.answerTimeoutMs,
    signal,
  });
  const isPlainText = /^text\/plain\b/i.test(answer.contentType);
  if (answer.status === 200 && isPlainText && answer.text === token) return succeed(null);
  return refuse(
    400,
    settings.validationErrorCode,
    "Subscription validation request failed. Notification endpoint must respond with 200 OK to " +
      "validation request.",
  );
}
