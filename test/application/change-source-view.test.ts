import assert from "node:assert/strict";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openHttpStage } from "./http-stage.ts";
import { personActor } from "./stage.ts";

const CONFIGURATIONS = "/api/v1/admin/sync-configurations";

describeOnEachDatabase("sync configurations", (database) => {
  test("show how changes in Outlook reach us, and why it is not better", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const admin = personActor(stage.workplace.admin, "portal", ["user", "admin"]);
    const shown = async (): Promise<Record<string, unknown> | undefined> => {
      const { body } = await stage.send(admin, "GET", CONFIGURATIONS);
      const items = body["items"] as readonly Record<string, unknown>[];
      return items.find((item) => item["space_id"] === stage.workplace.oak.id);
    };
    const set = (assignments: string) =>
      database().pool.query(
        `update room_sync set ${assignments} where configuration_id = (
           select id from reservable_sync_configuration where space_id = $1)`,
        [stage.workplace.oak.id],
      );
    const before = await shown();
    assert.deepEqual(
      [before?.["change_source"], before?.["change_source_state"]],
      ["none", "pending"],
    );
    assert.deepEqual([before?.["change_source_reason"], before?.["last_read_at"]], [null, null]);
    await set(`source = 'subscription', state = 'active', credential = 'application',
      last_read_at = '2026-11-23T08:00:00Z', subscription_expires_at = '2040-01-01T00:00:00Z'`);
    const told = await shown();
    assert.deepEqual(
      [told?.["change_source"], told?.["last_read_at"], told?.["subscription_expires_at"]],
      ["subscription", "2026-11-23T08:00:00.000Z", "2040-01-01T00:00:00.000Z"],
    );
    await set(`subscription_expires_at = now()`);
    assert.equal((await shown())?.["change_source"], "polling");
    await set(`state = 'failing', reason = 'The source.', read_failure = 'The reading.'`);
    assert.equal((await shown())?.["change_source_reason"], "The reading.");
    await set(`read_failure = null`);
    assert.equal((await shown())?.["change_source_reason"], "The source.");
  });
});
