import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tracked = globSync("**/*.*", {
  cwd: root,
  exclude: ["**/node_modules", ".git", "dist", "data"],
}).map((path) => path.split(sep).join("/"));
const codeFiles = tracked.filter((path) => /\.(ts|tsx|mjs|css|sql)$/.test(path));
const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

test("no file or folder is a drawer without a subject", () => {
  const vague = tracked.filter((path) =>
    /(^|\/)(utils?|helpers?|common|misc|shared|manager)(\.|\/)/.test(path),
  );
  assert.deepEqual(vague, []);
});

test("names are in kebab case", () => {
  const odd = codeFiles.filter((path) => !/^[a-z0-9./-]+$/.test(path));
  assert.deepEqual(odd, []);
});

test("no leftovers stand in the code", () => {
  const leftovers = codeFiles
    .filter((path) => !path.endsWith("tidiness.test.ts"))
    .filter((path) => /\b(TODO|FIXME|XXX|HACK)\b|\.only\(|console\.debug/.test(textOf(path)));
  assert.deepEqual(leftovers, []);
});

test("no file holds control characters", () => {
  const controls = String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f]`;
  assert.deepEqual(
    codeFiles.filter((path) => new RegExp(controls).test(textOf(path))),
    [],
  );
});

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(textOf("package-lock.json")) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

test("the lock file names no host but the public registry's", () => {
  const hosts = Object.values(lock.packages)
    .map(({ resolved }) => resolved)
    .filter(
      (address) => address !== undefined && !address.startsWith("https://registry.npmjs.org/"),
    );
  assert.deepEqual(hosts, []);
});

test("the lock file holds every optional platform package that a package names", () => {
  const locked = new Set(
    Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13)),
  );
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.has(name))
      .map((name) => `${path} wants ${name}`),
  );
  assert.deepEqual(missing, []);
});
