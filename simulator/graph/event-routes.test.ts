import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Event } from "@microsoft/microsoft-graph-types";
import {
  ANNA,
  BORIS,
  idOf,
  meeting,
  OTHER_ROOM_ADDRESS,
  refusalOf,
  ROOM_ADDRESS,
  startGraphTest,
  statusOf,
  until,
  type GraphTest,
} from "./graph-test-client.ts";

const KEY = "String {0f3bb7c8-5b1a-4c5f-9d4e-7a1e2f3c4d5e} Name ReservationId";

describe("events through Microsoft's client", () => {
  let graph: GraphTest;
  before(async () => {
    graph = await startGraphTest();
  });
  after(() => graph.close());

  const events = (owner: string) => graph.app.api(`/users/${owner}/events`);
  const create = async (event: Event, owner = ANNA): Promise<Event> =>
    (await events(owner).post(event)) as Event;
  const read = async (event: Event, owner = ANNA): Promise<Event> =>
    (await graph.app.api(`/users/${owner}/events/${idOf(event)}`).get()) as Event;
  const copyOf = async (event: Event, owner: string): Promise<Event | undefined> => {
    const filter = `iCalUId eq '${event.iCalUId ?? ""}'`;
    const page = (await events(owner).filter(filter).get()) as { value: Event[] };
    return page.value[0];
  };

  test("a created meeting has the organizer's view of itself (facts 1.3, 1.9)", async () => {
    const made = await create(meeting(4, 9, [BORIS]));
    assert.equal(made.isOrganizer, true);
    assert.deepEqual(made.responseStatus, { response: "organizer", time: "0001-01-01T00:00:00Z" });
    assert.equal(statusOf(made, BORIS), "none");
    assert.deepEqual(made.start, { dateTime: "2027-01-04T08:00:00.0000000", timeZone: "UTC" });
    assert.equal(made.originalStartTimeZone, "W. Europe Standard Time");
    assert.match(made.id ?? "", /=$/);
    assert.equal(made.type, "singleInstance");
  });

  test("a room's acceptance reaches the organizer's copy (facts 2)", async () => {
    const made = await create(meeting(4, 11, [ROOM_ADDRESS]));
    assert.equal(statusOf(made, ROOM_ADDRESS), "none");
    const answered = await until(
      () => read(made),
      (event) => statusOf(event, ROOM_ADDRESS) !== "none",
      "the room has not answered",
    );
    assert.equal(statusOf(answered, ROOM_ADDRESS), "accepted");
    assert.notEqual(answered.changeKey, made.changeKey);
  });

  test("the room's copy ends with the organizer's name for subject (facts 2)", async () => {
    const made = await create(meeting(4, 13, [ROOM_ADDRESS]));
    const copy = await until(
      () => copyOf(made, ROOM_ADDRESS),
      (event) => event?.subject !== "Planning",
      "the room has not rewritten its copy",
    );
    assert.equal(copy?.subject, "Jonas Brandt");
    assert.equal(copy?.bodyPreview, "");
    assert.equal(copy?.iCalUId, made.iCalUId);
    assert.notEqual(copy?.id, made.id);
  });

  test("a second meeting at the same hour finds the room declined and stands itself", async () => {
    const first = await create(meeting(4, 15, [OTHER_ROOM_ADDRESS]));
    const second = await create(meeting(4, 15, [OTHER_ROOM_ADDRESS]), BORIS);
    const answered = await until(
      () => read(second, BORIS),
      (event) => statusOf(event, OTHER_ROOM_ADDRESS) !== "none",
      "the room has not answered",
    );
    assert.equal(statusOf(answered, OTHER_ROOM_ADDRESS), "declined");
    assert.equal(answered.isCancelled, false);
    assert.equal(statusOf(await read(first), OTHER_ROOM_ADDRESS), "accepted");
    assert.equal(await copyOf(second, OTHER_ROOM_ADDRESS), undefined);
  });

  test("a patch changes what it names and renews the change key (facts 1.5, 1.6)", async () => {
    const made = await create(meeting(5, 9));
    const patched = (await graph.app
      .api(`/users/${ANNA}/events/${idOf(made)}`)
      .patch({ subject: "Review" })) as Event;
    assert.equal(patched.subject, "Review");
    assert.deepEqual(patched.start, made.start);
    assert.notEqual(patched.changeKey, made.changeKey);
  });

  for (const status of [412, 409] as const) {
    test(`a patch with a stale If-Match is refused with ${status} (facts 1.6)`, async () => {
      graph.simulator.world.settings.changeKeyMismatchStatus = status;
      const made = await create(meeting(5, 11));
      const path = graph.app.api(`/users/${ANNA}/events/${idOf(made)}`);
      const etag = `W/"${made.changeKey ?? ""}"`;
      await path.header("If-Match", etag).patch({ subject: "One" });
      const refusal = await refusalOf(path.header("If-Match", etag).patch({ subject: "Two" }));
      assert.equal(refusal.statusCode, status);
      assert.equal(refusal.code, "ErrorIrresolvableConflict");
    });
  }

  test("deleting the organizer's event cancels the others' (facts 1.7)", async () => {
    const made = await create(meeting(5, 13, [BORIS]));
    const path = `/users/${ANNA}/events/${idOf(made)}`;
    const response = await graph.fetchAsApp(path, { method: "DELETE" });
    assert.equal(response.status, 204);
    assert.equal(await response.text(), "");
    assert.equal((await copyOf(made, BORIS))?.isCancelled, true);
    const refusal = await refusalOf(graph.app.api(path).get());
    assert.deepEqual([refusal.statusCode, refusal.code], [404, "ErrorItemNotFound"]);
  });

  test("the organizer cancels with 202, an attendee is refused with 400 (facts 1.7)", async () => {
    const made = await create(meeting(5, 15, [BORIS]));
    const copy = await copyOf(made, BORIS);
    assert.ok(copy);
    const byAttendee = graph.app.api(`/users/${BORIS}/events/${idOf(copy)}/cancel`);
    const refusal = await refusalOf(byAttendee.post({ comment: "No" }));
    assert.equal(refusal.statusCode, 400);
    assert.match(refusal.message, /You need to be an organizer to cancel a meeting/);
    const path = `/users/${ANNA}/events/${idOf(made)}/cancel`;
    const response = await graph.fetchAsApp(path, { method: "POST", body: '{"Comment":"Ill"}' });
    assert.equal(response.status, 202);
    assert.equal((await copyOf(made, BORIS))?.subject, "Canceled: Planning");
  });

  test("an attendee's answer is on the organizer's copy (facts 1.4, 1.7)", async () => {
    const made = await create(meeting(6, 9, [BORIS]));
    const copy = await copyOf(made, BORIS);
    assert.ok(copy);
    assert.equal(copy.attendees?.length, 2);
    assert.equal(copy.showAs, "tentative");
    const answer = graph.app.api(`/users/${BORIS}/events/${idOf(copy)}/tentativelyAccept`);
    await answer.post({ comment: "Perhaps", sendResponse: true });
    const seen = await read(made);
    assert.equal(statusOf(seen, BORIS), "tentativelyAccepted");
    assert.notEqual(seen.attendees?.[0]?.status?.time, "0001-01-01T00:00:00Z");
  });

  for (const status of [400, 409] as const) {
    test(`a transactionId used for another event gets ${status} (facts 1.3)`, async () => {
      graph.simulator.world.settings.duplicateTransactionIdStatus = status;
      const event = { ...meeting(6, 11), transactionId: `transaction-${status}` };
      const first = await create(event);
      const again = await create(event);
      assert.equal(again.id, first.id);
      assert.equal(again.transactionId, event.transactionId);
      const refusal = await refusalOf(events(ANNA).post({ ...event, subject: "Other" }));
      assert.deepEqual([refusal.statusCode, refusal.code], [status, "ErrorDuplicateTransactionId"]);
      const body = JSON.parse(String(refusal.body)) as Record<string, unknown>;
      assert.equal(body["@event.existingEventId"], first.id);
    });
  }

  test("an extended property is written, found and read by name (facts 1.11)", async () => {
    const property = { id: KEY, value: "R-1001" };
    const made = await create({ ...meeting(6, 13), singleValueExtendedProperties: [property] });
    assert.equal(made.singleValueExtendedProperties, undefined);
    const found = (await events(ANNA)
      .filter(`singleValueExtendedProperties/Any(ep: ep/id eq '${KEY}' and ep/value eq 'r-1001')`)
      .expand(`singleValueExtendedProperties($filter=id eq '${KEY}')`)
      .get()) as { value: Event[] };
    assert.equal(found.value[0]?.id, made.id);
    assert.deepEqual(found.value[0]?.singleValueExtendedProperties, [property]);
  });

  for (const travel of [false, true]) {
    const what = travel ? "travel" : "do not travel";
    test(`extended properties ${what} to attendees by the setting (facts 1.11)`, async () => {
      graph.simulator.world.settings.extendedPropertiesTravel = travel;
      const property = { id: KEY, value: `R-travel-${travel}` };
      const event = { ...meeting(6, 15, [BORIS]), singleValueExtendedProperties: [property] };
      await create(event);
      const found = (await events(BORIS)
        .filter(
          `singleValueExtendedProperties/any(p:p/id eq '${KEY}' ` +
            `and p/value eq '${property.value}')`,
        )
        .get()) as { value: Event[] };
      assert.equal(found.value.length, travel ? 1 : 0);
    });
  }

  test("an immutable id and the regular one name the same event (facts 1.10)", async () => {
    const made = await create(meeting(7, 9));
    const path = `/users/${ANNA}/events/${idOf(made)}`;
    const immutable = (await graph.app
      .api(path)
      .header("Prefer", 'IdType="ImmutableId"')
      .get()) as Event;
    assert.notEqual(immutable.id, made.id);
    const again = await read(immutable);
    assert.equal(again.id, made.id);
  });

  test("a location that names a room is told to be a conference room (facts 1.16)", async () => {
    const made = await create({
      ...meeting(7, 11, [ROOM_ADDRESS]),
      location: { displayName: "Wren", locationEmailAddress: ROOM_ADDRESS },
    });
    assert.equal(made.location?.locationType, "conferenceRoom");
    assert.equal(made.location?.uniqueId, ROOM_ADDRESS);
    assert.equal(made.location?.uniqueIdType, "directory");
    assert.equal(made.locations?.length, 1);
  });

  test("words of enums are read in any case, as Microsoft's own samples write them", async () => {
    const event = meeting(7, 13);
    const made = (await events(ANNA).post({
      ...event,
      body: { contentType: "HTML", content: "x" },
      importance: "High",
    })) as Event;
    assert.equal(made.importance, "high");
    assert.equal(made.body?.contentType, "html");
  });

  test("a series is made, expanded, and loses an occurrence (facts 1.8, 1.12)", async () => {
    const made = await create({
      ...meeting(11, 9, [BORIS]),
      recurrence: {
        pattern: { type: "weekly", interval: 1, daysOfWeek: ["monday"] },
        range: { type: "numbered", startDate: "2027-01-11", numberOfOccurrences: 4 },
      },
    });
    assert.equal(made.type, "seriesMaster");
    assert.equal(made.recurrence?.pattern?.firstDayOfWeek, "sunday");
    assert.equal(made.recurrence?.range?.endDate, "0001-01-01");
    const path = `/users/${ANNA}/events/${idOf(made)}`;
    const window = { startDateTime: "2027-01-01", endDateTime: "2027-03-01" };
    const instances = async (): Promise<Event[]> =>
      ((await graph.app.api(`${path}/instances`).query(window).get()) as { value: Event[] }).value;
    const occurrences = await instances();
    assert.equal(occurrences.length, 4);
    assert.equal(occurrences[1]?.type, "occurrence");
    assert.equal(occurrences[1]?.seriesMasterId, made.id);
    assert.equal(occurrences[1]?.originalStart, "2027-01-18T08:00:00.000Z");
    assert.ok(occurrences[1]);
    await graph.app.api(`/users/${ANNA}/events/${idOf(occurrences[1])}/cancel`).post({});
    assert.equal((await instances()).length, 3);
    const master = (await graph.app.api(path).select("cancelledOccurrences").get()) as Event;
    assert.deepEqual(master.cancelledOccurrences, [`OID.${made.id ?? ""}.2027-01-18`]);
  });

  test("a moved occurrence is an exception of its master (facts 1.12)", async () => {
    const made = await create({
      ...meeting(12, 9),
      recurrence: {
        pattern: { type: "daily", interval: 2 },
        range: { type: "endDate", startDate: "2027-01-12", endDate: "2027-01-16" },
      },
    });
    const window = { startDateTime: "2027-01-12", endDateTime: "2027-01-20" };
    const path = `/users/${ANNA}/events/${idOf(made)}`;
    const page = (await graph.app.api(`${path}/instances`).query(window).get()) as {
      value: Event[];
    };
    assert.ok(page.value[1]);
    const { start = null, end = null } = meeting(15, 16);
    const second = graph.app.api(`/users/${ANNA}/events/${idOf(page.value[1])}`);
    const moved = (await second.patch({ start, end })) as Event;
    assert.equal(moved.type, "exception");
    assert.equal(moved.originalStart, "2027-01-14T08:00:00.000Z");
    const master = (await graph.app.api(path).expand("exceptionOccurrences").get()) as Event;
    assert.equal(master.exceptionOccurrences?.[0]?.id, moved.id);
    const onto = meeting(16, 12);
    const refusal = await refusalOf(second.patch({ start: onto.start, end: onto.end }));
    assert.equal(refusal.code, "ErrorOccurrenceCrossingBoundary");
  });
});
