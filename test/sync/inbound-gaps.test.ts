import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { createScanFactsStore } from "../../src/store/scan-facts-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  at,
  consentedTenant,
  day,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
  times,
  weekly,
} from "./inbound-stage.ts";
import { EMPLOYEE, ROOMS } from "./organisation.ts";

const tenant = consentedTenant();

describeOnEachDatabase("what a room has and cannot be taken in", (database) => {
  let stage: InboundStage;
  beforeEach(async () => {
    stage = await openInboundStage(database(), tenant());
  });
  afterEach(() => stage.close());

  const gaps = () => createScanFactsStore(database().kysely).gaps(10);
  const mailbox = (email: string) => tenant().simulator.world.mailboxes.of(tenant().user(email).id);
  /** A private meeting that the room has accepted. */
  const accepted = async (fields: Json = {}) => {
    const made = await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Salary",
      sensitivity: "private",
      ...times(0, "10:00", "11:00"),
      ...invite(ROOMS.wren),
      ...fields,
    });
    await stage.roomHasAnswered("wren", 1);
    return { iCalUId: String(made["iCalUId"]), id: String(made["id"]) };
  };
  const kept = async () =>
    JSON.stringify((await database().pool.query("select * from calendar_item")).rows);

  /** Every five thousandth week: no series of Exchange, and yet in the room's calendar. */
  const UNREADABLE: Json = {
    recurrence: {
      pattern: { type: "weekly", interval: 5000, daysOfWeek: ["monday"] },
      range: { type: "numbered", startDate: day(0), numberOfOccurrences: 2 },
    },
  };

  test("a series whose recurrence cannot be read is a gap until it can be", async () => {
    const { iCalUId, id } = await accepted(UNREADABLE);
    await stage.read("wren");
    assert.deepEqual(await stage.reservations(), []);
    const [gap, ...others] = await gaps();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [gap?.kind, gap?.iCalUId, gap?.organizerEmail, gap?.startAt, gap?.spaceId],
      ["recurrence_unreadable", iCalUId, EMPLOYEE, null, stage.spaceId("wren")],
    );
    assert.match(gap?.reason ?? "", /interval/);
    await stage.read("wren", true);
    assert.deepEqual(await gaps(), [gap], "it is known since it was seen first");
    assert.ok(!(await kept()).includes("Salary"));

    await stage.graph("PATCH", EMPLOYEE, `/events/${encodeURIComponent(id)}`, weekly(4));
    await stage.readUntil("it is taken in", async () => {
      const all = await stage.reservations();
      return all.filter(({ isParent }) => !isParent).length === 4;
    });
    assert.deepEqual(await gaps(), []);
  });

  test("a series that is away is no gap any more", async () => {
    const { id } = await accepted(UNREADABLE);
    await stage.read("wren");
    assert.equal((await gaps()).length, 1);
    await stage.graph("POST", EMPLOYEE, `/events/${encodeURIComponent(id)}/cancel`, {});
    await stage.readUntil("it is away", async () => (await gaps()).length === 0);
  });

  test("what stands here of a series stays when it cannot be read any more", async () => {
    const { id } = await accepted(weekly(4));
    await stage.read("wren");
    const standing = await stage.reservations();
    assert.equal(standing.length, 5);
    await stage.graph("PATCH", EMPLOYEE, `/events/${encodeURIComponent(id)}`, UNREADABLE);
    await stage.readUntil("it is a gap", async () => (await gaps()).length === 1);
    assert.deepEqual(await stage.reservations(), standing);
  });

  /** As when a mailbox is restored from a backup: nothing tells of it. */
  const lose = (email: string): void => {
    for (const { key } of mailbox(email).items()) mailbox(email).remove(key);
  };
  const lastFor = (minutes: number) =>
    database().pool.query(
      "update calendar_item set gap_since = gap_since - $1::integer * interval '1 minute'",
      [minutes],
    );

  test("a meeting that only the room still has is a gap once that lasts", async () => {
    const { iCalUId } = await accepted();
    lose(EMPLOYEE);
    await stage.read("wren");
    assert.deepEqual([await stage.reservations(), await gaps()], [[], []]);
    await lastFor(20);
    await stage.read("wren");
    const [gap] = await gaps();
    assert.deepEqual(
      [gap?.kind, gap?.iCalUId, gap?.organizerEmail, gap?.startAt],
      ["left_in_room", iCalUId, EMPLOYEE, at(0, "10:00")],
    );
    assert.ok(!(await kept()).includes("Salary"));

    lose(ROOMS.wren);
    await stage.read("wren");
    assert.deepEqual(await gaps(), []);
  });

  test("a meeting that only the room still has, and has declined, is none", async () => {
    const { settings } = tenant().simulator.world;
    settings.declinedCopiesStay = true;
    try {
      await accepted();
      const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=1");
      const [copy] = value as readonly { readonly id: string }[];
      const copyPath = `/events/${encodeURIComponent(copy?.id ?? "")}`;
      await stage.graph("POST", ROOMS.wren, `${copyPath}/decline`, {});
      lose(EMPLOYEE);
      await stage.read("wren");
      await lastFor(20);
      await stage.read("wren", true);
      assert.deepEqual([await stage.reservations(), await gaps()], [[], []]);
    } finally {
      settings.declinedCopiesStay = false;
    }
  });

  test("a meeting that only the room still has stays here as it was, and is a gap", async () => {
    await accepted();
    await stage.read("wren");
    const standing = await stage.reservations();
    lose(EMPLOYEE);
    // Its copy in the room is told anew, and is the same.
    await database().pool.query("update calendar_item set change_key = ''");
    await stage.read("wren");
    await lastFor(20);
    assert.deepEqual(await stage.reservations(), standing);
    assert.equal((await gaps()).length, 1);
  });

  test("a meeting that its room has no more either is cancelled, though another reading came first", async () => {
    await accepted();
    await stage.read("wren");
    lose(EMPLOYEE);
    await database().pool.query("update calendar_item set change_key = ''");
    await stage.read("wren");
    await lastFor(20);
    lose(ROOMS.wren);
    const takenInByAnother = (when: string) =>
      database().pool.query(
        `update reservation set taken_in_at = ${when}, taken_in_by = gen_random_uuid()`,
      );
    await takenInByAnother("now() + interval '1 hour'");
    await stage.read("wren");
    const states = async () => (await stage.reservations()).map(({ state }) => state);
    assert.deepEqual(await states(), ["confirmed"]);
    await takenInByAnother("now() - interval '1 hour'");
    await stage.read("wren");
    assert.deepEqual(await states(), ["cancelled"]);
    assert.deepEqual(await gaps(), []);
  });

  test("its organizer's calendar has it again, and a full round takes it in", async () => {
    await accepted();
    const copies = [...mailbox(EMPLOYEE).items()];
    lose(EMPLOYEE);
    await stage.read("wren");
    await lastFor(20);
    for (const copy of copies) mailbox(EMPLOYEE).put(copy);
    await stage.read("wren");
    assert.equal((await gaps()).length, 1, "what lasts is not looked at with each reading");
    await stage.read("wren", true);
    assert.deepEqual(await gaps(), []);
    assert.equal((await stage.reservations()).length, 1);
  });
});
