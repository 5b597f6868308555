import { Temporal } from "temporal-polyfill";
import { cancelReservation } from "../../../src/app/reservations/cancel-reservation.ts";
import type {
  ConflictAnswer,
  DateElsewhere,
} from "../../../src/app/reservations/create-request.ts";
import { createReservation } from "../../../src/app/reservations/create-reservation.ts";
import type { ReservationPatch } from "../../../src/app/reservations/judge-update.ts";
import type { Scope } from "../../../src/app/reservations/load-series.ts";
import { rollSeriesOn } from "../../../src/app/reservations/roll-series.ts";
import { updateReservation } from "../../../src/app/reservations/update-reservation.ts";
import type { RequestedRecurrence } from "../../../src/core/recurrence/requested-series.ts";
import type { Chance } from "../chance.ts";
import { BUILDING_ZONE } from "../company.ts";
import type { ActKind, History } from "../history.ts";
import { recordSeriesAct } from "../recorded-series-acts.ts";
import type { AgreedSeries } from "../series-model.ts";
import type { UsherProcess } from "../usher-process.ts";
import { actingFor, attendeesOf, outcomeInWords, slotOf } from "./reservation-acts.ts";

/** What people do here to series, and what the clock does. */
export const SERIES_ACTS: readonly ActKind[] = [
  { name: "book series", weight: () => 3, perform: book },
  { name: "change occurrence", weight: whereSeriesStand(2), perform: changing("this") },
  { name: "change following", weight: whereSeriesStand(1), perform: changing("following") },
  { name: "change series", weight: whereSeriesStand(1.5), perform: changing("all") },
  { name: "cancel occurrence", weight: whereSeriesStand(1), perform: cancelling("this") },
  { name: "cancel following", weight: whereSeriesStand(0.5), perform: cancelling("following") },
  { name: "cancel series", weight: whereSeriesStand(0.5), perform: cancelling("all") },
  { name: "series roll on", weight: whereSeriesStand(0.7), perform: rollOn },
];

function whereSeriesStand(weight: number): ActKind["weight"] {
  return ({ model }) => (standing(model.series).length > 0 ? weight : 0);
}

function standing(series: ReadonlyMap<string, AgreedSeries>): readonly AgreedSeries[] {
  return [...series.values()].filter(({ cancelledAtMs }) => cancelledAtMs === null);
}

async function book(history: History, chance: Chance): Promise<string> {
  const { company, model } = history;
  const process = chance.pick(history.processes);
  const owner = chance.pick(company.everybody);
  const space = chance.pick(company.spaces);
  const { actor, name } = actingFor(history, chance, owner, space.id);
  const slot = slotOf(history, chance);
  const number = model.counts.get("series booking") ?? 0;
  model.count("series booking");
  const recurrence = someRecurrence(chance, slot.start);
  const onConflict = chance.pick(["refuse", "skip"] as const);
  const wanted = {
    spaceId: space.id,
    ...slot,
    timeZone: BUILDING_ZONE,
    subject: `Weekly ${number}`,
    notes: chance.happens(0.3) ? `Notes of weekly ${number}` : "",
    sensitivity: chance.happens(0.15) ? ("private" as const) : ("normal" as const),
    attendees: attendeesOf(history, chance),
    requestedFor: owner.personId,
    recurrence,
    onConflict,
  };
  const datesElsewhere = someElsewhere(
    history,
    chance,
    datesFrom(slot.start, recurrence),
    space.id,
  );
  const request = { ...wanted, datesElsewhere };
  const { pattern, range } = recurrence;
  const from = slot.start.toString().slice(0, 16);
  const where = elsewhereInWords(history, datesElsewhere);
  const how = `${pattern.type} ${range.type} from ${from}, ${onConflict}${where}`;
  const words = `${name} books ${space.name} as Weekly ${number}, ${how}, for ${owner.name}`;
  await history.act(process, words, async () => {
    const asked = { isFor: owner.personId, wanted: {}, isPart: false };
    const act = recordSeriesAct(process.reservations, history, actor, "create", {
      ...asked,
      wanted: { spaceId: space.id },
    });
    const outcome = await createReservation(act.deps, actor, request);
    act.ended(outcome);
    return outcomeInWords(outcome);
  });
  return words;
}

function someRecurrence(
  chance: Chance,
  start: Temporal.Instant,
): Extract<RequestedRecurrence, { kind: "pattern" }> {
  const day = start.toZonedDateTimeISO(BUILDING_ZONE);
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const pattern = chance.happens(0.6)
    ? ({ type: "daily", interval: chance.whole(1, 2) } as const)
    : ({ type: "weekly", interval: 1, daysOfWeek: [days[day.dayOfWeek - 1] ?? ""] } as const);
  const range = chance.happens(0.25)
    ? ({ type: "noEnd" } as const)
    : ({ type: "numbered", numberOfOccurrences: chance.whole(2, 5) } as const);
  return { kind: "pattern", pattern, range };
}

/** The first dates that it has, as far as they are told easily. */
function datesFrom(
  start: Temporal.Instant,
  { pattern, range }: Extract<RequestedRecurrence, { kind: "pattern" }>,
): readonly string[] {
  const first = start.toZonedDateTimeISO(BUILDING_ZONE).toPlainDate();
  const days = pattern.type === "daily" ? (pattern.interval ?? 1) : 7;
  const { numberOfOccurrences: count = 3 } = range;
  return Array.from({ length: count ?? 3 }, (_, at) => first.add({ days: at * days }).toString());
}

/** In a third of the acts, one or two of the dates that are to be in some other space. */
function someElsewhere(
  { company }: History,
  chance: Chance,
  dates: readonly string[],
  homeId: string,
): readonly DateElsewhere[] {
  const home = company.spaceById(homeId);
  const others = company.spaces.filter(
    ({ id, mailbox }) => id !== homeId && (mailbox === null) === (home.mailbox === null),
  );
  if (dates.length < 2 || others.length === 0 || !chance.happens(0.33)) return [];
  const some = new Set([chance.pick(dates), chance.pick(dates)]);
  return [...some].map((originalDate) => ({ originalDate, spaceId: chance.pick(others).id }));
}

function elsewhereInWords({ company }: History, elsewhere: readonly DateElsewhere[]): string {
  return elsewhere
    .map(({ originalDate, spaceId }) => `, ${company.spaceById(spaceId).name} on ${originalDate}`)
    .join("");
}

interface Occurrence {
  readonly agreed: AgreedSeries;
  readonly id: string;
  readonly spaceId: string;
  readonly date: string;
  /** All that there are, so far as they are told. */
  readonly dates: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
}

/** One that people can name: any that is not over, and now and then one that is. */
async function someOccurrence(history: History, chance: Chance): Promise<Occurrence | null> {
  const series = chance.pick(standing(history.model.series));
  const { rows } = await history.database.pool.query<{
    id: string;
    date: string;
    space_id: string;
    start_at: Date;
    end_at: Date;
  }>(
    `select id, original_date::text as date, space_id, start_at, end_at from reservation
     where parent_id = $1::uuid and state <> 'cancelled' and end_at > $2
     order by original_date, id limit 12`,
    [series.id, new Date(history.time.nowMs()).toISOString()],
  );
  if (rows.length === 0) return null;
  const { id, date, space_id: spaceId, start_at: start, end_at: end } = chance.pick(rows);
  const agreed = history.model.series.get(series.id) ?? series;
  const dates = rows.map((row) => row.date);
  return { agreed, id, date, dates, spaceId, startMs: start.getTime(), endMs: end.getTime() };
}

function changing(scope: Scope): ActKind["perform"] {
  return async (history, chance) => {
    const occurrence = await someOccurrence(history, chance);
    if (occurrence === null) return "No occurrence is there to be changed";
    const [what, wanted] = someChange(history, chance, occurrence, scope);
    const { agreed, id, date } = occurrence;
    const process = chance.pick(history.processes);
    const owner = history.company.personById(agreed.requestedFor);
    const { actor, name } = actingFor(history, chance, owner, agreed.spaceId);
    const answer = someAnswer(history, chance, occurrence, wanted, scope);
    const where = elsewhereInWords(history, answer.datesElsewhere ?? []);
    const how = answer.onConflict === undefined ? "" : `, ${answer.onConflict}${where}`;
    const words = `${name} ${what}, of ${agreed.subject} ${inScope(scope, date)}${how}`;
    await history.act(process, words, async () => {
      const asked = { isFor: agreed.requestedFor, wanted, isPart: scope !== "all" };
      const act = recordSeriesAct(process.reservations, history, actor, "update", asked);
      const outcome = await updateReservation(act.deps, actor, {
        id,
        patch: wanted,
        scope,
        ...answer,
      });
      act.ended(outcome);
      return outcomeInWords(outcome);
    });
    return words;
  };
}

/** What becomes of dates that are taken, and where some are to be then. */
function someAnswer(
  history: History,
  chance: Chance,
  { agreed, date, dates }: Occurrence,
  { spaceId = agreed.spaceId }: ReservationPatch,
  scope: Scope,
): ConflictAnswer {
  if (scope === "this") return {};
  const meant = scope === "all" ? dates : dates.filter((each) => each >= date);
  const onConflict = chance.pick(["refuse", "skip"] as const);
  return { onConflict, datesElsewhere: someElsewhere(history, chance, meant, spaceId) };
}

function inScope(scope: Scope, date: string): string {
  const words = { this: `on ${date}`, following: `from ${date} on`, all: "on all dates" };
  return words[scope];
}

const HALF_HOUR_MS = 30 * 60_000;

function someChange(
  history: History,
  chance: Chance,
  { startMs, endMs }: Occurrence,
  scope: Scope,
): readonly [string, ReservationPatch] {
  const at = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms);
  const shiftMs = chance.pick([-2, -1, 1, 2]) * HALF_HOUR_MS;
  const space = chance.pick(history.company.spaces);
  const number = history.model.counts.get("series description") ?? 0;
  const timesOrRoom = [
    [
      `moves by ${shiftMs / 60_000} minutes`,
      { start: at(startMs + shiftMs), end: at(endMs + shiftMs) },
    ],
    ["makes longer", { end: at(endMs + HALF_HOUR_MS) }],
    [`moves into ${space.name}`, { spaceId: space.id }],
  ] as const;
  if (scope === "this") return chance.pick(timesOrRoom);
  history.model.count("series description");
  return chance.pick<readonly [string, ReservationPatch]>([
    ...timesOrRoom,
    ["changes the subject", { subject: `Renamed weekly ${number}` }],
    ["changes who comes", { attendees: attendeesOf(history, chance) }],
  ]);
}

function cancelling(scope: Scope): ActKind["perform"] {
  return async (history, chance) => {
    const occurrence = await someOccurrence(history, chance);
    if (occurrence === null) return "No occurrence is there to be cancelled";
    const { agreed, id, date } = occurrence;
    const process = chance.pick(history.processes);
    const owner = history.company.personById(agreed.requestedFor);
    const { actor, name } = actingFor(history, chance, owner, agreed.spaceId);
    const words = `${name} cancels ${agreed.subject} ${inScope(scope, date)}`;
    await history.act(process, words, async () => {
      const asked = { isFor: agreed.requestedFor, wanted: {}, isPart: scope !== "all" };
      const act = recordSeriesAct(process.reservations, history, actor, "cancel", asked);
      const outcome = await cancelReservation(act.deps, actor, { id, cancelNotes: "Off.", scope });
      act.ended(outcome);
      return outcomeInWords(outcome);
    });
    return words;
  };
}

/** As the server does each hour: what has no end is held further ahead. */
async function rollOn(history: History, chance: Chance): Promise<string> {
  const process = chance.pick(history.processes);
  const words = "Series without end roll on";
  await history.act(process, words, async () => {
    const rolled = await rollSeriesOn(process.rolling);
    return `${rolled} were looked at`;
  });
  return words;
}

/** By the person whom it is for, where nothing else is left to do. */
export async function cancelSeriesInTheEnd(
  history: History,
  process: UsherProcess,
  id: string,
): Promise<void> {
  const { requestedFor, subject = "a series" } = history.model.series.get(id) ?? {};
  const { personId, roles, name } = history.company.personById(requestedFor ?? "");
  const actor = { kind: "person", personId, roles, channel: "portal" } as const;
  const asked = { isFor: personId, wanted: {}, isPart: false };
  const act = recordSeriesAct(process.reservations, history, actor, "cancel", asked);
  const outcome = await cancelReservation(act.deps, actor, { id, cancelNotes: "", scope: "all" });
  act.ended(outcome);
  history.say(`   … ${name} cancels all of ${subject}: ${outcomeInWords(outcome)}`);
}
