import type { Outcome } from "../../../src/app/outcome.ts";
import {
  DELEGATED_USER_SCOPES,
  PERSONAL_SCOPES,
} from "../../../src/core/integration-rules/permissions.ts";
import { connectDelegatedUser } from "../../../src/app/people/delegated-user.ts";
import { connectOwnCalendar, disconnectOwnCalendar } from "../../../src/app/people/own-calendar.ts";
import type { Chance } from "../chance.ts";
import type { Somebody } from "../company.ts";
import { grantOf } from "../grants.ts";
import type { ActKind, History } from "../history.ts";
import type { UsherProcess } from "../usher-process.ts";

export const CONNECTION_ACTS: readonly ActKind[] = [
  { name: "connect", weight: () => 3, perform: connectSomebody },
  { name: "disconnect", weight: () => 1, perform: disconnectSomebody },
  { name: "revoke sessions", weight: () => 1, perform: revokeSessions },
  { name: "connect delegated user", weight: () => 1, perform: connectDelegate },
  { name: "disconnect delegated user", weight: () => 0.5, perform: disconnectDelegate },
];

async function connectSomebody(history: History, chance: Chance): Promise<string> {
  const somebody = chance.pick(history.company.everybody);
  const words = `${somebody.name} connects Outlook`;
  const process = chance.pick(history.processes);
  await history.act(process, words, () => connectPerson(history, process, somebody));
  return words;
}

/** Also at the beginning of a history, and at its end, when everybody is to be connected. */
export async function connectPerson(
  { company, exchange }: Pick<History, "company" | "exchange">,
  process: UsherProcess,
  somebody: Somebody,
): Promise<string> {
  const { ownCalendar } = process;
  const account = await grantOf(exchange.entra, somebody.objectId, PERSONAL_SCOPES);
  const provider = await ownCalendar.providerApps.find(company.providerId);
  if (!provider) throw new Error("The provider is gone.");
  const { personId, roles, email, objectId, name: displayName } = somebody;
  const actor = { kind: "person", personId, roles, channel: "portal" } as const;
  const { id: tenantId } = exchange.world.directory.tenant;
  const person = { id: personId, tenantId, objectId, email, displayName, roles, timeZone: "UTC" };
  return said(
    await connectOwnCalendar(ownCalendar, actor, { ...person, active: true }, provider, account),
  );
}

async function disconnectSomebody(history: History, chance: Chance): Promise<string> {
  const { personId, roles, name } = chance.pick(history.company.everybody);
  const process = chance.pick(history.processes);
  const words = `${name} disconnects Outlook`;
  await history.act(process, words, async () => {
    const actor = { kind: "person", personId, roles, channel: "portal" } as const;
    const { providerId } = history.company;
    const done = await disconnectOwnCalendar(process.ownCalendar, actor, personId, providerId);
    return done.wasConnected ? "done" : "was not connected";
  });
  return words;
}

/** In Entra ID, so that nobody here hears of it before the next token is asked for. */
function revokeSessions({ exchange, company }: History, chance: Chance): Promise<string> {
  const accounts = [
    ...company.everybody.map(({ name, objectId }) => ({ name, objectId })),
    { name: company.service.displayName, objectId: company.service.id },
  ];
  const { name, objectId } = chance.pick(accounts);
  exchange.entra.sessions.revokeSessions(objectId);
  return Promise.resolve(`All sessions of ${name} are revoked in Entra ID`);
}

async function connectDelegate(history: History, chance: Chance): Promise<string> {
  const process = chance.pick(history.processes);
  const words = "The delegated user is connected";
  await history.act(process, words, () => connectDelegatedAccount(history, process));
  return words;
}

export async function connectDelegatedAccount(
  { company, exchange }: Pick<History, "company" | "exchange">,
  process: UsherProcess,
): Promise<string> {
  const account = await grantOf(exchange.entra, company.service.id, DELEGATED_USER_SCOPES);
  const provider = await process.ownCalendar.providerApps.find(company.providerId);
  if (!provider) throw new Error("The provider is gone.");
  const { personId, roles } = company.admin;
  const actor = { kind: "person", personId, roles, channel: "portal" } as const;
  return said(await connectDelegatedUser(process.delegatedUser, actor, provider, account));
}

async function disconnectDelegate(history: History, chance: Chance): Promise<string> {
  const process = chance.pick(history.processes);
  const { providerId } = history.company;
  const words = "The delegated user is disconnected";
  await history.act(process, words, async () => {
    const { tokens } = process.delegatedUser;
    const done = await tokens.forget({ kind: "delegated_user", providerId });
    return done.wasConnected ? "done" : "was not connected";
  });
  return words;
}

function said(outcome: Outcome<unknown>): string {
  return outcome.ok ? "done" : `refused, ${outcome.refusal.code}`;
}
