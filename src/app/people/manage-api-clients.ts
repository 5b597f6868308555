import { type Outcome, done, refused } from "../outcome.ts";
import type { Actor, ApiClientScope } from "./actor.ts";
import { type ApiClient, type ApiClients, hashSecret, newSecret } from "./machine-identities.ts";
import type { RecordAudit } from "../audit-note.ts";

export interface ApiClientDependencies {
  readonly apiClients: ApiClients;
  readonly recordAudit: RecordAudit;
}

/** As much of a key as is shown afterwards: the prefix and six of its 43 characters. */
const KEY_HINT_LENGTH = 10;

/** Makes a client with a key; the key is told here and never again. */
export async function createApiClient(
  { apiClients, recordAudit }: ApiClientDependencies,
  actor: Actor,
  { name, scopes }: { readonly name: string; readonly scopes: readonly ApiClientScope[] },
): Promise<Outcome<{ readonly client: ApiClient; readonly key: string }>> {
  const key = newSecret("usk_");
  const client = await apiClients.create({
    name,
    scopes: [...new Set(scopes)],
    keyHash: hashSecret(key),
    keyHint: key.slice(0, KEY_HINT_LENGTH),
    createdBy: actor.kind === "person" ? actor.personId : null,
  });
  if (!client) {
    return refused(
      "name_taken",
      `There is an API client called "${name}" already.`,
      "Choose another name; a revoked client keeps its name for the records.",
    );
  }
  await recordAudit({
    actor,
    action: "api_client_created",
    subjectKind: "api_client",
    subjectId: client.id,
    details: { name, scopes: client.scopes },
  });
  return done({ client, key });
}

export async function revokeApiClient(
  { apiClients, recordAudit }: ApiClientDependencies,
  actor: Actor,
  clientId: string,
): Promise<Outcome<ApiClient>> {
  const client = await apiClients.revoke(clientId);
  if (!client) return refused("api_client_not_found", "There is no API client with this id.");
  await recordAudit({
    actor,
    action: "api_client_revoked",
    subjectKind: "api_client",
    subjectId: client.id,
    details: { name: client.name },
  });
  return done(client);
}
