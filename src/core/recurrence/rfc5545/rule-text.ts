import type { Temporal } from "temporal-polyfill";
import { fail, type Result, succeed } from "../../result.ts";
import { parseDate } from "../parse-pattern.ts";
import { refusal, type RuleRefusal } from "./refusal.ts";

/** The parts of an RRULE (RFC 5545, 3.3.10) that can have a counterpart in Exchange. */
export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | undefined;
  readonly until: RuleEnd | undefined;
  readonly byDay: readonly ByDay[];
  /** 1 to 31, or -1 to -31 counted from the month's end. */
  readonly byMonthDay: readonly number[];
  /** 1 to 366, or -1 to -366 counted from the year's end. */
  readonly byYearDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPosition: readonly number[];
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySecond: readonly number[];
  /** Index into WEEKDAYS; Monday where the rule does not say. */
  readonly weekStart: number;
}

export type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

export interface ByDay {
  /** Index into WEEKDAYS. */
  readonly weekday: number;
  /** Which one of the month or year, negative from its end; undefined for all of them. */
  readonly ordinal: number | undefined;
}

export type RuleEnd =
  | { readonly kind: "date"; readonly date: Temporal.PlainDate }
  | { readonly kind: "wall"; readonly wallTime: Temporal.PlainDateTime }
  | { readonly kind: "instant"; readonly instant: Temporal.Instant };

export const RULE_WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
const SUB_DAILY = ["HOURLY", "MINUTELY", "SECONDLY"];
/** Parts that are read; others exist (BYWEEKNO, and RSCALE and SKIP of RFC 7529). */
const READ_PARTS = [
  "FREQ",
  "INTERVAL",
  "COUNT",
  "UNTIL",
  "BYDAY",
  "BYMONTHDAY",
  "BYYEARDAY",
  "BYMONTH",
  "BYSETPOS",
  "BYHOUR",
  "BYMINUTE",
  "BYSECOND",
  "WKST",
];

/** Reads an RRULE's value, with or without "RRULE:" in front. */
export function parseRule(text: string): Result<Rule, RuleRefusal> {
  const parts = splitParts(text);
  if (!parts) return fail(refusal("invalid_rule", "It is not a list of PART=value."));
  const unread = [...parts.keys()].find((name) => !READ_PARTS.includes(name));
  if (unread !== undefined) return fail(refusal("rule_part_not_supported", unread));
  const frequencyText = parts.get("FREQ") ?? "";
  if (SUB_DAILY.includes(frequencyText)) return fail(refusal("more_than_once_a_day"));
  const frequency = FREQUENCIES.find((known) => known === frequencyText);
  if (!frequency) return fail(refusal("invalid_rule", "FREQ is missing or unknown."));
  if (parts.has("COUNT") && parts.has("UNTIL")) {
    return fail(refusal("invalid_rule", "COUNT and UNTIL exclude each other."));
  }
  const reader = new PartReader(parts);
  const rule: Rule = {
    frequency,
    interval: reader.numbers("INTERVAL", 1, 9_999_999)[0] ?? 1,
    count: reader.numbers("COUNT", 1, 9_999_999)[0],
    until: reader.end(),
    byDay: reader.days(),
    byMonthDay: reader.signed("BYMONTHDAY", 31),
    byYearDay: reader.signed("BYYEARDAY", 366),
    byMonth: reader.numbers("BYMONTH", 1, 12),
    bySetPosition: reader.signed("BYSETPOS", 366),
    byHour: reader.numbers("BYHOUR", 0, 23),
    byMinute: reader.numbers("BYMINUTE", 0, 59),
    bySecond: reader.numbers("BYSECOND", 0, 60),
    weekStart: reader.weekStart(),
  };
  const [unreadable] = reader.unreadable;
  if (unreadable) return fail(refusal("invalid_rule", `${unreadable} has no readable value.`));
  return succeed(rule);
}

function splitParts(text: string): Map<string, string> | undefined {
  const parts = new Map<string, string>();
  const value = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .replace(/;$/, "");
  for (const part of value.split(";")) {
    const match = /^([A-Z]+)=([^=]+)$/.exec(part);
    const [, name, content] = match ?? [];
    if (name === undefined || content === undefined || parts.has(name)) return undefined;
    parts.set(name, content);
  }
  return parts;
}

/** Reads values of parts and notes the names of those that cannot be read. */
class PartReader {
  readonly unreadable: string[] = [];
  readonly #parts: ReadonlyMap<string, string>;

  constructor(parts: ReadonlyMap<string, string>) {
    this.#parts = parts;
  }

  /** Whole numbers in the range; INTERVAL and COUNT have just one. */
  numbers(name: string, min: number, max: number): number[] {
    const values = this.#list(name);
    const numbers = values.map(Number);
    const isList = name !== "INTERVAL" && name !== "COUNT";
    const isReadable =
      values.every((value) => /^\d{1,7}$/.test(value)) &&
      numbers.every((number) => number >= min && number <= max) &&
      (isList || numbers.length <= 1);
    if (!isReadable) this.unreadable.push(name);
    return isReadable ? numbers : [];
  }

  /** Whole numbers from 1 to `max` with or without a sign. */
  signed(name: string, max: number): number[] {
    const values = this.#list(name);
    const numbers = values.map(Number);
    const isReadable =
      values.every((value) => /^[+-]?\d{1,3}$/.test(value)) &&
      numbers.every((number) => number !== 0 && Math.abs(number) <= max);
    if (!isReadable) this.unreadable.push(name);
    return isReadable ? numbers : [];
  }

  days(): ByDay[] {
    return this.#list("BYDAY").flatMap((value) => {
      const [, ordinal, name] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(value) ?? [];
      const weekday = RULE_WEEKDAYS.findIndex((known) => known === name);
      const number = ordinal === undefined ? undefined : Number(ordinal);
      if (weekday === -1 || number === 0 || Math.abs(number ?? 1) > 53) {
        this.unreadable.push("BYDAY");
        return [];
      }
      return [{ weekday, ordinal: number }];
    });
  }

  weekStart(): number {
    const name = this.#parts.get("WKST") ?? "MO";
    const weekday = RULE_WEEKDAYS.findIndex((known) => known === name);
    if (weekday === -1) this.unreadable.push("WKST");
    return weekday;
  }

  end(): RuleEnd | undefined {
    const text = this.#parts.get("UNTIL");
    if (text === undefined) return undefined;
    const [, y, m, d, hour, minute, second, utc] =
      /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text) ?? [];
    const date = parseDate(`${y}-${m}-${d}`);
    if (!date || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60) {
      this.unreadable.push("UNTIL");
      return undefined;
    }
    if (hour === undefined) return { kind: "date", date };
    const wallTime = date.toPlainDateTime(`${hour}:${minute}:${second}`);
    if (utc === undefined) return { kind: "wall", wallTime };
    return { kind: "instant", instant: wallTime.toZonedDateTime("UTC").toInstant() };
  }

  #list(name: string): string[] {
    return this.#parts.get(name)?.split(",") ?? [];
  }
}
