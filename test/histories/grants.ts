import type { AuthorizedAccount } from "../../src/app/people/authorization-flows.ts";
import type { Entra } from "../../simulator/entra/entra.ts";
import { issueAccessToken } from "../../simulator/entra/issue-tokens.ts";
import { issueRefreshToken } from "../../simulator/entra/refresh-tokens.ts";

/**
 * What an account grants on the sign-in pages, without going through the pages: others test those,
 * and histories connect some thousand times.
 */
export async function grantOf(
  entra: Entra,
  objectId: string,
  scopes: readonly string[],
): Promise<AuthorizedAccount> {
  const { clock, directory, sessions } = entra;
  const user = directory.users.get(objectId);
  const [application] = directory.applications.values();
  if (!user || !application) throw new Error("There is no such account.");
  const access = await issueAccessToken(entra, application, "secret", { user, scopes });
  const refreshToken = issueRefreshToken(entra, {
    clientId: application.clientId,
    userId: user.id,
    scopes,
    generation: sessions.generationOf(user.id),
    sessionId: `session of ${user.id}`,
  });
  return {
    tenantId: directory.tenant.id,
    objectId: user.id,
    userName: user.userPrincipalName,
    displayName: user.displayName,
    scopes,
    tokens: {
      accessToken: access.token,
      refreshToken,
      issuedAt: new Date(clock.now()),
      expiresAt: new Date(clock.now() + access.expiresInSeconds * 1000),
    },
  };
}
