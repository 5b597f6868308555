import { randomUUID } from "node:crypto";
import { sql, type Transaction } from "kysely";
import type { Attendee } from "../../core/reservations/attendees.ts";
import type { Schema } from "../schema.ts";

interface Organizer {
  readonly email: string;
  readonly name: string;
}

/**
 * The persons whom meetings made in Outlook are for, their organizers, by address. Who is not known
 * becomes a person here, active where others of the same domain work here, and else somebody from
 * outside.
 */
export async function organizerPersons(
  transaction: Transaction<Schema>,
  organizers: readonly Organizer[],
  timeZone: string,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { email, name } of organizers) {
    const address = email.toLowerCase();
    if (!names.get(address)) names.set(address, name);
  }
  const known = await personsByEmail(transaction, [...names.keys()]);
  // In one order, for whoever makes the same people at this moment.
  const unknown = [...names.keys()].filter((address) => !known.has(address)).toSorted();
  if (unknown.length === 0) return known;
  await sql`
    insert into person (id, email, display_name, time_zone, active)
    select n.id, n.email, n.name, ${timeZone}, exists (
      select 1 from person p where p.active and lower(p.email) like n.colleagues)
    from unnest(${unknown.map(() => randomUUID())}::uuid[], ${unknown}::text[],
      ${unknown.map((address) => names.get(address) || address)}::text[],
      ${unknown.map((address) => `%@${likeText(domainOf(address))}`)}::text[])
      with ordinality as n (id, email, name, colleagues, place)
    order by n.place
    on conflict (lower(email)) do nothing`.execute(transaction);
  const made = await personsByEmail(transaction, unknown);
  return new Map([...known, ...made]);
}

async function personsByEmail(
  transaction: Transaction<Schema>,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (addresses.length === 0) return new Map();
  const { rows } = await sql<{ id: string; email: string }>`
    select id, lower(email) as email from person
    where lower(email) = any(${[...addresses]}::text[])`.execute(transaction);
  return new Map(rows.map(({ id, email }) => [email, id]));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/** Who is known here, by address: true where they work here. */
export type AttendeeClasses = ReadonlyMap<string, boolean>;

export async function attendeeClasses(
  transaction: Transaction<Schema>,
  attendees: readonly Attendee[],
): Promise<AttendeeClasses> {
  if (attendees.length === 0) return new Map();
  const emails = [...new Set(attendees.map(({ email }) => email))];
  const { rows } = await sql<{ email: string; active: boolean }>`
    select lower(email) as email, active from person
    where lower(email) = any(${emails}::text[])`.execute(transaction);
  return new Map(rows.map(({ email, active }) => [email, active]));
}

/** Attendees as they are kept, each with who it is to us. */
export function classified(
  attendees: readonly Attendee[],
  classes: AttendeeClasses,
): readonly Attendee[] {
  return attendees.map((attendee) => {
    const active = classes.get(attendee.email);
    const kind = active === undefined ? "external" : active ? "user" : "visitor";
    return { ...attendee, kind };
  });
}
