import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { crossesNeighbour } from "../core/recurrence/neighbours.ts";
import { bareSeries, changedSeries } from "../core/recurrence/series.arbitrary.ts";
import type { Series, SeriesException } from "../core/recurrence/series.ts";
import { differingFields } from "./event-difference.ts";
import { toEventFields, toInvited, toZoned } from "./event-mapping.ts";
import { type GraphEvent, graphEventSchema, readInstant } from "./event-reading.ts";
import { planOccurrences, type SeriesEvent } from "./occurrence-plan.ts";
import { type MasterReading, readMaster } from "./series-reading.ts";

const ORGANIZER = "ada@office.example";

function contentOf(series: Series): SeriesEvent {
  return {
    subject: "Stand-up",
    notes: "",
    // Of a series the calendar is told the pattern's times, not these.
    startAt: new Date(0),
    endAt: new Date(0),
    timeZone: series.zone,
    sensitivity: "normal",
    showAs: "busy",
    attendees: [{ email: "bo@office.example", name: "Bo", type: "optional" }],
    rooms: [{ email: "wren@office.example", name: "Wren" }],
    isAllDay: false,
    series: { series, roomsByDate: [] },
  };
}

function exceptionOf(series: Series, { originalDate, start, durationMinutes }: SeriesException) {
  return graphEventSchema.parse({
    id: originalDate.toString(),
    start: toZoned(start, series.zone),
    end: toZoned(start.add({ minutes: durationMinutes }), series.zone),
    ...toInvited(ORGANIZER, contentOf(series)),
  });
}

const readingOf = (series: Series): MasterReading => ({
  series,
  isAllDay: false,
  exceptions: new Map(
    series.exceptions.map((each) => [each.originalDate.toString(), exceptionOf(series, each)]),
  ),
});

/** A series as it shall be, and as it is: with some of the changes, others, or none. */
const pairs = fc
  .tuple(changedSeries, fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }))
  .map(([wanted, kept]) => {
    const there: Series = {
      ...wanted,
      exceptions: wanted.exceptions.filter((_, place) => kept[place] === true),
      cancelledDates: wanted.cancelledDates.filter((_, place) => kept[place + 12] === true),
    };
    return [wanted, there] as const;
  });

/** What Exchange makes of the plan's steps, one after the other. */
function apply(there: Series, wanted: Series, content: SeriesEvent): Series {
  let current = there;
  for (const { originalDate, fields } of planOccurrences(ORGANIZER, content, readingOf(there))
    .steps) {
    const others = current.exceptions.filter(
      (each) => each.originalDate.toString() !== originalDate,
    );
    if (fields === null) {
      const date = wanted.cancelledDates.find((each) => each.toString() === originalDate);
      assert.ok(date, `${originalDate} is to be cancelled`);
      current = {
        ...current,
        exceptions: others,
        cancelledDates: [...current.cancelledDates, date],
      };
      continue;
    }
    const stand = wanted.exceptions.find((each) => each.originalDate.toString() === originalDate);
    if (stand) assert.equal(crossesNeighbour(current, stand), undefined);
    current = { ...current, exceptions: stand ? [...others, stand] : others };
  }
  return current;
}

const datesOf = (series: Series) => ({
  exceptions: series.exceptions.map((each) => JSON.stringify(each)).sort(),
  cancelledDates: series.cancelledDates.map(String).sort(),
});

test("a plan makes the occurrences what they shall be, and after it there is nothing to do", () => {
  fc.assert(
    fc.property(pairs, ([wanted, there]) => {
      const content = contentOf(wanted);
      const after = apply(there, wanted, content);
      assert.deepEqual(datesOf(after), datesOf(wanted));
      assert.deepEqual(planOccurrences(ORGANIZER, content, readingOf(after)).steps, []);
    }),
  );
});

test("a plan takes changes back too, save that nothing revives what was cancelled", () => {
  fc.assert(
    fc.property(pairs, ([there]) => {
      const wanted: Series = { ...there, exceptions: [], cancelledDates: [] };
      const content = contentOf(wanted);
      const { unrevivable } = planOccurrences(ORGANIZER, content, readingOf(there));
      assert.deepEqual(unrevivable.toSorted(), datesOf(there).cancelledDates);
      assert.deepEqual(apply(there, wanted, content).exceptions, []);
    }),
  );
});

/** As Exchange tells of what was written: with defaults for what was not, and times in UTC. */
function told(content: SeriesEvent, inUtc: boolean): GraphEvent {
  const { recurrence, ...fields } = toEventFields(ORGANIZER, content);
  const time = (given: typeof fields.start) =>
    inUtc ? { dateTime: readInstant(given).toJSON(), timeZone: "UTC" } : given;
  return graphEventSchema.parse({
    id: "master",
    type: "seriesMaster",
    ...fields,
    start: time(fields.start),
    end: time(fields.end),
    originalStartTimeZone: fields.start.timeZone,
    recurrence: {
      pattern: { month: 0, dayOfMonth: 0, index: "first", ...recurrence?.pattern },
      range: { endDate: "0001-01-01", numberOfOccurrences: 0, ...recurrence?.range },
    },
  });
}

test("a series that was written is read as it is, and nothing of it differs", () => {
  fc.assert(
    fc.property(bareSeries, fc.boolean(), (series, inUtc) => {
      const content = contentOf(series);
      const event = told(content, inUtc);
      const read = readMaster(event, "UTC");
      assert.ok(read.ok, "it can be read");
      // By way of UTC a time is lost that clocks skip on the first day.
      if (!inUtc) {
        assert.equal(read.value.series.startTime.toString(), series.startTime.toString());
        assert.equal(read.value.series.durationMinutes, series.durationMinutes);
      }
      assert.deepEqual(differingFields(event, content, toEventFields(ORGANIZER, content)), {});
    }),
  );
});

test("another time, length, rhythm or end of a series differs in its times alone", () => {
  fc.assert(
    fc.property(bareSeries, fc.constantFrom("time", "length", "rhythm", "end"), (series, what) => {
      const changed: Series = {
        ...series,
        ...(what === "time" && { startTime: series.startTime.add({ minutes: 7 }) }),
        ...(what === "length" && { durationMinutes: series.durationMinutes === 5 ? 6 : 5 }),
        ...(what === "rhythm" && {
          pattern: { type: "daily" as const, interval: series.pattern.interval + 20 },
          durationMinutes: 5,
        }),
        ...(what === "end" && {
          range: {
            type: "numbered" as const,
            startDate: series.range.startDate,
            numberOfOccurrences: 77,
          },
        }),
      };
      const content = contentOf(changed);
      const fields = differingFields(
        told(contentOf(series), true),
        content,
        toEventFields(ORGANIZER, content),
      );
      assert.deepEqual(Object.keys(fields).sort(), ["end", "recurrence", "start"]);
    }),
  );
});

test("a series that begins at a time which clocks skip that day differs in nothing", () => {
  const content = contentOf({
    pattern: { type: "daily", interval: 1 },
    range: {
      type: "numbered",
      startDate: Temporal.PlainDate.from("2027-03-28"),
      numberOfOccurrences: 5,
    },
    startTime: Temporal.PlainTime.from("02:30"),
    durationMinutes: 60,
    zone: "Europe/Berlin",
    exceptions: [],
    cancelledDates: [],
  });
  const wanted = toEventFields(ORGANIZER, content);
  assert.deepEqual(differingFields(told(content, true), content, wanted), {});
});
