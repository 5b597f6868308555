import type { Comparison, QueryOperator } from "../core/encoded-query/encoded-query.ts";
import { FINAL_STATES } from "../core/reservations/reservation-state.ts";
import { RESERVATION_DURATION_DAYS_MAX } from "../core/reservations/validate-times.ts";
import {
  RESERVATION_FIELDS,
  type ReservationField,
  type ReservationFilter,
} from "../app/reservations/search/ports.ts";
import { WITHHELD_SUBJECT } from "../app/reservations/reservation.ts";
import { ownerCondition } from "./reservation-list-statement.ts";
import { SELECT_RESERVATION } from "./reservation-rows.ts";

type Put = (value: unknown) => string;

/** How a field is read from the row `r` with its joins (see {@link SELECT_RESERVATION}). */
const COLUMNS: Readonly<Record<Exclude<ReservationField, "subject">, string>> = {
  sys_id: "r.id",
  number: "('WRES' || lpad(r.number::text, greatest(7, length(r.number::text)), '0'))",
  active: `(r.state <> all ('{${FINAL_STATES.join(",")}}'))`,
  state: "r.state",
  sensitivity: "r.sensitivity",
  is_private: "(r.sensitivity = 'private')",
  start: "r.start_at",
  end: "r.end_at",
  location: "r.space_id",
  "location.name": "s.name",
  building: "s.building_id",
  reservable_module: "s.module_id",
  requested_for: "r.requested_for",
  "requested_for.name": "f.display_name",
  "requested_for.email": "f.email",
  opened_by: "r.opened_by",
  source_reservation: "r.parent_id",
  sync_state: "m.sync_state",
  external_id: "m.calendar_event_id",
  external_ical: "m.ical_uid",
  sys_created_on: "r.created_at",
  sys_updated_on: "r.updated_at",
};

const CASTS = {
  reference: "uuid",
  choice: "text",
  text: "text",
  time: "timestamptz",
  number: "integer",
  flag: "boolean",
} as const;

/** Its text differs with what is asked, so it has no name to be prepared under. */
export function searchStatement(filter: ReservationFilter): {
  readonly text: string;
  readonly values: unknown[];
} {
  const values: unknown[] = [];
  const put: Put = (value) => `$${values.push(value)}`;
  const conditions = [
    byCondition(filter.by, put),
    "not r.is_parent",
    "r.kind <> 'blocker'",
    ...otherConditions(filter, put),
    ...filter.query.every.map(
      (comparisons) =>
        `(${comparisons.map((each) => comparisonText(filter, each, put)).join(" or ")})`,
    ),
  ];
  const text = `${SELECT_RESERVATION} where ${conditions.join(" and ")}
    order by ${orderText(filter)} limit ${put(filter.limit)} offset ${put(filter.offset)}`;
  return { text, values };
}

function byCondition(by: ReservationFilter["by"], put: Put): string {
  return by.kind === "requested_for"
    ? `r.requested_for = ${put(by.personId)}::uuid`
    : ownerCondition(by, put);
}

function otherConditions(filter: ReservationFilter, put: Put): readonly string[] {
  const { partyId, words, from, to, states } = filter;
  const conditions: string[] = [];
  if (partyId !== undefined) {
    conditions.push(ownerCondition({ kind: "person", personId: partyId }, put));
  }
  if (words !== undefined) {
    const told = [subjectColumn(filter), "s.name", "f.display_name"];
    const sought = `lower(${put(words)}::text)`;
    conditions.push(
      `(${told.map((column) => `strpos(lower(${column}), ${sought}) > 0`).join(" or ")})`,
    );
  }
  if (from) {
    conditions.push(`r.end_at > ${put(from.toISOString())}::timestamptz`);
    // Nothing lasts longer than this, so the index on the start bounds the search from below.
    conditions.push(
      `r.start_at > ${put(from.toISOString())}::timestamptz
        - interval '${RESERVATION_DURATION_DAYS_MAX + 1} days'`,
    );
  }
  if (to) conditions.push(`r.start_at < ${put(to.toISOString())}::timestamptz`);
  if (states) conditions.push(`r.state = any (${put(states)}::text[])`);
  return conditions;
}

/** Whoever could find a private meeting by its subject would know the subject. */
function subjectColumn({ by }: ReservationFilter): string {
  return by.kind === "client"
    ? "r.subject"
    : `(case when r.sensitivity = 'private' then '${WITHHELD_SUBJECT}' else r.subject end)`;
}

function columnOf(filter: ReservationFilter, field: ReservationField): string {
  return field === "subject" ? subjectColumn(filter) : COLUMNS[field];
}

function comparisonText(
  filter: ReservationFilter,
  { field, operator, values }: Comparison<ReservationField>,
  put: Put,
): string {
  const kind = RESERVATION_FIELDS[field];
  const cast = CASTS[kind];
  const isText = kind === "text";
  const column = columnOf(filter, field);
  const left = isText ? `lower(${column})` : column;
  const right = (): string => {
    const placed = `${put(values[0])}::${cast}`;
    return isText ? `lower(${placed})` : placed;
  };
  const list = (): string => {
    const placed = put(isText ? values.map((value) => String(value).toLowerCase()) : values);
    return `(${placed}::${cast}[])`;
  };
  const write: Readonly<Record<QueryOperator, () => string>> = {
    "=": () => `${left} = ${right()}`,
    "!=": () => `${left} is distinct from ${right()}`,
    IN: () => `${left} = any ${list()}`,
    "NOT IN": () => `coalesce(${left} <> all ${list()}, true)`,
    LIKE: () => `strpos(${left}, ${right()}) > 0`,
    "NOT LIKE": () => `coalesce(strpos(${left}, ${right()}) = 0, true)`,
    STARTSWITH: () => `starts_with(${left}, ${right()})`,
    ENDSWITH: () => `starts_with(reverse(${left}), reverse(${right()}))`,
    ">": () => `${left} > ${right()}`,
    ">=": () => `${left} >= ${right()}`,
    "<": () => `${left} < ${right()}`,
    "<=": () => `${left} <= ${right()}`,
    ISEMPTY: () => (isText ? `coalesce(${left}, '') = ''` : `${left} is null`),
    ISNOTEMPTY: () => (isText ? `coalesce(${left}, '') <> ''` : `${left} is not null`),
  };
  return write[operator]();
}

function orderText(filter: ReservationFilter): string {
  const { query, isDescending } = filter;
  const direction = (isDown: boolean): string => (isDown ? "desc" : "asc");
  const asked = query.order.map(
    (order) => `${columnOf(filter, order.field)} ${direction(order.isDescending)}`,
  );
  const byStart = `r.start_at ${direction(isDescending)}`;
  return [...(asked.length > 0 ? asked : [byStart]), `r.id ${direction(isDescending)}`].join(", ");
}
