import type { DirectoryUser } from "../../simulator/directory/directory.ts";
import { applyEventInput } from "../../simulator/mailbox/apply-event-input.ts";
import type { Attendee, CalendarItem } from "../../simulator/mailbox/calendar-item.ts";
import type { EventInput } from "../../simulator/mailbox/event-input.ts";
import { createChangeKey, createItemKey } from "../../simulator/mailbox/item-id.ts";
import { blankItem } from "../../simulator/mailbox/meetings.ts";
import type { World } from "../../simulator/world.ts";
import type { ImportCompany } from "./import-company.ts";

/** A time that the room has taken, which is to be a reservation. */
export interface ExpectedTime {
  readonly iCalUId: string;
  readonly room: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface MadeMeetings {
  /** Meetings, series as one. */
  readonly count: number;
  /** Meetings in a room's calendar: one in two rooms counts twice. */
  readonly copies: number;
  /** Times that are not over, occurrence by occurrence and room by room. */
  readonly expected: readonly ExpectedTime[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of a room's meetings: one in ten is a series, and one in twenty is over. */
const SERIES_SHARE = 0.1;
const PAST_SHARE = 0.05;
/** One in so many is in the next room too; one in so many is private. */
const SHARED_EVERY = 20;
const PRIVATE_EVERY = 19;
const OCCURRENCES = 8;
const MADE_BEFORE_MS = 60 * DAY_MS;

/**
 * Puts meetings into the calendars of organizers, attendees and rooms as if they had been made and
 * accepted two months ago. In no room do two of them overlap.
 */
export function makeMeetings(
  world: World,
  company: ImportCompany,
  meetingsPerRoom: number,
): MadeMeetings {
  const nowMs = world.clock.now();
  const shelves = createShelves(world, nowMs - MADE_BEFORE_MS);
  const expected: ExpectedTime[] = [];
  const series = Math.round(meetingsPerRoom * SERIES_SHARE);
  const singles = meetingsPerRoom - series;
  const past = Math.round(meetingsPerRoom * PAST_SHARE);
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  let [count, copies] = [0, 0];
  for (const [at, room] of company.rooms.entries()) {
    for (let n = 0; n < meetingsPerRoom; n += 1) {
      const isSeries = n >= singles;
      const neighbour = !isSeries && n % SHARED_EVERY === 0 ? company.rooms[at + 1] : undefined;
      const rooms = neighbour === undefined ? [room] : [room, neighbour];
      const startMs = isSeries
        ? today + seriesStartMs(n - singles)
        : today + singleStartMs(n, past, neighbour === undefined ? null : at);
      const people = peopleOf(company, at * meetingsPerRoom + n);
      const meeting = { rooms, ...people, startMs, isSeries, isPrivate: n % PRIVATE_EVERY === 0 };
      const { iCalUId } = shelves.put(meeting);
      count += 1;
      copies += rooms.length;
      for (let occurrence = 0; occurrence < (isSeries ? OCCURRENCES : 1); occurrence += 1) {
        const time = startMs + occurrence * 7 * DAY_MS;
        const endMs = time + HOUR_MS;
        if (endMs <= nowMs) continue;
        expected.push(...rooms.map(({ mail }) => ({ iCalUId, room: mail, startMs: time, endMs })));
      }
    }
  }
  shelves.restore();
  return { count, copies, expected };
}

/** Weekly at eight or nine, on each of seven days, for eight weeks; then on from there. */
function seriesStartMs(n: number): number {
  const [weekday, block, hour] = [n % 7, Math.floor(n / 14), 5 + (Math.floor(n / 7) % 2)];
  return (1 + weekday + block * 7 * OCCURRENCES) * DAY_MS + hour * HOUR_MS;
}

/** Singles of one room from eight to sixteen o'clock; those of two rooms later, by turns. */
function singleStartMs(n: number, past: number, sharedAt: number | null): number {
  const day = n < past ? -1 - (n % 6) : 1 + ((n - past) % 170);
  const hour = sharedAt === null ? 8 + (Math.floor((n + past) / 6) % 8) : 17 + (sharedAt % 2);
  return day * DAY_MS + hour * HOUR_MS;
}

function peopleOf({ people }: ImportCompany, n: number) {
  // Far from each other, so that a room's meetings are many people's.
  const [organizer, attendee] = [
    people[(n * 37) % people.length],
    people[(n * 91 + 13) % people.length],
  ];
  if (organizer === undefined || attendee === undefined) throw new Error("There is nobody.");
  return { organizer, attendee };
}

interface Meeting {
  readonly rooms: readonly DirectoryUser[];
  readonly organizer: DirectoryUser;
  readonly attendee: DirectoryUser;
  readonly startMs: number;
  readonly isSeries: boolean;
  readonly isPrivate: boolean;
}

/** Mailboxes filled at once, since each write by itself would be told to everybody. */
function createShelves(world: World, atMs: number) {
  const shelves = new Map<string, CalendarItem[]>();
  const shelve = (ownerId: string, item: (key: string) => CalendarItem): CalendarItem => {
    const items = shelves.get(ownerId) ?? [];
    shelves.set(ownerId, items);
    const sequence = items.length + 1;
    const made = item(createItemKey(ownerId, sequence, world.random));
    items.push({
      ...made,
      changeKey: createChangeKey(ownerId, sequence),
      createdMs: atMs,
      modifiedMs: atMs,
    });
    return made;
  };
  return {
    put(meeting: Meeting): CalendarItem {
      const { organizer, attendee, rooms } = meeting;
      const own = shelve(organizer.id, (key) => organizersItem(world, meeting, key, atMs));
      if (attendee.id !== organizer.id) {
        shelve(attendee.id, (key) => ({ ...attendeesItem(own, key), showAs: "tentative" }));
      }
      for (const room of rooms) {
        shelve(room.id, (key) => ({
          ...attendeesItem(own, key),
          subject: organizer.displayName,
          sensitivity: "normal",
          myResponse: { response: "accepted", timeMs: atMs },
        }));
      }
      return own;
    },
    restore() {
      for (const [ownerId, items] of shelves) {
        world.mailboxes.of(ownerId).restore({
          ownerId,
          sequence: items.length,
          items,
          inbox: [],
          transactions: [],
          changes: [],
        });
      }
    },
  };
}

function organizersItem(
  world: World,
  { organizer, attendee, rooms, startMs, isSeries, isPrivate }: Meeting,
  key: string,
  atMs: number,
): CalendarItem {
  const owner = { name: organizer.displayName, address: organizer.mail };
  const item: CalendarItem = {
    ...blankItem(key, owner, atMs, null),
    subject: `Meeting of ${organizer.displayName}`,
    sensitivity: isPrivate ? "private" : "normal",
    startMs,
    endMs: startMs + HOUR_MS,
    attendees: [invited(attendee, "required", "none", null)].concat(
      rooms.map((room) => invited(room, "resource", "accepted", atMs)),
    ),
  };
  return isSeries ? asSeries(world, item) : item;
}

const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;

function asSeries(world: World, item: CalendarItem): CalendarItem {
  const day = new Date(item.startMs).toISOString().slice(0, 10);
  const weekday = WEEKDAYS[new Date(item.startMs).getUTCDay()];
  if (weekday === undefined) throw new Error("A week has seven days.");
  const input: EventInput = {
    recurrence: {
      pattern: {
        type: "weekly",
        interval: 1,
        daysOfWeek: [weekday],
      },
      range: { type: "numbered", startDate: day, numberOfOccurrences: OCCURRENCES },
    },
  };
  const applied = applyEventInput(item, input, world);
  if (!applied.ok) throw new Error(applied.error.message);
  return applied.value;
}

function attendeesItem(own: CalendarItem, key: string): CalendarItem {
  const status = { response: "none", timeMs: null } as const;
  return {
    ...own,
    key,
    isOrganizer: false,
    attendees: [
      { ...own.organizer, type: "required" as const, status },
      ...own.attendees.map((attendee) => ({ ...attendee, status })),
    ],
    myResponse: { response: "notResponded", timeMs: null },
  };
}

function invited(
  user: DirectoryUser,
  type: Attendee["type"],
  response: "none" | "accepted",
  timeMs: number | null,
): Attendee {
  return { name: user.displayName, address: user.mail, type, status: { response, timeMs } };
}
