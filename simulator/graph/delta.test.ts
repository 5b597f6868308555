import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { PageIterator, type PageCollection } from "@microsoft/microsoft-graph-client";
import type { Event } from "@microsoft/microsoft-graph-types";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../settings.ts";
import { startTestSimulator } from "../test-simulator.ts";
import {
  ANNA,
  appTokenOf,
  BORIS,
  clientWith,
  idOf,
  meeting,
  refusalOf,
  ROOM_ADDRESS,
  startGraphTest,
  statusOf,
  until,
  type GraphTest,
} from "./graph-test-client.ts";

type Row = Event & { "@removed"?: { reason: string }; "@odata.etag"?: string };

const JANUARY = "startDateTime=2027-01-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z";
const deltaOf = (owner: string, window = JANUARY): string =>
  `/users/${owner}/calendarView/delta?${window}`;

describe("calendarView/delta through Microsoft's client (facts 1.13)", () => {
  let graph: GraphTest;
  before(async () => {
    graph = await startGraphTest();
  });
  afterEach(() => {
    const { world } = graph.simulator;
    world.faults.clear();
    Object.assign(world.settings.delta, SIMULATOR_SETTINGS_DEFAULTS.delta);
  });
  after(() => graph.close());

  const get = async (link: string, prefer = "odata.maxpagesize=2"): Promise<PageCollection> =>
    (await graph.app.api(link).header("Prefer", prefer).get()) as PageCollection;
  const round = async (link: string): Promise<{ rows: Row[]; deltaLink: string }> => {
    const rows: Row[] = [];
    const iterator = new PageIterator(
      graph.app,
      await get(link),
      (row: Row) => {
        rows.push(row);
        return true;
      },
      { headers: { Prefer: "odata.maxpagesize=2" } },
    );
    await iterator.iterate();
    const deltaLink = iterator.getDeltaLink();
    assert.ok(deltaLink);
    return { rows, deltaLink };
  };
  const create = async (event: Event, owner = ANNA): Promise<Event> =>
    (await graph.app.api(`/users/${owner}/events`).post(event)) as Event;
  const patch = (event: Event, change: Event): Promise<unknown> =>
    graph.app.api(`/users/${ANNA}/events/${idOf(event)}`).patch(change);
  const remove = (id: string): Promise<unknown> =>
    graph.app.api(`/users/${ANNA}/events/${encodeURIComponent(id)}`).delete();
  const daily = (day: number, count: number): Event => ({
    ...meeting(day, 9),
    recurrence: {
      pattern: { type: "daily", interval: 1 },
      range: {
        type: "numbered",
        startDate: `2027-01-${String(day).padStart(2, "0")}`,
        numberOfOccurrences: count,
      },
    },
  });

  test("a full round and its delta link page by absolute links, through PageIterator", async () => {
    const made = [await create(meeting(4, 8)), await create(meeting(5, 8))];
    made.push(await create(meeting(6, 8)));
    const { rows, deltaLink } = await round(deltaOf(ANNA));
    assert.deepEqual(
      rows.map(({ id }) => id),
      made.map(({ id }) => id),
    );
    assert.match(deltaLink, /^https:\/\/localhost:\d+\/v1\.0\/users\/.*\$deltatoken=/);
    assert.deepEqual((await round(deltaLink)).rows, []);
    const [first] = made;
    assert.ok(first);
    await patch(first, { subject: "Renamed" });
    const changed = await round(deltaLink);
    assert.deepEqual(
      changed.rows.map(({ id, subject }) => [id, subject]),
      [[first.id, "Renamed"]],
    );
  });

  test("the answer says that changes are tracked, and every row its type", async () => {
    const response = await graph.fetchAsApp(deltaOf(ANNA), {
      headers: { prefer: "odata.maxpagesize=50" },
    });
    const applied = response.headers.get("preference-applied") ?? "";
    assert.equal(applied, "odata.maxpagesize=50, odata.track-changes");
    const body = (await response.json()) as Record<string, unknown>;
    assert.match(String(body["@odata.context"]), /\/\$metadata#Collection\(event\)$/);
    for (const row of body["value"] as Record<string, unknown>[]) {
      assert.equal(row["@odata.type"], "#microsoft.graph.event");
    }
  });

  test("a series comes in one page: its master whole, its occurrences sparse", async () => {
    const { deltaLink } = await round(deltaOf(ANNA));
    const series = await create(daily(11, 4));
    const page = await get(deltaLink);
    const [master, ...occurrences] = page.value as Row[];
    assert.deepEqual([master?.type, master?.id], ["seriesMaster", series.id]);
    assert.ok(master?.attendees && master.recurrence);
    assert.equal(occurrences.length, 4);
    for (const occurrence of occurrences) {
      assert.deepEqual(Object.keys(occurrence), [
        "@odata.type",
        "@odata.etag",
        "id",
        "seriesMasterId",
        "type",
        "start",
        "end",
      ]);
      assert.equal(occurrence.seriesMasterId, series.id);
    }
  });

  test("a deleted occurrence is only missing, a changed one comes whole as an exception", async () => {
    const { deltaLink } = await round(deltaOf(ANNA));
    await create(daily(18, 4));
    const told = await round(deltaLink);
    const [, first, second] = told.rows;
    await remove(first?.id ?? "");
    await patch(second ?? {}, { subject: "Another agenda" });
    const { rows } = await round(told.deltaLink);
    assert.deepEqual(
      rows.map(({ type }) => type),
      ["seriesMaster", "exception", "occurrence", "occurrence"],
    );
    assert.ok(rows.every(({ id }) => id !== first?.id));
    assert.equal(rows[1]?.subject, "Another agenda");
  });

  test("@removed is told of what was deleted, and of what lies outside the window", async () => {
    const known = await create(meeting(25, 8));
    const moved = await create(meeting(26, 8));
    const { deltaLink } = await round(deltaOf(ANNA));
    await remove(known.id ?? "");
    const { start, end } = meeting(26, 8);
    const inMarch = (each: typeof start) => ({ ...each, dateTime: "2027-03-01T08:00:00" });
    await patch(moved, { start: inMarch(start), end: inMarch(end) });
    const outside = await create({ ...meeting(1, 8), start: inMarch(start), end: inMarch(end) });
    const { rows } = await round(deltaLink);
    assert.deepEqual(
      rows.map((row) => [row.id, row["@removed"]?.reason]),
      [known, moved, outside].map(({ id }) => [id, "deleted"]),
    );
  });

  test("ids come in the form that each request prefers (facts 1.10)", async () => {
    const made = await create(meeting(27, 8), BORIS);
    const regular = await get(deltaOf(BORIS), "odata.maxpagesize=1");
    assert.equal((regular.value[0] as Row).id, made.id);
    const immutable = await get(deltaOf(BORIS), 'odata.maxpagesize=1, IdType="ImmutableId"');
    const { id } = immutable.value[0] as Row;
    assert.notEqual(id, made.id);
    const same = (await graph.app.api(`/users/${BORIS}/events/${id ?? ""}`).get()) as Event;
    assert.equal(same.iCalUId, made.iCalUId);
  });

  for (const option of [
    "$select=id",
    "$expand=instances",
    "$filter=x",
    "$orderby=x",
    "$search=x",
  ]) {
    test(`${option.split("=")[0] ?? ""} is refused`, async () => {
      const refusal = await refusalOf(graph.app.api(`${deltaOf(ANNA)}&${option}`).get());
      assert.deepEqual([refusal.statusCode, refusal.code], [400, "ErrorInvalidUrlQuery"]);
    });
  }

  test("a round needs a window, and a token that Graph gave", async () => {
    const bare = `/users/${ANNA}/calendarView/delta`;
    assert.equal((await refusalOf(graph.app.api(bare).get())).statusCode, 400);
    const foreign = await refusalOf(graph.app.api(`${bare}?$deltatoken=latest`).get());
    assert.deepEqual([foreign.statusCode, foreign.code], [400, "ErrorInvalidParameter"]);
  });

  test("a first page may be empty, with a next link", async () => {
    graph.simulator.world.settings.delta.emptyFirstPage = true;
    const page = await get(deltaOf(ANNA));
    assert.deepEqual(page.value, []);
    assert.ok(page["@odata.nextLink"]);
    assert.ok((await round(deltaOf(ANNA))).rows.length > 0);
  });

  test("what was told may come again, and twice in one page", async () => {
    const { delta } = graph.simulator.world.settings;
    const made = await create(meeting(28, 8));
    const { deltaLink } = await round(deltaOf(ANNA));
    delta.replayProbability = 1;
    assert.ok((await round(deltaLink)).rows.some(({ id }) => id === made.id));
    delta.replayProbability = 0;
    delta.repeatProbability = 1;
    await patch(made, { subject: "Twice" });
    const { rows } = await round(deltaLink);
    assert.deepEqual(
      rows.map(({ id }) => id),
      [made.id, made.id],
    );
  });

  test("a change is told only after the delay that is set", async () => {
    const { world } = graph.simulator;
    const { deltaLink } = await round(deltaOf(ANNA));
    world.settings.delta.lagMs = 60_000;
    const made = await create(meeting(28, 10));
    const early = await round(deltaLink);
    assert.deepEqual(early.rows, []);
    await world.clock.advance(60_000);
    assert.deepEqual(
      (await round(early.deltaLink)).rows.map(({ id }) => id),
      [made.id],
    );
  });

  test("410 comes when the change log no longer reaches back, as the settings word it", async () => {
    const { world } = graph.simulator;
    const { deltaLink } = await round(deltaOf(ANNA));
    const owner = world.directory.findUser(ANNA);
    world.mailboxes.of(owner?.id ?? "").forgetChanges();
    const gone = await refusalOf(graph.app.api(deltaLink).get());
    assert.deepEqual([gone.statusCode, gone.code], [410, "SyncStateNotFound"]);
    assert.match(gone.message, /^The sync state generation is not found; generation=\d+;/);
    Object.assign(world.settings.delta, {
      expiredCode: "syncStateNotFound",
      expiredHasLocation: true,
    });
    const { pathname, search } = new URL(deltaLink);
    const response = await graph.fetchAsApp(pathname.replace("/v1.0", "") + search);
    const { error } = (await response.json()) as { error: { code: string } };
    assert.equal(error.code, "syncStateNotFound");
    const location = response.headers.get("location") ?? "";
    assert.match(location, /\$deltatoken=$/);
    assert.ok((await round(location)).rows.length > 0);
  });

  test("a fault makes the next token 410", async () => {
    const { deltaLink } = await round(deltaOf(ANNA));
    graph.simulator.world.faults.add({
      path: "deltatoken=",
      times: 1,
      effect: { kind: "syncStateNotFound" },
    });
    assert.equal((await refusalOf(graph.app.api(deltaLink).get())).statusCode, 410);
    assert.deepEqual((await round(deltaLink)).rows, []);
  });

  test("a room's copy shows its stages: the organizer's subject, then the name (facts 2)", async () => {
    graph.simulator.world.settings.roomRewriteDelayMs = 3_600_000;
    const { deltaLink } = await round(deltaOf(ROOM_ADDRESS));
    const made = await create(meeting(29, 8, [ROOM_ADDRESS]));
    const first = await round(deltaLink);
    assert.equal(first.rows[0]?.subject, "Planning");
    const read = async (): Promise<Event> =>
      (await graph.app.api(`/users/${ANNA}/events/${idOf(made)}`).get()) as Event;
    const accepted = (event: Event): boolean => statusOf(event, ROOM_ADDRESS) === "accepted";
    await until(read, accepted, "the room has not answered");
    await graph.simulator.world.clock.advance(3_600_000);
    const { rows } = await round(first.deltaLink);
    assert.equal(rows.at(-1)?.subject?.trim(), made.organizer?.emailAddress?.name);
    graph.simulator.world.settings.roomRewriteDelayMs = 20;
  });
});

describe("a delta token after a restart (facts 1.13)", () => {
  const application = { clientSecret: "a-secret-that-outlives-restarts", consented: true };

  test("goes on where it stood; after the data are lost it is 410", async () => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), "delta-restart-"));
    const start = () => startTestSimulator({ dataFolder, application });
    let simulator = await start();
    const ask = async (link: string): Promise<Record<string, unknown>> =>
      (await clientWith(simulator, await appTokenOf(simulator))
        .api(link)
        .get()) as Record<string, unknown>;
    const tokenOf = (body: Record<string, unknown>): string =>
      `/users/${ANNA}/calendarView/delta${new URL(String(body["@odata.deltaLink"])).search}`;
    const create = async (): Promise<Event> =>
      (await clientWith(simulator, await appTokenOf(simulator))
        .api(`/users/${ANNA}/events`)
        .post(meeting(4, 9))) as Event;
    try {
      await create();
      const link = tokenOf(await ask(deltaOf(ANNA)));
      await simulator.close();
      simulator = await start();
      const made = await create();
      const rows = (await ask(link))["value"] as Row[];
      assert.deepEqual(
        rows.map(({ id }) => id),
        [made.id],
      );
      await simulator.close();
      await rm(dataFolder, { recursive: true });
      simulator = await start();
      await create();
      assert.equal((await refusalOf(ask(link))).statusCode, 410);
    } finally {
      await simulator.close();
      await rm(dataFolder, { recursive: true });
    }
  });
});
