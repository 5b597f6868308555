import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import type { SyncEventState } from "../../core/sync/outbound-plan.ts";
import type { SyncState } from "./reservation.ts";

/** What open pages are told of a reservation that changed: enough to know what to read again. */
export interface ReservationChanged {
  readonly id: string;
  readonly spaceId: string;
  /** Where it was before it was moved to another space; null where it never was. */
  readonly leftSpaceId: string | null;
  readonly version: number;
  readonly state: ReservationState;
  readonly syncState: SyncState;
  readonly syncEventState: SyncEventState | null;
  readonly requestedFor: string;
  readonly openedBy: string | null;
  /** Who is named to approve it; nobody where that is not needed. */
  readonly approvers: readonly string[];
}

export interface SyncEventChanged {
  readonly id: string;
  readonly reservationId: string;
  readonly state: SyncEventState;
  readonly attempts: number;
}

/** Something that administrators look at, and that is to be read again. */
export interface AdministrationChanged {
  readonly subject: "notices" | "reconciliations";
}

/** A person was reminded of something. */
export interface ReminderTold {
  readonly id: string;
  readonly personId: string;
}

/** Port, filled by `src/store/change-reader.ts`. */
export interface ChangeReader {
  /** The database's own time: processes' clocks differ. */
  now(): Promise<Date>;
  /** Oldest first, no more than `limit`, the time of the newest with them. */
  reservationsChangedSince(
    since: Date,
    limit: number,
  ): Promise<readonly (ReservationChanged & { readonly updatedAt: Date })[]>;
  /** Oldest first, no more than `limit`. */
  remindersToldSince(
    since: Date,
    limit: number,
  ): Promise<readonly (ReminderTold & { readonly toldAt: Date })[]>;
  /** The newest sync events, whatever their state. */
  newestSyncEvents(limit: number): Promise<readonly SyncEventChanged[]>;
  /** What stands for each subject's content: another text where something of it changed. */
  administration(): Promise<Readonly<Record<AdministrationChanged["subject"], string>>>;
}

export interface FeedListener {
  readonly onReservation: (change: ReservationChanged) => void;
  readonly onSyncEvent: (change: SyncEventChanged) => void;
  readonly onReminder: (reminder: ReminderTold) => void;
  readonly onAdministration: (change: AdministrationChanged) => void;
  /** The database could not be read; the feed goes on trying. */
  readonly onTrouble?: (error: unknown) => void;
}

export interface ChangeFeed {
  /** Until the returned function is called. */
  listen(listener: FeedListener): () => void;
  /** This process changed something: look at once. */
  wake(): void;
  stop(): void;
}

const POLL_MS = 500;
/**
 * A change is stamped before it is committed, and so may be seen only some time later: so far back
 * is looked each time, and what was told already is not told again.
 */
const LOOK_BACK_MS = 5_000;
const CHANGES_MAX = 1_000;
/** Sync events further back change rarely, and a page that shows them reads them itself. */
const SYNC_EVENTS_WATCHED = 200;

/**
 * Tells open pages what changed, whoever changed it: this process, another one, a lane. It asks
 * the database, which works on every database alike, and only while somebody listens: one question
 * for all listeners.
 */
export function createChangeFeed(reader: ChangeReader): ChangeFeed {
  const listeners = new Set<FeedListener>();
  let watch: { stop(): void; wake(): void } | null = null;

  function tell(deliver: (listener: FeedListener) => void): void {
    for (const listener of listeners) deliver(listener);
  }

  return {
    listen(listener) {
      listeners.add(listener);
      watch ??= startWatch(reader, tell);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        watch?.stop();
        watch = null;
      };
    },
    wake: () => watch?.wake(),
    stop() {
      listeners.clear();
      watch?.stop();
      watch = null;
    },
  };
}

type Tell = (deliver: (listener: FeedListener) => void) => void;

function startWatch(reader: ChangeReader, tell: Tell): { stop(): void; wake(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let isLooking = false;
  let isWoken = false;
  const look = createLook(reader, tell);

  async function run(): Promise<void> {
    if (isStopped) return;
    isLooking = true;
    isWoken = false;
    try {
      await look();
    } catch (error) {
      tell((listener) => listener.onTrouble?.(error));
    }
    isLooking = false;
    if (isStopped) return;
    timer = setTimeout(() => void run(), isWoken ? 0 : POLL_MS);
    timer.unref();
  }

  void run();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
    wake() {
      isWoken = true;
      if (isLooking) return;
      clearTimeout(timer);
      void run();
    },
  };
}

/** One look after another; remembers what it has told. */
function createLook(reader: ChangeReader, tell: Tell): () => Promise<void> {
  let since: Date | null = null;
  const told = new Map<string, { readonly signature: string; readonly at: number }>();
  let remindedSince: Date | null = null;
  let reminded: ReadonlySet<string> = new Set();
  let events: Map<string, string> | null = null;
  let administration: Awaited<ReturnType<ChangeReader["administration"]>> | null = null;

  function note(change: ReservationChanged & { readonly updatedAt: Date }): void {
    const { id, version, state, syncState, syncEventState } = change;
    const signature = `${version} ${state} ${syncState} ${syncEventState}`;
    if (told.get(id)?.signature === signature) return;
    told.set(id, { signature, at: change.updatedAt.getTime() });
    tell((listener) => listener.onReservation(change));
  }

  async function lookAtReservations(): Promise<void> {
    if (since === null) {
      since = await reader.now();
      return;
    }
    let from = new Date(since.getTime() - LOOK_BACK_MS);
    for (;;) {
      const changes = await reader.reservationsChangedSince(from, CHANGES_MAX);
      for (const change of changes) note(change);
      const last = changes.at(-1);
      if (last === undefined) break;
      if (last.updatedAt > since) since = last.updatedAt;
      if (changes.length < CHANGES_MAX || last.updatedAt <= from) break;
      from = last.updatedAt;
    }
    const oldest = since.getTime() - 2 * LOOK_BACK_MS;
    for (const [id, { at }] of told) if (at < oldest) told.delete(id);
  }

  async function lookAtReminders(): Promise<void> {
    if (remindedSince === null) {
      remindedSince = await reader.now();
      return;
    }
    let from = new Date(remindedSince.getTime() - LOOK_BACK_MS);
    const seen = new Set<string>();
    for (;;) {
      const reminders = await reader.remindersToldSince(from, CHANGES_MAX);
      for (const reminder of reminders) {
        if (!reminded.has(reminder.id)) tell((listener) => listener.onReminder(reminder));
        seen.add(reminder.id);
      }
      const last = reminders.at(-1);
      if (last === undefined) break;
      if (last.toldAt > remindedSince) remindedSince = last.toldAt;
      if (reminders.length < CHANGES_MAX || last.toldAt <= from) break;
      from = last.toldAt;
    }
    reminded = seen;
  }

  async function lookAtSyncEvents(): Promise<void> {
    const newest = await reader.newestSyncEvents(SYNC_EVENTS_WATCHED);
    const before = events;
    events = new Map(newest.map((event) => [event.id, `${event.state} ${event.attempts}`]));
    if (before === null) return;
    for (const event of newest.toReversed()) {
      if (before.get(event.id) === events.get(event.id)) continue;
      tell((listener) => listener.onSyncEvent(event));
    }
  }

  async function lookAtAdministration(): Promise<void> {
    const before = administration;
    const now = await reader.administration();
    administration = now;
    if (before === null) return;
    for (const subject of ["notices", "reconciliations"] as const) {
      if (before[subject] === now[subject]) continue;
      tell((listener) => listener.onAdministration({ subject }));
    }
  }

  return async () => {
    await lookAtReservations();
    await lookAtSyncEvents();
    await lookAtAdministration();
    await lookAtReminders();
  };
}
