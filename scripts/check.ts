/** `npm run check`: format, lint, types, import boundaries and dead code, each named as it fails. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "lint and import boundaries", command: ["oxlint", "--type-aware", "--deny-warnings"] },
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "types of the web faces", command: ["tsc", "-p", "web/tsconfig.json"] },
  { name: "dead code", command: ["knip", "--no-progress"] },
];

let failed = 0;
for (const { name, command } of checks) {
  const [program = "", ...programArguments] = command;
  const startedMs = performance.now();
  const outcome = spawnSync(join(root, "node_modules", ".bin", program), programArguments, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(root, "node_modules", ".bin")}:${process.env["PATH"]}` },
  });
  const passed = outcome.status === 0;
  if (!passed) failed += 1;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${passed ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
  if (!passed) console.log(`${outcome.stdout}${outcome.stderr}${outcome.error?.message ?? ""}`);
}
process.exitCode = failed === 0 ? 0 : 1;
