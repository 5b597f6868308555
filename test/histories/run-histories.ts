import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ShardAnswer, ShardRequest } from "./shard.ts";

export interface HistoriesOptions {
  readonly database: "embedded" | "server";
  readonly firstSeed: number;
  readonly histories: number;
  /** Steps of each. */
  readonly steps: number;
  /** Processes that share the work. */
  readonly jobs: number;
  /** After so many failures no more are looked for. */
  readonly failuresMax: number;
  readonly onResult?: (summary: Summary) => void;
}

export interface FailedHistory {
  readonly seed: number;
  readonly failures: readonly string[];
}

export interface Summary {
  readonly histories: number;
  readonly steps: number;
  readonly seconds: number;
  readonly failed: readonly FailedHistory[];
  /** How often what happened, by name. */
  readonly counts: Readonly<Record<string, number>>;
}

const SHARD = fileURLToPath(new URL("./shard.ts", import.meta.url));

/** Runs histories of neighbouring seeds, in as many processes as are asked for. */
export async function runHistories(options: HistoriesOptions): Promise<Summary> {
  const { firstSeed, histories, jobs, failuresMax } = options;
  const steps = stepsUpTo(options.steps);
  const startedMs = performance.now();
  const failed: FailedHistory[] = [];
  const counts = new Map<string, number>();
  let begun = 0;
  let ended = 0;
  const summary = (): Summary => ({
    histories: ended,
    steps: ended * options.steps,
    seconds: (performance.now() - startedMs) / 1000,
    failed,
    counts: Object.fromEntries([...counts].toSorted(([left], [right]) => (left < right ? -1 : 1))),
  });
  const next = (): ShardRequest => {
    if (begun >= histories || failed.length >= failuresMax) return "end";
    begun += 1;
    return { seed: firstSeed + begun - 1, steps };
  };
  const heard = (answer: ShardAnswer): void => {
    if (answer.kind === "ready") return;
    ended += 1;
    for (const [name, count] of answer.counts) counts.set(name, (counts.get(name) ?? 0) + count);
    if (answer.failures.length > 0) failed.push({ seed: answer.seed, failures: answer.failures });
    options.onResult?.(summary());
  };
  await Promise.all(
    Array.from({ length: jobs }, () => employShard(fork(SHARD, [options.database]), next, heard)),
  );
  return summary();
}

export function stepsUpTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, step) => step);
}

/** Gives one shard a history after the other until there are no more. */
function employShard(
  shard: ChildProcess,
  next: () => ShardRequest,
  heard: (answer: ShardAnswer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    shard.on("message", (answer: ShardAnswer) => {
      heard(answer);
      shard.send(next());
    });
    shard.on("error", reject);
    shard.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`A process that ran histories ended with ${code}.`));
    });
  });
}
