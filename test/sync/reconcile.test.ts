import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  INTEGRATION_MODES,
  type IntegrationMode,
} from "../../src/core/integration-rules/question.ts";
import { createHealthReader } from "../../src/store/health/health-reader.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { consentedTenant, type InboundStage, invite, times } from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";
import {
  bookedAndSettled,
  loseCopies,
  openReconcilingStage,
  reconcileWren,
} from "./reconcile-stage.ts";
import { calendarOf } from "./sync-stage.ts";

/** The row of the integration rules by which the system writes a meeting again, in each mode. */
const ROWS: Readonly<Record<IntegrationMode, string>> = {
  normal: "U1",
  strict: "U2",
  personal: "U5",
};

const tenant = consentedTenant();

for (const mode of INTEGRATION_MODES) suiteIn(mode);

function suiteIn(mode: IntegrationMode): void {
  describeOnEachDatabase(`reconciling in ${mode} mode`, (database) => {
    let stage: InboundStage;
    afterEach(() => stage.close());
    const db = () => database().kysely;
    const owner = mode === "strict" ? SERVICE : EMPLOYEE;

    /** Confirmed by the room, long enough ago for nothing to be on its way. */
    async function booked(): Promise<string> {
      stage = await openReconcilingStage(database(), tenant(), mode);
      const id = await bookedAndSettled(database(), stage);
      return id;
    }

    const lose = (email: string): void => loseCopies(tenant(), email);

    const copies = async () => {
      const { value } = await stage.graph("GET", ROOMS.wren, "/events?$top=5");
      return value as readonly unknown[];
    };

    const reconcile = (repairs = true) => reconcileWren(database(), stage, repairs);

    test("a room and a reservation that agree are left alone", async () => {
      const id = await booked();
      const earlier = await stage.events(id);
      const { state, found } = await reconcile();
      assert.deepEqual([state, found], ["done", {}]);
      assert.deepEqual(await stage.events(id), earlier);
    });

    test(`a meeting that the room's calendar has lost is written again, by ${ROWS[mode]}`, async () => {
      const id = await booked();
      lose(ROOMS.wren);
      const { found, repaired } = await reconcile();
      assert.deepEqual([found, repaired], [{ missing_in_room: 1 }, { missing_in_room: 1 }]);
      const event = await db()
        .selectFrom("sync_event")
        .select(["type", "state", "policy_row", "channel", "priority", "credential", "mailbox"])
        .where("reservation_id", "=", id)
        .orderBy("id", "desc")
        .executeTakeFirstOrThrow();
      assert.deepEqual(event, {
        type: "update",
        state: "new",
        policy_row: ROWS[mode],
        channel: "system",
        priority: 1,
        credential: mode === "normal" ? "application" : "delegated_user",
        mailbox: owner,
      });
      assert.equal((await stage.reservation(id)).state, "confirmed");
      assert.deepEqual((await createHealthReader(db()).report()).drift, [
        {
          kind: "missing_in_room",
          foundLastDay: 1,
          repairedLastDay: 1,
          foundLast30Days: 1,
          repairedLast30Days: 1,
        },
      ]);
    });

    test("while that is on its way, it is no difference", async () => {
      await booked();
      lose(ROOMS.wren);
      await reconcile();
      assert.deepEqual((await reconcile()).found, {});
    });

    test("only reporting finds the same and writes nothing", async () => {
      const id = await booked();
      lose(ROOMS.wren);
      // The window of what was read is known from the first reading on.
      await stage.read("wren", true);
      const earlier = [await stage.reservation(id), await stage.events(id)];
      const { found, repaired } = await reconcile(false);
      assert.deepEqual([found, repaired], [{ missing_in_room: 1 }, {}]);
      assert.deepEqual([await stage.reservation(id), await stage.events(id)], earlier);
    });

    if (mode === "normal") {
      test("people added to a meeting made in Outlook are taken over as well", async () => {
        stage = await openReconcilingStage(database(), tenant(), mode);
        const made = await stage.graph("POST", EMPLOYEE, "/events", {
          subject: "Budget",
          ...times(0, "10:00", "11:00"),
          ...invite(ROOMS.wren),
        });
        await stage.roomHasAnswered("wren", 1);
        await stage.read("wren");
        const path = `/events/${encodeURIComponent(String(made["id"]))}`;
        await stage.graph("PATCH", EMPLOYEE, path, invite(ROOMS.wren, COLLEAGUE));
        const invited = async () =>
          (await stage.reservations()).map(({ attendees }) => attendees.map(({ email }) => email));
        await stage.read("wren");
        assert.deepEqual(await invited(), [[]]);
        await reconcile();
        assert.deepEqual(await invited(), [[COLLEAGUE]]);
      });

      test("a meeting that only the room still has is told, and left for somebody to delete", async () => {
        await booked();
        await stage.graph("POST", EMPLOYEE, "/events", {
          subject: "Salary",
          ...times(3, "10:00", "11:00"),
          ...invite(ROOMS.wren),
        });
        await stage.roomHasAnswered("wren", 2);
        const mine = tenant().simulator.world.mailboxes.of(tenant().user(EMPLOYEE).id);
        for (const { key, subject } of mine.items()) if (subject === "Salary") mine.remove(key);
        await stage.read("wren", true);
        assert.deepEqual((await reconcile()).found, {}, "it may be on its way");
        await db()
          .updateTable("calendar_item")
          .set({ gap_since: new Date(Date.now() - 20 * 60_000) })
          .where("gap", "is not", null)
          .execute();
        const { found, repaired } = await reconcile();
        assert.deepEqual([found, repaired], [{ left_in_room: 1 }, {}]);
        assert.equal((await copies()).length, 2);
      });
    }

    // In personal mode no right of the system's reaches the person's calendar, and nothing is assumed.
    if (mode !== "personal") {
      test("people added in Outlook, of whom Exchange tells the room nothing, are taken over", async () => {
        const id = await booked();
        await stage.read("wren");
        await stage.roomHasAnswered("wren", 1);
        const people = mode === "strict" ? [EMPLOYEE, COLLEAGUE] : [COLLEAGUE];
        const eventId = (await stage.reservation(id)).calendar_event_id ?? "";
        const body = invite(ROOMS.wren, ...people, "guest@example.org");
        await stage.graph("PATCH", owner, `/events/${encodeURIComponent(eventId)}`, body);
        const invited = async () => {
          const [one] = await stage.reservations();
          return one?.attendees.map(({ email }) => email).toSorted();
        };
        await stage.read("wren");
        assert.deepEqual(await invited(), [COLLEAGUE]);
        await reconcile();
        assert.deepEqual(await invited(), ["guest@example.org", COLLEAGUE].toSorted());
        assert.deepEqual(
          (await stage.events(id)).map(({ type }) => type),
          ["create"],
          "nothing is written back",
        );
      });

      test("a meeting that its organizer's calendar has lost too is cancelled", async () => {
        const id = await booked();
        lose(ROOMS.wren);
        lose(owner);
        assert.deepEqual(calendarOf(tenant(), owner), []);
        const { found, repaired } = await reconcile();
        assert.deepEqual([found, repaired], [{ meeting_removed: 1 }, { meeting_removed: 1 }]);
        const { state, reason_code: reasonCode } = await stage.reservation(id);
        assert.deepEqual([state, reasonCode], ["cancelled", "meeting_removed"]);
        assert.equal(await stage.holds(id), 0);
        assert.deepEqual((await stage.auditOf(id)).at(-1), "reservation_cancelled");
      });
    }
  });
}
