import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { readDoor } from "../../src/app/door/read-door.ts";
import type { PanelActor } from "../../src/app/people/actor.ts";
import { getReservation } from "../../src/app/reservations/get-reservation.ts";
import { endNow } from "../../src/app/reservations/life/end-now.ts";
import type { Door } from "../../src/contract/door.ts";
import { presentDoor } from "../../src/http/door/present-door.ts";
import { presentReservation } from "../../src/http/reservations/present-reservation.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { holds, lastEvent, update } from "./acts.ts";
import { arrive, begun, begunSeries, openLifeStage, read } from "./life-stage.ts";
import { refusalCodes, valueOf } from "./refusals.ts";
import { openHttpStage } from "./http-stage.ts";
import { NOW, personActor, type Stage } from "./stage.ts";
import type { TestPerson } from "./workplace.ts";

/** At Oak's door, reserving for Ben. */
const panelOf = ({ workplace }: Stage): PanelActor => ({
  kind: "panel",
  panelId: "00000000-0000-4000-8000-00000000aa11",
  spaceId: workplace.oak.id,
  requestedFor: workplace.ben.id,
  channel: "panel",
});

async function doorOf(stage: Stage, panel = panelOf(stage)): Promise<Door> {
  return presentDoor(valueOf(await readDoor(stage.deps, panel, panel.spaceId)));
}

const end = (stage: Stage, id: string) => endNow(stage.deps, panelOf(stage), { id });
const minutesOf = ({ start, end: to }: Door["offers"][number]) =>
  (Date.parse(to) - Date.parse(start)) / 60_000;

describeOnEachDatabase("a door", (database) => {
  test("offers what is free until the next meeting, and reserves it for whom it is told", async () => {
    const stage = await openLifeStage(database());
    const { ada, ben } = stage.workplace;
    await begun(stage, personActor(ada), -40);
    const { offers, no_offers: none, meetings } = await doorOf(stage);
    assert.deepEqual([offers.length, none, meetings.length], [3, null, 1]);
    assert.deepEqual(offers.slice(0, 2).map(minutesOf), [15, 30]);
    const [first] = offers;
    assert.ok(first);
    const times = {
      start: Temporal.Instant.from(first.start),
      end: Temporal.Instant.from(first.end),
    };
    const made = valueOf(await stage.create(panelOf(stage), times)).view.reservation;
    assert.deepEqual([made.requestedFor.id, made.channel], [ben.id, "panel"]);
  });

  test("is all that a panel's token acts at: it reserves from now, extends, checks in and ends", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { desk, ben } = stage.workplace;
    const panel = { ...panelOf(stage), spaceId: desk.id };
    const act = async (method: string, path: string, body?: object) => {
      const sent = body === undefined ? {} : { body };
      const answer = await stage.send(panel, method, `/api/v1/door/reservations${path}`, sent);
      assert.ok(answer.status < 300, answer.text);
      return answer.body;
    };
    const times = { start: NOW.toString(), end: NOW.add({ minutes: 30 }).toString() };
    const made = await act("POST", "", { ...times, subject: "Reserved at the door" });
    const { email } = made["requested_for"] as { email: string };
    assert.deepEqual([email, made["state"]], [ben.email, "confirmed"]);
    const path = `/${String(made["id"])}`;
    const later = NOW.add({ hours: 1 });
    const longer = await act("PATCH", path, { end: later.toString() });
    assert.equal(Date.parse(String(longer["end"])), later.epochMilliseconds);
    await database().pool.query("update reservable_module set check_in_policy = 'always'");
    stage.forgetPlaces();
    assert.equal((await act("POST", `${path}/check-in`))["state"], "in_progress");
    assert.equal((await act("POST", `${path}/end`))["reason_code"], "ended_at_once");
  });

  test("says why nothing can be reserved where it reserves for nobody", async () => {
    const stage = await openLifeStage(database());
    const { requestedFor: _, ...nobodys } = panelOf(stage);
    const { offers, no_offers: none } = await doorOf(stage, nobodys);
    assert.deepEqual([offers, none?.code], [[], "requested_for_required"]);
  });

  test("tells subject and organizer, and of a private meeting neither", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const attendees = [{ email: "guest@usher.example", name: "Guest", type: "required" }] as const;
    const id = await begun(stage, ada, 5, { subject: "Budget", notes: "Figures", attendees });
    const shown = (await doorOf(stage)).meetings[0];
    assert.deepEqual([shown?.subject, shown?.organizer], ["Budget", "Ada"]);
    const told = presentReservation(valueOf(await getReservation(stage.deps, panelOf(stage), id)));
    assert.deepEqual([told.subject, told.notes, told.attendees], ["Budget", "", []]);
    await database().pool.query("update reservation set sensitivity = 'private'");
    const text = JSON.stringify((await doorOf(stage)).meetings);
    assert.ok(!text.includes("Budget") && !text.includes("Ada"), text);
  });

  test("is told to a person with what they see and may do themselves", async () => {
    const stage = await openLifeStage(database());
    const { ada, ben, oak } = stage.workplace;
    const asSeenBy = async (person: TestPerson) =>
      presentDoor(
        valueOf(await readDoor(stage.deps, personActor(person, "mobile"), oak.id)),
      ).meetings.map(({ subject, organizer, verdicts, later_ends: ends }) => [
        subject,
        organizer,
        verdicts.end.allowed,
        ends.length,
      ]);
    await begun(stage, personActor(ada), 5, { subject: "Budget" });
    await database().pool.query("update reservation set sensitivity = 'private'");
    assert.deepEqual(await asSeenBy(ada), [["Budget", "Ada", true, 3]]);
    assert.deepEqual(await asSeenBy(ben), [[null, null, false, 0]]);
    const unknown = await readDoor(stage.deps, personActor(ada, "mobile"), ada.id);
    assert.deepEqual(refusalCodes(unknown), ["space_not_found"]);
  });

  test("gives what goes on more time, and what is in use stays in use", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, 5);
    valueOf(await arrive(stage, panelOf(stage), id));
    const [meeting] = (await doorOf(stage)).meetings;
    assert.deepEqual([meeting?.is_checked_in, meeting?.later_ends.length], [true, 3]);
    const { endAt } = await read(stage, id);
    const later = stage.deps.now().add({ hours: 2 }).round({ smallestUnit: "minute" });
    valueOf(await update(stage, panelOf(stage), id, { end: later }));
    const after = await read(stage, id);
    assert.ok(after.endAt > endAt);
    assert.deepEqual([after.state, after.checkIn.state], ["in_progress", "checked_in"]);
    assert.equal((await lastEvent(stage)).type, "update");
    const moved = { start: later, end: later.add({ hours: 1 }) };
    const refused = await update(stage, ada, id, moved);
    assert.deepEqual(refusalCodes(refused), ["not_possible_now"]);
  });

  test("ends what goes on, whether anybody checked in or not", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, 2);
    assert.equal((await doorOf(stage)).meetings[0]?.verdicts.end.allowed, true);
    const { reservation } = valueOf(await end(stage, id));
    assert.equal(reservation.state, "completed");
    assert.deepEqual(await holds(stage), []);
    assert.deepEqual([(await lastEvent(stage)).policy_row], ["U1"]);
    const series = await begunSeries(stage, ada, 20);
    assert.equal(valueOf(await end(stage, series.first)).reservation.state, "completed");
    assert.deepEqual(refusalCodes(await end(stage, series.id)), ["one_occurrence_only"]);
    const coming = await begun(stage, ada, -30);
    assert.deepEqual(refusalCodes(await end(stage, coming)), ["not_possible_now"]);
  });

  test("neither ends nor extends what the rules leave to others, and says why", async () => {
    const stage = await openLifeStage(database());
    const ada = personActor(stage.workplace.ada);
    const id = await begun(stage, ada, 5);
    const verdicts = async () => (await doorOf(stage)).meetings[0]?.verdicts;
    await stage.setMode("strict");
    assert.deepEqual((await verdicts())?.extend.codes, ["not_in_delegated_calendar"]);
    await stage.setMode("personal");
    assert.ok((await verdicts())?.end.codes.includes("channel_not_allowed"));
    assert.ok(refusalCodes(await end(stage, id)).includes("channel_not_allowed"));
    assert.equal((await verdicts())?.check_in.allowed, true);
    await database().pool.query("update reservation set origin = 'calendar'");
    const { meetings } = await doorOf(stage);
    assert.deepEqual(meetings[0]?.later_ends, []);
    assert.deepEqual(meetings[0]?.verdicts.end.codes, ["made_in_calendar"]);
    assert.equal((await holds(stage)).length, 1);
  });
});
