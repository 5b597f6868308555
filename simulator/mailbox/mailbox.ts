import type { Clock } from "../clock.ts";
import type { CalendarItem } from "./calendar-item.ts";
import { createChangeKey, createItemKey, sequenceOfChangeKey } from "./item-id.ts";

/** One write, in the mailbox's own order: what delta and notifications will be told from. */
export interface MailboxChange {
  readonly sequence: number;
  readonly kind: "created" | "updated" | "deleted";
  readonly itemKey: string;
  readonly atMs: number;
}

/** A mail in the inbox. Graph's calendar does not carry these; a person reads them in Outlook. */
export interface InboxMessage {
  readonly kind: "request" | "response" | "cancellation" | "approval";
  readonly atMs: number;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly subject: string;
  readonly text: string;
  readonly iCalUId: string;
  /** Address of the mailbox where the reader is to decide; absent where it is the reader's own. */
  readonly aboutMailbox?: string;
}

/** A remembered transactionId (facts 1.3). */
export interface Transaction {
  readonly itemKey: string;
  /** A digest of the request's content, to tell a repetition from another event. */
  readonly fingerprint: string;
  readonly atMs: number;
}

/** The mailbox as it is kept on disk. */
export interface MailboxRecord {
  readonly ownerId: string;
  readonly sequence: number;
  readonly items: readonly CalendarItem[];
  readonly inbox: readonly InboxMessage[];
  readonly transactions: readonly (readonly [string, Transaction])[];
  readonly changes: readonly MailboxChange[];
}

const INBOX_MESSAGES_MAX = 500;
const CHANGES_MAX = 20_000;

interface StartEntry {
  readonly startMs: number;
  readonly key: string;
}

/** One person's or room's primary calendar, with the indices that each request needs. */
export class Mailbox {
  readonly ownerId: string;
  readonly transactions = new Map<string, Transaction>();
  /** Until when the room's attendant is busy with earlier requests (epoch ms). */
  attendantBusyUntilMs = 0;
  #sequence = 0;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #onWrite: (mailbox: Mailbox, change: MailboxChange | null) => void;
  readonly #items = new Map<string, CalendarItem>();
  readonly #masters = new Map<string, CalendarItem>();
  /** In the order of their last writes. */
  readonly #byLastWrite = new Map<string, CalendarItem>();
  readonly #starts: StartEntry[] = [];
  #longestMs = 0;
  readonly #byICalUId = new Map<string, Set<string>>();
  readonly #byExtendedProperty = new Map<string, Set<string>>();
  readonly #inbox: InboxMessage[] = [];
  readonly #changes: MailboxChange[] = [];

  constructor(
    ownerId: string,
    clock: Clock,
    random: () => number,
    onWrite: (mailbox: Mailbox, change: MailboxChange | null) => void,
  ) {
    this.ownerId = ownerId;
    this.#clock = clock;
    this.#random = random;
    this.#onWrite = onWrite;
  }

  /** A key for an item that is about to be put. */
  newItemKey(): string {
    return createItemKey(this.ownerId, this.#sequence + 1, this.#random);
  }

  get size(): number {
    return this.#items.size;
  }

  get inbox(): readonly InboxMessage[] {
    return this.#inbox;
  }

  /** The change log, oldest first; entries beyond the last 20,000 are forgotten. */
  get changes(): readonly MailboxChange[] {
    return this.#changes;
  }

  /** The number of the last write. */
  get sequence(): number {
    return this.#sequence;
  }

  /** The change log holds every write after this one. */
  get changesReachBackTo(): number {
    const first = this.#changes[0];
    return first ? first.sequence - 1 : this.#sequence;
  }

  /** The writes after number `sequence`, oldest first. */
  changesAfter(sequence: number): readonly MailboxChange[] {
    // Each write has the number after the one before it, so the place is known.
    const first = this.#changes[0]?.sequence ?? 0;
    return this.#changes.slice(Math.max(0, sequence + 1 - first));
  }

  /** The log's entry of write number `sequence`; undefined where it is no longer there. */
  changeAt(sequence: number): MailboxChange | undefined {
    const first = this.#changes[0]?.sequence ?? 0;
    return this.#changes[sequence - first];
  }

  /** Empties the change log, so that nobody who stands before this moment can go on from there. */
  forgetChanges(): void {
    this.#changes.length = 0;
    this.#sequence += 1;
    this.#onWrite(this, null);
  }

  get(key: string): CalendarItem | undefined {
    return this.#items.get(key);
  }

  /** Singles and series masters in the order they came. */
  items(): Iterable<CalendarItem> {
    return this.#items.values();
  }

  /** All items, the one that was written last at the end: as a full round of delta tells them. */
  itemsByLastWrite(): Iterable<CalendarItem> {
    return this.#byLastWrite.values();
  }

  masters(): Iterable<CalendarItem> {
    return this.#masters.values();
  }

  findByICalUId(iCalUId: string): CalendarItem[] {
    return this.#resolve(this.#byICalUId.get(iCalUId));
  }

  /** The id is case-sensitive, the value is not (facts 1.11). */
  findByExtendedProperty(id: string, value: string): CalendarItem[] {
    return this.#resolve(this.#byExtendedProperty.get(propertyEntry(id, value)));
  }

  /** The copy of a meeting, or of one occurrence of it that came alone. */
  findMeeting(iCalUId: string, standaloneDate: string | null = null): CalendarItem | undefined {
    return this.findByICalUId(iCalUId).find((item) => item.standaloneDate === standaloneDate);
  }

  /** Singles that overlap [fromMs, toMs), in order of their start. */
  singlesBetween(fromMs: number, toMs: number): CalendarItem[] {
    const found: CalendarItem[] = [];
    const first = this.#firstStartAt(fromMs - this.#longestMs);
    for (let index = first; index < this.#starts.length; index++) {
      const entry = this.#starts[index];
      if (!entry || entry.startMs >= toMs) break;
      const item = this.#items.get(entry.key);
      if (item && overlaps(item.startMs, item.endMs, fromMs, toMs)) found.push(item);
    }
    return found;
  }

  /** Stores an item under a new change key, and returns it as stored. */
  put(item: CalendarItem): CalendarItem {
    const atMs = this.#clock.now();
    const before = this.#items.get(item.key);
    this.#sequence += 1;
    const changeKey = createChangeKey(this.ownerId, this.#sequence);
    const stored: CalendarItem = { ...item, changeKey, modifiedMs: atMs };
    if (before) this.#unindex(before);
    this.#items.set(stored.key, stored);
    this.#byLastWrite.delete(stored.key);
    this.#byLastWrite.set(stored.key, stored);
    this.#index(stored);
    this.#log(before ? "updated" : "created", stored.key, atMs);
    return stored;
  }

  remove(key: string): void {
    const before = this.#items.get(key);
    if (!before) return;
    this.#sequence += 1;
    this.#unindex(before);
    this.#items.delete(key);
    this.#byLastWrite.delete(key);
    this.#log("deleted", key, this.#clock.now());
  }

  receive(message: InboxMessage): void {
    this.#inbox.push(message);
    if (this.#inbox.length > INBOX_MESSAGES_MAX) this.#inbox.shift();
    this.#onWrite(this, null);
  }

  toJSON(): MailboxRecord {
    return {
      ownerId: this.ownerId,
      sequence: this.#sequence,
      items: [...this.#items.values()],
      inbox: this.#inbox,
      transactions: [...this.transactions],
      changes: this.#changes,
    };
  }

  /** Fills an empty mailbox with what was kept. */
  restore(record: MailboxRecord): void {
    this.#sequence = record.sequence;
    for (const item of record.items) {
      this.#items.set(item.key, item);
      this.#index(item);
    }
    const sequenceOf = ({ changeKey }: CalendarItem): number => sequenceOfChangeKey(changeKey);
    for (const item of record.items.toSorted((a, b) => sequenceOf(a) - sequenceOf(b))) {
      this.#byLastWrite.set(item.key, item);
    }
    this.#inbox.push(...record.inbox);
    for (const [id, transaction] of record.transactions) this.transactions.set(id, transaction);
    this.#changes.push(...record.changes);
  }

  #log(kind: MailboxChange["kind"], itemKey: string, atMs: number): void {
    const change = { sequence: this.#sequence, kind, itemKey, atMs };
    this.#changes.push(change);
    // Trimmed by halves, so that a full log costs no shift on each write.
    if (this.#changes.length > CHANGES_MAX * 2) this.#changes.splice(0, CHANGES_MAX);
    this.#onWrite(this, change);
  }

  #resolve(keys: Set<string> | undefined): CalendarItem[] {
    const found: CalendarItem[] = [];
    for (const key of keys ?? []) {
      const item = this.#items.get(key);
      if (item) found.push(item);
    }
    return found;
  }

  #index(item: CalendarItem): void {
    addTo(this.#byICalUId, item.iCalUId, item.key);
    for (const [id, value] of Object.entries(item.extendedProperties)) {
      addTo(this.#byExtendedProperty, propertyEntry(id, value), item.key);
    }
    if (item.series) {
      this.#masters.set(item.key, item);
      return;
    }
    this.#longestMs = Math.max(this.#longestMs, item.endMs - item.startMs);
    this.#starts.splice(this.#firstStartAt(item.startMs), 0, {
      startMs: item.startMs,
      key: item.key,
    });
  }

  #unindex(item: CalendarItem): void {
    removeFrom(this.#byICalUId, item.iCalUId, item.key);
    for (const [id, value] of Object.entries(item.extendedProperties)) {
      removeFrom(this.#byExtendedProperty, propertyEntry(id, value), item.key);
    }
    if (item.series) {
      this.#masters.delete(item.key);
      return;
    }
    let at = this.#firstStartAt(item.startMs);
    while (at < this.#starts.length && this.#starts[at]?.key !== item.key) at += 1;
    this.#starts.splice(at, 1);
  }

  /** Index of the first entry that starts at `startMs` or later. */
  #firstStartAt(startMs: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle]?.startMs ?? 0) < startMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Half-open overlap; an event without length counts where it starts. */
export function overlaps(startMs: number, endMs: number, fromMs: number, toMs: number): boolean {
  return startMs < toMs && (endMs > fromMs || (startMs === endMs && startMs >= fromMs));
}

function propertyEntry(id: string, value: string): string {
  return `${id}\u0000${value.toLowerCase()}`;
}

function addTo(index: Map<string, Set<string>>, entry: string, key: string): void {
  const keys = index.get(entry);
  if (keys) keys.add(key);
  else index.set(entry, new Set([key]));
}

function removeFrom(index: Map<string, Set<string>>, entry: string, key: string): void {
  const keys = index.get(entry);
  keys?.delete(key);
  if (keys?.size === 0) index.delete(entry);
}
