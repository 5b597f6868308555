/**
 * `npm test`: every check, then every test, on both databases and in a real browser where the
 * machine has them; what could not run is said at the end. Arguments choose files or folders.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { startThrowawayPostgres } from "../src/store/testing/throwaway-postgres.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const chosen = process.argv.slice(2);
const complete = process.env["CI"] === "true";
const missing: string[] = [];

function testFiles(): string[] {
  if (chosen.length === 0)
    return globSync("{src,simulator,web,test,bench}/**/*.test.ts", { cwd: root });
  return chosen.flatMap((path) =>
    existsSync(join(root, path)) && statSync(join(root, path)).isDirectory()
      ? globSync(`${path}/**/*.test.ts`, { cwd: root })
      : [path],
  );
}

async function runTests(
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number; summary: string }> {
  const child = spawn(
    process.execPath,
    ["--test", "--test-concurrency=2", "--test-reporter=spec", ...testFiles().sort()],
    { cwd: root, env: environment, stdio: ["ignore", "pipe", "inherit"] },
  );
  let tail = "";
  child.stdout.on("data", (chunk: Buffer) => {
    process.stdout.write(chunk);
    tail = (tail + chunk.toString("utf8")).slice(-200_000);
  });
  const code = await new Promise<number>((resolve) => child.on("close", (c) => resolve(c ?? 1)));
  const count = (name: string): string => new RegExp(`ℹ ${name} (\\d+)`).exec(tail)?.[1] ?? "0";
  const failures = Number(count("fail")) + Number(count("cancelled"));
  const skipped = Number(count("skipped"));
  return {
    code,
    summary: `${count("pass")} passed, ${failures} failed${skipped ? `, ${skipped} skipped` : ""}`,
  };
}

const environment: NodeJS.ProcessEnv = { ...process.env };
let postgres: { readonly url: string; stop(): Promise<void> } | null = null;
if (!environment["USHER_TEST_DATABASE_URL"] && !environment["DATABASE_URL"]) {
  postgres = await startThrowawayPostgres();
  if (postgres) environment["USHER_TEST_DATABASE_URL"] = postgres.url;
  else
    missing.push(
      "PostgreSQL 15 or newer (Debian: postgresql); only the embedded database was tested",
    );
}

let checksFailed = false;
if (chosen.length === 0) {
  const checks = spawnSync(process.execPath, [join(root, "scripts/check.ts")], {
    stdio: "inherit",
  });
  checksFailed = checks.status !== 0;
}
const { code, summary } = await runTests(environment);
await postgres?.stop();

for (const what of missing) console.log(`Not on this machine: ${what}.`);
if (checksFailed) console.log("The checks above failed: see `npm run check`.");
console.log(summary);
process.exitCode = code !== 0 || checksFailed || (complete && missing.length > 0) ? 1 : 0;
