import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createHealthCountStore } from "../../src/store/health/health-count-store.ts";
import { createNoticeStore } from "../../src/store/health/notice-store.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { type HttpStage, openHttpStage } from "./http-stage.ts";
import { personActor } from "./stage.ts";

describeOnEachDatabase(
  "health over HTTP",
  (database) => {
    let stage: HttpStage;
    const admin = () => personActor(stage.workplace.admin, "portal", ["user", "admin"]);
    before(async () => {
      stage = await openHttpStage(database());
    });
    after(() => stage.close());

    test("tells the queue and the counts of all processes", async () => {
      await stage.create(personActor(stage.workplace.ada));
      await createHealthCountStore(database().kysely).add([
        { name: "sync_event_settled", label: "create written", by: 2 },
        { name: "change_lag", label: "5", by: 3 },
      ]);
      const { status, body } = await stage.send(admin(), "GET", "/api/v1/admin/health");
      assert.equal(status, 200);
      assert.deepEqual(body["queue"], [{ state: "new", priority: 0, count: 1 }]);
      assert.deepEqual(body["settled_last_day"], [
        { type: "create", outcome: "written", count: 2 },
      ]);
      assert.equal((body["lag"] as { within_seconds_95: number }).within_seconds_95, 5);
      assert.equal((body["rooms"] as { count: number }).count, 4);
    });

    test("metrics tell the same, with totals and a histogram that Prometheus understands", async () => {
      const { text } = await stage.send(null, "GET", "/metrics");
      const lines = text.split("\n");
      for (const line of [
        "usher_health_readable 1",
        'usher_sync_events_queued{state="new",priority="0"} 1',
        'usher_sync_events_settled_total{type="create",outcome="written"} 2',
        "# TYPE usher_change_lag_seconds histogram",
        'usher_change_lag_seconds_bucket{le="2"} 0',
        'usher_change_lag_seconds_bucket{le="5"} 3',
        'usher_change_lag_seconds_bucket{le="+Inf"} 3',
        "usher_change_lag_seconds_count 3",
      ]) {
        assert.ok(lines.includes(line), `${line}\n${text}`);
      }
    });

    test("a notice is listed until its cause is gone, and acknowledging it is told live", async () => {
      const store = createNoticeStore(database().kysely);
      await store.apply([
        {
          code: "queue_waits",
          severity: "error",
          subjectKind: "installation",
          subjectId: "installation",
          subjectName: "Usher",
          sentence: "7 sync events wait.",
          remedy: "Look at the processes.",
          count: 7,
        },
      ]);
      const list = async (state: string) =>
        (await stage.send(admin(), "GET", `/api/v1/admin/notices?state=${state}`)).body[
          "items"
        ] as Record<string, unknown>[];
      const [notice] = await list("open");
      assert.deepEqual([notice?.["code"], notice?.["acknowledged_by"]], ["queue_waits", null]);
      const path = `/api/v1/admin/notices/${String(notice?.["id"])}/acknowledge`;
      const acknowledged = await stage.send(admin(), "POST", path);
      assert.equal(acknowledged.body["acknowledged_by"], "Amir");
      await store.apply([]);
      assert.equal((await list("open")).length, 0);
      assert.equal((await list("resolved"))[0]?.["id"], notice?.["id"]);
    });

    test("a notice that is not there is a 404 with its code", async () => {
      const path = "/api/v1/admin/notices/00000000-0000-4000-8000-000000000000/acknowledge";
      const { status, body } = await stage.send(admin(), "POST", path);
      assert.deepEqual([status, body["code"]], [404, "notice_not_found"]);
    });

    test("sync events are listed by their cause", async () => {
      await database()
        .kysely.updateTable("sync_event")
        .set({ state: "error", reason_code: "calendar_refused", processed_at: new Date() })
        .execute();
      const count = async (cause: string) =>
        (
          (
            await stage.send(
              admin(),
              "GET",
              `/api/v1/admin/sync-events?state=error&reason_code=${cause}`,
            )
          ).body["items"] as unknown[]
        ).length;
      assert.deepEqual([await count("calendar_refused"), await count("other")], [1, 0]);
    });
  },
  { emptyBeforeEach: false },
);
