import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { authenticateClient, readBasicCredentials } from "./client-authentication.ts";
import { resolveTenant, type Entra } from "./entra.ts";
import { entraError, errorBody, type EntraError } from "./entra-error.ts";
import {
  grantToApplication,
  redeemCode,
  refresh,
  type TokenAnswer,
  type TokenClient,
  type TokenForm,
} from "./token-grants.ts";

/** Every part of the form is one text; a part sent twice counts as the last one sent. */
const formSchema = z.preprocess(
  (body) => body ?? {},
  z.record(
    z.string(),
    z.union([z.string(), z.array(z.string()).transform((all) => all.at(-1) ?? "")]),
  ),
);

const tenantParamsSchema = z.object({ tenant: z.string() });
const correlationSchema = z.object({ "client-request-id": z.string().optional() });

/** The id that the client calls its request by, in a header or in the query (facts 7.3). */
export function correlationIdOf(request: FastifyRequest): string {
  const inQuery = correlationSchema.safeParse(request.query).data?.["client-request-id"];
  const inHeader = correlationSchema.safeParse(request.headers).data?.["client-request-id"];
  return inQuery ?? inHeader ?? randomUUID();
}

/** Answers a refusal as JSON, in the shape of facts 6.7. */
export function sendTokenError(
  entra: Entra,
  request: FastifyRequest,
  reply: FastifyReply,
  error: EntraError,
): FastifyReply {
  const body = errorBody(error, {
    traceId: randomUUID(),
    correlationId: correlationIdOf(request),
    atMs: entra.clock.now(),
    baseUrl: entra.addresses.httpsUrl,
  });
  return reply.code(error.status).send(body);
}

/** The refusal of a tenant that the simulator does not hold. */
export function unknownTenant(segment: string): EntraError {
  return entraError(
    90002,
    `Tenant '${segment}' not found. Check the tenant's id and that it is the right cloud.`,
  );
}

const GRANTS: Readonly<Record<string, typeof refresh>> = {
  authorization_code: redeemCode,
  refresh_token: refresh,
  client_credentials: grantToApplication,
};

async function grantTokens(
  entra: Entra,
  client: TokenClient,
  form: TokenForm,
): Promise<TokenAnswer> {
  const grantType = form.grant_type;
  if (grantType === undefined) {
    const detail = "The request body must contain the parameter 'grant_type'.";
    return { ok: false, error: entraError(900144, detail) };
  }
  const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
  if (grant) return grant(entra, client, form);
  const detail = `The grant type '${grantType}' is not supported.`;
  return { ok: false, error: entraError(70003, detail) };
}

/** `POST /{tenant}/oauth2/v2.0/token`. */
export function registerTokenEndpoint(app: FastifyInstance, entra: Entra): void {
  app.post("/:tenant/oauth2/v2.0/token", async (request, reply) => {
    reply.header("cache-control", "no-store").header("pragma", "no-cache");
    reply.header("client-request-id", correlationIdOf(request));
    const fail = (error: EntraError) => sendTokenError(entra, request, reply, error);

    const segment = tenantParamsSchema.parse(request.params).tenant;
    const tenant = resolveTenant(entra, segment);
    if (!tenant) return fail(unknownTenant(segment));
    const parsed = formSchema.safeParse(request.body);
    if (!parsed.success) return fail(entraError(9002313));
    const form = parsed.data;
    const basic = readBasicCredentials(request.headers.authorization);
    const authentication = await authenticateClient(entra, {
      clientId: form["client_id"] ?? basic?.clientId,
      clientSecret: form["client_secret"] ?? basic?.clientSecret,
      clientAssertion: form["client_assertion"],
      clientAssertionType: form["client_assertion_type"],
    });
    if (!authentication.ok) return fail(authentication.error);
    const answer = await grantTokens(entra, { ...authentication, tenant }, form);
    return answer.ok ? answer.body : fail(answer.error);
  });
}
