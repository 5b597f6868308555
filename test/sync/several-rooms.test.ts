import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Temporal } from "temporal-polyfill";
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
import { COLLEAGUE, EMPLOYEE, ROOMS } from "./organisation.ts";
import { slot, until } from "./sync-stage.ts";

const tenant = consentedTenant();
const BOTH = ["wren", "robin"] as const;

describeOnEachDatabase("a reservation that was given a second room in Outlook", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  const settle = async (): Promise<void> => {
    for (const claimed of await stage.claim(10_000)) await stage.carryOut(claimed);
  };
  const path = async (id: string): Promise<string> =>
    `/events/${encodeURIComponent((await stage.reservation(id)).calendar_event_id ?? "")}`;
  const rooms = async () => (await stage.reservations()).filter(({ room }) => room !== null);
  /** The reservation of each room that stands, once they are as many and all confirmed. */
  const confirmedIn = (...names: readonly string[]) =>
    stage.readUntil(
      `confirmed in ${names.join(" and ")}`,
      async () => {
        const all = (await rooms()).filter(({ state }) => state !== "cancelled");
        const children = all.filter(({ parentId }) => parentId !== null);
        const isSo = children.every(({ state }) => state === "confirmed");
        const there = children.map(({ room }) => room).toSorted();
        return isSo && there.join() === names.toSorted().join() && children;
      },
      BOTH,
    );

  async function bookedInBoth(): Promise<string> {
    stage = await openInboundStage(database(), tenant());
    const id = await stage.book();
    await settle();
    await stage.readUntil(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    await inviteRobinToo(id);
    await confirmedIn("robin", "wren");
    return id;
  }
  async function inviteRobinToo(id: string): Promise<void> {
    const people = invite(ROOMS.wren, COLLEAGUE)["attendees"] as readonly Json[];
    const [second] = invite(ROOMS.robin)["attendees"] as readonly Json[];
    await stage.graph("PATCH", EMPLOYEE, await path(id), { attendees: [...people, second] });
  }
  const shown = async (id: string) => {
    const event = await stage.graph("GET", EMPLOYEE, await path(id));
    const attendees = event["attendees"] as readonly { emailAddress: { address: string } }[];
    const invited = attendees.map(({ emailAddress }) => emailAddress.address.toLowerCase());
    const isRoom = (email: string): boolean => email === ROOMS.wren || email === ROOMS.robin;
    return { subject: event["subject"], rooms: invited.filter(isRoom).toSorted() };
  };

  test("keeps a room taken off again in Outlook off, whatever is changed here before that is read", async () => {
    const id = await bookedInBoth();
    stage.limits.roomAnswerMs = 500;
    const { attendees } = invite(ROOMS.wren, COLLEAGUE);
    await stage.graph("PATCH", EMPLOYEE, await path(id), { attendees });
    await stage.change(id, slot(96));
    stage.runLanes();
    await until("the room has been asked for twice, or given up", async () => {
      const { rows } = await database().pool.query("select 1 from room_confirmation");
      return (
        rows.length === 0 && (await stage.events(id)).every(({ state }) => state === "processed")
      );
    });
    assert.deepEqual((await shown(id)).rooms, [ROOMS.wren]);
  });

  test("is changed and moved in both, whichever of them is named", async () => {
    const id = await bookedInBoth();
    const [one] = await confirmedIn("robin", "wren");
    await stage.change(one?.id ?? "", { ...slot(96), subject: "Both" });
    for (const room of BOTH) {
      const [held, ...others] = await stage.holdsOf(room);
      assert.deepEqual(others, []);
      assert.equal(held?.startAt.getTime(), slot(96).start.epochMilliseconds);
    }
    await settle();
    const children = await confirmedIn("robin", "wren");
    assert.deepEqual(
      children.map(({ subject }) => subject),
      ["Both", "Both"],
    );
    const expected = { subject: "Both", rooms: [ROOMS.robin, ROOMS.wren].toSorted() };
    assert.deepEqual(await shown(id), expected);
  });

  test("stays as it is where one of them is taken at the new time", async () => {
    const id = await bookedInBoth();
    await stage.graph("POST", COLLEAGUE, "/events", {
      subject: "Budget",
      ...times(2, "09:00", "10:00"),
      ...invite(ROOMS.robin),
    });
    await stage.readUntil(
      "it is taken",
      async () => (await stage.holdsOf("robin")).length === 2,
      BOTH,
    );
    const held = await stage.holdsOf("wren");
    const [start, end] = [at(2, "09:00"), at(2, "10:00")].map((date) =>
      Temporal.Instant.fromEpochMilliseconds(date.getTime()),
    );
    assert.ok(start && end);
    await assert.rejects(() => stage.change(id, { start, end }), /space_taken/);
    assert.deepEqual(await stage.holdsOf("wren"), held);
  });

  test("says of the room that had declined it why, and not of the meeting", async () => {
    stage = await openInboundStage(database(), tenant());
    const id = await stage.book();
    await settle();
    await stage.readUntil(
      "the room confirms",
      async () => (await stage.reservation(id)).state === "confirmed",
    );
    const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
    const [copy] = value as readonly Json[];
    const copyPath = `/events/${encodeURIComponent(String(copy?.["id"]))}`;
    await stage.graph("POST", ROOMS.wren, `${copyPath}/decline`, { sendResponse: true });
    await stage.readUntil(
      "it is conflicted",
      async () => (await stage.reservation(id)).state === "conflicted",
    );
    await inviteRobinToo(id);
    const seen = await stage.readUntil(
      "it is in the second room",
      async () => {
        const all = await rooms();
        return all.some(({ room, state }) => room === "robin" && state === "confirmed") && all;
      },
      BOTH,
    );
    const why = seen.map(({ room, isParent, state, reasonCode }) =>
      [isParent ? "the meeting" : room, state, reasonCode].join(" "),
    );
    assert.deepEqual(why.toSorted(), [
      "robin confirmed ",
      "the meeting confirmed ",
      "wren conflicted room_declined",
    ]);
  });

  test("loses the one that is cancelled, and ends with the last", async () => {
    const id = await bookedInBoth();
    const robin = (await rooms()).find(({ room }) => room === "robin");
    await stage.cancel(robin?.id ?? "");
    assert.deepEqual(await stage.holdsOf("robin"), []);
    await settle();
    const [wren] = await confirmedIn("wren");
    assert.deepEqual((await shown(id)).rooms, [ROOMS.wren]);
    await stage.cancel(wren?.id ?? "");
    assert.deepEqual(await stage.holdsOf("wren"), []);
    assert.equal((await stage.reservation(id)).state, "cancelled");
    await settle();
    await assert.rejects(() => shown(id));
  });

  test("is cancelled as a whole by its own row", async () => {
    const id = await bookedInBoth();
    await stage.cancel(id);
    for (const room of BOTH) assert.deepEqual(await stage.holdsOf(room), []);
    await settle();
    assert.ok((await rooms()).every(({ state }) => state === "cancelled"));
  });

  test("is given other rooms in Outlook alone", async () => {
    const id = await bookedInBoth();
    await assert.rejects(
      () => stage.change(id, { spaceId: stage.spaceId("robin") }),
      /meeting_in_several_rooms/,
    );
  });
});
