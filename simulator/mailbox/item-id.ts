import { createHash } from "node:crypto";

/**
 * Ids of calendar items. Exchange's ids are opaque, case-sensitive and differ per mailbox (facts
 * 1.1); a client may ask for immutable ones (facts 1.10). Both forms here carry the same payload
 * behind another prefix, so that either resolves without a table, and an occurrence's id is its
 * master's with the original day behind it.
 */
export type IdFormat = "regular" | "immutable";

const PREFIXES: Record<IdFormat, Buffer> = {
  regular: Buffer.from([0x00, 0x03, 0x24]),
  immutable: Buffer.from([0x00, 0x09, 0x00]),
};
const PREFIX_BYTES = 3;
const MAILBOX_BYTES = 8;
const SEQUENCE_BYTES = 6;
const RANDOM_BYTES = 9;
/** Lengths leave a remainder of 2 by 3, so each id ends with one "=" as Exchange's usually do. */
const KEY_BYTES = MAILBOX_BYTES + SEQUENCE_BYTES + RANDOM_BYTES;
const DAY_BYTES = 3;
const DAY_MS = 86_400_000;

export interface DecodedItemId {
  readonly key: string;
  /** The original day (yyyy-MM-dd, in the series' zone) where the id is an occurrence's. */
  readonly occurrenceDate: string | null;
}

/** A key for a new item: unique by the mailbox's own counter, unguessable by chance. */
export function createItemKey(mailboxId: string, sequence: number, random: () => number): string {
  const bytes = Buffer.alloc(KEY_BYTES);
  mailboxDigest(mailboxId).copy(bytes, 0, 0, MAILBOX_BYTES);
  bytes.writeUIntBE(sequence, MAILBOX_BYTES, SEQUENCE_BYTES);
  for (let index = KEY_BYTES - RANDOM_BYTES; index < KEY_BYTES; index++) {
    bytes[index] = Math.floor(random() * 256);
  }
  return bytes.toString("base64url");
}

/** The id a client sees for an item, or for an occurrence of a series. */
export function encodeItemId(
  key: string,
  format: IdFormat,
  occurrenceDate: string | null = null,
): string {
  const parts = [PREFIXES[format], Buffer.from(key, "base64url")];
  if (occurrenceDate !== null) {
    const day = Buffer.alloc(DAY_BYTES);
    day.writeIntBE(Math.round(Date.parse(`${occurrenceDate}T00:00:00Z`) / DAY_MS), 0, DAY_BYTES);
    parts.push(day);
  }
  return `${Buffer.concat(parts).toString("base64url")}=`;
}

/** Reads an id in either form; undefined where it is not one of this simulator's making. */
export function decodeItemId(id: string): DecodedItemId | undefined {
  if (!/^[A-Za-z0-9_-]+=$/.test(id)) return undefined;
  const bytes = Buffer.from(id.slice(0, -1), "base64url");
  const prefix = bytes.subarray(0, PREFIX_BYTES);
  if (!prefix.equals(PREFIXES.regular) && !prefix.equals(PREFIXES.immutable)) return undefined;
  const key = bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + KEY_BYTES).toString("base64url");
  const day = bytes.subarray(PREFIX_BYTES + KEY_BYTES);
  if (bytes.length === PREFIX_BYTES + KEY_BYTES) return { key, occurrenceDate: null };
  if (day.length !== DAY_BYTES) return undefined;
  const date = new Date(day.readIntBE(0, DAY_BYTES) * DAY_MS).toISOString().slice(0, 10);
  return { key, occurrenceDate: date };
}

/** A change key for the mailbox's write number `sequence`. */
export function createChangeKey(mailboxId: string, sequence: number): string {
  const bytes = Buffer.alloc(MAILBOX_BYTES + 8);
  mailboxDigest(mailboxId).copy(bytes, 0, 8, 8 + MAILBOX_BYTES);
  bytes.writeBigUInt64BE(BigInt(sequence), MAILBOX_BYTES);
  return bytes.toString("base64");
}

/** The number of the write that a change key stands for. */
export function sequenceOfChangeKey(changeKey: string): number {
  return Number(Buffer.from(changeKey, "base64").readBigUInt64BE(MAILBOX_BYTES));
}

const GLOBAL_OBJECT_ID_PREFIX = "040000008200E00074C5B7101A82E008";

/** An iCalUId: a global object id whose date part is zero, as for a whole meeting. */
export function createICalUId(itemKey: string, atMs: number): string {
  const fileTime = (BigInt(Math.trunc(atMs)) + 11_644_473_600_000n) * 10_000n;
  const unique = createHash("sha256").update(itemKey).digest("hex").slice(0, 32);
  const hex = fileTime.toString(16).padStart(16, "0");
  return `${GLOBAL_OBJECT_ID_PREFIX}00000000${hex}000000000000000010000000${unique}`.toUpperCase();
}

/**
 * The iCalUId of one occurrence where occurrences have their own (facts 1.2): the day inside it.
 */
export function occurrenceICalUId(iCalUId: string, occurrenceDate: string): string {
  const [year, month, day] = occurrenceDate.split("-").map(Number);
  const hex = (value: number | undefined, width: number): string =>
    (value ?? 0).toString(16).padStart(width, "0").toUpperCase();
  const at = GLOBAL_OBJECT_ID_PREFIX.length;
  return iCalUId.slice(0, at) + hex(year, 4) + hex(month, 2) + hex(day, 2) + iCalUId.slice(at + 8);
}

const digests = new Map<string, Buffer>();

function mailboxDigest(mailboxId: string): Buffer {
  const known = digests.get(mailboxId);
  if (known) return known;
  const digest = createHash("sha256").update(mailboxId).digest();
  digests.set(mailboxId, digest);
  return digest;
}
