/** A series in two rooms whose approvers differ: the colleague decides on Wren, the service on Robin. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { afterEach, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { decideApproval } from "../../src/app/reservations/approval/decide-approval.ts";
import { listApprovals } from "../../src/app/reservations/approval/list-approvals.ts";
import { createApprovalStore } from "../../src/store/approval/approval-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  at,
  consentedTenant,
  day,
  type InboundStage,
  invite,
  openInboundStage,
  type ReservationSeen,
  times,
  weekly,
} from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, type Room, ROOMS, SERVICE } from "./organisation.ts";
import { occurrenceStarts, until } from "./sync-stage.ts";

const tenant = consentedTenant();
const ROOMS_READ = ["wren", "robin"] as const;
const MONDAYS = [0, 7, 14] as const;

describeOnEachDatabase("approving a series in rooms that others decide on", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  async function open(): Promise<void> {
    stage = await openInboundStage(database(), tenant());
    // What rooms had before was agreed with others, and stands.
    for (const room of ROOMS_READ) await stage.read(room);
    const { pool } = database();
    const moduleId = randomUUID();
    await pool.query("insert into reservable_module (id, name) values ($1, 'Other rooms')", [
      moduleId,
    ]);
    await pool.query("update space set module_id = $1 where name = 'robin'", [moduleId]);
    await pool.query("update reservable_module set approval_policy = 'always'");
    await pool.query(
      "insert into module_approver select id, case when id = $1 then $2 else $3 end::uuid from reservable_module",
      [moduleId, stage.people[SERVICE], stage.people[COLLEAGUE]],
    );
  }
  const create = async (): Promise<string> => {
    const made = await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Budget",
      ...times(0, "10:00", "11:00"),
      ...weekly(MONDAYS.length),
      ...invite(ROOMS.wren, ROOMS.robin),
    });
    return encodeURIComponent(String(made["id"]));
  };
  const children = async (room: Room): Promise<readonly ReservationSeen[]> =>
    (await stage.reservations())
      .filter((each) => !each.isParent && each.room === room)
      .toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime());
  const statesIn = async (room: Room) => (await children(room)).map(({ state }) => state).join(" ");
  const standIn = (room: Room, states: string) =>
    stage.readUntil(
      `${room} has ${states}`,
      async () => (await statesIn(room)) === states,
      ROOMS_READ,
    );
  const allOf = (state: string) => MONDAYS.map(() => state).join(" ");
  const allWait = async (): Promise<string> => {
    for (const room of ROOMS_READ) await standIn(room, allOf("awaiting_approval"));
    return (await children("wren"))[0]?.parentId ?? "";
  };
  const decide = (by: string, id: string, verdict: "approved" | "rejected") =>
    decideApproval(stage.deps, stage.actor(by), { id, verdict, comment: "Being painted" });
  async function decideOn(by: string, id: string, verdict: "approved" | "rejected") {
    const decided = await decide(by, id, verdict);
    assert.ok(decided.ok, JSON.stringify(decided));
  }
  async function waitingFor(by: string) {
    const deps = { ...stage.deps, approvals: createApprovalStore(database()) };
    const page = await listApprovals(deps, stage.actor(by), { limit: 50 });
    assert.ok(page.ok);
    return page.value.items.map(({ view, count }) => [view.reservation.id, count]);
  }
  async function told(id: string): Promise<void> {
    stage.runLanes();
    await until("the calendar is told", async () =>
      (await stage.events(id)).every(
        ({ state }) => state === "processed" || state === "superseded",
      ),
    );
  }
  const shownBy = (room: Room, mondays: readonly number[]) =>
    until(`${room} has ${mondays.join()}`, () => {
      const shown = occurrenceStarts(tenant(), ROOMS[room]).join();
      return shown === mondays.map((days) => at(days, "10:00").getTime()).join();
    });

  test("the series' own room is decided on as a whole, the other date by date", async () => {
    await open();
    await create();
    const id = await allWait();
    const row = await stage.reservation(id);
    const home = (await children("wren"))[0];
    const isWrens = (await stage.deps.store.find(id))?.space.id === stage.spaceId("wren");
    const [ofHome, ofOther] = isWrens ? [COLLEAGUE, SERVICE] : [SERVICE, COLLEAGUE];
    const [homeRoom, other] = isWrens ? (["wren", "robin"] as const) : (["robin", "wren"] as const);
    assert.ok(home);
    assert.equal(row.approval_state, "awaiting_approval");
    assert.deepEqual(await waitingFor(ofHome), [[id, 3]]);
    const dates = await children(other);
    assert.deepEqual(
      await waitingFor(ofOther),
      dates.map((date) => [date.id, 1]),
    );
    const refused = await decide(ofOther, id, "approved");
    assert.equal(refused.ok ? "" : refused.refusal.code, "not_yours");

    await decideOn(ofHome, id, "approved");
    assert.equal(await statesIn(homeRoom), allOf("confirmed"));
    assert.equal(await statesIn(other), allOf("awaiting_approval"));
    assert.equal((await stage.reservation(id)).approval_state, "awaiting_approval");
    assert.deepEqual(await waitingFor(ofHome), []);
    const again = await decide(ofHome, id, "approved");
    assert.equal(again.ok ? "" : again.refusal.code, "not_an_approver");

    const [first, second, third] = dates.map((date) => date.id);
    await decideOn(ofOther, first ?? "", "approved");
    await decideOn(ofOther, second ?? "", "rejected");
    assert.equal((await stage.reservation(id)).approval_state, "awaiting_approval");
    await decideOn(ofOther, third ?? "", "approved");
    const after = await stage.reservation(id);
    assert.deepEqual([after.state, after.approval_state], ["confirmed", "approved"]);
    await told(id);
    await shownBy(other, [0, 14]);
    await shownBy(homeRoom, MONDAYS);
    for (const room of ROOMS_READ) await stage.read(room, true);
    assert.equal(await statesIn(homeRoom), allOf("confirmed"));
    assert.equal(await statesIn(other), "confirmed rejected confirmed");
  });

  test("one of them rejects all of it, and the other keeps it", async () => {
    await open();
    await create();
    const id = await allWait();
    for (const { id: date } of await children("robin")) await decideOn(SERVICE, date, "rejected");
    for (const { id: date } of await children("wren")) await decideOn(COLLEAGUE, date, "approved");
    await told(id);
    await shownBy("robin", []);
    await shownBy("wren", MONDAYS);
    for (const room of ROOMS_READ) await stage.read(room, true);
    assert.equal(await statesIn("robin"), allOf("rejected"));
    assert.equal(await statesIn("wren"), allOf("confirmed"));
    assert.equal((await stage.reservation(id)).state, "confirmed");
  });

  /** Made here in Wren, and Robin invited to it in Outlook. */
  async function bookInBoth(): Promise<string> {
    await open();
    stage.runLanes();
    const start = at(0, "10:00").toISOString();
    const from = Temporal.Instant.from(start);
    const id = await stage.book({
      start: from,
      end: from.add({ hours: 1 }),
      recurrence: {
        kind: "pattern",
        pattern: { type: "weekly", daysOfWeek: ["monday"] },
        range: { type: "numbered", numberOfOccurrences: MONDAYS.length },
      },
    });
    await standIn("wren", allOf("awaiting_approval"));
    const { calendar_event_id: event } = await stage.reservation(id);
    await stage.graph(
      "PATCH",
      EMPLOYEE,
      `/events/${encodeURIComponent(String(event))}`,
      invite(ROOMS.wren, ROOMS.robin),
    );
    await allWait();
    return id;
  }

  test("made here, a date that one room is not given stays in the other", async () => {
    const id = await bookInBoth();
    const [first, second] = await children("robin");
    await decideOn(SERVICE, second?.id ?? "", "rejected");
    await told(id);
    await shownBy("robin", [0, 14]);
    await shownBy("wren", MONDAYS);
    await decideOn(COLLEAGUE, id, "approved");
    await decideOn(SERVICE, first?.id ?? "", "approved");
    for (const room of ROOMS_READ) await stage.read(room, true);
    assert.equal(await statesIn("wren"), allOf("confirmed"));
    assert.equal(await statesIn("robin"), "confirmed rejected awaiting_approval");
    assert.equal(day(0), first?.originalDate);
  });

  test("made here, the other room keeps it where the series' own is not given", async () => {
    const id = await bookInBoth();
    await decideOn(COLLEAGUE, id, "rejected");
    await told(id);
    await shownBy("wren", []);
    await shownBy("robin", MONDAYS);
    for (const { id: date } of await children("robin")) await decideOn(SERVICE, date, "approved");
    for (const room of ROOMS_READ) await stage.read(room, true);
    assert.equal(await statesIn("wren"), allOf("rejected"));
    assert.equal(await statesIn("robin"), allOf("confirmed"));
    assert.equal((await stage.reservation(id)).state, "confirmed");
  });
});
