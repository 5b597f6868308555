import type { Comparison, EncodedQuery, QueryOperator, QueryValue } from "./encoded-query.ts";

/** What a row has in the fields that are asked about; null where it has nothing. */
export type QueriedRow<Field extends string> = Readonly<Record<Field, QueryValue | null>>;

/** Whether the row is one that the query describes. Upper and lower case of texts are the same. */
export function matches<Field extends string>(
  { every }: EncodedQuery<Field>,
  row: QueriedRow<Field>,
): boolean {
  return every.every((comparisons) => comparisons.some((comparison) => holds(comparison, row)));
}

function holds<Field extends string>(
  { field, operator, values }: Comparison<Field>,
  row: QueriedRow<Field>,
): boolean {
  return HOLDS[operator](folded(row[field] ?? ""), values.map(folded));
}

type Holds = (has: QueryValue, values: readonly QueryValue[]) => boolean;

const isEmpty = (has: QueryValue): boolean => has === "";
const compared =
  (wanted: (order: number) => boolean): Holds =>
  (has, [value]) =>
    wanted(typeof has === "number" && typeof value === "number" ? has - value : Number.NaN);

const HOLDS: Readonly<Record<QueryOperator, Holds>> = {
  "=": (has, [value]) => has === value,
  "!=": (has, [value]) => has !== value,
  IN: (has, values) => values.includes(has),
  "NOT IN": (has, values) => !values.includes(has),
  LIKE: (has, [value]) => String(has).includes(String(value)),
  "NOT LIKE": (has, [value]) => !String(has).includes(String(value)),
  STARTSWITH: (has, [value]) => String(has).startsWith(String(value)),
  ENDSWITH: (has, [value]) => String(has).endsWith(String(value)),
  ">": compared((order) => order > 0),
  ">=": compared((order) => order >= 0),
  "<": compared((order) => order < 0),
  "<=": compared((order) => order <= 0),
  ISEMPTY: isEmpty,
  ISNOTEMPTY: (has) => !isEmpty(has),
};

function folded(value: QueryValue): QueryValue {
  return typeof value === "string" ? value.toLowerCase() : value;
}
