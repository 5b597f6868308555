import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  INTEGRATION_MODES,
  type IntegrationMode,
} from "../../src/core/integration-rules/question.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  at,
  consentedTenant,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
  times,
} from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, type Room, ROOMS, SERVICE } from "./organisation.ts";
import { slot, until } from "./sync-stage.ts";

const tenant = consentedTenant();

describeOnEachDatabase(
  "a reservation whose room is read before its write is recorded",
  (database) => {
    let stage: InboundStage;
    afterEach(() => stage.close());

    test("leaves something to be judged, so that the room is read again soon", async () => {
      stage = await openInboundStage(database(), tenant());
      await stage.read("wren");
      const id = await stage.book();
      const [claimed] = await stage.claim(60_000);
      await stage.carryOut(claimed ?? assert.fail("it is to be written"));
      await stage.roomHasAnswered("wren", 1);
      const { calendar_event_id: eventId, ical_uid: iCalUId } = await stage.reservation(id);
      const record = (isRecorded: boolean) =>
        database().pool.query(
          `with written as (update sync_event set state = case when $2 then 'processed'
           else 'processing' end, may_have_been_sent = true where reservation_id = $1)
         update reservation set calendar_event_id = case when $2 then $3::text end,
           ical_uid = case when $2 then $4::text end where id = $1`,
          [id, isRecorded, eventId, iCalUId],
        );
      await record(false);
      assert.deepEqual(await stage.read("wren"), {
        kind: "read",
        changes: 0,
        wasFull: false,
        leavesOpen: true,
      });
      await record(true);
      assert.deepEqual(await stage.read("wren"), { kind: "read", changes: 1, wasFull: false });
      assert.equal((await stage.reservation(id)).state, "confirmed");
    });
  },
);

for (const mode of INTEGRATION_MODES) suiteIn(mode);

function suiteIn(mode: IntegrationMode): void {
  describeOnEachDatabase(`a reservation made here, in ${mode} mode`, (database) => {
    let stage: InboundStage;
    afterEach(() => stage.close());

    const owner = mode === "strict" ? SERVICE : EMPLOYEE;
    async function booked(): Promise<string> {
      stage = await openInboundStage(database(), tenant(), mode);
      if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
      stage.runLanes();
      const id = await stage.book();
      await until(
        "the room confirms",
        async () => (await stage.reservation(id)).state === "confirmed",
      );
      await stage.read("wren");
      return id;
    }
    const path = async (id: string) =>
      `/events/${encodeURIComponent((await stage.reservation(id)).calendar_event_id ?? "")}`;
    const patch = async (id: string, body: Json) =>
      stage.graph("PATCH", owner, await path(id), body);
    const seen = async (id: string) => {
      const all = await stage.reservations();
      const one = all.find((each) => each.id === id);
      assert.equal(all.length, 1, JSON.stringify(all, null, 2));
      assert.ok(one);
      return one;
    };
    const follows = (
      id: string,
      what: string,
      fits: (one: Awaited<ReturnType<typeof seen>>) => boolean,
      rooms?: readonly Room[],
    ) =>
      stage.readUntil(
        what,
        async () => {
          const one = await seen(id);
          return fits(one) && one;
        },
        rooms,
      );
    const eventTypes = async (id: string) => (await stage.events(id)).map(({ type }) => type);

    test("is not taken for one made in Outlook, and its echo changes nothing", async () => {
      const id = await booked();
      const earlier = await seen(id);
      assert.deepEqual(await stage.read("wren", true), { kind: "read", changes: 0, wasFull: true });
      assert.deepEqual(await seen(id), earlier);
      assert.deepEqual(await eventTypes(id), ["create"]);
    });

    test("that its organizer moves in Outlook moves here, and nothing is written back", async () => {
      const id = await booked();
      await patch(id, times(2, "09:00", "10:00"));
      const one = await follows(
        id,
        "it is moved",
        ({ startAt, state }) =>
          state === "confirmed" && startAt.getTime() === at(2, "09:00").getTime(),
      );
      assert.deepEqual(await stage.holdsOf("wren"), [{ startAt: one.startAt, endAt: one.endAt }]);
      assert.deepEqual(await eventTypes(id), ["create"]);
      assert.ok((await stage.auditOf(id)).includes("reservation_changed_in_outlook"));
    });

    test("whose meeting is cancelled in Outlook is cancelled, or says what cannot be seen", async () => {
      const id = await booked();
      await stage.graph("POST", owner, `${await path(id)}/cancel`, { comment: "" });
      const one = await follows(id, "it is over", ({ state }) => state !== "confirmed");
      // Of a copy that is gone without a word nobody can tell why.
      const isSeen = mode !== "personal" || one.state === "cancelled";
      assert.deepEqual(
        [one.state, one.reasonCode],
        isSeen ? ["cancelled", "meeting_removed"] : ["conflicted", "room_let_go"],
      );
      assert.deepEqual(await stage.holdsOf("wren"), []);
    });

    test("whose organizer takes another room in Outlook follows there", async () => {
      const id = await booked();
      const people = mode === "strict" ? [EMPLOYEE, COLLEAGUE] : [COLLEAGUE];
      await patch(id, invite(ROOMS.robin, ...people));
      await stage.readUntil(
        "it is in the other room alone",
        async () => {
          const held = [await stage.holdsOf("wren"), await stage.holdsOf("robin")];
          return held.map(({ length }) => length).join() === "0,1";
        },
        ["wren", "robin"],
      );
      // Where only rooms tell, the second may do so before the first: then it was in both.
      const standing = (await stage.reservations()).filter(({ room }) => room === "robin");
      assert.deepEqual(
        standing.map(({ state }) => state),
        ["confirmed"],
      );
      assert.deepEqual(await eventTypes(id), ["create"]);
    });

    test("that the room declines later is conflicted, and its meeting stands", async () => {
      const id = await booked();
      const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
      const [copy] = value as readonly Json[];
      const copyPath = `/events/${encodeURIComponent(String(copy?.["id"]))}`;
      await stage.graph("POST", ROOMS.wren, `${copyPath}/decline`, { sendResponse: true });
      const one = await follows(id, "it is conflicted", ({ state }) => state === "conflicted");
      assert.equal(one.reasonCode, mode === "personal" ? "room_let_go" : "room_declined");
      assert.deepEqual(await stage.holdsOf("wren"), []);
      await stage.graph("GET", owner, await path(id));
    });

    if (mode !== "personal") {
      test("whose words are changed in Outlook shows them, people added here kept", async () => {
        const id = await booked();
        await patch(id, { subject: "Calibration, final" });
        const one = await follows(
          id,
          "it shows it",
          ({ subject }) => subject === "Calibration, final",
        );
        assert.deepEqual(
          one.attendees.map(({ email }) => email),
          [COLLEAGUE],
        );
      });
    }
  });
}

describeOnEachDatabase("a reservation made here that changes on both sides", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  async function booked(): Promise<string> {
    stage = await openInboundStage(database(), tenant());
    const id = await stage.book();
    for (const claimed of await stage.claim(10_000)) await stage.carryOut(claimed);
    await stage.readUntil(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    return id;
  }
  const patch = async (id: string, body: Json) => {
    const { calendar_event_id: eventId } = await stage.reservation(id);
    return stage.graph("PATCH", EMPLOYEE, `/events/${encodeURIComponent(eventId ?? "")}`, body);
  };
  const settle = async () => {
    for (const claimed of await stage.claim(10_000)) await stage.carryOut(claimed);
  };
  const one = async () => {
    const [first, ...others] = await stage.reservations();
    assert.deepEqual(others, []);
    return first ?? assert.fail("it is there");
  };
  const event = async (id: string) => patch(id, {});

  test("is confirmed by the room's own copy, whoever sees the answer first", async () => {
    const id = await booked();
    const questions = await database().kysely.selectFrom("room_confirmation").selectAll().execute();
    assert.deepEqual(questions, []);
    assert.deepEqual((await stage.auditOf(id)).at(-1), "room_accepted");
  });

  test("in different fields has both changes on both sides", async () => {
    const id = await booked();
    await stage.change(id, { subject: "Changed here" });
    await patch(id, times(2, "09:00", "10:00"));
    await stage.readUntil(
      "the time is taken over",
      async () => (await one()).startAt.getTime() === at(2, "09:00").getTime(),
    );
    assert.equal((await one()).subject, "Changed here");
    await settle();
    assert.equal((await event(id))["subject"], "Changed here");
    const { state } = await stage.readUntil("the room has the new time", async () => {
      const now = await one();
      return now.state === "confirmed" && now;
    });
    assert.equal(state, "confirmed");
    assert.equal((await one()).startAt.getTime(), at(2, "09:00").getTime());
    assert.equal((await one()).reasonCode, null);
  });

  test("keeps what was changed in Outlook, though the change made here is written before it is read", async () => {
    const id = await booked();
    await patch(id, { ...times(2, "09:00", "10:00"), ...invite(COLLEAGUE, ROOMS.wren) });
    await stage.change(id, { subject: "Changed here" });
    await settle();
    const shown = await event(id);
    assert.equal(shown["subject"], "Changed here");
    assert.match(JSON.stringify(shown["attendees"]), new RegExp(COLLEAGUE, "i"));
    await stage.readUntil(
      "the time is taken over",
      async () => (await one()).startAt.getTime() === at(2, "09:00").getTime(),
    );
    const { subject, attendees, reasonCode } = await one();
    assert.deepEqual([subject, reasonCode], ["Changed here", null]);
    assert.deepEqual(
      attendees.map(({ email }) => email),
      [COLLEAGUE],
    );
  });

  test("gives way to Outlook in the same field, though it is written before it is read", async () => {
    const id = await booked();
    await patch(id, times(2, "09:00", "10:00"));
    await stage.change(id, slot(96));
    await settle();
    await stage.readUntil(
      "the calendar wins",
      async () => (await one()).startAt.getTime() === at(2, "09:00").getTime(),
    );
    assert.equal((await one()).reasonCode, "overruled_by_calendar");
  });

  test("gives way to Outlook, though it is changed back there before it is read", async () => {
    const id = await booked();
    const before = (await one()).startAt.getTime();
    const { start, end } = await event(id);
    await patch(id, times(2, "09:00", "10:00"));
    await stage.change(id, slot(96));
    await settle();
    await patch(id, { start, end });
    await stage.readUntil(
      "the calendar wins",
      async () => (await one()).startAt.getTime() === before,
    );
    assert.equal((await one()).reasonCode, "overruled_by_calendar");
  });

  test("in the same field is as Outlook says, and the person is told", async () => {
    const id = await booked();
    await stage.change(id, slot(96));
    await patch(id, times(2, "09:00", "10:00"));
    await stage.readUntil(
      "the calendar wins",
      async () => (await one()).startAt.getTime() === at(2, "09:00").getTime(),
    );
    const told = await one();
    assert.equal(told.reasonCode, "overruled_by_calendar");
    assert.match(told.reason ?? "", /the time/);
    assert.ok((await stage.auditOf(id)).includes("reservation_overruled"));
    await settle();
    await stage.readUntil("the room has it", async () => (await one()).state === "confirmed");
    assert.equal((await one()).startAt.getTime(), at(2, "09:00").getTime());
  });

  test("here alone is left alone until it is written", async () => {
    const id = await booked();
    await stage.change(id, slot(96));
    await stage.read("wren", true);
    assert.equal((await one()).startAt.getTime(), slot(96).start.epochMilliseconds);
    await settle();
    await stage.readUntil("the room has it", async () => (await one()).state === "confirmed");
    assert.equal((await one()).startAt.getTime(), slot(96).start.epochMilliseconds);
    assert.equal((await stage.events(id)).length, 2);
  });

  test("loses its time to a meeting that the room has accepted while it only awaits the room", async () => {
    stage = await openInboundStage(database(), tenant());
    const { start } = slot(24);
    const mine = await stage.book();
    const text = start.toZonedDateTimeISO("UTC").toPlainDateTime().toString();
    const end = start.add({ minutes: 30 }).toZonedDateTimeISO("UTC").toPlainDateTime().toString();
    await stage.graph("POST", COLLEAGUE, "/events", {
      subject: "First come",
      start: { dateTime: text, timeZone: "UTC" },
      end: { dateTime: end, timeZone: "UTC" },
      ...invite(ROOMS.wren),
    });
    await stage.readUntil("theirs is confirmed", async () =>
      (await stage.reservations()).some(
        ({ state, origin }) => origin === "calendar" && state === "confirmed",
      ),
    );
    const lost = await stage.reservation(mine);
    assert.deepEqual([lost.state, lost.reason_code], ["conflicted", "room_taken_in_outlook"]);
    assert.equal((await stage.holdsOf("wren")).length, 1);
  });

  test("keeps its time where the room has accepted both, and both are told at once", async () => {
    stage = await openInboundStage(database(), tenant());
    Object.assign(tenant().user(ROOMS.wren).room?.processing ?? {}, { allowConflicts: true });
    const mine = await stage.book();
    const [claimed] = await stage.claim(2_000);
    await stage.carryOut(claimed ?? assert.fail("it is to be written"));
    const { startAt, endAt } = await one();
    await stage.graph("POST", COLLEAGUE, "/events", {
      subject: "At the same time",
      start: { dateTime: startAt.toISOString().slice(0, 19), timeZone: "UTC" },
      end: { dateTime: endAt.toISOString().slice(0, 19), timeZone: "UTC" },
      ...invite(ROOMS.wren),
    });
    await until("the room has accepted both", async () => {
      const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
      return JSON.stringify(value).split('"response":"accepted"').length > 2;
    });
    await stage.read("wren");
    const seen = (await stage.reservations()).map(({ id, state, reasonCode }) =>
      id === mine ? `mine ${state}` : `theirs ${state} ${reasonCode}`,
    );
    assert.deepEqual(seen.toSorted(), ["mine confirmed", "theirs conflicted double_booked"]);
    assert.equal((await stage.holdsOf("wren")).length, 1);
    await stage.readUntil("nothing is left to be told", async () => {
      const reading = await stage.read("wren");
      return reading.kind === "read" && reading.changes === 0;
    });
    const earlier = await stage.reservations();
    assert.deepEqual(await stage.read("wren", true), { kind: "read", changes: 0, wasFull: true });
    assert.deepEqual(await stage.reservations(), earlier);
  });

  test("is conflicted where the room declines it that took its place in Outlook", async () => {
    const inTheWay = await booked();
    const { startAt, endAt } = await one();
    const other = await stage.book({ room: "robin", ...slot(48) });
    await settle();
    await stage.readUntil(
      "the other room confirms",
      async () => (await stage.reservation(other)).state === "confirmed",
      ["robin"],
    );
    await patch(other, {
      start: { dateTime: startAt.toISOString().slice(0, 19), timeZone: "UTC" },
      end: { dateTime: endAt.toISOString().slice(0, 19), timeZone: "UTC" },
      ...invite(ROOMS.wren),
    });
    await stage.readUntil(
      "it is told that the room has declined",
      async () => (await stage.reservation(other)).reason_code === "room_declined",
      ["robin", "wren"],
    );
    assert.equal((await stage.reservation(other)).state, "conflicted");
    assert.equal((await stage.reservation(inTheWay)).state, "confirmed");
  });

  test("has its room back from a double booking as soon as the other lets go", async () => {
    Object.assign(tenant().user(ROOMS.wren).room?.processing ?? {}, { allowConflicts: false });
    const mine = await booked();
    Object.assign(tenant().user(ROOMS.wren).room?.processing ?? {}, { allowConflicts: true });
    const { startAt, endAt } = await one();
    await stage.graph("POST", COLLEAGUE, "/events", {
      subject: "At the same time",
      start: { dateTime: startAt.toISOString().slice(0, 19), timeZone: "UTC" },
      end: { dateTime: endAt.toISOString().slice(0, 19), timeZone: "UTC" },
      ...invite(ROOMS.wren),
    });
    await stage.readUntil("theirs is double booked", async () =>
      (await stage.reservations()).some(({ reasonCode }) => reasonCode === "double_booked"),
    );
    assert.equal((await stage.reservation(mine)).state, "confirmed");
    await stage.readUntil("the room has accepted theirs", async () => {
      const items = await database()
        .kysely.selectFrom("calendar_item")
        .select("response")
        .execute();
      return items.every(({ response }) => response === "accepted");
    });
    await stage.cancel(mine);
    const theirs = (await stage.reservations()).find(({ origin }) => origin === "calendar");
    assert.equal(theirs?.state, "confirmed");
    assert.equal((await stage.holdsOf("wren")).length, 1);
    assert.ok((await stage.auditOf(theirs.id)).includes("space_retaken"));
  });
});
