import { type Outcome, done, refused } from "../outcome.ts";
import type { ApiClientActor, PanelActor } from "./actor.ts";
import { type BriefMemory, createBriefMemory } from "./brief-memory.ts";
import {
  type ApiClient,
  type ApiClients,
  hashSecret,
  type Panel,
  type Panels,
} from "./machine-identities.ts";
import type { People, Person } from "./people.ts";

/** A key revoked or a person deactivated elsewhere is refused after this long at the latest. */
const REMEMBERED_MS = 2_000;
const REMEMBERED_MAX = 5_000;
/** How exact "last used" is. */
const MARK_EVERY_MS = 60_000;

export interface Authentication {
  /** The active person of a session; null when there is none any more. */
  person(personId: string): Promise<Person | null>;
  /** Refuses with `api_key_invalid`, `api_key_revoked`, `panel_token_invalid`, `panel_revoked`. */
  bearer(token: string): Promise<Outcome<ApiClientActor | PanelActor>>;
  /** To be told after a change of a person, a client or a panel by this process. */
  forget(): void;
}

export function createAuthentication({
  people,
  apiClients,
  panels,
  now,
}: {
  readonly people: People;
  readonly apiClients: ApiClients;
  readonly panels: Panels;
  readonly now: () => Date;
}): Authentication {
  const memory = { lifetimeMs: REMEMBERED_MS, entriesMax: REMEMBERED_MAX, now };
  const knownPeople: BriefMemory<Person> = createBriefMemory(memory);
  const knownClients: BriefMemory<ApiClient> = createBriefMemory(memory);
  const knownPanels: BriefMemory<Panel> = createBriefMemory(memory);
  const marked = new Map<string, number>();

  /** At most one write a minute for each client, whichever request is the first. */
  async function mark(id: string, write: () => Promise<void>): Promise<void> {
    const time = now().getTime();
    if (time - (marked.get(id) ?? -Infinity) < MARK_EVERY_MS) return;
    if (marked.size >= REMEMBERED_MAX) marked.clear();
    marked.set(id, time);
    await write();
  }

  async function apiClient(key: string): Promise<Outcome<ApiClientActor>> {
    const hash = hashSecret(key);
    const client = await knownClients.get(hash.toString("base64url"), () =>
      apiClients.findByKeyHash(hash),
    );
    if (!client) return unknown("api_key_invalid", "The API key is not known.");
    if (client.revokedAt !== null) {
      return unknown("api_key_revoked", "The API key was revoked.");
    }
    await mark(client.id, () => apiClients.markUsed(client.id));
    const { id, name, scopes } = client;
    return done({ kind: "api_client", clientId: id, name, scopes, channel: "rest_api" });
  }

  async function panel(token: string): Promise<Outcome<PanelActor>> {
    const hash = hashSecret(token);
    const found = await knownPanels.get(hash.toString("base64url"), () =>
      panels.findByDeviceTokenHash(hash),
    );
    if (!found) return unknown("panel_token_invalid", "The panel's token is not known.");
    if (found.revokedAt !== null) {
      return unknown("panel_revoked", "The panel was removed by an administrator.");
    }
    await mark(found.id, () => panels.markSeen(found.id));
    const { id, spaceId, requestedFor } = found;
    const reserving = requestedFor === null ? {} : { requestedFor: requestedFor.id };
    return done({ kind: "panel", panelId: id, spaceId, ...reserving, channel: "panel" });
  }

  return {
    async person(personId) {
      const person = await knownPeople.get(personId, () => people.find(personId));
      return person?.active ? person : null;
    },
    async bearer(token) {
      if (token.startsWith("usk_")) return apiClient(token);
      if (token.startsWith("usp_")) return panel(token);
      return unknown("api_key_invalid", "The bearer token is neither an API key nor a panel's.");
    },
    forget() {
      knownPeople.forgetAll();
      knownClients.forgetAll();
      knownPanels.forgetAll();
    },
  };
}

function unknown(code: string, message: string): Outcome<never> {
  const remedy = code.startsWith("panel")
    ? "Pair the panel again with a new code."
    : "Ask an administrator for a key.";
  return refused(code, message, remedy);
}
