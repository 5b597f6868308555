import assert from "node:assert/strict";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { holds, lastEvent } from "./acts.ts";
import {
  arrive,
  begun,
  begunSeries,
  endWhatIsOver,
  history,
  openLifeStage,
  read,
  releaseMissed,
} from "./life-stage.ts";
import { valueOf } from "./refusals.ts";
import { personActor } from "./stage.ts";
import { DELEGATED_USER } from "./workplace.ts";

describeOnEachDatabase("what nobody has checked in to", (database) => {
  test("is released after the time that the property says, and the calendar told", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, 29);
    assert.equal(await releaseMissed(stage), 0);
    await stage.properties.set(
      { kind: "system", channel: "system" },
      "sn_wsd_rsv.time_when_reservation_cancelled_without_check_in",
      "20",
    );
    assert.equal(await releaseMissed(stage), 1);
    const { state, checkIn, reasonCode, reason } = await read(stage, id);
    assert.deepEqual(
      [state, checkIn.state, reasonCode],
      ["no_show", "no_show", "nobody_checked_in"],
    );
    assert.match(reason ?? "", /^Nobody had checked in by \d\d:\d\d, so Oak was released/);
    assert.deepEqual(await holds(stage), []);
    const event = await lastEvent(stage);
    assert.deepEqual(
      [event.type, event.policy_row, event.mailbox, event.channel, event.credential],
      ["cancel", "U1", stage.workplace.ada.email, "system", "application"],
    );
    assert.deepEqual((await history(stage, id)).slice(-1), ["reservation_no_show"]);
  });

  test("is told by the credential that each mode has for what no person triggers", async () => {
    const stage = await openLifeStage(database());
    const { ada, oak, elm } = stage.workplace;
    await begun(stage, personActor(ada), 40, { spaceId: oak.id });
    await stage.setMode("strict");
    await begun(stage, personActor(ada), 40, { spaceId: elm.id });
    assert.equal(await releaseMissed(stage), 2);
    const told = (await stage.syncEvents())
      .filter(({ type }) => type === "cancel")
      .map((event) => [event.policy_row, event.mailbox, event.credential]);
    assert.deepEqual(
      new Set(told.map((each) => each.join(" "))),
      new Set([`U2 ${DELEGATED_USER} delegated_user`, `U5 ${ada.email} delegated_user`]),
    );
  });

  test("was made in Outlook: its room lets it go in its own name", async () => {
    for (const [mode, credential] of [
      ["normal", "application"],
      ["personal", "delegated_user"],
    ] as const) {
      const stage = await openLifeStage(database());
      const id = await begun(stage, personActor(stage.workplace.ada), 40);
      await database().pool.query("update reservation set origin = 'calendar' where id = $1", [id]);
      await stage.setMode(mode);
      assert.equal(await releaseMissed(stage), 1);
      const { rows } = await database().pool.query(
        `select e.type, e.policy_row, e.mailbox = c.room_mailbox as is_room, e.credential,
           exists (select 1 from sync_event_release x
             where x.sync_event_id = e.id and x.reservation_id = $1::uuid) as is_of_it
         from sync_event e, reservable_sync_configuration c
         where e.reservation_id = $1 and c.space_id = $2 and e.type = 'release'`,
        [id, stage.workplace.oak.id],
      );
      assert.deepEqual(rows, [
        { type: "release", policy_row: "U12", is_room: true, credential, is_of_it: true },
      ]);
      await database().pool.query("truncate reservation, space_hold, person, building cascade");
      await database().pool.query(
        "truncate reservable_module, calendar_provider, property cascade",
      );
    }
  });

  test("of a series is that occurrence alone", async () => {
    const stage = await openLifeStage(database());
    const series = await begunSeries(stage, personActor(stage.workplace.ada), 40);
    assert.equal(await releaseMissed(stage), 1);
    assert.equal((await read(stage, series.first)).state, "no_show");
    for (const id of series.others) assert.equal((await read(stage, id)).state, "confirmed");
    const row = await read(stage, series.id);
    assert.deepEqual([row.state, row.series?.cancelledDates?.length], ["confirmed", 1]);
    const event = await lastEvent(stage);
    assert.deepEqual([event.type, event.reservation_id], ["update", series.id]);
    assert.equal((await holds(stage)).length, 2);
  });

  test("stays where somebody has checked in, it is not released, or nobody was asked to", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const arrived = await begun(stage, ada, 40);
    valueOf(await arrive(stage, ada, arrived));
    const late = await begun(stage, ada, 40, { spaceId: stage.workplace.elm.id });
    // Confirmed a moment ago: there has been no time to check in.
    await database().pool.query("update reservation set standing_since = now() where id = $1", [
      late,
    ]);
    assert.equal(await releaseMissed(stage), 0);
    await database().pool.query("update reservation set standing_since = now() - interval '1 day'");
    await database().pool.query("update space set check_in_since = now()");
    assert.equal(await releaseMissed(stage), 0);
    await database().pool.query("update space set check_in_since = now() - interval '1 day'");
    for (const column of ["releases_no_shows = false", "check_in_policy = 'never'"]) {
      await database().pool.query(
        `update reservable_module set check_in_policy = 'always', releases_no_shows = true`,
      );
      await database().pool.query(`update reservable_module set ${column}`);
      stage.forgetPlaces();
      assert.equal(await releaseMissed(stage), 0);
    }
    assert.equal((await read(stage, late)).state, "confirmed");
  });

  test("is released once, by whichever of two processes comes first", async () => {
    const stage = await openLifeStage(database());
    const { ada, oak, elm, fir, desk } = stage.workplace;
    const ids: string[] = [];
    for (const { id: spaceId } of [oak, elm, fir, desk]) {
      ids.push(await begun(stage, personActor(ada), 40, { spaceId }));
    }
    const counts = await Promise.all([releaseMissed(stage), releaseMissed(stage)]);
    assert.equal(counts[0] + counts[1], ids.length);
    for (const id of ids) {
      const acts = (await history(stage, id)).filter((act) => act === "reservation_no_show");
      assert.equal(acts.length, 1);
    }
    const cancelled = (await stage.syncEvents()).filter(({ type }) => type === "cancel");
    assert.equal(cancelled.length, 3);
  });
});

describeOnEachDatabase("what is over", (database) => {
  test("is completed, with what came of its check-in, and no calendar is told", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const { elm, fir, desk } = stage.workplace;
    const used = await begun(stage, ada, 50);
    valueOf(await arrive(stage, ada, used));
    await database().pool.query(
      `update reservation set start_at = start_at - interval '20 minutes',
         end_at = end_at - interval '20 minutes' where id = $1`,
      [used],
    );
    const missed = await begun(stage, ada, 70, { spaceId: elm.id });
    const running = await begun(stage, ada, 50, { spaceId: fir.id });
    await database().pool.query(
      "update reservable_module set check_in_policy = 'by_space', releases_no_shows = false",
    );
    await database().pool.query("update space set requires_check_in = true where id = $1", [
      elm.id,
    ]);
    const plain = await begun(stage, ada, 70, { spaceId: desk.id });
    const before = (await stage.syncEvents()).length;
    assert.equal(await endWhatIsOver(stage), 3);
    assert.equal(await endWhatIsOver(stage), 0);
    const seen = await Promise.all([used, missed, plain, running].map((id) => read(stage, id)));
    assert.deepEqual(
      seen.map(({ state, checkIn }) => [state, checkIn.state]),
      [
        ["completed", "no_check_out"],
        ["completed", "no_show"],
        ["completed", "not_required"],
        ["confirmed", "not_required"],
      ],
    );
    assert.equal((await holds(stage)).length, 1);
    assert.equal((await stage.syncEvents()).length, before);
  });

  test("and never was confirmed is cancelled, and a conflict keeps its reason", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const waiting = await begun(stage, ada, 70);
    const lost = await begun(stage, ada, 70, { spaceId: stage.workplace.elm.id });
    await database().pool.query(
      "update reservation set state = 'awaiting_confirmation' where id = $1",
      [waiting],
    );
    await database().pool.query(
      "update reservation set state = 'conflicted', reason_code = 'room_declined' where id = $1",
      [lost],
    );
    assert.equal(await endWhatIsOver(stage), 2);
    const seen = await Promise.all([waiting, lost].map((id) => read(stage, id)));
    assert.deepEqual(
      seen.map(({ state, reasonCode }) => [state, reasonCode]),
      [
        ["cancelled", "never_confirmed"],
        ["cancelled", "room_declined"],
      ],
    );
    assert.deepEqual(await holds(stage), []);
    assert.deepEqual((await history(stage, waiting)).slice(-1), ["reservation_lapsed"]);
  });

  test("and never was confirmed is cancelled in a calendar that shows it at a time to come", async () => {
    const stage = await openLifeStage(database());
    const id = await begun(stage, personActor(stage.workplace.ada), 70);
    // It had been written before it was moved here, and then the calendar could not be reached.
    await database().pool.query(
      `update reservation set state = 'awaiting_confirmation',
         agreed = jsonb_build_object('endAt', now() + interval '1 day') where id = $1`,
      [id],
    );
    assert.equal(await endWhatIsOver(stage), 1);
    assert.equal(await endWhatIsOver(stage), 0);
    const { state, reasonCode } = await read(stage, id);
    assert.deepEqual([state, reasonCode], ["cancelled", "never_confirmed"]);
    const { type, policy_row: row, channel } = await lastEvent(stage);
    assert.deepEqual([type, row, channel], ["cancel", "U1", "system"]);
    assert.deepEqual(await holds(stage), []);
    assert.deepEqual((await history(stage, id)).slice(-1), ["reservation_lapsed"]);
  });

  test("of a series is over with its last occurrence, and each is ended once", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const series = await begunSeries(stage, ada, 70);
    const counts = await Promise.all([endWhatIsOver(stage), endWhatIsOver(stage)]);
    assert.equal(counts[0] + counts[1], 1);
    assert.equal((await read(stage, series.first)).state, "completed");
    assert.equal((await read(stage, series.id)).state, "confirmed");
    await database().pool.query(
      `update reservation set start_at = now() - interval '2 hours' + (start_at - now()) / 1000,
         end_at = now() - interval '1 hour' + (end_at - now()) / 1000
       where parent_id = $1 and state = 'confirmed'`,
      [series.id],
    );
    // Until it is known that no more dates are to come, it goes on.
    await database().pool.query("update reservation_series set complete_for = md5(series::text)");
    assert.equal(await endWhatIsOver(stage), 2);
    assert.equal((await read(stage, series.id)).state, "completed");
    for (const id of series.others) {
      const acts = (await history(stage, id)).filter((act) => act === "reservation_completed");
      assert.equal(acts.length, 1);
    }
  });
});
