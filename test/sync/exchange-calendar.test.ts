import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { updateEvent } from "../../simulator/mailbox/meetings.ts";
import type { CredentialUse } from "../../src/app/sync/access-tokens.ts";
import type { EventContent } from "../../src/app/sync/calendar.ts";
import {
  emptyDatabase,
  type OpenedTestDatabase,
  openTestDatabase,
} from "../../src/store/testing/test-database.ts";
import { startTenant, type Tenant } from "../identity/identity-stage.ts";
import { COLLEAGUE, EMPLOYEE, PROVIDER_ID, ROOMS, SERVICE } from "./organisation.ts";
import { calendarOf, openSyncStage, type SyncStage, until } from "./sync-stage.ts";

/** The adapter by itself against the simulated Exchange; the database only keeps tokens here. */
let opened: OpenedTestDatabase;
let tenant: Tenant;
let stage: SyncStage;
before(async () => {
  opened = await openTestDatabase("embedded", { migrated: true });
  tenant = await startTenant();
  tenant.consentForEverybody();
});
after(async () => {
  await tenant.close();
  await opened.drop();
});
beforeEach(async () => {
  await emptyDatabase(opened.database);
  stage = await openSyncStage(opened.database, tenant);
});
afterEach(() => stage.close());

const APPLICATION: CredentialUse = { kind: "application", providerId: PROVIDER_ID };
const access = (mailbox: string, credential: CredentialUse = APPLICATION) => ({
  mailbox,
  credential,
  requestId: randomUUID(),
});
const key = () => ({ reservationId: randomUUID(), transactionId: `usher-${randomUUID()}` });
const content: EventContent = {
  subject: "Review",
  notes: "Bring the logbook",
  startAt: new Date(Date.UTC(new Date().getUTCFullYear() + 1, 2, 10, 9)),
  endAt: new Date(Date.UTC(new Date().getUTCFullYear() + 1, 2, 10, 10)),
  timeZone: "Europe/Berlin",
  sensitivity: "normal",
  showAs: "busy",
  attendees: [{ email: COLLEAGUE, name: "Mira Castellan", type: "required" }],
  rooms: [{ email: ROOMS.wren, name: "Wren" }],
  isAllDay: false,
  series: null,
};
async function granted<T>(
  result: Promise<{ ok: true; value: T } | { ok: false; failure: { message: string } }>,
): Promise<T> {
  const answer = await result;
  return answer.ok ? answer.value : assert.fail(answer.failure.message);
}

test("two creations with one key make one event", async () => {
  const own = key();
  const first = await granted(stage.calendar.createEvent(access(EMPLOYEE), own, content));
  const second = await granted(stage.calendar.createEvent(access(EMPLOYEE), own, content));
  assert.equal(second.eventId, first.eventId);
  assert.equal(calendarOf(tenant, EMPLOYEE).length, 1);
});

for (const status of [400, 409] as const) {
  test(`a key that Exchange says is used, with ${status}, leads to the event that has it`, async () => {
    tenant.simulator.world.settings.duplicateTransactionIdStatus = status;
    const own = key();
    const first = await granted(stage.calendar.createEvent(access(EMPLOYEE), own, content));
    const other = { ...content, subject: "Something else" };
    const second = await granted(stage.calendar.createEvent(access(EMPLOYEE), own, other));
    assert.equal(second.eventId, first.eventId);
  });
}

test("a creation whose key is used leaves to the event what somebody has changed in it", async () => {
  tenant.simulator.world.settings.duplicateTransactionIdStatus = 409;
  const own = key();
  await granted(stage.calendar.createEvent(access(EMPLOYEE), own, content));
  const other = { ...content, subject: "Something else" };
  const kept = { content, keepsRooms: false };
  await granted(stage.calendar.createEvent(access(EMPLOYEE), own, other, () => kept));
  assert.equal(calendarOf(tenant, EMPLOYEE)[0]?.subject, content.subject);
});

test("an event is found by our key only in the mailbox that holds it", async () => {
  const own = key();
  const made = await granted(stage.calendar.createEvent(access(EMPLOYEE), own, content));
  const found = await granted(stage.calendar.findEvent(access(EMPLOYEE), own));
  assert.equal(found?.eventId, made.eventId);
  assert.equal(await granted(stage.calendar.findEvent(access(SERVICE), own)), null);
  assert.equal(await granted(stage.calendar.findEvent(access(EMPLOYEE), key())), null);
});

test("an event that is gone cannot be updated, and need not be cancelled", async () => {
  const made = await granted(stage.calendar.createEvent(access(EMPLOYEE), key(), content));
  const cancelled = await granted(stage.calendar.cancelEvent(access(EMPLOYEE), made.eventId, ""));
  assert.equal(cancelled.wasPresent, true);
  const again = await granted(stage.calendar.cancelEvent(access(EMPLOYEE), made.eventId, ""));
  assert.equal(again.wasPresent, false);
  const updated = await stage.calendar.updateEvent(access(EMPLOYEE), made.eventId, content);
  assert.equal(updated.ok ? "" : updated.failure.kind, "not_found");
});

test("an attendee's copy is neither changed nor cancelled", async () => {
  await granted(stage.calendar.createEvent(access(EMPLOYEE), key(), content));
  const { id } = await until("the copy is there", async () => {
    const token = await stage.applicationToken();
    const url = `${tenant.simulator.httpsUrl}/v1.0/users/${COLLEAGUE}/events`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const { value } = (await response.json()) as { value: { id: string }[] };
    return value[0];
  });
  const updated = await stage.calendar.updateEvent(access(COLLEAGUE), id, content);
  assert.equal(updated.ok ? "" : updated.failure.code, "not_organizer");
  const cancelled = await stage.calendar.cancelEvent(access(COLLEAGUE), id, "");
  assert.equal(cancelled.ok ? "" : cancelled.failure.kind, "invalid");
});

test("answers of many events are read together, and of one that is gone there is none", async () => {
  const made = [];
  for (let n = 0; n < 23; n += 1) {
    const startAt = new Date(content.startAt.getTime() + n * 86_400_000);
    const endAt = new Date(startAt.getTime() + 3_600_000);
    const own = { ...content, startAt, endAt };
    made.push(await granted(stage.calendar.createEvent(access(EMPLOYEE), key(), own)));
  }
  const ids = made.map(({ eventId }) => eventId);
  await granted(stage.calendar.cancelEvent(access(EMPLOYEE), ids[3] ?? "", ""));
  const answers = await until("the rooms have answered", async () => {
    const read = await stage.calendar.readEvents(access(EMPLOYEE), ids);
    const found = ids.map((id) => read.get(id));
    const isAnswered = found.every(
      (answer) => answer?.ok && answer.value?.rooms[0]?.response !== "none",
    );
    return isAnswered && found;
  });
  assert.equal(answers.length, 23);
  assert.deepEqual(
    answers.map((answer) => (answer?.ok ? (answer.value?.rooms[0]?.response ?? null) : "failed")),
    ids.map((_, n) => (n === 3 ? null : "accepted")),
  );
});

test("access is checked for real: granted, denied, and for a mailbox that does not exist", async () => {
  const checked = await granted(stage.calendar.checkAccess(access(ROOMS.wren)));
  assert.ok(checked.timeZone);
  await stage.connect(EMPLOYEE, "personal");
  const personId = stage.people[EMPLOYEE] ?? "";
  const personal = { kind: "personal", providerId: PROVIDER_ID, personId } as const;
  const denied = await stage.calendar.checkAccess(access(COLLEAGUE, personal));
  assert.equal(denied.ok ? "" : denied.failure.kind, "access_denied");
  const missing = await stage.calendar.checkAccess(access("nobody@larkfield.example"));
  assert.equal(missing.ok ? "" : missing.failure.kind, "not_found");
});

test("an Exchange that does not answer in time may have done the work", async () => {
  const slow = stage.exchangeWith({ callTimeoutMs: 100 }).calendar;
  tenant.simulator.world.settings.serviceTimeMs = 1000;
  const answer = await slow.createEvent(access(EMPLOYEE), key(), content);
  assert.ok(!answer.ok);
  assert.equal(answer.failure.code, "timeout");
  assert.equal(answer.failure.mayHaveHappened, true);
});

test("what somebody changes between reading and writing is read before it is written over", async () => {
  const { eventId } = await granted(
    stage.calendar.createEvent(access(EMPLOYEE), key(), { ...content, rooms: [] }),
  );
  const { world } = tenant.simulator;
  const owner = world.directory.findUser(EMPLOYEE)?.id ?? "";
  const seen: string[] = [];
  const asked = { ...content, rooms: [], notes: "Bring the other logbook" };
  await granted(
    stage.calendar.updateEvent(access(EMPLOYEE), eventId, asked, ({ subject }) => {
      seen.push(subject);
      if (seen.length === 1) updateEvent(world, owner, eventId, { subject: "In Outlook" });
      return subject === content.subject
        ? null
        : { content: { ...asked, subject }, keepsRooms: false };
    }),
  );
  assert.deepEqual(seen, [content.subject, "In Outlook"]);
  const [event] = calendarOf(tenant, EMPLOYEE);
  assert.equal(event?.subject, "In Outlook");
  assert.match(event?.body.content ?? "", /other logbook/);
});
