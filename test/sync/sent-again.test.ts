/**
 * Meetings whose reservations are over here and which have stayed in their organizers' calendars:
 * sent again from Outlook, they are taken in as reservations of their own, whoever made them.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { decideApproval } from "../../src/app/reservations/approval/decide-approval.ts";
import { endReservations } from "../../src/app/reservations/life/end-reservations.ts";
import { releaseNoShows } from "../../src/app/reservations/life/release-no-shows.ts";
import { readRoom } from "../../src/app/sync/inbound/read-room.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { askForCheckIn, setBegun } from "../application/life-stage.ts";
import { begunInOutlook } from "./begun-in-outlook.ts";
import {
  at,
  claimRoom,
  consentedTenant,
  type InboundStage,
  type Json,
  openInboundStage,
  times,
} from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { reconcileWren, settle } from "./reconcile-stage.ts";
import { calendarOf, until } from "./sync-stage.ts";

const tenant = consentedTenant();
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** `made_normally`: in normal mode, and strict holds since. */
const WAYS = ["personal", "made_normally"] as const;
type Way = (typeof WAYS)[number];

describeOnEachDatabase("a meeting that is over here and is sent again from Outlook", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  const inRoom = () => calendarOf(tenant(), ROOMS.wren).length;
  const path = async () => {
    const { value } = await stage.graph("GET", EMPLOYEE, "/events");
    const [event] = value as readonly { readonly id: string }[];
    return `/events/${encodeURIComponent(event?.id ?? "")}`;
  };
  const patch = async (body: Json) => stage.graph("PATCH", EMPLOYEE, await path(), body);
  const all = async () =>
    (await stage.reservations()).map(({ origin, state }) => `${origin} ${state}`);
  const release = () => releaseNoShows({ ...stage.deps, log: SILENT });

  async function open(way: Way): Promise<void> {
    stage = await openInboundStage(database(), tenant(), way === "personal" ? way : "normal");
    await stage.read("wren");
    if (way === "personal") await stage.connect(EMPLOYEE, "personal");
    else await stage.connect(SERVICE, "delegated_user");
  }
  async function confirmed(): Promise<string> {
    const id = await stage.book();
    await stage.readUntil(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    await stage.read("wren");
    return id;
  }
  const beStrict = () => stage.setProperty("sn_wsd_rsvsync.sync_integration_mode", "strict");
  const isRecorded = (id: string) =>
    until("it is recorded", async () =>
      (await stage.events(id)).every(({ state }) => state === "processed"),
    );

  async function bookAndMiss(way: Way): Promise<string> {
    await open(way);
    await askForCheckIn(database());
    const lanes = stage.runLanes();
    const id = await confirmed();
    if (way === "made_normally") await beStrict();
    await lanes.stop();
    await database().pool.query(
      "update reservation set end_at = end_at + interval '1 hour' where id = $1",
      [id],
    );
    await setBegun(database(), id, 31);
    assert.equal(await release(), 1);
    return id;
  }

  for (const way of WAYS) {
    const made = way === "personal" ? "in personal mode" : "in normal mode before strict held";

    test(`made ${made}, a no-show is a reservation of its own at its new time`, async () => {
      const id = await bookAndMiss(way);
      // The room still has it until it is told.
      await stage.read("wren", true);
      assert.deepEqual(await all(), ["usher no_show"]);
      stage.runLanes();
      await until("the room's calendar is free", () => inRoom() === 0);
      await isRecorded(id);
      await stage.read("wren");
      await stage.read("wren", true);
      assert.deepEqual(await all(), ["usher no_show"], "it is not brought back");
      const writes = stage.writesToExchange();
      await patch(times(2, "09:00", "10:00"));
      const again = await stage.readUntil("it is taken in", async () => {
        const [, one] = await stage.reservations();
        return one?.state === "confirmed" && one;
      });
      assert.deepEqual([again.origin, again.startAt], ["calendar", at(2, "09:00")]);
      assert.deepEqual([again.subject, again.requestedFor], ["Calibration review", EMPLOYEE]);
      assert.deepEqual(await stage.holdsOf("wren"), [
        { startAt: again.startAt, endAt: again.endAt },
      ]);
      assert.equal(stage.writesToExchange(), writes + 1, "nothing but the organizer's own change");
      const before = await stage.reservation(id);
      assert.deepEqual([before.state, before.reason_code], ["no_show", "nobody_checked_in"]);
      await settle(database());
      const { found } = await reconcileWren(database(), stage);
      assert.deepEqual(found, {});
      assert.deepEqual(await all(), ["usher no_show", "calendar confirmed"]);
      await patch(times(2, "11:00", "12:00"));
      await stage.readUntil("it follows its organizer from then on", async () => {
        const [, moved] = await stage.reservations();
        return moved?.state === "confirmed" && moved.startAt.getTime() === at(2, "11:00").getTime();
      });
      await stage.graph("DELETE", EMPLOYEE, await path());
      await stage.readUntil("and is over with its meeting", async () => {
        const [, gone] = await stage.reservations();
        return gone?.state === "cancelled" || gone?.state === "conflicted";
      });
      assert.equal((await stage.reservation(id)).state, "no_show");
    });
  }

  test("what was read of the room before it let go does not bring back a no-show", async () => {
    const id = await bookAndMiss("personal");
    const late = await claimRoom(database(), stage, "wren", "personal", true);
    const store: typeof stage.reading.store = {
      ...stage.reading.store,
      takeIn: async (...page) => {
        stage.runLanes();
        await until("the room's calendar is free", () => inRoom() === 0);
        await isRecorded(id);
        return stage.reading.store.takeIn(...page);
      },
    };
    const read = await readRoom({ ...stage.reading, store }, late);
    assert.deepEqual(read, { kind: "read", changes: 0, wasFull: true });
    await stage.read("wren");
    assert.deepEqual(await all(), ["usher no_show"]);
    const { rows } = await database().pool.query("select from calendar_item");
    assert.equal(rows.length, 0, "what was read too early is forgotten");
  });

  test("made in Outlook, a no-show is a reservation of its own", async () => {
    stage = await openInboundStage(database(), tenant());
    await askForCheckIn(database());
    const taken = await begunInOutlook(stage);
    await database().pool.query(
      "update reservation set standing_since = now() - interval '31 minutes'",
    );
    assert.equal(await release(), 1);
    stage.runLanes();
    await until("the room's calendar is free", () => inRoom() === 0);
    await isRecorded(taken.id);
    await stage.read("wren");
    await patch({ subject: "Budget, please" });
    await stage.readUntil(
      "the same time is asked for anew",
      async () => (await all()).join() === "calendar no_show,calendar confirmed",
    );
    await stage.read("wren", true);
    assert.deepEqual(await all(), ["calendar no_show", "calendar confirmed"]);
  });

  for (const moved of [false, true]) {
    const when = moved ? "at another time" : "for the same time";
    test(`made here and rejected, it is asked about anew ${when}`, async () => {
      await open("personal");
      const { pool } = database();
      await pool.query("update reservable_module set approval_policy = 'always'");
      await pool.query("insert into module_approver select id, $1::uuid from reservable_module", [
        stage.people[COLLEAGUE],
      ]);
      stage.runLanes();
      const waits = (count: number) =>
        stage.readUntil("it waits", async () => {
          const rows = await stage.reservations();
          const last = rows.at(-1);
          return rows.length === count && last?.state === "awaiting_approval" && last;
        });
      const id = await stage.book();
      await waits(1);
      await stage.read("wren");
      const decide = async (one: string, verdict: "approved" | "rejected") => {
        const request = { id: one, verdict, comment: "Being painted" };
        const decided = await decideApproval(stage.deps, stage.actor(COLLEAGUE), request);
        assert.ok(decided.ok, JSON.stringify(decided));
      };
      await decide(id, "rejected");
      await until("the room's calendar is free", () => inRoom() === 0);
      await isRecorded(id);
      await stage.read("wren");
      await patch(moved ? times(2, "09:00", "10:00") : { subject: "Calibration, please" });
      const again = await waits(2);
      assert.equal(again.origin, "calendar");
      // Not given once more, and asked for a third time.
      await decide(again.id, "rejected");
      await until("the room's calendar is free once more", () => inRoom() === 0);
      await isRecorded(again.id);
      await stage.read("wren");
      await stage.read("wren", true);
      assert.deepEqual(await all(), ["usher rejected", "calendar rejected"]);
      await patch({ subject: "Calibration, at last" });
      const last = await waits(3);
      await decide(last.id, "approved");
      await stage.read("wren", true);
      assert.deepEqual(await all(), ["usher rejected", "calendar rejected", "calendar confirmed"]);
    });
  }

  for (const mode of ["normal", "personal"] as const) {
    test(`made here in ${mode} mode, what is completed is a reservation of its own once it is moved`, async () => {
      await open(mode === "personal" ? mode : "made_normally");
      stage.runLanes();
      const id = await confirmed();
      await setBegun(database(), id, 120);
      assert.equal(await endReservations({ ...stage.deps, log: SILENT }), 1);
      assert.equal((await stage.reservation(id)).state, "completed");
      await patch(times(2, "09:00", "10:00"));
      await stage.readUntil(
        "it is taken in",
        async () => (await all()).join() === "usher completed,calendar confirmed",
      );
      await stage.read("wren", true);
      assert.deepEqual(await all(), ["usher completed", "calendar confirmed"]);
    });
  }
});
