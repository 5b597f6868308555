import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { readRoom } from "../../src/app/sync/inbound/read-room.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  at,
  claimRoom,
  consentedTenant,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
  times,
} from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS } from "./organisation.ts";
import { until } from "./sync-stage.ts";

const tenant = consentedTenant();

describeOnEachDatabase("reading a room's calendar", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  const open = async (mode: IntegrationMode = "normal"): Promise<void> => {
    stage = await openInboundStage(database(), tenant(), mode);
  };
  const create = async (fields: Json = {}): Promise<string> => {
    const made = await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Budget",
      ...times(0, "10:00", "11:00"),
      ...invite(ROOMS.wren, COLLEAGUE),
      ...fields,
    });
    return String(made["id"]);
  };
  const path = (id: string) => `/events/${encodeURIComponent(id)}`;
  const only = async () => {
    const [one, ...others] = await stage.reservations();
    assert.deepEqual(others, []);
    return one ?? assert.fail("there is one");
  };
  const confirmed = () =>
    stage.readUntil("it is confirmed", async () => {
      const [one] = await stage.reservations();
      return one?.state === "confirmed" && one;
    });

  for (const mode of ["strict", "personal"] as const) {
    test(`in ${mode} mode takes in meetings whose words it may not read, without them`, async () => {
      await open(mode);
      await create({ subject: "Salary", sensitivity: "private" });
      const one = await confirmed();
      assert.equal(one.subject, "Reserved in Outlook");
      assert.equal(one.requestedFor, EMPLOYEE);
      assert.deepEqual(one.attendees, []);
      assert.ok(!JSON.stringify(await stage.reservations()).includes("Salary"));
    });
  }

  test("with a lease that another has taken over writes nothing", async () => {
    await open();
    await create();
    await stage.readUntil(
      "the room has it",
      async () => {
        const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
        return (value as readonly Json[]).length === 1;
      },
      [],
    );
    const stale = await claimRoom(database(), stage, "wren", "normal", true);
    await claimRoom(database(), stage, "wren", "normal", false);
    const reading = await readRoom(stage.reading, stale);
    assert.deepEqual(reading, { kind: "lease_lost" });
    assert.deepEqual(await stage.reservations(), []);
  });

  for (const mode of ["normal", "personal"] as const) {
    test(`in ${mode} mode does not take what is just being written for another's meeting`, async () => {
      await open(mode);
      if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
      const id = await stage.book();
      const [claimed] = await stage.claim(2_000);
      assert.ok(claimed);
      await stage.sendWithoutRecording(claimed);
      await until("the room has accepted", async () => {
        const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
        return JSON.stringify(value).includes('"accepted"');
      });
      await stage.read("wren");
      assert.equal((await only()).id, id);
      assert.equal((await only()).state, "awaiting_confirmation");
      await stage.carryOut(claimed);
      const one = await confirmed();
      assert.equal(one.id, id);
      assert.equal((await stage.holdsOf("wren")).length, 1);
    });
  }

  test("while a change is written does not undo it by what was read before", async () => {
    await open();
    const id = await stage.book();
    const carryOutNext = async (): Promise<void> => {
      const [claimed] = await stage.claim(2_000);
      await stage.carryOut(claimed ?? assert.fail("something is to be sent"));
    };
    await carryOutNext();
    await confirmed();
    await database().pool.query("delete from calendar_item");
    await stage.change(id, { subject: "Changed here" });
    const store = {
      ...stage.reading.store,
      takeIn: async (...page: Parameters<typeof stage.reading.store.takeIn>) => {
        await carryOutNext();
        return stage.reading.store.takeIn(...page);
      },
    };
    const claimed = await claimRoom(database(), stage, "wren", "normal", true);
    const reading = await readRoom({ ...stage.reading, store }, claimed);
    assert.deepEqual(reading, { kind: "read", changes: 0, wasFull: true, leavesOpen: true });
    assert.equal((await only()).subject, "Changed here");
    await stage.readUntil("it is read again", async () => {
      const { rows } = await database().pool.query("select change_key from calendar_item");
      return rows.length === 1 && rows[0]?.["change_key"] !== "";
    });
    assert.equal((await only()).subject, "Changed here");
  });

  describe("that another room's reading has overtaken", () => {
    const seen = async () =>
      (await stage.reservations()).map(({ room, isParent, state, startAt }) => ({
        room: isParent ? "both" : room,
        state,
        startAt: startAt.toISOString(),
      }));
    const standsIn = async (room: string, startAt: string, state = "confirmed") =>
      (await seen()).some(
        (each) => each.room === room && each.state === state && each.startAt === startAt,
      );
    /** Wren is read; before that is taken in, the meeting is changed and Robin is read. */
    async function readOvertaken(change: () => Promise<unknown>): Promise<void> {
      const store = {
        ...stage.reading.store,
        takeIn: async (...page: Parameters<typeof stage.reading.store.takeIn>) => {
          await change();
          await stage.read("robin", true);
          return stage.reading.store.takeIn(...page);
        },
      };
      const claimed = await claimRoom(database(), stage, "wren", "normal", true);
      await readRoom({ ...stage.reading, store }, claimed);
    }
    async function inBoth(): Promise<string> {
      await open();
      const id = await create(invite(ROOMS.wren, ROOMS.robin));
      await stage.readUntil(
        "both have it",
        async () => (await standsIn("wren", FIRST)) && (await standsIn("robin", FIRST)),
        ["wren", "robin"],
      );
      return id;
    }
    const FIRST = at(0, "10:00").toISOString();

    test("does not put back what that one took in", async () => {
      const id = await inBoth();
      await database().pool.query("update calendar_item set change_key = ''");
      await readOvertaken(() =>
        stage.graph("PATCH", EMPLOYEE, path(id), times(2, "15:00", "16:00")),
      );
      const moved = at(2, "15:00").toISOString();
      assert.ok(await standsIn("both", moved, (await seen())[0]?.state));
      await stage.readUntil(
        "both say so",
        async () => (await standsIn("wren", moved)) && (await standsIn("robin", moved)),
        ["wren", "robin"],
      );
    });

    test("does not forget that its own room has let go", async () => {
      const id = await inBoth();
      const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=1");
      const [copy] = value as readonly { readonly id: string }[];
      await stage.graph("POST", ROOMS.wren, `${path(copy?.id ?? "")}/decline`, {});
      await database().pool.query("update calendar_item set change_key = ''");
      await readOvertaken(() =>
        stage.graph("PATCH", EMPLOYEE, path(id), invite(ROOMS.wren, ROOMS.robin, COLLEAGUE)),
      );
      await stage.readUntil("it has lost that room", () => standsIn("wren", FIRST, "cancelled"));
      assert.ok(await standsIn("robin", FIRST));
    });
  });

  test("begins anew where Exchange has forgotten the place, and finds what was missed", async () => {
    await open();
    Object.assign(tenant().user(ROOMS.wren).room?.processing ?? {}, {
      removeCanceledMeetings: true,
    });
    const id = await create();
    await confirmed();
    await stage.graph("DELETE", EMPLOYEE, path(id));
    await until("the room lets go", async () => {
      const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
      return (value as readonly Json[]).length === 0;
    });
    tenant().simulator.world.faults.add({
      times: 1,
      path: "delta",
      effect: { kind: "syncStateNotFound" },
    });
    const reading = await stage.read("wren");
    assert.equal(reading.kind === "read" && reading.wasFull, true);
    assert.equal((await only()).state, "cancelled");
    assert.deepEqual(await stage.holdsOf("wren"), []);
  });

  test("that cannot read an organizer's copy just now writes nothing, and is repeated", async () => {
    await open();
    await create();
    await stage.readUntil(
      "the room has it",
      async () => {
        const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
        return (value as readonly Json[]).length === 1;
      },
      [],
    );
    tenant().simulator.world.faults.add({
      method: "GET",
      mailbox: EMPLOYEE,
      effect: { kind: "unavailableHtml" },
    });
    await assert.rejects(stage.read("wren", true), /failed/);
    assert.deepEqual(await stage.reservations(), []);
    tenant().simulator.world.faults.clear();
    await confirmed();
  });

  test("follows a meeting that is moved out of the window, and back", async () => {
    await open();
    Object.assign(tenant().user(ROOMS.wren).room?.processing ?? {}, {
      bookingWindowInDays: 1000,
      maximumDurationInMinutes: 1440,
    });
    const id = await create();
    const one = await confirmed();
    await stage.graph("PATCH", EMPLOYEE, path(id), times(400, "10:00", "11:00"));
    const far = await stage.readUntil("it is far away", async () => {
      const [now] = await stage.reservations();
      return (
        now?.state === "confirmed" && now.startAt.getTime() === at(400, "10:00").getTime() && now
      );
    });
    assert.equal(far.number, one.number);
    await stage.graph("PATCH", EMPLOYEE, path(id), times(0, "12:00", "13:00"));
    const back = await stage.readUntil("it is back", async () => {
      const [now] = await stage.reservations();
      return (
        now?.state === "confirmed" && now.startAt.getTime() === at(0, "12:00").getTime() && now
      );
    });
    assert.equal(back.number, one.number);
    assert.equal((await stage.holdsOf("wren")).length, 1);
  });

  test("reaches as far back as the property says, from the next full round on", async () => {
    await open();
    const daysBack = async (pastDays: number, anew: boolean) => {
      const reading = { ...stage.reading, pastDays: () => Promise.resolve(pastDays) };
      await readRoom(reading, await claimRoom(database(), stage, "wren", "normal", anew));
      const { rows } = await database().pool.query("select window_start from room_sync");
      const starts = rows.map((row) => (row["window_start"] as Date | null)?.getTime());
      const [start] = starts.filter((each) => each !== undefined);
      return Math.floor((Date.now() - (start ?? Date.now())) / 86_400_000);
    };
    assert.equal(await daysBack(7, true), 7);
    assert.equal(await daysBack(30, false), 7);
    assert.equal(await daysBack(30, true), 30);
  });

  test("of two rooms at the same moment takes the meetings that are in both in once", async () => {
    await open();
    const rooms = ["wren", "robin"] as const;
    const meetings = Array.from({ length: 12 }, (_, days) => days);
    for (const days of meetings) {
      await create({ ...times(days, "10:00", "11:00"), ...invite(ROOMS.wren, ROOMS.robin) });
    }
    await until("both rooms have accepted them all", async () => {
      const accepted = await Promise.all(
        rooms.map(async (room) => {
          const { value } = await stage.graph("GET", ROOMS[room], "/events?$top=50");
          return JSON.stringify(value).split('"response":"accepted"').length > meetings.length;
        }),
      );
      return accepted.every(Boolean);
    });
    await Promise.all(rooms.map((room) => stage.read(room)));
    const taken = await stage.reservations();
    assert.equal(taken.filter(({ isParent }) => isParent).length, meetings.length);
    assert.deepEqual(new Set(taken.map(({ state }) => state)), new Set(["confirmed"]));
    for (const room of rooms) assert.equal((await stage.holdsOf(room)).length, meetings.length);
  });

  test("by two readers, one after the other, takes each meeting in once", async () => {
    await open();
    await create();
    await confirmed();
    await stage.read("wren", true);
    await stage.read("wren", true);
    await only();
  });
});
