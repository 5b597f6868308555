import assert from "node:assert/strict";
import { test } from "node:test";
import { createLifeStore } from "../life/life-store.ts";
import { describeOnEachDatabase } from "../testing/test-database.ts";
import { buildReservation, buildSpace, buildSyncConfiguration } from "../testing/build-rows.ts";
import { retakeFreedTime } from "./retake-freed-time.ts";

const [NINE, TEN, ELEVEN] = [9, 10, 11].map((hour) => {
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  return `${day}T${String(hour).padStart(2, "0")}:00:00Z`;
}) as [string, string, string];

describeOnEachDatabase("time that became free", (database) => {
  /** Conflicted since another had its time, in a room whose calendar answers so. */
  async function doubleBooked(
    space: { readonly id: string; readonly configurationId: string },
    response: string,
    times: readonly [string, string] = [NINE, ELEVEN],
  ): Promise<string> {
    const db = database().kysely;
    const { id } = await buildReservation(db, {
      space_id: space.id,
      start_at: times[0],
      end_at: times[1],
      state: "conflicted",
      reason_code: "double_booked",
      reason: "Another has it.",
      origin: "calendar",
      holds: false,
    });
    await db
      .insertInto("calendar_item")
      .values({
        configuration_id: space.configurationId,
        event_id: id,
        ical_uid: id,
        kind: "single",
        change_key: "1",
        organizer_email: null,
        response,
        start_at: times[0],
        end_at: times[1],
        reservation_id: id,
        seen_in_round: 1,
      })
      .execute();
    return id;
  }
  async function room() {
    const space = await buildSpace(database().kysely);
    const { id } = await buildSyncConfiguration(database().kysely, { space_id: space.id });
    return { id: space.id, configurationId: id };
  }
  const retake = (spaceId: string) =>
    database()
      .kysely.transaction()
      .execute((transaction) => retakeFreedTime(transaction, [spaceId]));
  const stateOf = async (id: string) =>
    database()
      .kysely.selectFrom("reservation")
      .select(["state", "reason_code"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();

  test("is taken by whoever the room has accepted, as far as they do not exclude each other", async () => {
    const space = await room();
    const first = await doubleBooked(space, "accepted", [NINE, TEN]);
    const second = await doubleBooked(space, "accepted", [NINE, ELEVEN]);
    await retake(space.id);
    assert.deepEqual(await stateOf(first), { state: "confirmed", reason_code: null });
    assert.deepEqual(await stateOf(second), { state: "conflicted", reason_code: "double_booked" });
  });

  test("is not taken by whom the room has declined, and not while another still has it", async () => {
    const space = await room();
    const declined = await doubleBooked(space, "declined");
    await retake(space.id);
    assert.equal((await stateOf(declined)).state, "conflicted");
    await buildReservation(database().kysely, {
      space_id: space.id,
      start_at: TEN,
      end_at: ELEVEN,
    });
    const accepted = await doubleBooked(space, "accepted");
    await retake(space.id);
    assert.equal((await stateOf(accepted)).state, "conflicted");
  });

  test("is taken by whoever goes on once the other is over", async () => {
    const space = await room();
    const [earlier, lately, later] = [-3, -1, 3].map((hours) =>
      new Date(Date.now() + hours * 3_600_000).toISOString(),
    ) as [string, string, string];
    const times = { start_at: earlier, end_at: lately };
    await buildReservation(database().kysely, { space_id: space.id, ...times });
    const longer = await doubleBooked(space, "accepted", [earlier, later]);
    assert.ok((await createLifeStore(database()).complete(10)) > 0);
    assert.deepEqual(await stateOf(longer), { state: "confirmed", reason_code: null });
  });

  test("is taken for now by whom the room has yet to answer", async () => {
    const space = await room();
    const waiting = await doubleBooked(space, "none");
    const asked = await doubleBooked(space, "tentatively_accepted", [
      ELEVEN,
      `${ELEVEN.slice(0, 11)}12:00:00Z`,
    ]);
    await retake(space.id);
    assert.equal((await stateOf(waiting)).state, "awaiting_confirmation");
    assert.equal((await stateOf(asked)).state, "awaiting_approval");
  });
});
