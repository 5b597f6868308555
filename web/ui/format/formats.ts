/**
 * Dates, times and numbers in the reader's language. Instants are ISO 8601 strings; what is shown
 * is wall time in the zone that is passed in.
 */
export interface Formats {
  readonly locale: string;
  /** "Thu 26 November" or with the year when it is not `yearOf`'s. */
  day(instant: string, zone: string, yearOf?: string): string;
  /** The same of a date that has no time, `2026-11-26`. */
  date(date: string): string;
  time(instant: string, zone: string): string;
  /** "09:00 – 10:30", with the days where they differ. */
  timeRange(start: string, end: string, zone: string): string;
  dateTime(instant: string, zone: string): string;
  /** Day, time and seconds, for records. */
  timestamp(instant: string, zone: string): string;
  /** "Central European Time (GMT+1)" at that instant. */
  zone(zone: string, instant: string): string;
  number(value: number): string;
  list(items: readonly string[]): string;
  /** The zone's clock shows the same as the other zone's at that instant. */
  sameClock(zone: string, otherZone: string, instant: string): boolean;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using one does, so each is made once. */
function formatter(
  locale: string,
  zone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, options]);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}

const DAY = { weekday: "short", day: "numeric", month: "long" } as const;
const TIME = { hour: "2-digit", minute: "2-digit" } as const;
const YEAR = { year: "numeric" } as const;

/** A schedule asks for the same times over and over, and each costs three formatters' work. */
const RANGES_MAX = 2_000;

export function createFormats(locale: string): Formats {
  const ranges = new Map<string, string>();
  const use = (zone: string, options: Intl.DateTimeFormatOptions, instant: string): string =>
    formatter(locale, zone, options).format(new Date(instant));
  const range = (
    zone: string,
    options: Intl.DateTimeFormatOptions,
    start: string,
    end: string,
  ): string => formatter(locale, zone, options).formatRange(new Date(start), new Date(end));
  const offset = (zone: string, instant: string): string =>
    partOf(formatter("en", zone, { timeZoneName: "longOffset" }), instant, "timeZoneName");

  return {
    locale,
    day: (instant, zone, yearOf) => {
      const sameYear = yearOf === undefined || use(zone, YEAR, yearOf) === use(zone, YEAR, instant);
      return use(zone, sameYear ? DAY : { ...DAY, ...YEAR }, instant);
    },
    date: (date) => use("UTC", { ...DAY, ...YEAR }, `${date}T12:00:00Z`),
    time: (instant, zone) => use(zone, TIME, instant),
    timeRange: (start, end, zone) => {
      const key = `${start} ${end} ${zone}`;
      const known = ranges.get(key);
      if (known !== undefined) return known;
      const sameDay =
        use(zone, { dateStyle: "short" }, start) === use(zone, { dateStyle: "short" }, end);
      const made = sameDay
        ? heldTogether(range(zone, TIME, start, end))
        : range(zone, { ...DAY, ...TIME }, start, end);
      if (ranges.size >= RANGES_MAX) ranges.clear();
      ranges.set(key, made);
      return made;
    },
    dateTime: (instant, zone) => use(zone, { dateStyle: "medium", timeStyle: "short" }, instant),
    timestamp: (instant, zone) => use(zone, { dateStyle: "medium", timeStyle: "medium" }, instant),
    zone: (zone, instant) => {
      const name = partOf(
        formatter(locale, zone, { timeZoneName: "longGeneric" }),
        instant,
        "timeZoneName",
      );
      const short = partOf(
        formatter(locale, zone, { timeZoneName: "shortOffset" }),
        instant,
        "timeZoneName",
      );
      return `${name} (${short})`;
    },
    number: (value) => new Intl.NumberFormat(locale).format(value),
    list: (items) => new Intl.ListFormat(locale, { type: "conjunction" }).format(items),
    sameClock: (zone, otherZone, instant) => offset(zone, instant) === offset(otherZone, instant),
  };
}

/** A word that belongs to the times, as in "09:00–10:30 Uhr", stays on their line. */
function heldTogether(range: string): string {
  if (!/\d–\d.* \p{L}+$/u.test(range)) return range;
  return range.replace("–", "–\u2060").replaceAll(" ", "\u00a0");
}

function partOf(
  format: Intl.DateTimeFormat,
  instant: string,
  type: Intl.DateTimeFormatPartTypes,
): string {
  return format.formatToParts(new Date(instant)).find((part) => part.type === type)?.value ?? "";
}
