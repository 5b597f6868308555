import type { Recurrence } from "../mailbox/recurrence.ts";

/** A recurrence in words: "every 2 weeks on Monday, Tuesday, until 2027-03-01". */
export function describeRecurrence({ pattern, range }: Recurrence): string {
  return `${describePattern(pattern)}, ${describeRange(range)}`;
}

function describePattern(pattern: Recurrence["pattern"]): string {
  const days = pattern.daysOfWeek.map(titled).join(", ");
  switch (pattern.type) {
    case "daily":
      return every(pattern.interval, "day");
    case "weekly":
      return `${every(pattern.interval, "week")} on ${days}`;
    case "absoluteMonthly":
      return `${every(pattern.interval, "month")} on day ${pattern.dayOfMonth}`;
    case "relativeMonthly":
      return `${every(pattern.interval, "month")} on the ${pattern.index} ${days}`;
    case "absoluteYearly":
      return `${every(pattern.interval, "year")} on ${pattern.dayOfMonth}/${pattern.month}`;
    case "relativeYearly":
      return `${every(pattern.interval, "year")} on the ${pattern.index} ${days} of month ${pattern.month}`;
  }
}

function describeRange(range: Recurrence["range"]): string {
  if (range.type === "endDate") return `from ${range.startDate} until ${range.endDate}`;
  if (range.type === "numbered") {
    return `${range.numberOfOccurrences} times from ${range.startDate}`;
  }
  return `from ${range.startDate} for ever`;
}

function every(interval: number, unit: string): string {
  return interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
