import { type HistoryResult, runHistory } from "./run-history.ts";
import type { Stage } from "./stage.ts";

const RUNS_MAX = 250;

/**
 * The fewest steps that are found to fail in the same way: first the tail is cut off, then steps are
 * left out, in ever smaller groups down to single ones.
 */
export async function shrinkHistory(
  stage: Stage,
  failing: HistoryResult,
  steps: readonly number[],
): Promise<{ readonly steps: readonly number[]; readonly result: HistoryResult }> {
  let shortest = { steps, result: failing };
  let runs = 0;
  const stillFails = async (fewer: readonly number[]): Promise<boolean> => {
    if (runs >= RUNS_MAX) return false;
    runs += 1;
    const result = await runHistory(stage, failing.seed, fewer);
    if (kindOf(result) !== kindOf(failing)) return false;
    shortest = { steps: fewer, result };
    return true;
  };
  await cutTail(steps, stillFails);
  for (let size = Math.ceil(shortest.steps.length / 2); size >= 1; size = nextSize(size)) {
    for (let at = shortest.steps.length - size; at > -size; at -= size) {
      const fewer = shortest.steps.filter((_, place) => place < at || place >= at + size);
      if (fewer.length < shortest.steps.length) await stillFails(fewer);
    }
  }
  return shortest;
}

function nextSize(size: number): number {
  return size === 1 ? 0 : Math.ceil(size / 2);
}

async function cutTail(
  steps: readonly number[],
  stillFails: (fewer: readonly number[]) => Promise<boolean>,
): Promise<void> {
  let passes = 0;
  let fails = steps.length;
  while (fails - passes > 1) {
    const middle = Math.floor((passes + fails) / 2);
    if (await stillFails(steps.slice(0, middle))) fails = middle;
    else passes = middle;
  }
}

/** What kind of thing is wrong first, without the names and times that change with each step. */
function kindOf({ failures }: HistoryResult): string | null {
  return failures[0]?.split(":")[0]?.replaceAll(/\d+/g, "#") ?? null;
}
