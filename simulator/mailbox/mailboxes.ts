import type { Clock } from "../clock.ts";
import type { Directory } from "../directory/directory.ts";
import type { SimulatorSettings } from "../settings.ts";
import { Mailbox, type MailboxChange, type MailboxRecord } from "./mailbox.ts";

/** Where mailboxes are kept between runs. `save` may keep the data and serialise it later. */
export interface MailboxPersistence {
  load(name: string): unknown;
  save(name: string, data: object): void;
}

/** What the operations on calendars stand on; a World is one. */
export interface ExchangeContext {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly settings: SimulatorSettings;
  readonly random: () => number;
  readonly mailboxes: Mailboxes;
}

export type ChangeListener = (mailbox: Mailbox, change: MailboxChange) => void;

export interface Mailboxes {
  /** The mailbox of a directory user, made when first asked for. */
  of(ownerId: string): Mailbox;
  /** Mailboxes that have been used. */
  all(): Iterable<Mailbox>;
  /** Hears of each write after it is done; returns how to stop listening. */
  onChange(listener: ChangeListener): () => void;
}

/**
 * Mailboxes of one tenant; each is kept as one entry `mailbox-{ownerId}` where there is a store.
 */
export function createMailboxes(
  clock: Clock,
  random: () => number,
  persistence?: MailboxPersistence,
): Mailboxes {
  const mailboxes = new Map<string, Mailbox>();
  const listeners = new Set<ChangeListener>();
  const onWrite = (mailbox: Mailbox, change: MailboxChange | null): void => {
    // The mailbox itself is handed over: its toJSON runs only when the store writes it out.
    persistence?.save(entryName(mailbox.ownerId), mailbox);
    if (change) for (const listener of listeners) listener(mailbox, change);
  };
  return {
    of(ownerId) {
      const known = mailboxes.get(ownerId);
      if (known) return known;
      const mailbox = new Mailbox(ownerId, clock, random, onWrite);
      const kept = persistence?.load(entryName(ownerId)) as MailboxRecord | null | undefined;
      if (kept) mailbox.restore(kept);
      mailboxes.set(ownerId, mailbox);
      return mailbox;
    },
    all: () => mailboxes.values(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function entryName(ownerId: string): string {
  return `mailbox-${ownerId}`;
}
