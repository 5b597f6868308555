import { sendAgain } from "../../../src/app/sync/send-again.ts";
import { changeProperty } from "../../../src/app/settings/change-property.ts";
import { BLOCKER_USER, INTEGRATION_MODE } from "../../../src/app/settings/property-definitions.ts";
import { INTEGRATION_MODES } from "../../../src/core/integration-rules/question.ts";
import type { Chance } from "../chance.ts";
import { CLIENT_SECRET } from "../company.ts";
import type { ActKind, History } from "../history.ts";
import type { UsherProcess } from "../usher-process.ts";

export const ADMINISTRATION_ACTS: readonly ActKind[] = [
  { name: "switch mode", weight: () => 2, perform: switchMode },
  { name: "blocker user", weight: () => 0.5, perform: nameBlockerUser },
  { name: "send again", weight: () => 1.5, perform: sendSomethingAgain },
  { name: "wrong secret", weight: () => 0.3, perform: enterWrongSecret },
  { name: "right secret", weight: () => 0.7, perform: enterRightSecret },
];

async function switchMode(history: History, chance: Chance): Promise<string> {
  const mode = chance.pick(INTEGRATION_MODES);
  return changeAs(history, chance, INTEGRATION_MODE, mode, `switches to ${mode} mode`);
}

async function nameBlockerUser(history: History, chance: Chance): Promise<string> {
  const email = chance.pick(["", history.company.admin.email]);
  const words = email === "" ? "names no blocker user" : `makes ${email} the blocker user`;
  return changeAs(history, chance, BLOCKER_USER, email, words);
}

async function changeAs(
  history: History,
  chance: Chance,
  property: string,
  value: string,
  what: string,
): Promise<string> {
  const process = chance.pick(history.processes);
  const words = `${history.company.admin.name} ${what}`;
  await history.act(process, words, () => setProperty(history, process, property, value));
  return words;
}

export async function setProperty(
  { company }: Pick<History, "company">,
  { settings }: UsherProcess,
  property: string,
  value: string,
): Promise<string> {
  const { personId, roles } = company.admin;
  const actor = { kind: "person", personId, roles, channel: "portal" } as const;
  const outcome = await changeProperty(settings, actor, property, value);
  return outcome.ok ? "done" : `refused, ${outcome.refusal.code}`;
}

async function sendSomethingAgain(history: History, chance: Chance): Promise<string> {
  const { rows } = await history.database.pool.query<{ id: string }>(
    "select id from sync_event where state in ('error', 'waiting_for_token', 'new') order by id",
  );
  if (rows.length === 0) return "Nothing is there to be sent again";
  const { id } = chance.pick(rows);
  const process = chance.pick(history.processes);
  const words = `${history.company.admin.name} sends sync event ${id} again`;
  await history.act(process, words, () => sendOneAgain(history, process, id));
  return words;
}

export async function sendOneAgain(
  { company }: Pick<History, "company">,
  process: UsherProcess,
  syncEventId: string,
): Promise<string> {
  const { personId, roles } = company.admin;
  const actor = { kind: "person", personId, roles, channel: "portal" } as const;
  const outcome = await sendAgain(process.sendAgain, actor, syncEventId);
  return outcome.ok ? "done" : `refused, ${outcome.refusal.code}`;
}

async function enterWrongSecret({ enterSecret }: History): Promise<string> {
  await enterSecret("a mistake");
  return "An administrator enters a wrong secret for the application";
}

async function enterRightSecret({ enterSecret }: History): Promise<string> {
  await enterSecret(CLIENT_SECRET);
  return "An administrator enters the application's secret";
}
