import type { SeriesExceptionText } from "../recurrence/parse-series.ts";
import type { AgreedMeeting } from "./agreed.ts";

type Dates = Pick<AgreedMeeting, "series" | "roomsByDate">;

/**
 * The dates of a series of which several views have the same pattern, one by one: a write that ended
 * in the middle has brought some dates in line and left the others as they were. Of each, what the
 * calendar shows is ours if any view has it; else the first view is what was before.
 */
export function datesAsShown(
  shown: Dates,
  [first, ...others]: readonly [Dates, ...Dates[]],
): Dates {
  if (first.series === null) return { series: null };
  const views = [first, ...others];
  const times = asShown(timesByDate(shown), views.map(timesByDate), timesInText);
  const rooms = asShown(roomsByDate(shown), views.map(roomsByDate), String);
  return {
    series: {
      ...first.series,
      exceptions: [...times.values()].flatMap((each) => (each === CANCELLED ? [] : [each])),
      cancelledDates: [...times].filter(([, each]) => each === CANCELLED).map(([date]) => date),
    },
    ...(rooms.size > 0 && { roomsByDate: Object.fromEntries(rooms) }),
  };
}

const CANCELLED = "cancelled";

type DateTimes = SeriesExceptionText | typeof CANCELLED;

function timesByDate({ series }: Dates): ReadonlyMap<string, DateTimes> {
  const { exceptions = [], cancelledDates = [] } = series ?? {};
  return new Map<string, DateTimes>([
    ...exceptions.map((each) => [each.originalDate, each] as const),
    ...cancelledDates.map((date) => [date, CANCELLED] as const),
  ]);
}

function timesInText(times: DateTimes): string {
  return times === CANCELLED ? times : `${times.start} ${times.durationMinutes}`;
}

function roomsByDate({ roomsByDate: rooms = {} }: Dates): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(rooms));
}

/** Date by date, in order; where the pattern alone says it there is nothing. */
function asShown<T>(
  shown: ReadonlyMap<string, T>,
  views: readonly ReadonlyMap<string, T>[],
  inText: (value: T) => string,
): ReadonlyMap<string, T> {
  const textOn = (view: ReadonlyMap<string, T>, date: string): string | null => {
    const value = view.get(date);
    return value === undefined ? null : inText(value);
  };
  const dates = new Set(views.flatMap((view) => [...view.keys()]).toSorted());
  return new Map(
    [...dates].flatMap((date) => {
      const ours = views.find((view) => textOn(view, date) === textOn(shown, date));
      const value = (ours ?? views[0])?.get(date);
      return value === undefined ? [] : [[date, value] as const];
    }),
  );
}
