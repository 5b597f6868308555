import { randomUUID } from "node:crypto";
import { sql, type Transaction } from "kysely";
import type { Attendee } from "../../core/reservations/attendees.ts";
import type { Schema } from "../schema.ts";

interface Organizer {
  readonly email: string;
  readonly name: string;
}

/**
 * The person whom a meeting made in Outlook is for: its organizer. Who is not known becomes a
 * person here, active where others of the same domain work here, and else somebody from outside.
 */
export async function organizerPerson(
  transaction: Transaction<Schema>,
  { email, name }: Organizer,
  timeZone: string,
): Promise<string> {
  const address = email.toLowerCase();
  const known = await personByEmail(transaction, address);
  if (known !== undefined) return known;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  await sql`
    insert into person (id, email, display_name, time_zone, active)
    values (${randomUUID()}::uuid, ${address}, ${name || address}, ${timeZone}, exists (
      select 1 from person p where p.active and lower(p.email) like ${`%@${likeText(domain)}`}))
    on conflict (lower(email)) do nothing`.execute(transaction);
  const made = await personByEmail(transaction, address);
  if (made === undefined) throw new Error("a person who was just made is there");
  return made;
}

async function personByEmail(
  transaction: Transaction<Schema>,
  address: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from person where lower(email) = ${address}`.execute(transaction);
  return rows[0]?.id;
}

function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/** Attendees as they are kept, each with who it is to us. */
export async function classifyAttendees(
  transaction: Transaction<Schema>,
  attendees: readonly Attendee[],
): Promise<readonly Attendee[]> {
  if (attendees.length === 0) return [];
  const emails = attendees.map(({ email }) => email);
  const { rows } = await sql<{ email: string; active: boolean }>`
    select lower(email) as email, active from person
    where lower(email) = any(${emails}::text[])`.execute(transaction);
  const isActive = new Map(rows.map(({ email, active }) => [email, active]));
  return attendees.map((attendee) => {
    const active = isActive.get(attendee.email);
    const kind = active === undefined ? "external" : active ? "user" : "visitor";
    return { ...attendee, kind };
  });
}
