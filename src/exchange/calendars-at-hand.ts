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
  /** How many characters are kept in all. */
  readonly charactersMax?: number;
}

/** Of one mailbox, so many meetings are asked for one by one before all are read. */
const ASKED_ALONE_MAX = 7;
/** By so much the clocks may differ, and a copy may lag behind the room's. */
const MARGIN_MS = 10 * 60 * 1000;
/** A page of a calendar is a large answer: of more at once the process' memory would grow. */
const READ_AT_ONCE_MAX = 4;
const KEPT_MS = 30 * 60 * 1000;
/** About what so many bytes hold: the texts are kept as they came, which is their smallest form. */
const CHARACTERS_MAX = 96_000_000;

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
  readonly text: string;
  /** It is asked for once by each of its rooms. */
  left: number;
}

export function createCalendarsAtHand(options: CalendarsAtHandOptions): CalendarsAtHand {
  const { now, readCalendar, charactersMax = CHARACTERS_MAX } = options;
  const calendars = new Map<string, Calendar>();
  const turns: Promise<unknown>[] = Array.from({ length: READ_AT_ONCE_MAX }, () =>
    Promise.resolve(),
  );
  let [characters, readings] = [0, 0];

  const forget = (key: string, calendar: Calendar): void => {
    for (const { text } of calendar.copies.values()) characters -= text.length;
    calendar.copies.clear();
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
    for (const event of events) {
      const text = JSON.stringify(event);
      if (characters + text.length > charactersMax) break;
      characters += text.length;
      calendar.copies.set(event.iCalUId ?? "", { text, left: roomsIn(event) });
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

  function take({ copies }: Calendar, iCalUId: string): GraphEvent | null {
    const kept = copies.get(iCalUId);
    if (kept === undefined) return null;
    kept.left -= 1;
    if (kept.left === 0) {
      characters -= kept.text.length;
      copies.delete(iCalUId);
    }
    return JSON.parse(kept.text) as GraphEvent;
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
      if (calendar.asked > ASKED_ALONE_MAX && characters < charactersMax) {
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

/** What one credential may read is none of another's. */
function keyOf({ credential, mailbox }: ReadingAccess): string {
  return `${credential.kind} ${credential.providerId} ${mailbox.toLowerCase()}`;
}

function roomsIn({ attendees }: GraphEvent): number {
  return (attendees ?? []).filter(({ type }) => type === "resource").length;
}
