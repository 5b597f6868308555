import { formatSeries, parseSeries, type SeriesText } from "../../recurrence/parse-series.ts";
import type { Series } from "../../recurrence/series.ts";

/**
 * Occurrences that were changed on either side, date by date: who alone changed one since both
 * agreed is followed, and where both did the calendar wins. The pattern is `here`'s; dates that it
 * does not have are left out.
 */
export function mergeOccurrences(
  here: Series,
  there: Series,
  agreed: SeriesText | null,
): { readonly series: Series; readonly overruled: boolean } {
  const [mine, theirs, before] = [here, there]
    .map(formatSeries)
    .concat(agreed ?? [])
    .map(byDate);
  const merged = new Map<string, string>();
  let overruled = false;
  for (const date of new Set([...(mine?.keys() ?? []), ...(theirs?.keys() ?? [])])) {
    const [left, right, base] = [mine?.get(date), theirs?.get(date), before?.get(date)];
    const changedThere = right !== base;
    overruled ||= changedThere && left !== base && left !== right;
    const value = changedThere ? right : left;
    if (value !== undefined) merged.set(date, value);
  }
  return { series: withOccurrences(here, merged) ?? here, overruled };
}

/**
 * A series that was changed there as a whole, without the dates that were cancelled here since both
 * agreed, unless it has changed them too.
 */
export function withoutUntoldDates(there: Series, here: Series, agreed: SeriesText | null): Series {
  const told = new Set(agreed?.cancelledDates ?? []);
  const untold = here.cancelledDates.map(String).filter((date) => !told.has(date));
  const cancelled = untold.map((date) => [date, CANCELLED] as const);
  return withOccurrences(there, new Map([...cancelled, ...byDate(formatSeries(there))])) ?? there;
}

const CANCELLED = "cancelled";

/** What is special about a date, as text that compares. */
function byDate({ exceptions = [], cancelledDates = [] }: SeriesText): Map<string, string> {
  return new Map([
    ...exceptions.map(
      (each) => [each.originalDate, `${each.start} ${each.durationMinutes}`] as const,
    ),
    ...cancelledDates.map((date) => [date, CANCELLED] as const),
  ]);
}

function withOccurrences(series: Series, merged: ReadonlyMap<string, string>): Series | undefined {
  const bare = { ...formatSeries(series), exceptions: [], cancelledDates: [] };
  const isOfPattern = (date: string): boolean =>
    parseSeries({ ...bare, cancelledDates: [date] }).ok;
  const kept = [...merged].filter(([date]) => isOfPattern(date));
  const parsed = parseSeries({
    ...bare,
    cancelledDates: kept.filter(([, value]) => value === CANCELLED).map(([date]) => date),
    exceptions: kept
      .filter(([, value]) => value !== CANCELLED)
      .map(([originalDate, value]) => {
        const [start = "", minutes = ""] = value.split(" ");
        return { originalDate, start, durationMinutes: Number(minutes) };
      }),
  });
  return parsed.ok ? parsed.value : undefined;
}
