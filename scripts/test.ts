/**
 * `npm test`: every check, then every test, on both databases and in a real browser where the
 * machine has them; what could not run is said at the end. Arguments choose files or folders.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
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

/**
 * The embedded database is compiled anew in each process. What lives for some seconds is sooner done
 * with the quick compiler alone: it takes half of the processor time.
 */
const SHORT_LIVED = ["--liftoff-only"];

interface Run {
  readonly files: readonly string[];
  /** So many files, for two cores: the more they wait for a clock or a lease to end, the more. */
  readonly atOnce: number;
  readonly flags: readonly string[];
}

/** What keeps every core busy by itself, then what waits half of its time, then all others. */
function runsOf(files: readonly string[]): readonly Run[] {
  const within = (folder: string) => (file: string) => file.startsWith(join("test", folder, "/"));
  const [isBusy, isWaiting] = [within("histories"), within("sync")];
  const runs = [
    { files: files.filter(isBusy), atOnce: 2, flags: [] },
    { files: files.filter(isWaiting), atOnce: 4, flags: SHORT_LIVED },
    {
      files: files.filter((file) => !isBusy(file) && !isWaiting(file)),
      atOnce: 3,
      flags: SHORT_LIVED,
    },
  ];
  return runs.filter((run) => run.files.length > 0);
}

interface Counts {
  readonly code: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

async function runTests(
  { files, atOnce, flags }: Run,
  environment: NodeJS.ProcessEnv,
): Promise<Counts> {
  const child = spawn(
    process.execPath,
    [...flags, "--test", `--test-concurrency=${atOnce}`, "--test-reporter=spec", ...files],
    { cwd: root, env: environment, stdio: ["ignore", "pipe", "inherit"] },
  );
  let tail = "";
  child.stdout.on("data", (chunk: Buffer) => {
    process.stdout.write(chunk);
    tail = (tail + chunk.toString("utf8")).slice(-200_000);
  });
  const code = await new Promise<number>((resolve) => child.on("close", (c) => resolve(c ?? 1)));
  const count = (name: string): number =>
    Number(new RegExp(`ℹ ${name} (\\d+)`).exec(tail)?.[1] ?? 0);
  const failed = count("fail") + count("cancelled");
  return { code, passed: count("pass"), failed, skipped: count("skipped") };
}

const environment: NodeJS.ProcessEnv = {
  ...process.env,
  // Each file is a process, and some start servers: without it each of them compiles all anew.
  NODE_COMPILE_CACHE: join(tmpdir(), "usher-test-compiled"),
};
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
const counts: Counts[] = [];
for (const run of runsOf(testFiles().sort())) counts.push(await runTests(run, environment));
await postgres?.stop();

for (const what of missing) console.log(`Not on this machine: ${what}.`);
if (checksFailed) console.log("The checks above failed: see `npm run check`.");
const total = (of: (each: Counts) => number): number =>
  counts.reduce((sum, each) => sum + of(each), 0);
const skipped = total((each) => each.skipped);
const skippedToo = skipped > 0 ? `, ${skipped} skipped` : "";
console.log(
  `${total((each) => each.passed)} passed, ${total((each) => each.failed)} failed${skippedToo}`,
);
const isWell = counts.every(({ code }) => code === 0) && !checksFailed;
process.exitCode = isWell && (!complete || missing.length === 0) ? 0 : 1;
