import { mkdirSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import path from "node:path";

/**
 * What the simulator keeps across restarts: one JSON file a name, in the data folder. Files are
 * readable by their owner only, since they hold signing keys.
 */
export interface Persistence {
  /** What was last saved under the name, or null where nothing was. Throws where the file is damaged. */
  load(name: string): unknown;
  /**
   * Saves soon after. Calls in quick succession become one write; `data` is serialised when it is
   * written, so pass the live object or a function that makes the picture of it.
   */
  save(name: string, data: object | (() => object)): void;
  /** Resolves once everything saved so far stands on disk; rejects if a write failed. */
  flush(): Promise<void>;
}

const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9@._-]*$/;
const DEBOUNCE_MS = 150;

function requireSafeName(name: string): string {
  if (!NAME_PATTERN.test(name)) {
    throw new Error(`"${name}" cannot be a file name: use letters, digits, "@", ".", "_" and "-".`);
  }
  return name;
}

/** Writes beside the file and renames, so that a crash leaves the old content or the new, never half. */
async function writeAtomically(file: string, text: string): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** Keeps JSON in `folder`, which is made if it is missing. `report` hears of a write that failed. */
export function createPersistence(
  folder: string,
  report: (message: string) => void = () => undefined,
): Persistence {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (name: string): string => path.join(folder, `${requireSafeName(name)}.json`);
  const waiting = new Map<string, object | (() => object)>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const writeWaiting = async (): Promise<void> => {
    const batch = [...waiting];
    waiting.clear();
    for (const [name, data] of batch) {
      const text = JSON.stringify(typeof data === "function" ? (data as () => object)() : data);
      await writeAtomically(fileOf(name), text);
    }
  };

  /** One writer at a time: two writes of one name may not overtake each other. */
  const drain = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => undefined).then(writeWaiting);
    return writing;
  };

  return {
    load(name) {
      const file = fileOf(name);
      let text: string;
      try {
        text = readFileSync(file, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
      try {
        return JSON.parse(text) as unknown;
      } catch (cause) {
        throw new Error(`${file} is damaged. Delete it to start afresh.`, { cause });
      }
    },
    save(name, data) {
      waiting.set(requireSafeName(name), data);
      timer ??= setTimeout(() => {
        drain().catch((error: unknown) => report(`The simulator could not save: ${String(error)}`));
      }, DEBOUNCE_MS);
    },
    flush: drain,
  };
}
