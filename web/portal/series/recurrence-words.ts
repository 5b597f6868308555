import type { Recurrence } from "../../../src/contract/recurrence.ts";
import type { Formats } from "../../ui/format/formats.ts";
import type { Catalogue } from "../../ui/messages/messages.ts";

/** How a series repeats, as a sentence: "Every week on Monday, until 30 June". */
export function recurrenceWords(
  t: Catalogue,
  formats: Formats,
  { pattern, range }: Recurrence,
): string {
  const words = patternWords(t, formats, pattern);
  switch (range.type) {
    case "no_end":
      return words;
    case "end_date":
      return t.series.until({ pattern: words, date: formats.date(range.end_date ?? "") });
    case "numbered":
      return t.series.times({ pattern: words, count: range.number_of_occurrences ?? 0 });
  }
}

/** The same without its end. */
export function patternWords(
  t: Catalogue,
  formats: Formats,
  pattern: Recurrence["pattern"],
): string {
  const { interval: count, month = 1, day_of_month: day = 1, index: week = "first" } = pattern;
  const days = formats.list(
    (pattern.days_of_week ?? []).map((name) => t.repeat.weekdayNames[name]),
  );
  switch (pattern.type) {
    case "daily":
      return t.series.everyDays({ count });
    case "weekly":
      return t.series.everyWeeks({ count, days });
    case "absolute_monthly":
      return t.series.everyMonths({ count, on: t.series.onDay({ day }) });
    case "relative_monthly":
      return t.series.everyMonths({ count, on: t.series.onWeekday({ week, days }) });
    case "absolute_yearly":
      return t.series.everyYears({ count, on: t.series.onDate({ day, month }) });
    case "relative_yearly": {
      const on = t.series.ofMonth({ on: t.series.onWeekday({ week, days }), month });
      return t.series.everyYears({ count, on });
    }
  }
}
