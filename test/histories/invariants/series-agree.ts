import { Temporal } from "temporal-polyfill";
import { type EventView, seriesViews } from "../../../simulator/mailbox/event-view.ts";
import { occurrencesIn } from "../../../src/core/recurrence/expand-series.ts";
import { parseSeries } from "../../../src/core/recurrence/parse-series.ts";
import type { Attendee } from "../../../src/core/reservations/attendees.ts";
import { ownEvents, type OwnEvent } from "../calendars.ts";
import type { Company } from "../company.ts";
import type { History, Invariant } from "../history.ts";
import { inWords } from "../model.ts";
import type { AgreedSeries } from "../series-model.ts";

interface SeriesNow {
  readonly id: string;
  readonly state: string;
  readonly sync_state: string;
  readonly ical_uid: string | null;
  readonly subject: string;
  readonly notes: string;
  readonly sensitivity: string;
  readonly attendees: readonly Attendee[];
  readonly held_until: Date;
  readonly dates: readonly DateNow[];
  /** To which somebody has not agreed, and which nobody has asked about again. */
  readonly rejected: readonly string[];
}

interface DateNow {
  readonly date: string;
  readonly space_id: string;
  readonly start: number;
  readonly end: number;
  readonly state: string;
}

/** Less than series are held ahead. */
const DAYS_COMPARED = 28;
const DAY_MS = 86_400_000;

/**
 * A series that was made here is one series in one calendar, the one that the rules name: each date
 * is there as it is here, none is twice, and none that was cancelled is left. Where nobody has
 * changed it in Outlook, both are as it was agreed.
 */
export const SERIES_AGREE: Invariant = {
  name: "series agree",
  async check(history, known) {
    const rows = await seriesNow(history);
    const events = Map.groupBy(
      ownEvents(history.exchange.world).filter(({ item }) => item.series !== null),
      ({ reservationId }) => reservationId,
    );
    const lost = [...history.model.series.values()].filter(
      ({ id }) => !rows.some((row) => row.id === id),
    );
    return [
      ...lost.map(({ subject }) => `${subject} is lost`),
      ...rows.flatMap((row) => {
        const agreed = history.model.series.get(row.id);
        if (agreed === undefined) return [`${row.subject} was never made by anybody`];
        const found = events.get(row.id) ?? [];
        const untold = known === "what rooms were told" ? untoldDates(row, agreed) : [];
        if (untold.length > 0 && untold.length === row.dates.length) return [];
        return differences(history, row, agreed, found)
          .filter((each) => !untold.some((date) => each.startsWith(date)))
          .map((each) => `${agreed.subject}: ${each}`);
      }),
    ];
  },
};

/** Of what becomes of a date in Outlook whose room was lost, reconciliation alone hears. */
function untoldDates({ dates }: SeriesNow, { isTouched }: AgreedSeries): readonly string[] {
  const lost = dates.filter(({ state }) => state === "conflicted");
  return isTouched ? lost.map(({ date }) => date) : [];
}

function differences(
  history: History,
  row: SeriesNow,
  agreed: AgreedSeries,
  found: readonly OwnEvent[],
): readonly string[] {
  const { company, time } = history;
  const dates = row.dates.map(({ date }) => date);
  // Nobody came, or agreed: its room has let it go, or its series has. And what has begun where no
  // calendar is stays there, though its series has come into a room since.
  const released = row.dates
    .filter(({ state, start, space_id: spaceId }) => {
      const isOutside = company.spaceById(spaceId).mailbox === null;
      return state === "no_show" || (isOutside && start <= time.nowMs());
    })
    .map(({ date }) => date)
    .concat(row.rejected);
  const isReleased = (each: string): boolean => released.some((date) => each.startsWith(date));
  const here = row.dates.map((each) => lineOf(company, each)).filter((each) => !isReleased(each));
  const doubled = dates.filter((date, at) => dates.indexOf(date) !== at);
  const isOver = ["cancelled", "no_show"].includes(row.state) || row.dates.length === 0;
  return [
    ...doubled.map((date) => `${date} stands here twice`),
    ...(agreed.isTouched ? [] : notAsAgreed(history, row, agreed)),
    // Where its room has declined all of it, it goes on in its calendar without. What is over may go
    // on there too, and is then a meeting made in Outlook.
    ...(row.state === "rejected" || (row.state === "completed" && agreed.isTouched)
      ? []
      : calendarOf(row, agreed, found, isOver, (event) =>
          linesThere(event, time.nowMs(), comparedUntilMs(history, row)).filter(
            (each) => !isReleased(each),
          ),
        )),
  ];

  function calendarOf(
    { ical_uid: iCalUId, sync_state: syncState }: SeriesNow,
    { place }: AgreedSeries,
    events: readonly OwnEvent[],
    mayBeGone: boolean,
    lines: (event: OwnEvent) => readonly string[],
  ): readonly string[] {
    const where = events.map(({ mailbox }) => mailbox).join(" and ") || "no calendar";
    const isShown = events.some((event) => lines(event).length > 0);
    if (place === null || mayBeGone) {
      return isShown ? [`is in ${where}, and should be in none (${row.state})`] : [];
    }
    const [event] = events;
    if (event === undefined || events.length > 1 || event.mailbox !== place) {
      return [`is in ${where}, and should be in that of ${place} (${row.state})`];
    }
    const there = lines(event);
    return [
      ...here.filter((each) => !there.includes(each)).map((each) => `${each} is only here`),
      ...there.filter((each) => !here.includes(each)).map((each) => `${each} is only there`),
      ...notSame(shownOf(event), wordsNow(row, agreed)),
      ...(iCalUId === event.item.iCalUId ? [] : ["its iCalUId is another one"]),
      ...(syncState === "synchronized" ? [] : [`is ${syncState}`]),
    ];
  }
}

/** A series that has no room does not go on without one: later dates are in its calendar alone. */
function comparedUntilMs({ time }: History, { state, held_until: heldUntil }: SeriesNow): number {
  const untilMs = time.nowMs() + DAYS_COMPARED * DAY_MS;
  if (state !== "conflicted") return untilMs;
  return Math.min(untilMs, Math.max(time.nowMs(), heldUntil.getTime()));
}

/** As it was agreed, though nobody asks the calendar. */
function notAsAgreed(history: History, row: SeriesNow, agreed: AgreedSeries): readonly string[] {
  const { cancelledAtMs } = agreed;
  if (cancelledAtMs !== null) {
    return row.dates
      .filter(({ start }) => start > cancelledAtMs)
      .map((each) => `${lineOf(history.company, each)} stands, and the series is cancelled`);
  }
  if (row.state === "rejected") {
    return row.dates
      .filter(({ start }) => start > history.time.nowMs())
      .map((each) => `${lineOf(history.company, each)} stands, and the series is rejected`);
  }
  const series = parseSeries(agreed.series);
  if (!series.ok) return [series.problem.code];
  const nowMs = history.time.nowMs();
  const start = Temporal.Instant.fromEpochMilliseconds(nowMs);
  const end = Temporal.Instant.fromEpochMilliseconds(comparedUntilMs(history, row));
  // A date that had begun stayed as it was when all of its series was changed.
  const ahead = occurrencesIn(series.value, { start, end }).filter(
    (each) =>
      each.start.epochMilliseconds > nowMs && !row.rejected.includes(each.originalDate.toString()),
  );
  const shall = ahead.map((each) => {
    const date = each.originalDate.toString();
    return lineOf(history.company, {
      date,
      space_id: agreed.spaces.get(date) ?? agreed.spaceId,
      start: each.start.epochMilliseconds,
      end: each.end.epochMilliseconds,
    });
  });
  const stands = row.dates
    .filter((each) => each.start > nowMs)
    .map((each) => lineOf(history.company, each));
  return [
    ...shall.filter((each) => !stands.includes(each)).map((each) => `${each} is not here`),
    ...stands.filter((each) => !shall.includes(each)).map((each) => `${each} was not agreed`),
    ...notSame(row, agreed),
  ];
}

function notSame(is: Words, shall: Words): readonly string[] {
  const [left, right] = [is, shall].map(({ subject, notes, sensitivity, attendees }) => ({
    subject,
    notes: notes.trim(),
    sensitivity,
    attendees: inWords(attendees),
  }));
  return Object.entries(left ?? {}).flatMap(([name, value]) => {
    const wanted = right?.[name as keyof typeof right];
    return value === wanted ? [] : [`${name} is ${value}, agreed is ${wanted}`];
  });
}

interface Words {
  readonly subject: string;
  readonly notes: string;
  readonly sensitivity: string;
  readonly attendees: readonly Pick<Attendee, "email" | "type">[];
}

function shownOf({ item }: OwnEvent): Words {
  const people = item.attendees.filter(({ type }) => type !== "resource");
  return {
    subject: item.subject,
    notes: item.body.content,
    sensitivity: item.sensitivity,
    attendees: people.map(({ address, type }) => ({
      email: address.toLowerCase(),
      type: type === "optional" ? type : "required",
    })),
  };
}

/** Whoever is invited because of the rules is required, whatever else they were. */
function wordsNow(row: SeriesNow, { invited, place }: AgreedSeries): Words {
  const people = new Map(row.attendees.map(({ email, type }) => [email, type]));
  if (invited !== null) people.set(invited, "required");
  if (place !== null) people.delete(place);
  return { ...row, attendees: [...people].map(([email, type]) => ({ email, type })) };
}

function linesThere({ item }: OwnEvent, fromMs: number, untilMs: number): readonly string[] {
  return seriesViews(item, fromMs, untilMs).map((view) =>
    line(view.occurrenceDate ?? "", view.startMs, view.endMs, roomsOf(view)),
  );
}

function roomsOf({ item }: EventView): string {
  return item.attendees
    .filter(({ type }) => type === "resource")
    .map(({ address }) => address.toLowerCase())
    .toSorted()
    .join(" and ");
}

function lineOf(company: Company, { date, start, end, space_id }: Omit<DateNow, "state">): string {
  const { mailbox, name } = company.spaceById(space_id);
  return line(date, start, end, mailbox ?? name);
}

function line(date: string, startMs: number, endMs: number, rooms: string): string {
  const [start, end] = [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16));
  return `${date} from ${start} to ${end} in ${rooms}`;
}

async function seriesNow({ database, time }: History): Promise<readonly SeriesNow[]> {
  const { rows } = await database.pool.query<SeriesNow>(
    `select m.id, m.state, m.sync_state, m.ical_uid, m.subject, m.notes, m.sensitivity,
       m.attendees, q.held_until,
       (select coalesce(json_agg(json_build_object('date', k.original_date::text,
           'space_id', k.space_id, 'state', k.state,
           'start', (extract(epoch from k.start_at) * 1000)::bigint,
           'end', (extract(epoch from k.end_at) * 1000)::bigint)
         order by k.original_date, k.id), '[]')
         from reservation k where k.parent_id = m.id and k.end_at > $1 and k.start_at < $2
           and k.state not in ('cancelled', 'rejected')) as dates,
       array(select k.original_date::text from reservation k
         where k.parent_id = m.id and k.state = 'rejected' and not exists (
           select 1 from reservation l where l.parent_id = m.id
             and l.original_date = k.original_date and l.state not in ('cancelled', 'rejected'))
       ) as rejected
     from reservation m join reservation_series q on q.reservation_id = m.id
     where m.origin = 'usher' and m.is_parent and m.kind = 'recurring' order by m.id`,
    [
      new Date(time.nowMs()).toISOString(),
      new Date(time.nowMs() + DAYS_COMPARED * DAY_MS).toISOString(),
    ],
  );
  return rows;
}
