import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Entra } from "./entra.ts";
import type { CheckAccessToken, GraphCaller } from "./graph-caller.ts";

/** Any of these may revoke; there is no permission for one's own sessions alone. */
const SUFFICIENT = ["User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All"];

const paramsSchema = z.object({ id: z.string().optional() });

function sendGraphError(
  entra: Entra,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  const requestId = randomUUID();
  const date = new Date(entra.clock.now()).toISOString().slice(0, 19);
  const innerError = { date, "request-id": requestId, "client-request-id": requestId };
  return reply
    .code(status)
    .header("request-id", requestId)
    .send({ error: { code, message, innerError } });
}

function mayRevoke(caller: GraphCaller): boolean {
  return [...caller.scopes, ...caller.roles].some((permission) => SUFFICIENT.includes(permission));
}

/**
 * Graph's `revokeSignInSessions`, which belongs to Entra: every refresh token and browser session of
 * the person becomes void. Entra has no token revocation of RFC 7009.
 */
export function registerRevokeSessionsRoute(
  app: FastifyInstance,
  entra: Entra,
  checkAccessToken: CheckAccessToken,
): void {
  const paths = ["/v1.0/me/revokeSignInSessions", "/v1.0/users/:id/revokeSignInSessions"];
  for (const path of paths) {
    app.post(path, async (request, reply) => {
      const check = await checkAccessToken(request.headers.authorization);
      if (!check.valid) {
        return sendGraphError(entra, reply, 401, "InvalidAuthenticationToken", check.message);
      }
      if (!mayRevoke(check.caller)) {
        const message = "Insufficient privileges to complete the operation.";
        return sendGraphError(entra, reply, 403, "Authorization_RequestDenied", message);
      }
      const id = paramsSchema.parse(request.params).id ?? check.caller.userId ?? "";
      const user = entra.directory.findUser(id);
      if (!user) {
        const message = `Resource '${id}' does not exist or one of its queried references is not present.`;
        return sendGraphError(entra, reply, 404, "Request_ResourceNotFound", message);
      }
      entra.sessions.revokeSessions(user.id);
      const context = `${entra.addresses.httpsUrl}/v1.0/$metadata#Edm.Boolean`;
      return reply.send({ "@odata.context": context, value: true });
    });
  }
}
