import type { FaultRule } from "../../../simulator/faults/fault-rules.ts";
import type { Chance } from "../chance.ts";
import type { ActKind, History } from "../history.ts";
import { standStill, workFor } from "../work.ts";

/** What nobody wants and everybody gets: faults of Exchange, death of processes, time. */
export const DISTURBANCES: readonly ActKind[] = [
  { name: "fault", weight: () => 4, perform: fault },
  { name: "faults end", weight: () => 1.5, perform: faultsEnd },
  { name: "process dies", weight: () => 2, perform: processDies },
  { name: "Exchange forgets changes", weight: () => 0.3, perform: forgetChanges },
  { name: "subscription ends", weight: () => 0.4, perform: endSubscription },
  { name: "moment passes", weight: () => 3, perform: passing(1, 20) },
  { name: "minutes pass", weight: () => 3, perform: passing(60, 900) },
  { name: "hours pass", weight: () => 0.5, perform: passing(3600, 100_000) },
];

function passing(minSeconds: number, maxSeconds: number): ActKind["perform"] {
  return (history, chance) => pass(history, chance.whole(minSeconds, maxSeconds), chance);
}

const WRITES = [
  { method: "POST", path: "/events$" },
  { method: "PATCH", path: "/events/" },
  { method: "POST", path: "/cancel$" },
  { method: "POST", path: "batch$" },
  { method: "GET", path: "/delta" },
  { path: "/subscriptions" },
  {},
] as const;

/** What befalls the calls: some next ones for certain, or any of them now and then. */
function fault({ exchange }: History, chance: Chance): Promise<string> {
  const kind = chance.pick([
    "throttled",
    "unavailable",
    "unavailableHtml",
    "timeoutAfterWork",
    "transientError",
    "resetBeforeWork",
    "resetAfterWork",
    "expiredToken",
    "changeKeyConflict",
    "syncStateNotFound",
  ] as const);
  const isCertain = chance.happens(0.7);
  const often = isCertain ? { times: chance.whole(1, 3) } : { probability: 0.3 };
  const rule: FaultRule = { ...whereFor(kind, chance), ...often, effect: effectOf(kind, chance) };
  exchange.world.faults.add(rule);
  const where = `${rule.method ?? "any"} ${rule.path ?? "call"}`;
  const when = isCertain ? `the next ${rule.times}` : "now and then";
  return Promise.resolve(`Exchange fails with ${JSON.stringify(rule.effect)} at ${where}, ${when}`);
}

function whereFor(kind: FaultRule["effect"]["kind"], chance: Chance): Partial<FaultRule> {
  if (kind === "syncStateNotFound") return { path: "/delta" };
  return kind === "changeKeyConflict" ? WRITES[1] : chance.pick(WRITES);
}

function effectOf(
  kind: Exclude<FaultRule["effect"]["kind"], "latency" | "extensionError" | "error">,
  chance: Chance,
): FaultRule["effect"] {
  if (kind !== "throttled" && kind !== "unavailable") return { kind };
  return { kind, retryAfterSeconds: chance.pick([null, 1, 5, 30, 120]) };
}

/** Whoever asks what changed since has to begin anew. */
function forgetChanges({ exchange, company }: History, chance: Chance): Promise<string> {
  const { mailbox, name } = chance.pick(company.spaces.filter((space) => space.mailbox !== null));
  const owner = exchange.world.directory.findUser(mailbox ?? "");
  exchange.world.mailboxes.of(owner?.id ?? "").forgetChanges();
  return Promise.resolve(`Exchange forgets what changed in ${name}`);
}

function endSubscription({ exchange }: History, chance: Chance): Promise<string> {
  const all = [...exchange.world.subscriptions.all()];
  if (all.length === 0) return Promise.resolve("No subscription is there to end");
  const subscription = chance.pick(all);
  const { subscriptions } = exchange.world;
  const event = chance.pick(["expire", "remove", "missed", "reauthorizationRequired"] as const);
  if (event === "expire") subscriptions.remove(subscription.id);
  else if (event === "remove") subscriptions.removeAndTell(subscription);
  else subscriptions.tellLifecycle(subscription, event);
  return Promise.resolve(`What befalls a subscription: ${event}`);
}

function faultsEnd({ exchange }: History): Promise<string> {
  exchange.world.faults.clear();
  return Promise.resolve("Exchange is well again");
}

function processDies(history: History, chance: Chance): Promise<string> {
  const process = chance.pick(history.processes);
  history.kill(process);
  return Promise.resolve(`${process.name} is killed`);
}

async function pass(history: History, seconds: number, chance: Chance): Promise<string> {
  // Servers that work meanwhile, or that stand still.
  const isWorking = chance.happens(0.7);
  if (isWorking) await workFor(history, seconds * 1000, chance);
  else await standStill(history, seconds * 1000, chance);
  return `${seconds} seconds pass${isWorking ? "" : ", and no server works"}`;
}
