/** What is to be seen of a meeting: in Exchange, in the record of Exchange's callers, in the audit. */
import assert from "node:assert/strict";
import type { Reservation } from "../../src/contract/reservations.ts";
import type { Credential, RuleRow } from "../../src/core/integration-rules/question.ts";
import { type Meeting, meetingsIn } from "../support/exchange-view.ts";
import { type Company, PEOPLE, roomAddress, type RoomName, SERVICE } from "./company.ts";

export interface MeetingPeople {
  readonly organizer: string;
  /** Beside the rooms. */
  readonly invited: readonly string[];
}

export const meetingsOf = ({ simulator }: Company, id: string): readonly Meeting[] =>
  meetingsIn(simulator).filter(({ reservationId }) => reservationId === id);

export function seeMeeting(
  company: Company,
  { id }: Reservation,
  people: MeetingPeople,
  rooms: readonly RoomName[],
): void {
  const addresses = rooms.map(roomAddress);
  const [meeting, ...others] = meetingsOf(company, id);
  assert.ok(meeting, "it stands in Exchange");
  assert.deepEqual(others, []);
  assert.equal(meeting.organizer, people.organizer);
  assert.deepEqual(
    new Set(meeting.event.attendees.map(({ address }) => address)),
    new Set([...addresses, ...people.invited]),
  );
  assert.deepEqual(
    new Set(meeting.rooms.map(({ address, response }) => `${address} ${response}`)),
    new Set(addresses.map((address) => `${address} accepted`)),
  );
}

/** With whose token Exchange was called, as Exchange itself saw it. */
export async function seeCaller(
  company: Company,
  id: string,
  type: string,
  credential: Exclude<Credential, "none">,
): Promise<void> {
  const events = await company.syncEvents(id);
  const event = events.find((each) => each.type === type);
  assert.ok(event);
  assert.equal(event.credential, credential);
  const { directory, journal } = company.simulator.world;
  const answer = await company.administrator.request(
    "GET",
    `/api/v1/admin/sync-events/${event.id}`,
  );
  const { request_id: requestId } = (await answer.json()) as { request_id: string };
  const idOf = (address: string): string | null => directory.findUser(address)?.id ?? null;
  // One act may write several events, each in a mailbox of its own; and rooms let go in their own.
  const mailboxes = [event.mailbox, roomAddress("Heron")].map(idOf);
  const callers = journal
    .entries()
    .filter(({ clientRequestId, method }) => clientRequestId === requestId && method !== "GET")
    .filter(({ mailboxId }) => mailboxes.includes(mailboxId))
    .map(({ userId }) => userId);
  const owners = { application: "", delegated_user: SERVICE, personal: PEOPLE.jonas };
  assert.deepEqual([...new Set(callers)], [idOf(owners[credential])]);
}

/** Which rule allowed it, with whose rights, and where it came from. */
export async function seeAudited(
  company: Company,
  id: string,
  action: string,
  [row, credential, channel]: readonly [RuleRow, Credential, string],
): Promise<void> {
  const entry = await company.audit(id, action);
  const { policy_row: saidRow, credential: saidCredential } = entry.details;
  assert.deepEqual([saidRow, saidCredential, entry.channel], [row, credential, channel]);
}
