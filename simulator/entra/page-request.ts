import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { DirectoryUser } from "../directory/directory.ts";
import type { Entra } from "./entra.ts";
import { describeError, entraError, type EntraError } from "./entra-error.ts";
import { sendErrorPage, type PageAddress } from "./sign-in-views.ts";
import { correlationIdOf } from "./token-endpoint.ts";

/** What the forms of the sign-in pages send. */
const postedSchema = z.object({
  username: z.string().optional(),
  account: z.string().optional(),
  decision: z.enum(["accept", "decline", "return"]).optional(),
  for_organization: z.literal("1").optional(),
  cancel: z.literal("1").optional(),
  sign_out: z.literal("1").optional(),
});

export type PostedForm = z.infer<typeof postedSchema>;

/** The form of a page; empty where nothing fitting was sent. */
export function readPostedForm(request: FastifyRequest): PostedForm {
  return postedSchema.safeParse(request.body).data ?? {};
}

/** The path and query that a page was asked with. */
export function addressOfRequest(request: FastifyRequest): PageAddress {
  const [path = "/", query = ""] = request.url.split("?", 2);
  return { path, query: new URLSearchParams(query) };
}

/** The tenant segment of a page's path. */
export function tenantSegmentOf(request: FastifyRequest): string {
  return z.object({ tenant: z.string() }).parse(request.params).tenant;
}

/** The error_description of a refusal for this request. */
export function describeFor(entra: Entra, request: FastifyRequest, error: EntraError): string {
  return describeError(error, {
    traceId: randomUUID(),
    correlationId: correlationIdOf(request),
    atMs: entra.clock.now(),
    baseUrl: entra.addresses.httpsUrl,
  });
}

/** Shows a refusal on the page, since there is no proven address to send it to. */
export function showError(
  entra: Entra,
  request: FastifyRequest,
  reply: FastifyReply,
  error: EntraError,
  remedy: string,
): FastifyReply {
  return sendErrorPage(reply, error, describeFor(entra, request, error), remedy);
}

/** The person of an address typed or chosen on the sign-in page, or why they cannot sign in. */
export function findPersonToSignIn(entra: Entra, username: string): DirectoryUser | EntraError {
  const user = entra.directory.findUser(username.trim());
  if (!user) {
    const directory = entra.directory.tenant.displayName;
    return entraError(50034, `The account '${username.trim()}' does not exist in ${directory}.`);
  }
  if (!user.accountEnabled) {
    return entraError(50057, `The account ${user.userPrincipalName} is disabled.`);
  }
  return user;
}
