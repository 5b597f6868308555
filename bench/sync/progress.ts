import process from "node:process";

const TOLD_EVERY_MS = 10_000;

/**
 * Tells on standard error how far a measurement has come, since its figures are printed at its end
 * alone, which is minutes away; standard output stays JSON.
 */
export function tellProgress(what: string): (how: string) => void {
  const startedMs = performance.now();
  let toldMs = -Infinity;
  return (how) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < TOLD_EVERY_MS) return;
    toldMs = nowMs;
    const seconds = Math.round((nowMs - startedMs) / 1000);
    process.stderr.write(`${what}: ${how} (${seconds} s)\n`);
  };
}
