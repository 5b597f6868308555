import { createHash } from "node:crypto";
import { Client, type ClientConfig, DatabaseError } from "pg";

/** What is asked for so often is prepared; what a page asks for once a day is not. */
const USES_BEFORE_PREPARING = 20;
/** Each costs the database some memory on every connection. */
const PREPARED_MAX = 150;
/** Texts differ with the length of their lists, so there may be many. */
const COUNTED_MAX = 2_000;
/** A text with a star has other columns after a migration, which a prepared statement may not. */
const STAR = /\bselect \*|\w\.\*/;
/** "cached plan must not change result type" */
const FEATURE_NOT_SUPPORTED = "0A000";

/**
 * Connections that prepare by themselves what this process asks for again and again: the server
 * then reads and plans such a text once a connection, which takes it about as long as carrying it
 * out. For a server alone, since connections to the embedded database share their names.
 */
export function createPreparingClient(): typeof Client {
  const nameOf = createStatementNames();
  return class PreparingClient extends Client {
    constructor(config?: string | ClientConfig) {
      super(config);
      const refused = new Set<string>();
      const send = this.query.bind(this) as (...sent: unknown[]) => unknown;
      const query = (...sent: unknown[]): unknown => {
        const [text, values, ...rest] = sent;
        const hasParameters = typeof text === "string" && Array.isArray(values);
        const name = hasParameters && !refused.has(text) ? nameOf(text) : null;
        if (name === null) return send(...sent);
        // Whoever asks the next time is served; this time its transaction has failed.
        const note = (error: unknown): void => {
          if (isOutdated(error)) refused.add(text as string);
        };
        const answer = send({ name, text, values }, ...rest.map((each) => told(each, note)));
        if (answer instanceof Promise) answer.catch(note);
        return answer;
      };
      this.query = query as typeof this.query;
    }
  };
}

function isOutdated(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === FEATURE_NOT_SUPPORTED;
}

/** A callback that is called with the error, if there is one, only after `note` was. */
function told(callback: unknown, note: (error: unknown) => void): unknown {
  if (typeof callback !== "function") return callback;
  return (error: unknown, ...answer: unknown[]): void => {
    note(error);
    callback(error, ...answer);
  };
}

/** The name under which a text is prepared; null where it is not, or not yet. */
function createStatementNames(): (text: string) => string | null {
  const names = new Map<string, string>();
  let uses = new Map<string, number>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= PREPARED_MAX || STAR.test(text)) return null;
    if (uses.size >= COUNTED_MAX) uses = new Map();
    const count = (uses.get(text) ?? 0) + 1;
    if (count < USES_BEFORE_PREPARING) {
      uses.set(text, count);
      return null;
    }
    uses.delete(text);
    const name = `frequent_${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
    names.set(text, name);
    return name;
  };
}
