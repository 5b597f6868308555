// Runs on whatever Node is there (20 and newer): brings the packages, and with them the Node that
// Usher runs on, so that `npm start` and `npm test` work in a fresh clone.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const NODE_MAJOR_MIN = 24;
export const root = fileURLToPath(new URL("..", import.meta.url));
const installedStamp = join(root, "node_modules", ".usher-installed");
const builtStamp = join(root, "dist", ".usher-built");

/** Installs the locked packages unless exactly these are installed already. */
export function ensureInstalled() {
  const wanted = hashOf([join(root, "package-lock.json")]);
  if (existsSync(installedStamp) && readFileSync(installedStamp, "utf8") === wanted) return;
  console.log("Installing packages (npm ci) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const outcome = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (outcome.status !== 0) {
    console.error("\nThe packages could not be installed; npm's message above says why.");
    process.exit(1);
  }
  writeFileSync(installedStamp, wanted);
}

/** The path of a Node that can run Usher: the one that came with the packages, or the present one. */
export function usherNode() {
  const names = { linux: `node-linux-${process.arch}`, win32: `node-win-${process.arch}` };
  const name = names[/** @type {keyof typeof names} */ (process.platform)];
  const binary = process.platform === "win32" ? "node.exe" : "node";
  const brought = name ? join(root, "node_modules", name, "bin", binary) : "";
  if (brought && existsSync(brought) && runs(brought)) return brought;
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN) return process.execPath;
  console.error(
    `Usher needs Node ${NODE_MAJOR_MIN} or newer and this is Node ${process.versions.node}. ` +
      `On Linux (x64, arm64) and Windows the right one comes with the packages, but it does not run here. ` +
      `Install Node ${NODE_MAJOR_MIN} from nodejs.org or your package manager, and try again.`,
  );
  process.exit(1);
}

/** @param {string} binary */
function runs(binary) {
  return spawnSync(binary, ["--version"]).status === 0;
}

/** Builds the web faces unless their sources are those of the last build. */
export function ensureWebBuilt() {
  const sources = [
    ...filesUnder(join(root, "web")),
    ...filesUnder(join(root, "src", "contract")),
    join(root, "package-lock.json"),
  ];
  const wanted = hashOf(sources);
  if (existsSync(builtStamp) && readFileSync(builtStamp, "utf8") === wanted) return;
  console.log("Building the web faces …");
  execFileSync(
    usherNode(),
    [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "web", "--logLevel", "warn"],
    { cwd: root, stdio: "inherit" },
  );
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(builtStamp, wanted);
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

/** @param {string[]} paths */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest("hex");
}

/**
 * Runs a TypeScript file of ours and ends as it ends; Ctrl-C reaches it once, from the terminal.
 * @param {string} script
 * @param {readonly string[]} scriptArguments
 */
export function runAndEndAs(script, scriptArguments) {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => {});
  const outcome = spawnSync(usherNode(), [join(root, script), ...scriptArguments], {
    cwd: root,
    stdio: "inherit",
  });
  process.exit(outcome.status ?? 1);
}
