import { sql } from "kysely";
import { populateDemoCompany } from "../../simulator/company/demo-company.ts";
import { createInProcessSimulator } from "../../simulator/in-process-simulator.ts";
import { ACT_KINDS } from "./act-kinds.ts";
import { connectDelegatedAccount, connectPerson } from "./acts/connection-acts.ts";
import { createChance, mixSeeds } from "./chance.ts";
import { CLIENT_SECRET, companyOf, saveCompany, sealedSecret } from "./company.ts";
import type { History } from "./history.ts";
import { createModel } from "./model.ts";
import { settleAndCheck } from "./settle.ts";
import type { Stage } from "./stage.ts";
import { drawSwitches } from "./switches.ts";
import { createTasks } from "./tasks.ts";
import { createHistoryTime } from "./time.ts";
import { startUsherProcess, type UsherProcess } from "./usher-process.ts";
import { begin } from "./work.ts";

export interface HistoryResult {
  readonly seed: number;
  /** What happened, line by line. */
  readonly story: readonly string[];
  /** What is wrong; empty where all is well. */
  readonly failures: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
}

/** How much the processes do between two steps at most. */
const TURNS_BETWEEN_STEPS_MAX = 14;

/**
 * Runs one history: the same seed and steps, the same story. `steps` are the places of the steps
 * that are carried out; each draws its chance from its own place, so that leaving out others
 * changes it as little as can be.
 */
export async function runHistory(
  stage: Stage,
  seed: number,
  steps: readonly number[],
): Promise<HistoryResult> {
  const story: string[] = [];
  const failures: string[] = [];
  const history = await openHistory(stage, seed, story);
  try {
    for (const step of steps) {
      await performStep(history, step);
      failures.push(...history.model.violations.splice(0));
      if (failures.length > 0) break;
    }
    if (failures.length === 0) failures.push(...(await settleAndCheck(history)));
  } catch (error) {
    failures.push(inFull(error));
    await stage.database.leave();
  } finally {
    stage.webhook.connect(null);
    await history.exchange.close();
  }
  return { seed, story, failures, counts: history.model.counts };
}

async function openHistory(stage: Stage, seed: number, story: string[]): Promise<History> {
  const chance = createChance(seed);
  const switches = drawSwitches(chance, createChance(mixSeeds(seed, 0xa9970)));
  const exchange = await createInProcessSimulator({
    seed,
    startMs: switches.startMs,
    settings: switches.settings,
    fetchEndpoint: stage.webhook.fetch,
    company: (directory) => {
      const application = { clientSecret: CLIENT_SECRET, redirectUris: [], consented: true };
      populateDemoCompany(directory, application, switches.startMs);
    },
  });
  const { world } = exchange;
  switches.applyToRooms(world);
  const { database } = stage.database;
  const time = createHistoryTime(world, stage.database.clock);
  const tasks = createTasks();
  stage.network.connect(exchange.fetch, (call) => tasks.gate(call));
  await stage.database.empty();
  const company = companyOf(world);
  await saveCompany(database, world, stage.vault, company);
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  let started = 0;
  const startProcess = (): UsherProcess => {
    started += 1;
    return startUsherProcess(`Process ${started}`, {
      database,
      time,
      tasks,
      vault: stage.vault,
      sabotage: stage.sabotage,
      exchangeUrl: exchange.httpsUrl,
      chance: createChance(mixSeeds(seed, 0x9a0ce55, started)),
      log: quiet,
    });
  };
  const processes = Array.from({ length: 2 }, startProcess);
  let deliveries = 0;
  stage.webhook.connect(() => {
    deliveries += 1;
    const process = processes[deliveries % processes.length];
    if (!process) throw new Error("Some process always lives.");
    return process.readers.inbox;
  });
  const history: History = {
    seed,
    exchange,
    company,
    database,
    tasks,
    time,
    processes,
    endsWhatIsOver: true,
    needsApproval: switches.needsApproval,
    model: createModel(),
    kill(process) {
      tasks.abandon(process.name);
      processes.splice(processes.indexOf(process), 1, startProcess());
    },
    async enterSecret(secret) {
      await time.advance(1);
      await database.kysely
        .updateTable("calendar_provider")
        .set({
          client_secret_sealed: sealedSecret(stage.vault, secret),
          updated_at: sql<Date>`now()`,
        })
        .execute();
    },
    act: async (process, words, work) => {
      const told = async (): Promise<void> => say(`   … ${words}: ${await work()}`);
      await tasks.start({ owner: process.name, name: words, work: told });
    },
    say,
  };
  function say(words: string): void {
    story.push(`${new Date(time.nowMs()).toISOString().slice(0, 23)}  ${words}`);
  }
  say(switches.inWords);
  await switches.begin(history);
  const [first] = processes;
  if (first) {
    await connectDelegatedAccount(history, first);
    for (const somebody of company.everybody) {
      if (chance.happens(0.8)) await connectPerson(history, first, somebody);
    }
  }
  return history;
}

async function performStep(history: History, step: number): Promise<void> {
  const chance = createChance(mixSeeds(history.seed, step));
  await history.time.advance(chance.whole(1, 50));
  const kind = chance.pickWeighted(ACT_KINDS, ({ weight }) => weight(history));
  if (kind === undefined) throw new Error("Nothing can happen.");
  history.model.count(`act ${kind.name}`);
  history.say(`${step + 1}. ${await kind.perform(history, chance)}`);
  const turns = chance.whole(0, TURNS_BETWEEN_STEPS_MAX);
  for (let turn = 0; turn < turns; turn += 1) {
    const waiting = history.tasks.waiting();
    if (waiting.length > 0 && chance.happens(0.85)) {
      await history.tasks.turn(chance.pick(waiting));
    } else if (!(await begin(history, chance)) && waiting.length === 0) {
      return;
    }
  }
}

function inFull(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\n  because ${inFull(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
