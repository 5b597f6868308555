import assert from "node:assert/strict";
import { test } from "node:test";
import { randomUUID } from "node:crypto";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { cancel, update } from "./acts.ts";
import { openHttpStage } from "./http-stage.ts";
import { valueOf } from "./refusals.ts";
import { API_CLIENT, panelActor, personActor, START } from "./stage.ts";
import { buildSpace } from "./workplace.ts";

const RESERVATIONS = "/api/v1/reservations";

interface Listed {
  readonly items: readonly {
    readonly id: string;
    readonly subject: string;
    readonly notes: string;
    readonly attendees: readonly unknown[];
    readonly verdicts: { readonly update: { readonly allowed: boolean; readonly codes: string[] } };
  }[];
  readonly next_cursor: string | null;
}

describeOnEachDatabase("who sees what of a reservation", (database) => {
  test("a private subject is withheld from everybody who is not part of it", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, admin, planner, oak } = stage.workplace;
    const { id } = valueOf(
      await stage.create(personActor(ada), {
        subject: "Salary",
        notes: "Figures",
        sensitivity: "private",
        attendees: [{ email: ben.email, name: "Ben", type: "required" }],
      }),
    ).view.reservation;
    for (const actor of [
      personActor(admin, "portal", ["user", "admin"]),
      personActor(planner, "event_planner", ["planner"]),
      API_CLIENT,
      panelActor(oak.id),
    ]) {
      const answer = await stage.send(actor, "GET", `${RESERVATIONS}/${id}`);
      assert.deepEqual(
        [answer.body["subject"], answer.body["notes"], answer.body["attendees"]],
        ["Private reservation", "", []],
      );
    }
    for (const actor of [personActor(ada), personActor(ben)]) {
      const answer = await stage.send(actor, "GET", `${RESERVATIONS}/${id}`);
      assert.equal(answer.body["subject"], "Salary");
    }
    assert.ok(!stage.logged.join("").includes("Salary"));
  });

  test("who is invited is told of it, and only of that", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, admin } = stage.workplace;
    const attendees = [{ email: ben.email, name: "Ben", type: "optional" }] as const;
    const made = await stage.create(personActor(ada), { subject: "Plans", attendees });
    const start = START.add({ hours: 3 });
    valueOf(await stage.create(personActor(ada), { start, end: start.add({ hours: 1 }) }));
    const invited = async (actor: Parameters<typeof stage.send>[0]) =>
      stage.send(actor, "GET", `${RESERVATIONS}?scope=invited`);
    const seen = (await invited(personActor(ben))).body as unknown as Listed;
    const { id } = valueOf(made).view.reservation;
    assert.deepEqual(
      seen.items.map((item) => [item.id, item.subject, item.verdicts.update.codes]),
      [[id, "Plans", ["not_yours"]]],
    );
    assert.deepEqual((await invited(personActor(admin))).body["items"], []);
    assert.equal((await invited(API_CLIENT)).body["code"], "person_required");
  });

  test("in a space's schedule others' reservations are seen, but not what they are about", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, oak } = stage.workplace;
    valueOf(await stage.create(personActor(ada), { subject: "Merger", notes: "Quiet" }));
    const path = `${RESERVATIONS}?scope=space&space_id=${oak.id}`;
    const seen = await stage.send(personActor(ben), "GET", path);
    const [item] = (seen.body as unknown as Listed).items;
    assert.deepEqual([item?.subject, item?.notes], ["Reserved", ""]);
    const untold = Object.entries(item ?? {}).filter(([, value]) => value === null);
    const first =
      "approval blockers blockers_left_out blocks cancel_notes channel check_in_closes_at check_in_opens_at check_in_state";
    const second =
      "checked_in_at checked_out_at external_approval group_id is_exception no_show_at";
    const fields = `${first} ${second} opened_by origin`;
    const more =
      "original_date parent_id reason reason_code recurrence remedy sensitivity services";
    const last = "sub_source sync_event_state sync_mailbox sync_state";
    assert.equal(
      untold
        .map(([field]) => field)
        .toSorted()
        .join(" "),
      [fields, more, last].join(" "),
    );
    assert.deepEqual(item?.verdicts.update, {
      allowed: false,
      codes: ["not_yours"],
      row: "",
      reason: "This reservation is somebody else's.",
      remedy: "Ask the person it is for, or a planner, to do it.",
    });
  });

  test("a stranger cannot tell a private reservation, or one in trouble, from any other", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, oak } = stage.workplace;
    const path = `${RESERVATIONS}?scope=space&space_id=${oak.id}`;
    const look = async () => {
      const { body } = await stage.send(personActor(ben), "GET", path);
      const [item] = (body as unknown as Listed).items;
      return { ...item, updated_at: null, version: null };
    };
    const { id } = valueOf(await stage.create(personActor(ada))).view.reservation;
    const before = await look();
    valueOf(await update(stage, personActor(ada), id, { sensitivity: "private" }));
    await database().pool.query(
      "update reservation set reason_code = 'mailbox_missing', reason = 'Ada has no mailbox.'",
    );
    assert.deepEqual(await look(), before);
  });

  test("a panel sees the schedule of its own space and no other", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, oak, elm } = stage.workplace;
    valueOf(await stage.create(personActor(ada)));
    const list = (query: string) =>
      stage.send(panelActor(oak.id), "GET", `${RESERVATIONS}?${query}`);
    for (const own of [`scope=space&space_id=${oak.id}`, "scope=mine"]) {
      assert.equal(((await list(own)).body as unknown as Listed).items.length, 1);
    }
    for (const other of [`scope=space&space_id=${elm.id}`, `scope=mine&space_id=${elm.id}`]) {
      const refused = await list(other);
      assert.deepEqual([refused.status, refused.body["code"]], [403, "not_this_panel"]);
    }
  });

  test("the verdicts say before the act what the act would say", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const ada = personActor(stage.workplace.ada);
    const { id } = valueOf(await stage.create(ada)).view.reservation;
    // Only what has reached the calendar is tied to the mailbox it is in.
    await database().pool.query(
      "update sync_event set state = 'processed', may_have_been_sent = true",
    );
    await stage.setMode("strict");
    const answer = await stage.send(ada, "GET", `${RESERVATIONS}/${id}`);
    const { update: verdict } = answer.body["verdicts"] as Listed["items"][number]["verdicts"];
    assert.deepEqual(verdict.codes, ["not_in_delegated_calendar"]);
    const act = await stage.send(ada, "PATCH", `${RESERVATIONS}/${id}`, { body: { notes: "x" } });
    assert.deepEqual([act.status, act.body["codes"]], [403, verdict.codes]);
    assert.match(String(act.body["remedy"]), /Outlook/);
  });
});

describeOnEachDatabase("lists of reservations", (database) => {
  test("come in pages that miss nothing and repeat nothing", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const ada = personActor(stage.workplace.ada);
    const { oak, elm } = stage.workplace;
    const made: string[] = [];
    for (let hour = 0; hour < 4; hour++) {
      for (const { id: spaceId } of [oak, elm]) {
        const start = START.add({ hours: hour });
        const end = start.add({ hours: 1 });
        made.push(valueOf(await stage.create(ada, { spaceId, start, end })).view.reservation.id);
      }
    }
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const page = await stage.send(ada, "GET", `${RESERVATIONS}?limit=3${query}`);
      const { items, next_cursor } = page.body as unknown as Listed;
      seen.push(...items.map(({ id }) => id));
      cursor = next_cursor;
    }
    assert.deepEqual(seen.toSorted(), made.toSorted());
  });

  test("hold what overlaps the asked time, of the asked state, and nobody else's", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, elm, desk } = stage.workplace;
    const mine = valueOf(await stage.create(personActor(ada))).view.reservation.id;
    valueOf(await stage.create(personActor(ben), { spaceId: elm.id }));
    const gone = valueOf(await stage.create(personActor(ada), { spaceId: desk.id }));
    valueOf(await cancel(stage, personActor(ada), gone.view.reservation.id));
    const list = async (query: string) => {
      const answer = await stage.send(personActor(ada), "GET", `${RESERVATIONS}?${query}`);
      return (answer.body as unknown as Listed).items.map(({ id }) => id);
    };
    const from = "2026-11-24T09:30:00Z";
    assert.deepEqual(
      await list(`from=${from}&to=2026-11-24T09:31:00Z&state=awaiting_confirmation`),
      [mine],
    );
    assert.deepEqual(await list("from=2026-11-24T10:00:00Z"), []);
    assert.deepEqual(await list("to=2026-11-24T09:00:00Z"), []);
    assert.deepEqual(await list("state=cancelled"), [gone.view.reservation.id]);
  });
});

describeOnEachDatabase("lists of reservations in the order that a page wants", (database) => {
  test("come latest first, of any of several states, without a gap between pages", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const ada = personActor(stage.workplace.ada);
    const made: string[] = [];
    for (const hours of [0, 2, 4, 6]) {
      const start = START.add({ hours });
      const asked = { start, end: start.add({ hours: 1 }) };
      made.push(valueOf(await stage.create(ada, asked)).view.reservation.id);
    }
    valueOf(await cancel(stage, ada, made[2] ?? ""));
    const seen: string[] = [];
    const query = "state=awaiting_confirmation&state=confirmed&order=desc&limit=2";
    let cursor: string | null = "";
    while (cursor !== null) {
      const path: string = `${RESERVATIONS}?${query}${cursor && `&cursor=${cursor}`}`;
      const page = (await stage.send(ada, "GET", path)).body as unknown as Listed;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    assert.deepEqual(seen, [made[3], made[1], made[0]]);
  });

  test("name the calendar provider to connect to, of a synced space alone", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, fir, desk, otherProviderId } = stage.workplace;
    const providerOf = async (spaceId: string) => {
      const { reservation } = valueOf(await stage.create(personActor(ada), { spaceId })).view;
      const path = `${RESERVATIONS}/${reservation.id}`;
      const { body } = await stage.send(personActor(ada), "GET", path);
      const space = await stage.send(personActor(ada), "GET", `/api/v1/spaces/${spaceId}`);
      const reserved = body["space"] as Record<string, unknown>;
      return [reserved["calendar_provider_id"], space.body["calendar_provider_id"]];
    };
    assert.deepEqual(await providerOf(fir.id), [otherProviderId, otherProviderId]);
    assert.deepEqual(await providerOf(desk.id), [null, null]);
  });
});

describeOnEachDatabase("what hangs on a reservation", (database) => {
  test("its history tells each act, by whom, and nothing private", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const ada = personActor(stage.workplace.ada);
    const { id } = valueOf(await stage.create(ada, { subject: "Salary" })).view.reservation;
    valueOf(await update(stage, ada, id, { notes: "More" }));
    valueOf(await cancel(stage, ada, id));
    const history = await stage.send(ada, "GET", `${RESERVATIONS}/${id}/history`);
    const { items } = history.body as unknown as {
      items: { action: string; actor_name: string }[];
    };
    assert.deepEqual(
      items.map(({ action, actor_name }) => `${actor_name} ${action}`),
      ["Ada reservation_cancelled", "Ada reservation_updated", "Ada reservation_created"],
    );
    assert.ok(!history.text.includes("Salary"));
  });

  test("its alternatives are free then, and no more than three", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, elm } = stage.workplace;
    const { id } = valueOf(await stage.create(personActor(ada))).view.reservation;
    valueOf(await stage.create(personActor(ben), { spaceId: elm.id }));
    const answer = await stage.send(personActor(ada), "GET", `${RESERVATIONS}/${id}/alternatives`);
    const { items } = answer.body as unknown as { items: { name: string }[] };
    assert.deepEqual(
      items.map(({ name }) => name),
      ["Desk", "Dry", "Fir"],
    );
  });

  test("its alternatives are filled up from other buildings, not from another zone", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { ada, ben, elm, dry, fir, moduleId } = stage.workplace;
    for (const [name, time_zone] of [
      ["Away House", "America/New_York"],
      ["Near House", "Europe/Berlin"],
    ] as const) {
      const id = randomUUID();
      const building = database().kysely.insertInto("building").values({ id, name, time_zone });
      await building.execute();
      const place = { buildingId: id, moduleId };
      for (const space of ["One", "Two"]) {
        await buildSpace(database(), `${name} ${space}`, place, null);
      }
    }
    // More are invited than the room has seats for: others of its size are as good.
    const attendees = Array.from({ length: 8 }, (_, index) => ({
      email: `guest${index}@elsewhere.example`,
      name: "",
      type: "required" as const,
    }));
    const { id } = valueOf(await stage.create(personActor(ada), { attendees })).view.reservation;
    for (const { id: spaceId } of [elm, dry, fir]) {
      valueOf(await stage.create(personActor(ben), { spaceId }));
    }
    const answer = await stage.send(personActor(ada), "GET", `${RESERVATIONS}/${id}/alternatives`);
    const { items } = answer.body as unknown as { items: { name: string }[] };
    assert.deepEqual(
      items.map(({ name }) => name),
      ["Desk", "Near House One", "Near House Two"],
    );
  });
});

describeOnEachDatabase("the HTTP surface", (database) => {
  test("creation answers with place and tag, and the tag guards a change", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const ada = personActor(stage.workplace.ada);
    const body = {
      space_id: stage.workplace.oak.id,
      start: "2026-11-24T10:00:00+01:00",
      end: "2026-11-24T11:00:00+01:00",
    };
    const headers = { "idempotency-key": "one" };
    const made = await stage.send(ada, "POST", RESERVATIONS, { body, headers });
    assert.equal(made.status, 201, made.text);
    assert.equal(made.body["start"], "2026-11-24T09:00:00.000Z");
    const path = String(made.headers.get("location"));
    const again = await stage.send(ada, "POST", RESERVATIONS, { body, headers });
    assert.deepEqual([again.status, again.body["id"]], [201, made.body["id"]]);
    const other = await stage.send(ada, "POST", RESERVATIONS, {
      body: { ...body, subject: "Other" },
      headers,
    });
    assert.deepEqual([other.status, other.body["code"]], [422, "idempotency_key_reused"]);
    const tag = { "if-match": String(made.headers.get("etag")) };
    const changed = await stage.send(ada, "PATCH", path, { body: { notes: "1" }, headers: tag });
    assert.deepEqual([changed.status, changed.headers.get("etag")], [200, '"2"']);
    const stale = await stage.send(ada, "PATCH", path, { body: { notes: "2" }, headers: tag });
    assert.deepEqual([stale.status, stale.body["code"]], [412, "reservation_changed"]);
    const gone = await stage.send(ada, "POST", `${path}/cancel`);
    assert.deepEqual([gone.status, gone.body["state"]], [200, "cancelled"]);
  });

  test("describes itself in OpenAPI 3.1, every route but those for machines and pages", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { body } = await stage.send(null, "GET", "/api/v1/openapi.json");
    assert.equal(body["openapi"], "3.1.0");
    const paths = body["paths"] as Record<string, Record<string, { summary?: string }>>;
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    assert.ok(operations.length >= 25);
    assert.deepEqual(
      operations.filter(({ summary }) => !summary),
      [],
    );
  });

  test("takes a client's own request id if it is a UUID, and else makes one", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const idFor = async (given: string) => {
      const headers = { "request-id": given };
      const answer = await stage.send(null, "GET", "/healthz", { headers });
      return answer.headers.get("request-id") ?? "";
    };
    const ofClient = "6F9619FF-8B86-D011-B42D-00C04FC964FF";
    assert.equal(await idFor(ofClient), ofClient.toLowerCase());
    const made = await idFor("a-client-chose-it");
    assert.match(made, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    assert.notEqual(await idFor("a-client-chose-it"), made);
  });

  test("is guarded by its headers, counts its requests and says that it is ready", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const ready = await stage.send(null, "GET", "/readyz");
    assert.equal(ready.status, 200);
    assert.match(ready.headers.get("content-security-policy") ?? "", /script-src 'self'/);
    const metrics = await stage.send(null, "GET", "/metrics");
    assert.match(metrics.text, /usher_http_request_duration_seconds_count\{route="\/readyz"/);
  });
});
