import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Event } from "@microsoft/microsoft-graph-types";
import { ANNA, meetingInput, ROOM } from "../mailbox/test-exchange.ts";
import { DeltaFollower, type EventRow } from "./delta-follower.ts";
import { createInProcessGraph, type InProcessGraph } from "./in-process-graph.ts";

/** The window is the second and third week of March 2026; acts fall on days around it too. */
const WINDOW = "startDateTime=2026-03-09T00:00:00Z&endDateTime=2026-03-23T00:00:00Z";
const CALENDAR = `/users/${ANNA}`;

/** One act of a person, of Exchange, or of the client; `target` picks among what there is. */
interface Act {
  readonly kind: (typeof KINDS)[number];
  readonly day: number;
  readonly target: number;
}

const KINDS = [
  "createSingle",
  "createSeries",
  "createWithRoom",
  "move",
  "rename",
  "delete",
  "changeOccurrence",
  "deleteOccurrence",
  "advance",
  "readPage",
  "readRound",
  "forgetChanges",
] as const;

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    day: fc.integer({ min: 1, max: 28 }),
    target: fc.integer({ min: 0, max: 20 }),
  }),
  { minLength: 10, maxLength: 40, size: "max" },
);

const oddities = fc.record({
  emptyFirstPage: fc.boolean(),
  replayProbability: fc.constantFrom(0, 0.5),
  repeatProbability: fc.constantFrom(0, 0.5),
  lagMs: fc.constantFrom(0, 60_000),
  expiryProbability: fc.constantFrom(0, 0.15),
  pageSize: fc.integer({ min: 1, max: 6 }),
});

function at(day: number): string {
  return `2026-03-${String(day).padStart(2, "0")}T10:00`;
}

function times(day: number): Pick<Event, "start" | "end"> {
  const timeZone = "Europe/Berlin";
  const date = at(day).slice(0, 10);
  return {
    start: { dateTime: `${date}T15:00:00`, timeZone },
    end: { dateTime: `${date}T16:00:00`, timeZone },
  };
}

function everyOtherDay(day: number): object {
  return {
    pattern: { type: "daily", interval: 2 },
    range: { type: "numbered", startDate: at(day).slice(0, 10), numberOfOccurrences: 5 },
  };
}

/** The calendar as its own view shows it. */
async function calendarOf(graph: InProcessGraph): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  let link: string | undefined = `${CALENDAR}/calendarView?${WINDOW}&$top=50`;
  while (link !== undefined) {
    const { body } = await graph.ask("GET", link);
    rows.push(...(body["value"] as EventRow[]));
    link = body["@odata.nextLink"] as string | undefined;
  }
  return rows;
}

async function pick(
  graph: InProcessGraph,
  target: number,
  types: readonly string[],
): Promise<string | undefined> {
  const year = "startDateTime=2026-01-01T00:00:00Z&endDateTime=2026-12-31T00:00:00Z";
  const { body } = await graph.ask("GET", `${CALENDAR}/calendarView?${year}&$top=900`);
  const rows = (body["value"] as EventRow[]).filter(({ type }) => types.includes(type));
  const row = rows[target % Math.max(1, rows.length)];
  return row && encodeURIComponent(row.id);
}

const ALONE = ["singleInstance"];
const IN_SERIES = ["occurrence", "exception"];

async function perform(graph: InProcessGraph, follower: DeltaFollower, act: Act): Promise<void> {
  const create = (attendees: string[], more: object = {}): Promise<unknown> =>
    graph.ask("POST", `${CALENDAR}/events`, meetingInput(at(act.day), attendees, more));
  const change = async (types: readonly string[], method: string, body?: object) => {
    const id = await pick(graph, act.target, types);
    if (id !== undefined) await graph.ask(method, `${CALENDAR}/events/${id}`, body);
  };
  switch (act.kind) {
    case "createSingle":
      await create([]);
      return;
    case "createSeries":
      await create([], { recurrence: everyOtherDay(act.day) });
      return;
    case "createWithRoom":
      await create([ROOM]);
      return;
    case "move":
      return change(ALONE, "PATCH", times(act.day));
    case "rename":
      return change([...ALONE, ...IN_SERIES], "PATCH", { subject: `Named ${act.day}` });
    case "delete":
      return change(ALONE, "DELETE");
    case "changeOccurrence":
      // Refused where it would cross its neighbours (facts 1.5), which changes nothing.
      return change(IN_SERIES, "PATCH", times(act.day));
    case "deleteOccurrence":
      return change(IN_SERIES, "DELETE");
    case "advance":
      return graph.world.clock.advance(45_000);
    case "readPage":
      return follower.readPage();
    case "readRound":
      return follower.readRound();
    case "forgetChanges":
      graph.world.mailboxes.of("id-anna").forgetChanges();
  }
}

/** What a row of either kind shows of an event. */
function shown(rows: readonly EventRow[]): string[] {
  return rows
    .map(({ id, subject, start, end }) => JSON.stringify([id, subject, start, end]))
    .toSorted();
}

describe("a client that follows delta by its rules (facts 1.13)", () => {
  test("holds what the calendar's view shows, whatever anybody does", async () => {
    await fc.assert(
      fc.asyncProperty(acts, oddities, async (steps, { pageSize, ...delta }) => {
        const graph = createInProcessGraph(() => `odata.maxpagesize=${pageSize}`);
        Object.assign(graph.world.settings.delta, delta);
        const follower = new DeltaFollower(graph, CALENDAR, WINDOW);
        for (const step of steps) await perform(graph, follower, step);
        await graph.world.clock.advance(120_000);
        graph.world.settings.delta.expiryProbability = 0;
        await follower.readRound();
        await follower.readRound();
        assert.deepEqual(shown(follower.events()), shown(await calendarOf(graph)));
      }),
      { numRuns: 120 },
    );
  });
});
