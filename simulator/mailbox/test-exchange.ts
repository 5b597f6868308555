import assert from "node:assert/strict";
import { createClock } from "../clock.ts";
import { createDirectory, type DirectoryUser } from "../directory/directory.ts";
import { ROOM_PROCESSING_DEFAULTS, type RoomProcessing } from "../rooms/room-processing.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../settings.ts";
import type { CalendarItem } from "./calendar-item.ts";
import type { EventInput } from "./event-input.ts";
import { calendarViews, type EventView } from "./event-view.ts";
import { encodeItemId } from "./item-id.ts";
import { createMailboxes, type ExchangeContext } from "./mailboxes.ts";
import { createEvent } from "./meetings.ts";
import type { Outcome } from "./outcome.ts";

/** Monday, 2 March 2026, 08:00 UTC: where the clock of these tests stands until it is advanced. */
export const TEST_NOW_MS = Date.UTC(2026, 2, 2, 8);

/** More than a room needs to decide and to rewrite its copy. */
export const DECISION_MS = 10_000;

export const ANNA = "anna@office.example";
export const BORIS = "boris@office.example";
export const ROOM = "room.oak@office.example";
export const OTHER_ROOM = "room.elm@office.example";

/** Two people and two rooms in Berlin, on a clock that stands still. */
export function createTestExchange(): ExchangeContext {
  const clock = createClock(() => TEST_NOW_MS);
  const random = createSeededRandom(7);
  const directory = createDirectory({
    id: "tenant",
    domain: "office.example",
    displayName: "Office",
    userConsentPolicy: "allow-all",
  });
  for (const user of [
    person("anna", "Anna Berg"),
    person("boris", "Boris Alm"),
    room("oak", "Oak"),
    room("elm", "Elm"),
  ]) {
    directory.users.set(user.id, user);
  }
  const settings = structuredClone(SIMULATOR_SETTINGS_DEFAULTS);
  const mailboxes = createMailboxes(clock, random);
  return { clock, directory, settings, random, mailboxes };
}

function person(name: string, displayName: string): DirectoryUser {
  const address = `${name}@office.example`;
  return {
    id: `id-${name}`,
    kind: "person",
    userPrincipalName: address,
    mail: address,
    displayName,
    givenName: null,
    surname: null,
    jobTitle: null,
    accountEnabled: true,
    isGlobalAdministrator: false,
    timeZone: "W. Europe Standard Time",
  };
}

function room(name: string, displayName: string): DirectoryUser {
  return {
    ...person(`room.${name}`, displayName),
    kind: "room",
    room: {
      capacity: 4,
      building: "Mill",
      floorNumber: 1,
      floorLabel: "1",
      tags: [],
      isWheelChairAccessible: true,
      delegates: ["id-boris"],
      processing: { ...ROOM_PROCESSING_DEFAULTS },
    },
  };
}

export function setProcessing(
  exchange: ExchangeContext,
  address: string,
  change: Partial<RoomProcessing>,
): void {
  const user = userOf(exchange, address);
  assert.ok(user.room);
  Object.assign(user.room.processing, change);
}

export function userOf(exchange: ExchangeContext, address: string): DirectoryUser {
  const user = exchange.directory.findUser(address);
  assert.ok(user, `${address} is not in the directory`);
  return user;
}

/** A meeting of one hour in Berlin on a day of March 2026, with these attendees. */
export function meetingInput(
  start: string,
  attendees: readonly string[],
  more: Partial<EventInput> = {},
): EventInput {
  const [date = "", time = ""] = start.split("T");
  const hour = String(Number(time.slice(0, 2)) + 1).padStart(2, "0");
  const timeZone = "Europe/Berlin";
  return {
    subject: "Planning",
    body: { contentType: "text", content: "Agenda" },
    start: { dateTime: start, timeZone },
    end: { dateTime: `${date}T${hour}:${time.slice(3)}`, timeZone },
    attendees: attendees.map((address) => ({
      type: address.startsWith("room.") ? "resource" : "required",
      emailAddress: { address },
    })),
    ...more,
  };
}

/** Creates an event in `owner`'s mailbox and returns its id. */
export function organize(exchange: ExchangeContext, owner: string, input: EventInput): string {
  const view = valueOf(createEvent(exchange, userOf(exchange, owner).id, input));
  return encodeItemId(view.item.key, "regular");
}

export function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, outcome.ok ? "" : JSON.stringify(outcome.error));
  return outcome.value;
}

/** The refusal's code. */
export function codeOf(outcome: Outcome<unknown>): string {
  assert.ok(!outcome.ok, "the operation was not refused");
  return outcome.error.code;
}

/** What stands on somebody's calendar in the spring of 2026, in order of start. */
export function calendarOf(exchange: ExchangeContext, address: string): EventView[] {
  const mailbox = exchange.mailboxes.of(userOf(exchange, address).id);
  return calendarViews(mailbox, Date.UTC(2026, 2, 1), Date.UTC(2026, 5, 1));
}

/** The only item on somebody's calendar. */
export function onlyItem(exchange: ExchangeContext, address: string): CalendarItem {
  const views = calendarOf(exchange, address);
  assert.equal(views.length, 1, `${address} has ${views.length} events`);
  assert.ok(views[0]);
  return views[0].item;
}

/** How an attendee stands on an item of the organizer's. */
export function statusOf(item: CalendarItem, address: string): string | undefined {
  return item.attendees.find((attendee) => attendee.address === address)?.status.response;
}
