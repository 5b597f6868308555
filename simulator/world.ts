import type { Clock } from "./clock.ts";
import type { Directory } from "./directory/directory.ts";
import type { CheckAccessToken } from "./entra/graph-caller.ts";
import type { FaultRules } from "./faults/fault-rules.ts";
import type { RequestJournal } from "./graph/journal.ts";
import type { Throttle } from "./graph/throttle.ts";
import type { MailboxPersistence, Mailboxes } from "./mailbox/mailboxes.ts";
import type { SimulatorSettings } from "./settings.ts";
import type { Subscriptions } from "./subscriptions/subscriptions.ts";

/** What every part of the simulator stands on. One world is one tenant. */
export interface World extends WorldFoundation {
  /** Calendars and inboxes, one for each directory user. */
  readonly mailboxes: Mailboxes;
  readonly faults: FaultRules;
  /** The last requests to Graph. */
  readonly journal: RequestJournal;
  readonly throttle: Throttle;
  /** Who hears of changes in which mailbox. */
  readonly subscriptions: Subscriptions;
}

/** The part of a world that is there before Exchange; `extendWorld` makes a World of it. */
export interface WorldFoundation {
  readonly clock: Clock;
  readonly directory: Directory;
  /** Mutable: the control API and tests switch behaviours while requests run. */
  readonly settings: SimulatorSettings;
  /** Seeded chance in [0, 1), so that a run can be replayed from its seed. */
  readonly random: () => number;
  readonly checkAccessToken: CheckAccessToken;
  /** Reaches the endpoints of subscriptions; absent for the process's own `fetch`. */
  readonly fetchEndpoint?: typeof fetch;
  /** Where state is kept between runs; absent where all is in memory. */
  readonly persistence?: MailboxPersistence;
}
