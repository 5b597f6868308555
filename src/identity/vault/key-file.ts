import { randomBytes } from "node:crypto";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { VaultKey } from "./envelope.ts";

const KEY_BYTES = 32;

const keyFileSchema = z.object({
  current: z.string(),
  keys: z.array(
    z.object({
      id: z.string().min(1).max(64),
      created_at: z.string(),
      key: z.base64().refine((text) => Buffer.from(text, "base64").length === KEY_BYTES),
    }),
  ),
});
type KeyFileContent = z.infer<typeof keyFileSchema>;

/** The keys of the file: the one that seals now, and all that still open what they sealed. */
export interface VaultKeys {
  readonly current: VaultKey;
  readonly all: ReadonlyMap<string, VaultKey>;
}

/** Reads the key file, or makes it with a first key; several processes may start at once. */
export function readOrMakeKeyFile(path: string, now: Date): VaultKeys {
  const read = readKeyFile(path);
  if (read) return read;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const first = newKey(now);
  writeWhole(path, { current: first.id, keys: [first] }, "only_if_absent");
  const made = readKeyFile(path);
  if (!made) throw new Error(`The vault key file ${path} could not be made.`);
  return made;
}

/** Adds a key and makes it the current one. The older keys stay, to open what they sealed. */
export function addCurrentKey(path: string, now: Date): VaultKeys {
  const content = parseKeyFile(path, readFileSync(path, "utf8"));
  const added = newKey(now);
  writeWhole(path, { current: added.id, keys: [...content.keys, added] }, "replace");
  return keysOf(path, { current: added.id, keys: [...content.keys, added] });
}

/** Changes whenever the file was written; null when it is gone. */
export function keyFileStamp(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.ino}:${stat.mtimeMs}:${stat.size}` : null;
}

function readKeyFile(path: string): VaultKeys | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return null;
  // A key that others can read protects nothing; mending it quietly would hide that it was open.
  if (process.platform !== "win32" && (stat.mode & 0o077) !== 0) {
    throw new Error(
      `The vault key file ${path} can be read by other users of this machine. ` +
        `Run: chmod 600 ${path}, and consider its keys known (usher vault rotate).`,
    );
  }
  return keysOf(path, parseKeyFile(path, readFileSync(path, "utf8")));
}

function parseKeyFile(path: string, text: string): KeyFileContent {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message quotes the text, and the text is keys.
    throw new Error(`The vault key file ${path} is not JSON. Restore it from a backup.`);
  }
  const parsed = keyFileSchema.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(`The vault key file ${path} is not usable (${faults}). Restore it.`);
  }
  return parsed.data;
}

function keysOf(path: string, content: KeyFileContent): VaultKeys {
  const all = new Map(
    content.keys.map(({ id, key }) => [id, { id, bytes: Buffer.from(key, "base64") }]),
  );
  const current = all.get(content.current);
  if (!current) {
    throw new Error(`The vault key file ${path} names a current key that it does not hold.`);
  }
  return { current, all };
}

function newKey(now: Date): KeyFileContent["keys"][number] {
  const day = now.toISOString().slice(0, 10);
  return {
    id: `${day}-${randomBytes(4).toString("hex")}`,
    created_at: now.toISOString(),
    key: randomBytes(KEY_BYTES).toString("base64"),
  };
}

/** Readers see the old file or the new one, never half of one. */
function writeWhole(
  path: string,
  content: KeyFileContent,
  how: "only_if_absent" | "replace",
): void {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  chmodSync(temporary, 0o600);
  if (how === "replace") {
    renameSync(temporary, path);
    return;
  }
  try {
    linkSync(temporary, path);
  } catch (error) {
    // Another process was first: its keys are the keys.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
