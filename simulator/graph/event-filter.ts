import type { CalendarItem } from "../mailbox/calendar-item.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { parseInstant } from "../mailbox/wall-time.ts";

/** Items that pass a `$filter` on events; clauses are joined by `and` (facts 1.2, 1.11). */
export function filterEvents(mailbox: Mailbox, filter: string | null): Outcome<CalendarItem[]> {
  if (filter === null) return succeed([...mailbox.items()]);
  const clauses: Clause[] = [];
  for (const text of splitClauses(filter)) {
    const clause = readClause(text);
    if (!clause) {
      return refuse(
        400,
        "ErrorInvalidUrlQueryFilter",
        `The query filter contains something that is not supported: '${text.slice(0, 80)}'.`,
      );
    }
    clauses.push(clause);
  }
  const indexed = clauses.find((clause) => clause.lookUp !== undefined);
  const candidates = indexed?.lookUp?.(mailbox) ?? [...mailbox.items()];
  return succeed(candidates.filter((item) => clauses.every((clause) => clause.passes(item))));
}

interface Clause {
  readonly passes: (item: CalendarItem) => boolean;
  /** Finds the clause's items by an index, where there is one. */
  readonly lookUp?: (mailbox: Mailbox) => CalendarItem[];
}

const LITERAL = "'((?:[^']|'')*)'";
const EXTENDED = new RegExp(
  `^singleValueExtendedProperties/any\\(\\s*(\\w+)\\s*:\\s*\\1/id eq ${LITERAL}` +
    `\\s+and\\s+\\1/value eq ${LITERAL}\\s*\\)$`,
  "is",
);
const TEXT_EQUALS = new RegExp(`^(iCalUId|subject|transactionId)\\s+eq\\s+${LITERAL}$`, "is");
const TIME = new RegExp(`^(start|end)/dateTime\\s+(ge|gt|le|lt|eq)\\s+${LITERAL}$`, "is");
const FLAG = /^(isCancelled|isAllDay|isOrganizer)\s+eq\s+(true|false)$/i;
const TYPE = new RegExp(`^type\\s+eq\\s+${LITERAL}$`, "is");

function readClause(text: string): Clause | undefined {
  return (
    readExtendedClause(text) ?? readTextClause(text) ?? readTimeClause(text) ?? readFlagClause(text)
  );
}

function readExtendedClause(text: string): Clause | undefined {
  const match = EXTENDED.exec(text);
  if (!match) return undefined;
  const id = unquote(match[2]);
  const value = unquote(match[3]);
  return {
    passes: (item) => item.extendedProperties[id]?.toLowerCase() === value.toLowerCase(),
    lookUp: (mailbox) => mailbox.findByExtendedProperty(id, value),
  };
}

function readTextClause(text: string): Clause | undefined {
  const match = TEXT_EQUALS.exec(text);
  if (!match) return undefined;
  const value = unquote(match[2]);
  const name = match[1]?.toLowerCase();
  if (name === "icaluid") {
    return {
      passes: (item) => item.iCalUId === value,
      lookUp: (mailbox) => mailbox.findByICalUId(value),
    };
  }
  return name === "subject"
    ? { passes: (item) => item.subject === value }
    : { passes: (item) => item.transactionId === value };
}

function readTimeClause(text: string): Clause | undefined {
  const match = TIME.exec(text);
  const limitMs = match ? parseInstant(unquote(match[3])) : undefined;
  if (!match || limitMs === undefined) return undefined;
  const ofStart = match[1]?.toLowerCase() === "start";
  const operator = match[2]?.toLowerCase() ?? "";
  return {
    passes: (item) => compares(ofStart ? item.startMs : item.endMs, operator, limitMs),
  };
}

function compares(value: number, operator: string, limit: number): boolean {
  if (operator === "ge") return value >= limit;
  if (operator === "gt") return value > limit;
  if (operator === "le") return value <= limit;
  if (operator === "lt") return value < limit;
  return value === limit;
}

function readFlagClause(text: string): Clause | undefined {
  const type = TYPE.exec(text);
  if (type) {
    const wanted = unquote(type[1]).toLowerCase();
    return { passes: (item) => item.kind.toLowerCase() === wanted };
  }
  const match = FLAG.exec(text);
  if (!match) return undefined;
  const wanted = match[2]?.toLowerCase() === "true";
  const name = match[1]?.toLowerCase();
  if (name === "iscancelled") return { passes: (item) => item.isCancelled === wanted };
  if (name === "isallday") return { passes: (item) => item.isAllDay === wanted };
  return { passes: (item) => item.isOrganizer === wanted };
}

/** Splits at `and` outside quotes and brackets. */
function splitClauses(filter: string): string[] {
  const clauses: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let index = 0; index < filter.length; index++) {
    const character = filter[index];
    if (character === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0 && /^\sand\s/i.test(filter.slice(index, index + 5))) {
      clauses.push(filter.slice(start, index));
      start = index + 5;
    }
  }
  return [...clauses, filter.slice(start)].map((clause) => clause.trim());
}

function unquote(text: string | undefined): string {
  return (text ?? "").replaceAll("''", "'");
}
