import type { ListFilter } from "../app/reservations/ports.ts";
import { RESERVATION_DURATION_DAYS_MAX } from "../core/reservations/validate-times.ts";
import type { Statement } from "./database.ts";
import { SELECT_RESERVATION } from "./reservation-rows.ts";

/**
 * One page of reservations, ordered by start and id. Every filter narrows a column that an index
 * leads to, so that a page costs the same however many reservations there are. The rows of meetings
 * that are several reservations are left out: those that hold the spaces are listed.
 */
export function listStatement(filter: ListFilter): Statement {
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [ownerCondition(filter.by, put), "not r.is_parent"];
  const names: string[] = [filter.by.kind, filter.order];
  const isDown = filter.order === "desc";
  if (filter.from) {
    names.push("from");
    conditions.push(`r.end_at > ${put(filter.from.toISOString())}::timestamptz`);
    // Nothing lasts longer than this, so the index on the start bounds the search from below.
    conditions.push(
      `r.start_at > ${put(filter.from.toISOString())}::timestamptz
        - interval '${RESERVATION_DURATION_DAYS_MAX + 1} days'`,
    );
  }
  if (filter.to) {
    names.push("to");
    conditions.push(`r.start_at < ${put(filter.to.toISOString())}::timestamptz`);
  }
  if (filter.states) {
    names.push("states");
    conditions.push(`r.state = any (${put(filter.states)}::text[])`);
  }
  if (filter.blockers !== true) {
    names.push("meetings");
    conditions.push("r.kind <> 'blocker'");
  }
  if (filter.after) {
    names.push("after");
    const { startAt, id } = filter.after;
    conditions.push(
      `(r.start_at, r.id) ${isDown ? "<" : ">"} (${put(startAt.toISOString())}::timestamptz, ${put(id)}::uuid)`,
    );
  }
  const text = `${SELECT_RESERVATION} where ${conditions.join(" and ")}
    order by ${isDown ? "r.start_at desc, r.id desc" : "r.start_at, r.id"}
    limit ${put(filter.limit)}`;
  return { name: `list_reservations_${names.join("_")}`, text, values };
}

export function ownerCondition(by: ListFilter["by"], put: (value: unknown) => string): string {
  switch (by.kind) {
    case "person": {
      const person = `${put(by.personId)}::uuid`;
      return `(r.requested_for = ${person} or r.opened_by = ${person})`;
    }
    // Those without attendees are not in the index, so the condition is said with the other.
    case "invited":
      return `r.attendees <> '[]' and r.attendees @> jsonb_build_array(jsonb_build_object('email',
        (select lower(p.email) from person p where p.id = ${put(by.personId)}::uuid)))`;
    case "client":
      return `r.opened_by_client = ${put(by.clientId)}::uuid`;
    case "space":
      return `r.space_id = ${put(by.spaceId)}::uuid`;
  }
}
