import { Temporal } from "temporal-polyfill";
import { formatSeries } from "../../core/recurrence/parse-series.ts";
import type { Series } from "../../core/recurrence/series.ts";
import { type AgreedMeeting, agreedMeeting } from "../../core/sync/agreed.ts";
import type { RoomsByDate } from "../../core/sync/inbound/rooms-by-date.ts";
import type { EventContent, InvitedRoom } from "./calendar.ts";
import type { SyncWork } from "./sync-work.ts";

/**
 * What the calendar shows of a reservation. It is always the reservation of now: a later change
 * leaves nothing to be sent for an earlier one.
 */
export function eventContentOf(work: SyncWork): EventContent {
  const { reservation, showAs, rooms, series, invited } = work;
  return {
    subject: reservation.subject,
    notes: reservation.notes,
    startAt: reservation.startAt,
    endAt: reservation.endAt,
    timeZone: reservation.timeZone,
    sensitivity: reservation.sensitivity,
    showAs,
    attendees: [
      ...(invited === null ? [] : [{ ...invited, type: "required" as const }]),
      ...reservation.attendees,
    ],
    rooms,
    isAllDay: reservation.isAllDay,
    series,
  };
}

/** The meeting without the rooms that have not answered: to invite them is then to ask them anew. */
export function withoutSilentRooms(content: EventContent, { silentRooms }: SyncWork): EventContent {
  const { rooms, series } = content;
  const wholly = silentRooms.filter(({ originalDate }) => originalDate === null);
  const isInvited = ({ email }: InvitedRoom): boolean =>
    !wholly.some((silent) => silent.email.toLowerCase() === email.toLowerCase());
  const dates = new Set(silentRooms.flatMap(({ originalDate }) => originalDate ?? []));
  return {
    ...content,
    rooms: rooms.filter(isInvited),
    series: series && {
      ...series,
      roomsByDate: [
        ...series.roomsByDate
          .filter(({ originalDate }) => !dates.has(originalDate))
          .map((each) => ({ ...each, rooms: each.rooms.filter(isInvited) })),
        ...[...dates].map((originalDate) => ({ originalDate, rooms: [] })),
      ],
    },
  };
}

/** Which rooms are asked for which times: what differs from it asks a room anew. */
export function askedForBy({ rooms, startAt, endAt, series }: EventContent): string {
  const times = `${addressesOf(rooms)} ${startAt.toISOString()} ${endAt.toISOString()}`;
  if (series === null) return times;
  // An occurrence that is cancelled asks nobody for anything.
  const { cancelledDates: _, ...asked } = formatSeries(series.series);
  const elsewhere = series.roomsByDate.map(
    ({ originalDate, rooms: others }) => `${originalDate} ${addressesOf(others)}`,
  );
  return [times, JSON.stringify(asked), ...elsewhere].join(" ");
}

function addressesOf(rooms: readonly InvitedRoom[]): string {
  return rooms.map(({ email }) => email.toLowerCase()).join(",");
}

/**
 * What the calendar shows once it has been written, to be told from what is changed there later.
 * `goneDates` were cancelled there for good, whatever was written.
 */
export function agreedFrom(content: EventContent, goneDates: readonly string[]): AgreedMeeting {
  const series = content.series?.series ?? null;
  // Whoever is listed twice is shown as what they are listed as first.
  const shown = content.attendees.filter(
    ({ email }, at) => content.attendees.findIndex((each) => isSame(each.email, email)) === at,
  );
  return agreedMeeting({
    ...content,
    attendees: shown,
    start: Temporal.Instant.fromEpochMilliseconds(content.startAt.getTime()),
    end: Temporal.Instant.fromEpochMilliseconds(content.endAt.getTime()),
    rooms: content.rooms.map(({ email }) => email),
    series: series && withoutDates(series, goneDates),
    roomsByDate: roomsByDateOf(content),
  });
}

/** Only those of dates that are in other rooms than the series. */
export function roomsByDateOf({ rooms, series }: EventContent): RoomsByDate {
  const all = addressesOf(rooms);
  const byDate = Map.groupBy(series?.roomsByDate ?? [], ({ originalDate }) => originalDate);
  return Object.fromEntries(
    [...byDate]
      .map(([date, each]) => [date, each.flatMap((one) => one.rooms)] as const)
      .filter(([, others]) => addressesOf(others) !== all)
      .map(([date, others]) => [date, others.map(({ email }) => email.toLowerCase())]),
  );
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function withoutDates(series: Series, dates: readonly string[]): Series {
  return {
    ...series,
    exceptions: series.exceptions.filter(
      ({ originalDate }) => !dates.includes(originalDate.toString()),
    ),
    cancelledDates: [
      ...series.cancelledDates,
      ...dates.map((date) => Temporal.PlainDate.from(date)),
    ].toSorted((left, right) => Temporal.PlainDate.compare(left, right)),
  };
}
