import { Temporal } from "temporal-polyfill";
import type { ProviderFacts, TokenFacts } from "../../core/configuration-scan/facts.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import { missingScopes } from "../people/calendar-tokens.ts";
import { systemCredential } from "../people/system-credential.ts";
import { listDirectoryRooms } from "../places/list-directory-rooms.ts";
import type { DirectoryRoom } from "../places/place-directory.ts";
import type { CalendarProviderRecord } from "../settings/ports.ts";
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
      if (!active) return { facts: { ...facts, token: null, places: null }, directory: null };
      const token = await tryToken(deps, provider, mode);
      const directory = await readDirectory(deps, id, mode, requestId);
      return { facts: { ...facts, token, places: directory.places }, directory: directory.rooms };
    }),
  );
}

async function tryToken(
  deps: ScanDependencies,
  { id, delegatedUserEmail }: CalendarProviderRecord,
  mode: IntegrationMode,
): Promise<TokenFacts | null> {
  if (mode !== "normal" && delegatedUserEmail === null) return null;
  const use = systemCredential(mode, id);
  // The application's is asked for anew: an earlier one says nothing of a secret that has expired.
  const isTried = use.kind === "application";
  const token = await deps.accessTokens.get(use, isTried ? { renew: "in_any_case" } : {});
  const record = await deps.tokenRecords.read(use);
  if (!token.ok) {
    return {
      ok: false,
      code: token.failure.code,
      reasonCode: record?.state === "needs_reconnect" ? record.reasonCode : null,
      missingScopes: record?.state === "connected" ? missingScopes(use.kind, record.scopes) : [],
      message: token.failure.message,
    };
  }
  if (use.kind === "application") return { ok: true, accountName: null, mailboxAddress: null };
  return {
    ok: true,
    accountName: record?.accountName ?? null,
    mailboxAddress: await deps.readMailboxAddress(token.value.token),
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
