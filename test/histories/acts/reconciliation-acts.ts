import {
  reconcileAfterOutages,
  startNightlyReconciliation,
} from "../../../src/app/sync/reconcile/schedule-reconciliations.ts";
import type { ReconciliationScope } from "../../../src/app/sync/reconcile/ports.ts";
import { startReconciliation } from "../../../src/app/sync/reconcile/start-reconciliation.ts";
import type { Chance } from "../chance.ts";
import type { ActKind, History } from "../history.ts";
import type { UsherProcess } from "../usher-process.ts";

/** Both sides are compared whole: when somebody asks for it, each night, and after outages. */
export const RECONCILIATION_ACTS: readonly ActKind[] = [
  { name: "reconcile", weight: () => 0.5, perform: askForReconciliation },
  { name: "night", weight: () => 0.2, perform: nightFalls },
  { name: "after outages", weight: () => 0.2, perform: lookForOutages },
];

async function askForReconciliation(history: History, chance: Chance): Promise<string> {
  const { rows } = await history.database.pool.query<{ id: string }>(
    "select id from reservable_sync_configuration where active order by id",
  );
  const configurationId = chance.happens(0.5) ? null : chance.pick(rows).id;
  const scope: ReconciliationScope =
    configurationId === null ? { kind: "all" } : { kind: "room", configurationId };
  const repairs = chance.happens(0.8);
  const process = chance.pick(history.processes);
  const what = configurationId === null ? "all rooms" : "a room";
  const words = `${history.company.admin.name} ${repairs ? "reconciles" : "compares"} ${what}`;
  await history.act(process, words, async () => {
    await reconcile(history, process, scope, repairs);
    return "begun";
  });
  return words;
}

/** Answers the run that was begun. */
export async function reconcile(
  { company }: Pick<History, "company">,
  { reconciliation }: UsherProcess,
  scope: ReconciliationScope,
  repairs: boolean,
): Promise<string> {
  const { personId, roles } = company.admin;
  const actor = { kind: "person", personId, roles, channel: "portal" } as const;
  const request = { scope, repairs, cause: "administrator" } as const;
  const outcome = await startReconciliation(reconciliation, actor, request);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.value.id;
}

async function nightFalls(history: History, chance: Chance): Promise<string> {
  const process = chance.pick(history.processes);
  const words = "The night's reconciliation";
  await history.act(process, words, async () => {
    const rooms = await startNightlyReconciliation(process.reconciliation);
    return `begun for ${rooms} rooms`;
  });
  return words;
}

async function lookForOutages(history: History, chance: Chance): Promise<string> {
  const process = chance.pick(history.processes);
  const words = "Rooms that could not be read for hours are looked for";
  await history.act(process, words, async () => {
    const rooms = await reconcileAfterOutages(process.reconciliation);
    return `${rooms} are to be compared`;
  });
  return words;
}
