import { Temporal } from "temporal-polyfill";
import type {
  ApplicationFacts,
  ProviderFacts,
  TokenRefusal,
} from "../../core/configuration-scan/facts.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import { missingScopes, type TokenRecord } from "../people/calendar-tokens.ts";
import { systemCredential } from "../people/system-credential.ts";
import { listDirectoryRooms } from "../places/list-directory-rooms.ts";
import type { DirectoryRoom } from "../places/place-directory.ts";
import type { CalendarProviderRecord } from "../settings/ports.ts";
import type { CredentialUse, TokenFailure } from "../sync/access-tokens.ts";
import type { ScanDependencies } from "./scan-dependencies.ts";

export interface LookedAtProvider {
  readonly facts: ProviderFacts;
  /** By address in lower case; null where rooms could not be listed. */
  readonly directory: ReadonlyMap<string, DirectoryRoom> | null;
}

/** Tries each active provider's credential for real, and reads which rooms its tenant has. */
export function lookAtProviders(
  deps: ScanDependencies,
  providers: readonly CalendarProviderRecord[],
  mode: IntegrationMode,
  requestId: string,
): Promise<readonly LookedAtProvider[]> {
  return Promise.all(
    providers.map(async (provider) => {
      const { id, name, active, hasSecret, hasCertificate, delegatedUserEmail } = provider;
      const known = { id, name, active, hasSecret, hasCertificate, delegatedUserEmail };
      const expiresAt = hasCertificate ? await deps.certificates.expiresAt(id) : null;
      const facts = { ...known, certificateExpiresAt: expiresAt && instantOf(expiresAt) };
      if (!active) {
        const unasked = { token: null, application: null, delegatedScopes: [], places: null };
        return { facts: { ...facts, ...unasked }, directory: null };
      }
      const tokens = await tryTokens(deps, provider, mode);
      const directory = await readDirectory(deps, id, mode, requestId);
      return {
        facts: { ...facts, ...tokens, places: directory.places },
        directory: directory.rooms,
      };
    }),
  );
}

type TriedTokens = Pick<ProviderFacts, "token" | "application" | "delegatedScopes">;

async function tryTokens(
  deps: ScanDependencies,
  provider: CalendarProviderRecord,
  mode: IntegrationMode,
): Promise<TriedTokens> {
  const application = await tryApplication(deps, provider.id);
  if (mode === "normal") {
    const token = application.ok
      ? ({ ok: true, accountName: null, mailboxAddress: null } as const)
      : application;
    return { token, application, delegatedScopes: [] };
  }
  return { application, ...(await tryDelegatedUser(deps, provider, mode)) };
}

/** Asked for anew: an earlier one says nothing of a secret that has expired or of a role removed. */
async function tryApplication(
  deps: ScanDependencies,
  providerId: string,
): Promise<ApplicationFacts> {
  const use = { kind: "application", providerId } as const;
  const token = await deps.accessTokens.get(use, { renew: "in_any_case" });
  if (!token.ok) return refusalOf(use, token.failure, await deps.tokenRecords.read(use));
  const claims = deps.readApplicationClaims(token.value.token);
  return { ok: true, objectId: claims?.objectId ?? null, roles: claims?.roles ?? null };
}

async function tryDelegatedUser(
  deps: ScanDependencies,
  { id, delegatedUserEmail }: CalendarProviderRecord,
  mode: IntegrationMode,
): Promise<Pick<TriedTokens, "token" | "delegatedScopes">> {
  if (delegatedUserEmail === null) return { token: null, delegatedScopes: [] };
  const use = systemCredential(mode, id);
  const token = await deps.accessTokens.get(use);
  const record = await deps.tokenRecords.read(use);
  const delegatedScopes = record?.state === "connected" ? record.scopes : [];
  if (!token.ok) return { token: refusalOf(use, token.failure, record), delegatedScopes };
  const mailboxAddress = await deps.readMailboxAddress(token.value.token);
  const accountName = record?.accountName ?? null;
  return { token: { ok: true, accountName, mailboxAddress }, delegatedScopes };
}

function refusalOf(
  use: CredentialUse,
  { code, message }: TokenFailure,
  record: TokenRecord | null,
): TokenRefusal {
  return {
    ok: false,
    code,
    reasonCode: record?.state === "needs_reconnect" ? record.reasonCode : null,
    missingScopes: record?.state === "connected" ? missingScopes(use.kind, record.scopes) : [],
    message,
  };
}

async function readDirectory(
  deps: ScanDependencies,
  providerId: string,
  mode: IntegrationMode,
  requestId: string,
): Promise<{
  readonly places: ProviderFacts["places"];
  readonly rooms: ReadonlyMap<string, DirectoryRoom> | null;
}> {
  const listed = await listDirectoryRooms(deps.placeDirectory, { providerId, mode, requestId });
  if (listed.ok) {
    const rooms = listed.value.map((room) => [room.address.toLowerCase(), room] as const);
    return { places: "listed", rooms: new Map(rooms) };
  }
  const { kind } = listed.failure;
  return { places: kind === "access_denied" ? "permission_missing" : "failed", rooms: null };
}

export function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
