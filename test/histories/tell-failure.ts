import type { HistoryResult } from "./run-history.ts";

/** What is wrong with a history, its story, and how to see it again. */
export function tellFailure(result: HistoryResult, steps: readonly number[]): string {
  const { seed, story, failures } = result;
  const last = Math.max(-1, ...steps) + 1;
  const isWhole = steps.length === last;
  const replay = `--seed ${seed} ${isWhole ? `--steps ${last}` : `--only ${steps.join(",")}`}`;
  return [
    `Seed ${seed}, ${steps.length} steps:`,
    ...story.map((line) => `  ${line}`),
    "What is wrong:",
    ...failures.map((failure) => `  ${failure}`),
    `Again: npm run test:histories -- ${replay}`,
  ].join("\n");
}
