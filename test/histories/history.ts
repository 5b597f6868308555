import type { InProcessSimulator } from "../../simulator/in-process-simulator.ts";
import type { Database } from "../../src/store/database.ts";
import type { Chance } from "./chance.ts";
import type { Company } from "./company.ts";
import type { Model } from "./model.ts";
import type { Tasks } from "./tasks.ts";
import type { HistoryTime } from "./time.ts";
import type { UsherProcess } from "./usher-process.ts";

/** What acts, disturbances and invariants find of the history that is running. */
export interface History {
  readonly seed: number;
  readonly exchange: InProcessSimulator;
  readonly company: Company;
  readonly database: Database;
  readonly model: Model;
  readonly tasks: Tasks;
  readonly time: HistoryTime;
  /** No-shows are released, and what is over is ended, as long as people act: not in settling. */
  endsWhatIsOver: boolean;
  /** Somebody has to agree to what is reserved in some of its spaces. */
  readonly needsApproval: boolean;
  /** Those that live; killed ones are replaced. */
  readonly processes: UsherProcess[];
  /** Ends a process in the middle of whatever it does; another takes its place. */
  kill(process: UsherProcess): void;
  /** Enters the application's secret, right or wrong, as an administrator does. */
  readonly enterSecret: (secret: string) => Promise<void>;
  /** Begins an act of somebody in a process; its end is told by itself. */
  act(process: UsherProcess, words: string, work: () => Promise<string>): Promise<void>;
  /** A line of the story. */
  say(words: string): void;
}

/** Something that can happen in a history. */
export interface ActKind {
  readonly name: string;
  /** How often, against the others; 0 where it cannot happen now. */
  readonly weight: (history: History) => number;
  /** Does it, and tells it in words. */
  readonly perform: (history: History, chance: Chance) => Promise<string>;
}

/** What must be true once all has settled; what is not, in words. */
export interface Invariant {
  readonly name: string;
  readonly check: (history: History, known: Known) => Promise<readonly string[]>;
}

/**
 * What the server can know: of some changes in Outlook no room is told, so that they are found by
 * the next reconciliation alone.
 */
export type Known = "what rooms were told" | "what a reconciliation finds";
