import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { BulkReading, CalendarMeeting, ReadingAccess } from "../app/sync/room-calendar.ts";
import type { GraphEvent } from "./event-reading.ts";
import { readMeeting } from "./meeting-reading.ts";

/**
 * Organizers' calendars that were read whole, for as long as many rooms are read for the first
 * time: a thousand rooms hold the meetings of a few hundred people, a few in each room, and two
 * calls a person tell what would else be a call for each meeting.
 */
export interface CalendarsAtHand {
  /** The mailbox's own copies of these meetings, as far as they are at hand and still hold. */
  copiesOf(
    access: ReadingAccess,
    iCalUIds: readonly string[],
    bulk: BulkReading,
  ): Promise<ReadonlyMap<string, CalendarMeeting>>;
  /** Lets go of what was read long ago. */
  forgetOld(): void;
}

export interface CalendarsAtHandOptions {
  readonly now: () => Date;
  /** The meetings with rooms that the mailbox's owner organizes; null where that could not be told. */
  readonly readCalendar: (
    access: ReadingAccess,
    window: BulkReading["window"],
  ) => Promise<readonly GraphEvent[] | null>;
  /** How much is kept in all, packed. */
  readonly bytesMax?: number;
}

/** Of one mailbox, so many meetings are asked for one by one before all are read. */
const ASKED_ALONE_MAX = 7;
/** By so much the clocks may differ, and a copy may lag behind the room's. */
const MARGIN_MS = 10 * 60 * 1000;
/** A page of a calendar is a large answer: of more at once the process' memory would grow. */
const READ_AT_ONCE_MAX = 4;
const KEPT_MS = 30 * 60 * 1000;
const BYTES_MAX = 48_000_000;
/** So many meetings are packed together: alone each would take four times as much. */
const PACKED_TOGETHER = 8;

interface Calendar {
  /** How many of its meetings were asked for since. */
  asked: number;
  readonly sinceMs: number;
  /** Null until it is worth reading, and where there is no room for it. */
  reading: Promise<void> | null;
  readAtMs: number;
  readonly copies: Map<string, KeptCopy>;
}

interface KeptCopy {
  readonly pack: Pack;
  readonly place: number;
  /** It is asked for once by each of its rooms. */
  left: number;
}

/** Events one a line, deflated. */
interface Pack {
  readonly bytes: Buffer;
  /** How many of them are still kept. */
  left: number;
}

export function createCalendarsAtHand(options: CalendarsAtHandOptions): CalendarsAtHand {
  const { now, readCalendar, bytesMax = BYTES_MAX } = options;
  const calendars = new Map<string, Calendar>();
  const turns: Promise<unknown>[] = Array.from({ length: READ_AT_ONCE_MAX }, () =>
    Promise.resolve(),
  );
  let [bytes, readings] = [0, 0];

  const drop = ({ copies }: Calendar, iCalUId: string): void => {
    const pack = copies.get(iCalUId)?.pack;
    copies.delete(iCalUId);
    if (pack === undefined) return;
    pack.left -= 1;
    if (pack.left === 0) bytes -= pack.bytes.length;
  };

  const forget = (key: string, calendar: Calendar): void => {
    for (const iCalUId of calendar.copies.keys()) drop(calendar, iCalUId);
    calendars.delete(key);
  };

  const forgetOld = (): void => {
    const nowMs = now().getTime();
    // In the order in which they came, so that the first that is young enough ends it.
    for (const [key, calendar] of calendars) {
      if (calendar.sinceMs + KEPT_MS > nowMs) break;
      forget(key, calendar);
    }
  };

  const calendarOf = (access: ReadingAccess): Calendar => {
    const key = keyOf(access);
    const known = calendars.get(key);
    if (known !== undefined) return known;
    const sinceMs = now().getTime();
    const calendar = { asked: 0, sinceMs, reading: null, readAtMs: 0, copies: new Map() };
    calendars.set(key, calendar);
    return calendar;
  };

  async function read(
    access: ReadingAccess,
    calendar: Calendar,
    window: BulkReading["window"],
  ): Promise<void> {
    const askedAtMs = now().getTime();
    const events = await readCalendar(access, window);
    if (events === null || calendars.get(keyOf(access)) !== calendar) return;
    for (let at = 0; at < events.length && bytes < bytesMax; at += PACKED_TOGETHER) {
      const together = events.slice(at, at + PACKED_TOGETHER);
      const pack = packed(together);
      bytes += pack.bytes.length;
      for (const [place, event] of together.entries()) {
        calendar.copies.set(event.iCalUId ?? "", { pack, place, left: roomsIn(event) });
      }
    }
    calendar.readAtMs = askedAtMs;
  }

  /** Reads it when those before it have been read. */
  function readInTurn(
    access: ReadingAccess,
    calendar: Calendar,
    window: BulkReading["window"],
  ): Promise<void> {
    const turn = readings % READ_AT_ONCE_MAX;
    readings += 1;
    const reading = Promise.resolve(turns[turn]).then(() => read(access, calendar, window));
    turns[turn] = reading.catch(() => undefined);
    return reading;
  }

  function take(calendar: Calendar, iCalUId: string): GraphEvent | null {
    const kept = calendar.copies.get(iCalUId);
    if (kept === undefined) return null;
    kept.left -= 1;
    if (kept.left === 0) drop(calendar, iCalUId);
    return unpacked(kept);
  }

  return {
    forgetOld,
    async copiesOf(access, iCalUIds, { window, lastWritten }) {
      const restsSince = (iCalUId: string, instantMs: number): boolean =>
        (lastWritten.get(iCalUId)?.getTime() ?? Infinity) + MARGIN_MS <= instantMs;
      const resting = iCalUIds.filter((iCalUId) => restsSince(iCalUId, now().getTime()));
      const copies = new Map<string, CalendarMeeting>();
      if (resting.length === 0) return copies;
      const calendar = calendarOf(access);
      calendar.asked += resting.length;
      if (calendar.asked > ASKED_ALONE_MAX && bytes < bytesMax) {
        calendar.reading ??= readInTurn(access, calendar, window);
      }
      try {
        await calendar.reading;
      } catch (error) {
        calendar.reading = null;
        throw error;
      }
      for (const iCalUId of resting) {
        if (!restsSince(iCalUId, calendar.readAtMs)) continue;
        const event = take(calendar, iCalUId);
        if (event !== null) copies.set(iCalUId, readMeeting(event, access.fallbackTimeZone));
      }
      return copies;
    },
  };
}

function packed(events: readonly GraphEvent[]): Pack {
  const lines = events.map((event) => JSON.stringify(event)).join("\n");
  const deflated = deflateRawSync(lines, { level: 1 });
  // What zlib answers is a small part of a buffer of 16 KiB or more, which would be kept with it.
  const bytes = Buffer.allocUnsafeSlow(deflated.length);
  deflated.copy(bytes);
  return { bytes, left: events.length };
}

function unpacked({ pack, place }: KeptCopy): GraphEvent | null {
  const line = inflateRawSync(pack.bytes).toString("utf8").split("\n")[place];
  return line === undefined ? null : (JSON.parse(line) as GraphEvent);
}

/** What one credential may read is none of another's. */
function keyOf({ credential, mailbox }: ReadingAccess): string {
  return `${credential.kind} ${credential.providerId} ${mailbox.toLowerCase()}`;
}

function roomsIn({ attendees }: GraphEvent): number {
  return (attendees ?? []).filter(({ type }) => type === "resource").length;
}
