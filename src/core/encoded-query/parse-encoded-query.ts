import { fail, type Problem, type Result, succeed } from "../result.ts";
import {
  type Comparison,
  type EncodedQuery,
  type FieldKind,
  OPERATOR_KINDS,
  type QueryOperator,
  type QueryOrder,
  type QueryValue,
} from "./encoded-query.ts";
import { parseSysId } from "./sys-id.ts";
import { parseTime } from "./wall-or-utc-time.ts";

/** A filter that people or programs write has a few conditions, and a list of some ids. */
const CONDITIONS_MAX = 50;
const LISTED_VALUES_MAX = 200;

/** How an operator may be written, the longer ones first: `!=` is not `=`. */
const SPELLINGS: readonly (readonly [spelling: string, operator: QueryOperator])[] = [
  ["ISNOTEMPTY", "ISNOTEMPTY"],
  ["ISEMPTY", "ISEMPTY"],
  ["STARTSWITH", "STARTSWITH"],
  ["ENDSWITH", "ENDSWITH"],
  ["CONTAINS", "LIKE"],
  ["NOT LIKE", "NOT LIKE"],
  ["NOTLIKE", "NOT LIKE"],
  ["LIKE", "LIKE"],
  ["NOT IN", "NOT IN"],
  ["NOTIN", "NOT IN"],
  ["IN", "IN"],
  ["!=", "!="],
  [">=", ">="],
  ["<=", "<="],
  ["=", "="],
  [">", ">"],
  ["<", "<"],
];

export type QueryProblem = Problem<"invalid_query">;
type Fields<Field extends string> = Readonly<Record<Field, FieldKind>>;

/**
 * Reads an encoded query about the fields. What is not understood is a problem that names it: a
 * condition that was left out would answer with too much.
 */
export function parseEncodedQuery<Field extends string>(
  text: string,
  fields: Fields<Field>,
): Result<EncodedQuery<Field>, QueryProblem> {
  const every: Comparison<Field>[][] = [];
  const order: QueryOrder<Field>[] = [];
  const parts = partsOf(text);
  if (parts.length > CONDITIONS_MAX) {
    return wrong("The query has too many conditions.", `Give at most ${CONDITIONS_MAX}.`);
  }
  for (const part of parts) {
    const ordered = /^ORDERBY(DESC)?(?=[a-z])/.exec(part);
    if (ordered !== null) {
      const field = fieldNamed(part.slice(ordered[0].length), fields);
      if (!field.ok) return field;
      order.push({ field: field.value, isDescending: ordered[1] !== undefined });
      continue;
    }
    const isAlternative = /^OR(?=[a-z])/.test(part);
    const comparison = parseComparison(isAlternative ? part.slice("OR".length) : part, fields);
    if (!comparison.ok) return comparison;
    const before = every.at(-1);
    if (!isAlternative) every.push([comparison.value]);
    else if (before === undefined) return wrong("The query begins with OR.", "Leave the OR out.");
    else before.push(comparison.value);
  }
  return succeed({ every, order });
}

/** A caret that belongs to a value is written twice. `EQ` ends a query, and says nothing. */
function partsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:[^^]|\^\^)+/g)]
    .map(([part]) => part.replaceAll("^^", "^"))
    .filter((part) => part !== "EQ");
}

function parseComparison<Field extends string>(
  part: string,
  fields: Fields<Field>,
): Result<Comparison<Field>, QueryProblem> {
  const [name = ""] = /^[a-z0-9_.]*/.exec(part) ?? [];
  const field = fieldNamed(name, fields);
  if (!field.ok) return field;
  const rest = part.slice(name.length);
  const kind = fields[field.value];
  const spelt = SPELLINGS.find(([spelling]) => rest.startsWith(spelling));
  if (spelt === undefined || !isAskedOf(spelt[1], kind)) {
    const operators = (Object.keys(OPERATOR_KINDS) as QueryOperator[]).filter((operator) =>
      isAskedOf(operator, kind),
    );
    return wrong(
      `The query asks ${name} with an operator that is not possible there: ${shown(part)}.`,
      `Of ${name} one can ask ${operators.join(", ")}.`,
    );
  }
  const [spelling, operator] = spelt;
  const written = rest.slice(spelling.length);
  const values = parseValues(name, kind, operator, written);
  return values.ok ? succeed({ field: field.value, operator, values: values.value }) : values;
}

function fieldNamed<Field extends string>(
  name: string,
  fields: Fields<Field>,
): Result<Field, QueryProblem> {
  const known = (Object.keys(fields) as Field[]).find((field) => field === name);
  if (known !== undefined) return succeed(known);
  return wrong(
    `The query asks about ${name === "" ? "no field" : shown(name)}, which cannot be asked about.`,
    `Fields are ${Object.keys(fields).join(", ")}.`,
  );
}

function isAskedOf(operator: QueryOperator, kind: FieldKind): boolean {
  return OPERATOR_KINDS[operator].some((possible) => possible === kind);
}

function parseValues(
  name: string,
  kind: FieldKind,
  operator: QueryOperator,
  written: string,
): Result<readonly QueryValue[], QueryProblem> {
  if (operator === "ISEMPTY" || operator === "ISNOTEMPTY") return succeed([]);
  const isList = operator === "IN" || operator === "NOT IN";
  const texts = isList ? written.split(",").map((item) => item.trim()) : [written];
  if (texts.length > LISTED_VALUES_MAX) {
    return wrong(`${name} is compared with too many values.`, `List at most ${LISTED_VALUES_MAX}.`);
  }
  const values: QueryValue[] = [];
  for (const text of texts) {
    const value = parseValue(kind, text);
    if (value === undefined) {
      return wrong(
        `${name} is compared with ${shown(text)}, which is no value of it.`,
        EXPECTED[kind],
      );
    }
    values.push(value);
  }
  return succeed(values);
}

const EXPECTED: Readonly<Record<FieldKind, string>> = {
  reference: "Give a sys_id: 32 hexadecimal digits.",
  choice: "Give the value, not the label.",
  text: "Give a text.",
  time: "Give a time of UTC: 2026-11-24T09:00:00Z or 2026-11-24 09:00:00; no script.",
  number: "Give a number.",
  flag: "Give true or false.",
};

function parseValue(kind: FieldKind, text: string): QueryValue | undefined {
  switch (kind) {
    case "reference":
      return parseSysId(text);
    case "choice":
    case "text":
      // A script is run by ServiceNow, and would be a strange text here.
      return text.startsWith("javascript:") ? undefined : text;
    case "time":
      return parseTime(text, "UTC")?.toString();
    case "number":
      return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
    case "flag":
      return FLAGS.get(text.trim().toLowerCase());
  }
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

function shown(text: string): string {
  return text.length > 60 ? `"${text.slice(0, 60)}…"` : `"${text}"`;
}

function wrong(message: string, remedy: string) {
  return fail({ code: "invalid_query", message, remedy } as const);
}
