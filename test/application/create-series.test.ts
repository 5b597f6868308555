import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { CreateRequest } from "../../src/app/reservations/create-request.ts";
import type { RequestedRecurrence } from "../../src/core/recurrence/requested-series.ts";
import { presentReservation } from "../../src/http/reservations/present-reservation.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { refusalCodes } from "./refusals.ts";
import { openStage, personActor, type Stage, START } from "./stage.ts";
import { buildPerson } from "./workplace.ts";

/** Tuesdays, from 24 November 2026. */
const WEEKLY: RequestedRecurrence = {
  kind: "pattern",
  pattern: { type: "weekly", daysOfWeek: ["tuesday"] },
  range: { type: "numbered", numberOfOccurrences: 6 },
};
const DAILY_180: RequestedRecurrence = {
  kind: "pattern",
  pattern: { type: "daily" },
  range: { type: "numbered", numberOfOccurrences: 180 },
};

function daysLater(days: number): Pick<CreateRequest, "start" | "end"> {
  const start = START.add({ hours: 24 * days });
  return { start, end: start.add({ hours: 1 }) };
}

async function childrenOf(stage: Stage, parentId: string) {
  return stage.database.kysely
    .selectFrom("reservation")
    .select(["id", "state", "start_at", "kind", "subject", "sync_mailbox"])
    .where("parent_id", "=", parentId)
    .orderBy("start_at")
    .execute();
}

async function counts(stage: Stage) {
  const { rows } = await stage.database.pool.query<Record<string, number>>(
    `select (select count(*)::integer from reservation) as reservations,
       (select count(*)::integer from reservation_series) as series,
       (select count(*)::integer from space_hold) as holds,
       (select count(*)::integer from sync_event) as events,
       (select count(*)::integer from audit_entry) as entries,
       (select count(*)::integer from idempotency_key) as keys`,
  );
  return rows[0] ?? {};
}

const NOTHING = { reservations: 0, series: 0, holds: 0, events: 0, entries: 0, keys: 0 };

describeOnEachDatabase("creating a series", (database) => {
  test("writes its row, an occurrence and a hold for each date, and one sync event", async () => {
    const stage = await openStage(database());
    const made = await stage.create(personActor(stage.workplace.ada), { recurrence: WEEKLY });
    assert.ok(made.ok);
    const { reservation } = made.value.view;
    assert.equal(reservation.kind, "recurring");
    assert.equal(reservation.isParent, true);
    assert.equal(reservation.state, "awaiting_confirmation");
    assert.deepEqual(reservation.series?.range, {
      type: "numbered",
      startDate: "2026-11-24",
      numberOfOccurrences: 6,
    });
    const children = await childrenOf(stage, reservation.id);
    assert.deepEqual(
      children.map(({ start_at: at }) => at.toISOString().slice(0, 10)),
      ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"],
    );
    assert.ok(
      children.every(({ kind, subject }) => kind === "recurring" && subject === "Planning"),
    );
    assert.deepEqual(await counts(stage), {
      reservations: 7,
      series: 1,
      holds: 6,
      events: 1,
      entries: 1,
      keys: 0,
    });
    const [event] = await stage.syncEvents();
    assert.equal(event?.reservation_id, reservation.id);
    assert.equal(event?.policy_row, "C1");
    const read = await stage.deps.store.find(reservation.id);
    assert.ok(read);
    // The answer to a creation is what reading it back gives.
    const { view } = made.value;
    assert.deepEqual(presentReservation(view), presentReservation({ ...view, reservation: read }));
  });

  test("lists the occurrences, and not the row of the series", async () => {
    const stage = await openStage(database());
    const { ada } = stage.workplace;
    await stage.create(personActor(ada), { recurrence: WEEKLY });
    const by = { kind: "person", personId: ada.id } as const;
    const listed = await stage.deps.store.list({ by, order: "asc", limit: 50 });
    assert.deepEqual(
      listed.map(({ originalDate }) => originalDate),
      ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"],
    );
    assert.ok(listed.every(({ syncEventState, series }) => syncEventState === "new" && series));
  });

  test("of a space that is not synced is confirmed at once, and no calendar is told", async () => {
    const stage = await openStage(database());
    const { ada, desk } = stage.workplace;
    const made = await stage.create(personActor(ada), { spaceId: desk.id, recurrence: WEEKLY });
    assert.ok(made.ok);
    const children = await childrenOf(stage, made.value.view.reservation.id);
    assert.ok(children.every(({ state }) => state === "confirmed"));
    assert.deepEqual(await stage.syncEvents(), []);
  });

  test("keeps nine o'clock across a change of the clocks", async () => {
    const stage = await openStage(database());
    const start = Temporal.Instant.from("2027-03-23T08:00:00Z");
    const made = await stage.create(personActor(stage.workplace.ada), {
      start,
      end: start.add({ hours: 1 }),
      recurrence: { ...WEEKLY, range: { type: "numbered", numberOfOccurrences: 2 } },
    });
    assert.ok(made.ok);
    const children = await childrenOf(stage, made.value.view.reservation.id);
    assert.deepEqual(
      children.map(({ start_at: at }) => at.toISOString()),
      ["2027-03-23T08:00:00.000Z", "2027-03-30T07:00:00.000Z"],
    );
  });

  test("some of whose dates are taken is refused whole, and they are told", async () => {
    const stage = await openStage(database());
    const { ada, ben } = stage.workplace;
    await stage.create(personActor(ben), daysLater(7));
    await stage.create(personActor(ben), daysLater(21));
    const before = await counts(stage);
    const idempotency = { key: "series", requestHash: new Uint8Array(32) };
    const refused = await stage.create(personActor(ada), { recurrence: WEEKLY, idempotency });
    assert.ok(!refused.ok);
    assert.equal(refused.refusal.code, "space_taken");
    assert.deepEqual(refused.refusal.details?.["dates"], ["2026-12-01", "2026-12-15"]);
    assert.match(refused.refusal.message, /Oak .* 2026-12-01 and 1 more/);
    assert.deepEqual(await counts(stage), before);
  });

  test("may leave out the dates that are taken: they are cancelled dates of the series", async () => {
    const stage = await openStage(database());
    const { ada, ben } = stage.workplace;
    await stage.create(personActor(ben), daysLater(7));
    const made = await stage.create(personActor(ada), { recurrence: WEEKLY, onConflict: "skip" });
    assert.ok(made.ok);
    const { id, series } = made.value.view.reservation;
    assert.deepEqual(series?.cancelledDates, ["2026-12-01"]);
    assert.deepEqual((await stage.deps.store.find(id))?.series, series);
    assert.equal((await childrenOf(stage, id)).length, 5);
  });

  test("may have the dates that are taken in another space, as one series", async () => {
    const stage = await openStage(database());
    const { ada, ben, oak, elm } = stage.workplace;
    await stage.create(personActor(ben), daysLater(7));
    await stage.create(personActor(ben), daysLater(21));
    const datesElsewhere = [{ originalDate: "2026-12-01", spaceId: elm.id }];
    const before = await counts(stage);
    const refused = await stage.create(personActor(ada), { recurrence: WEEKLY, datesElsewhere });
    assert.deepEqual(refused.ok || refused.refusal.details?.["dates"], ["2026-12-15"]);
    assert.deepEqual(await counts(stage), before);

    const request = { recurrence: WEEKLY, datesElsewhere, onConflict: "skip" } as const;
    const made = await stage.create(personActor(ada), request);
    assert.ok(made.ok);
    const { id, series } = made.value.view.reservation;
    assert.deepEqual(series?.cancelledDates, ["2026-12-15"]);
    assert.deepEqual(
      (await stage.deps.store.children(id)).map(({ space, isException }) => [
        space.id,
        isException,
      ]),
      [oak.id, elm.id, oak.id, oak.id, oak.id].map((space) => [space, space === elm.id]),
    );
    assert.equal((await stage.syncEvents()).filter((each) => each.reservation_id === id).length, 1);
  });

  test("is refused where a date's other space is taken, though others may be left out", async () => {
    const stage = await openStage(database());
    const { ada, ben, elm } = stage.workplace;
    await stage.create(personActor(ben), daysLater(7));
    await stage.create(personActor(ben), { ...daysLater(7), spaceId: elm.id });
    const refused = await stage.create(personActor(ada), {
      recurrence: WEEKLY,
      onConflict: "skip",
      datesElsewhere: [{ originalDate: "2026-12-01", spaceId: elm.id }],
    });
    assert.deepEqual(refusalCodes(refused), ["space_taken"]);
    assert.match(refused.ok ? "" : refused.refusal.message, /^Elm .* 2026-12-01/);
  });

  test("has no date in another calendar's space, one that it has not, or all of them elsewhere", async () => {
    const stage = await openStage(database());
    const { ada, elm, oak, desk, fir } = stage.workplace;
    const ask = async (spaceId: string, ...dates: readonly string[]) => {
      const datesElsewhere = dates.map((originalDate) => ({ originalDate, spaceId }));
      return refusalCodes(
        await stage.create(personActor(ada), { recurrence: WEEKLY, datesElsewhere }),
      );
    };
    assert.deepEqual(await ask(fir.id, "2026-12-01"), ["scope_not_possible"]);
    assert.deepEqual(await ask(desk.id, "2026-12-01"), ["scope_not_possible"]);
    assert.deepEqual(await ask(elm.id, "2026-12-02"), ["invalid_request"]);
    assert.deepEqual(await ask(elm.id, "2026-12-01", "2026-12-01"), ["invalid_request"]);
    assert.deepEqual(await ask(oak.id, "2026-12-01"), ["invalid_request"]);
    const tuesdays = ["11-24", "12-01", "12-08", "12-15", "12-22", "12-29"];
    const all = tuesdays.map((day) => `2026-${day}`);
    assert.deepEqual(await ask(elm.id, ...all), ["invalid_request"]);
    const datesElsewhere = [{ originalDate: "2026-11-24", spaceId: elm.id }];
    const single = await stage.create(personActor(ada), { datesElsewhere });
    assert.deepEqual(refusalCodes(single), ["invalid_request"]);
    assert.deepEqual(await counts(stage), NOTHING);
  });

  test("is refused even so where every date is taken", async () => {
    const stage = await openStage(database());
    const { ada, ben } = stage.workplace;
    await stage.create(personActor(ben), { recurrence: WEEKLY });
    const before = await counts(stage);
    const again = { recurrence: WEEKLY, onConflict: "skip" } as const;
    const refused = await stage.create(personActor(ada), again);
    assert.deepEqual(refusalCodes(refused), ["space_taken"]);
    assert.deepEqual(await counts(stage), before);
  });

  test("repeated with its Idempotency-Key makes nothing twice", async () => {
    const stage = await openStage(database());
    const idempotency = { key: "series", requestHash: new Uint8Array(32) };
    const request = { recurrence: WEEKLY, idempotency };
    const actor = personActor(stage.workplace.ada);
    const both = await Promise.all([stage.create(actor, request), stage.create(actor, request)]);
    const made = both.map((each) => (each.ok ? each.value.view.reservation.id : each.refusal.code));
    assert.equal(new Set(made).size, 1, made.join(" "));
    assert.equal((await counts(stage))["reservations"], 7);
  });

  test("without end holds the space for as far ahead as the module lets people book", async () => {
    const stage = await openStage(database());
    const daily: RequestedRecurrence = {
      kind: "pattern",
      pattern: { type: "daily" },
      range: { type: "noEnd" },
    };
    const made = await stage.create(personActor(stage.workplace.ada), { recurrence: daily });
    assert.ok(made.ok);
    const children = await childrenOf(stage, made.value.view.reservation.id);
    // From tomorrow to the last of the 180 days from today on.
    assert.equal(children.length, 180);
    const { held_until: heldUntil } = await database()
      .kysely.selectFrom("reservation_series")
      .select("held_until")
      .executeTakeFirstOrThrow();
    assert.equal(heldUntil.toISOString(), "2027-05-22T22:00:00.000Z");
  });

  test("keeps the limits of its module", async () => {
    const stage = await openStage(database());
    const { ada, planner } = stage.workplace;
    const daily = { kind: "pattern", pattern: { type: "daily" } } as const;
    const often = { ...daily, range: { type: "numbered", numberOfOccurrences: 181 } } as const;
    const refused = await stage.create(personActor(ada), { recurrence: often });
    assert.deepEqual(refusalCodes(refused), ["too_many_occurrences"]);
    const night = { end: START.add({ hours: 16 }), recurrence: WEEKLY };
    assert.deepEqual(refusalCodes(await stage.create(personActor(ada), night)), ["too_many_days"]);
    const far = { ...daysLater(300), recurrence: WEEKLY };
    assert.deepEqual(refusalCodes(await stage.create(personActor(ada), far)), ["too_far_ahead"]);
    assert.deepEqual(await counts(stage), NOTHING);
    const byPlanner = personActor(planner, "event_planner", ["user", "planner"]);
    const planned = await stage.create(byPlanner, { recurrence: often });
    assert.ok(planned.ok);
    const later = await stage.create(byPlanner, { ...far, spaceId: stage.workplace.elm.id });
    assert.ok(later.ok);
    assert.equal((await childrenOf(stage, later.value.view.reservation.id)).length, 6);
  });

  test("that Exchange cannot have is refused with the reason", async () => {
    const stage = await openStage(database());
    const rule = (text: string) =>
      stage.create(personActor(stage.workplace.ada), {
        recurrence: { kind: "rule", rule: text },
      });
    assert.deepEqual(refusalCodes(await rule("FREQ=HOURLY")), ["more_than_once_a_day"]);
    assert.deepEqual(refusalCodes(await rule("FREQ=WEEKLY;BYDAY=MO")), ["start_not_in_rule"]);
    assert.deepEqual(await counts(stage), NOTHING);
    assert.ok((await rule("FREQ=WEEKLY;BYDAY=TU;COUNT=3")).ok);
  });

  test("in a race with others, and with single meetings, never shares a time", async () => {
    const stage = await openStage(database());
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, n) => buildPerson(database(), `Racer${n}`, ["user"])),
    );
    const answers = await Promise.all(
      people.flatMap((person) => [
        stage.create(personActor(person), { recurrence: WEEKLY }),
        stage.create(personActor(person), { recurrence: DAILY_180, onConflict: "skip" }),
        stage.create(personActor(person), daysLater(14)),
        stage.create(personActor(person), {
          start: START.add({ minutes: 30 }),
          end: START.add({ minutes: 90 }),
          recurrence: WEEKLY,
        }),
      ]),
    );
    assert.ok(answers.some(({ ok }) => ok));
    for (const answer of answers) {
      if (!answer.ok) assert.equal(answer.refusal.code, "space_taken");
    }
    const { rows } = await database().pool.query<{ overlaps: number; orphans: number }>(
      `select (select count(*)::integer from reservation a join reservation b
           on a.space_id = b.space_id and a.id < b.id and a.start_at < b.end_at
             and b.start_at < a.end_at
         where not a.is_parent and not b.is_parent) as overlaps,
         (select count(*)::integer from reservation r where not r.is_parent
           and not exists (select 1 from space_hold h where h.reservation_id = r.id)) as orphans`,
    );
    assert.deepEqual(rows, [{ overlaps: 0, orphans: 0 }]);
  });
});
