/** One meeting that is made here in several spaces: what the calendars show of it, and what comes back. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { afterEach, test } from "node:test";
import { createInSeveralSpaces } from "../../src/app/reservations/create-in-several-spaces.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
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
import { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import { calendarOf, slot, until } from "./sync-stage.ts";

const tenant = consentedTenant();
const BOTH = ["wren", "robin"] as const;

describeOnEachDatabase("a meeting that is made in several spaces", (database) => {
  let stage: InboundStage;
  let deskId: string;
  afterEach(() => stage.close());

  const open = async (mode: IntegrationMode = "normal"): Promise<void> => {
    stage = await openInboundStage(database(), tenant(), mode);
    deskId = await addDesk();
  };
  /** It has an address, as desks may have: nothing is ever sent to it. */
  const addDesk = async (): Promise<string> => {
    const db = database().kysely;
    const { building_id, module_id } = await db
      .selectFrom("space")
      .select(["building_id", "module_id"])
      .where("id", "=", stage.spaceId("wren"))
      .executeTakeFirstOrThrow();
    const desk = { kind: "desk", capacity: 1, email: "desk.7@larkfield.example" };
    const row = { id: randomUUID(), name: "desk", building_id, module_id, ...desk };
    await db.insertInto("space").values(row).execute();
    return row.id;
  };
  const book = async (...spaceIds: readonly string[]): Promise<string> => {
    const made = await createInSeveralSpaces(stage.deps, stage.actor(EMPLOYEE), {
      spaceIds,
      ...slot(24),
      subject: "Calibration review",
      notes: "",
      sensitivity: "normal",
      attendees: [{ email: COLLEAGUE, name: "Mira Castellan", type: "required" }],
    });
    assert.ok(made.ok, JSON.stringify(made));
    return made.value.view.reservation.id;
  };
  const bookBothAndDesk = () => book(deskId, stage.spaceId("wren"), stage.spaceId("robin"));
  const seen = async () => {
    const all = await stage.reservations();
    const line = ({ isParent, room, state, reasonCode }: (typeof all)[number]) =>
      [isParent ? "meeting" : room, state, reasonCode].join(" ").trim();
    return all.map(line).toSorted();
  };
  const isSeen = (...lines: readonly string[]) =>
    until(lines.join(", "), async () => (await seen()).join() === lines.toSorted().join());
  const readSeen = (...lines: readonly string[]) =>
    stage.readUntil(
      lines.join(", "),
      async () => (await seen()).join() === lines.toSorted().join(),
      BOTH,
    );
  const invitedTo = (email: string) =>
    calendarOf(tenant(), email).map(({ attendees }) =>
      attendees.map(({ address }) => address).toSorted(),
    );
  const startsOf = async (spaceId: string) => {
    const rows = await database()
      .kysely.selectFrom("space_hold")
      .select("start_at")
      .where("space_id", "=", spaceId)
      .execute();
    return rows.map((row) => row.start_at.getTime());
  };
  const CONFIRMED = [
    "desk confirmed",
    "meeting confirmed",
    "robin confirmed",
    "wren confirmed",
  ] as const;
  const confirmed = async (): Promise<string> => {
    stage.runLanes();
    const id = await bookBothAndDesk();
    await isSeen(...CONFIRMED);
    return id;
  };
  const path = async (id: string): Promise<string> =>
    `/events/${encodeURIComponent((await stage.reservation(id)).calendar_event_id ?? "")}`;

  test("is one event of the requested-for person's in normal mode, that invites its synced rooms", async () => {
    await open();
    const id = await confirmed();
    assert.deepEqual(invitedTo(EMPLOYEE), [[COLLEAGUE, ROOMS.robin, ROOMS.wren].toSorted()]);
    assert.ok(calendarOf(tenant(), EMPLOYEE)[0]?.isOrganizer);
    assert.deepEqual(await seen(), [...CONFIRMED]);
    assert.equal((await stage.reservation(id)).sync_state, "synchronized");
    // What the rooms' own calendars show is what is here.
    for (const room of BOTH) await stage.read(room);
    assert.deepEqual(await seen(), [...CONFIRMED]);
  });

  test("is the delegated user's in strict mode, and the requested-for person is invited", async () => {
    await open("strict");
    await confirmed();
    const everybody = [COLLEAGUE, EMPLOYEE, ROOMS.robin, ROOMS.wren].toSorted();
    assert.deepEqual(invitedTo(SERVICE), [everybody]);
    assert.equal(calendarOf(tenant(), EMPLOYEE)[0]?.isOrganizer, false);
  });

  test("is the person's own in personal mode", async () => {
    await open("personal");
    await stage.connect(EMPLOYEE, "personal");
    await confirmed();
    assert.ok(calendarOf(tenant(), EMPLOYEE)[0]?.isOrganizer);
    assert.deepEqual(calendarOf(tenant(), SERVICE), []);
  });

  test("stands in the others where one room declines it", async () => {
    await open();
    await stage.graph("POST", ROOMS.robin, "/events", {
      subject: "Painting",
      start: { dateTime: slot(24).start.toString().slice(0, 19), timeZone: "UTC" },
      end: { dateTime: slot(24).end.toString().slice(0, 19), timeZone: "UTC" },
    });
    stage.runLanes();
    await bookBothAndDesk();
    await isSeen(
      "desk confirmed",
      "meeting confirmed",
      "robin conflicted room_declined",
      "wren confirmed",
    );
    assert.deepEqual(await stage.holdsOf("robin"), []);
  });

  test("is cancelled with all its spaces, and one space alone is taken off it", async () => {
    await open();
    const id = await confirmed();
    const robin = (await stage.reservations()).find(({ room }) => room === "robin");
    await stage.cancel(robin?.id ?? "");
    await until("the room is off", () =>
      invitedTo(EMPLOYEE).some((invited) => !invited.includes(ROOMS.robin)),
    );
    await stage.cancel(id);
    await until("the event is gone", () => calendarOf(tenant(), EMPLOYEE).length === 0);
    assert.deepEqual(await startsOf(deskId), []);
    assert.ok((await stage.reservations()).every(({ state }) => state === "cancelled"));
  });

  test("moves as one, and its rooms are asked anew", async () => {
    await open();
    const id = await confirmed();
    await stage.change(id, slot(30));
    await isSeen(...CONFIRMED);
    const { start } = slot(30);
    for (const spaceId of [deskId, stage.spaceId("wren"), stage.spaceId("robin")]) {
      assert.deepEqual(await startsOf(spaceId), [start.epochMilliseconds]);
    }
    const [event] = calendarOf(tenant(), EMPLOYEE);
    assert.equal(event?.startMs, start.epochMilliseconds);
  });

  test("takes its desk along where it is moved in Outlook, and ends with it there", async () => {
    await open();
    const id = await confirmed();
    for (const room of BOTH) await stage.read(room);
    await stage.graph("PATCH", EMPLOYEE, await path(id), times(2, "09:00", "10:00"));
    await stage.readUntil(
      "it has moved",
      async () => (await startsOf(deskId))[0] === at(2, "09:00").getTime(),
      BOTH,
    );
    await readSeen(...CONFIRMED);
    await stage.graph("DELETE", EMPLOYEE, await path(id));
    await readSeen(
      "desk cancelled meeting_removed",
      "meeting cancelled",
      "robin cancelled meeting_removed",
      "wren cancelled meeting_removed",
    );
    assert.deepEqual(await startsOf(deskId), []);
  });

  test("says of a desk that is taken at the time it was moved to in Outlook that it is", async () => {
    await open();
    const id = await confirmed();
    for (const room of BOTH) await stage.read(room);
    const [start, end] = [at(2, "09:00"), at(2, "10:00")];
    const other = await stage.book({ room: "swift" });
    await database().pool.query(
      "insert into space_hold (reservation_id, space_id, start_at, end_at) values ($1, $2, $3, $4)",
      [other, deskId, start, end],
    );
    await stage.graph("PATCH", EMPLOYEE, await path(id), times(2, "09:00", "10:00"));
    await stage.readUntil(
      "the desk is lost",
      async () => (await seen()).includes("desk conflicted double_booked"),
      BOTH,
    );
  });

  test("goes on with its desk where Outlook takes its rooms off it", async () => {
    await open();
    const id = await confirmed();
    for (const room of BOTH) await stage.read(room);
    const { attendees } = invite(COLLEAGUE) as { readonly attendees: Json };
    await stage.graph("PATCH", EMPLOYEE, await path(id), { attendees });
    await readSeen(
      "desk confirmed",
      "meeting confirmed",
      "robin cancelled room_removed",
      "wren cancelled room_removed",
    );
  });
});
