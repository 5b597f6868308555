import { setTimeout as delay } from "node:timers/promises";

const ASK_EVERY_MS = 50;
const DEADLINE_MS = 30_000;

/** Asks until the answer is something; throws, naming what was awaited, once the deadline is over. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  {
    deadlineMs = DEADLINE_MS,
    everyMs = ASK_EVERY_MS,
  }: { readonly deadlineMs?: number; readonly everyMs?: number } = {},
): Promise<T> {
  const endsAtMs = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (performance.now() > endsAtMs) throw new Error(`It never came that ${what}.`);
    await delay(everyMs);
  }
}
