import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/**
 * The law of the house (docs/architecture.md): core ← app ← {store, exchange, identity, jobs,
 * mail, http} ← main. Adapters do not know each other; the web faces know the contract; the simulator
 * and the server meet only in tests, over HTTPS.
 */
const root = fileURLToPath(new URL("../..", import.meta.url));

/** What each part may import besides itself and packages. */
const LAW: Readonly<Record<string, readonly string[]>> = {
  "src/core": [],
  "src/contract": [],
  "src/app": ["src/core", "src/contract"],
  "src/store": ["src/core", "src/app", "src/config.ts"],
  "src/exchange": ["src/core", "src/app"],
  "src/identity": ["src/core", "src/app"],
  "src/jobs": ["src/core", "src/app"],
  "src/mail": ["src/core", "src/app"],
  "src/http": ["src/core", "src/app", "src/contract"],
  "src/config.ts": [],
  web: ["src/contract"],
  simulator: [],
};

/** Composition roots may import every part of the server. */
const COMPOSITION = ["src/main.ts", "src/cli.ts", "src/cli", "src/wiring"];

const sourceFiles = globSync(["src/**/*.ts", "web/**/*.{ts,tsx}", "simulator/**/*.ts"], {
  cwd: root,
}).map((path) => path.split(sep).join("/"));

function partOf(path: string): string | undefined {
  return [...Object.keys(LAW), ...COMPOSITION]
    .filter((part) => path === part || path.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), "utf8");
  const specifiers = text.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g);
  return [...specifiers].map(([, specifier = ""]) =>
    relative(root, resolve(dirname(join(root, path)), specifier))
      .split(sep)
      .join("/"),
  );
}

test("every source file belongs to a part of the house", () => {
  assert.deepEqual(
    sourceFiles.filter((path) => partOf(path) === undefined),
    [],
  );
});

test("parts import only what the law allows them", () => {
  const breaches = sourceFiles.flatMap((path) => {
    const part = partOf(path);
    if (part === undefined || COMPOSITION.includes(part)) return [];
    const allowed = [part, ...(LAW[part] ?? [])];
    return importsOf(path)
      .filter((target) => !allowed.includes(partOf(target) ?? target))
      .map((target) => `${path} imports ${target}`);
  });
  assert.deepEqual(breaches, []);
});

test("the rules read no clock, no chance and nothing of the machine", () => {
  const impure = sourceFiles
    .filter((path) => path.startsWith("src/core/") && !path.endsWith(".test.ts"))
    .filter((path) =>
      /Date\.now|new Date\(|Math\.random|Temporal\.Now|from "node:|\bfetch\(|process\.env/.test(
        readFileSync(join(root, path), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
      ),
    );
  assert.deepEqual(impure, []);
});
