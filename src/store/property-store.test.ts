import assert from "node:assert/strict";
import { test } from "node:test";
import type { PersonActor } from "../app/people/actor.ts";
import { listAudit } from "../app/settings/audit.ts";
import { createProperties } from "../app/settings/properties.ts";
import { PROPERTY_DEFINITIONS } from "../app/settings/property-definitions.ts";
import { createAuditStore } from "./audit-store.ts";
import { createPropertyStore } from "./property-store.ts";
import { buildPerson } from "./testing/build-rows.ts";
import { describeOnEachDatabase } from "./testing/test-database.ts";

const MODE = "sn_wsd_rsvsync.sync_integration_mode";

describeOnEachDatabase("properties", (database) => {
  const clock = { ms: 0 };
  const properties = () =>
    createProperties({
      store: createPropertyStore(database().kysely),
      nowMs: () => clock.ms,
    });
  async function administrator(): Promise<PersonActor & { name: string }> {
    const { id, displayName } = await buildPerson(database().kysely);
    const roles = ["user", "admin"] as const;
    return { kind: "person", personId: id, roles, channel: "portal", name: displayName };
  }

  test("every property has its default until it is changed, and accepts it", async () => {
    const listed = await properties().list();
    assert.deepEqual(
      listed.map(({ name, value, updatedAt }) => ({ name, value, updatedAt })),
      PROPERTY_DEFINITIONS.map(({ name, defaultValue }) => ({
        name,
        value: defaultValue,
        updatedAt: null,
      })),
    );
    for (const definition of PROPERTY_DEFINITIONS) {
      assert.ok(definition.accepts(definition.defaultValue), definition.name);
    }
  });

  test("typed values are the defaults of a new instance", async () => {
    const fresh = properties();
    assert.equal(await fresh.integrationMode(), "normal");
    assert.equal(await fresh.blockerUser(), null);
    assert.equal(await fresh.eventRetryCountMax(), 10);
    assert.equal(await fresh.roomAnswerTimeLimitSeconds(), 120);
    assert.equal(await fresh.pastSyncPeriodDays(), 7);
  });

  test("a change is seen at once, and says who made it from what to what", async () => {
    const actor = await administrator();
    const changed = properties();
    assert.equal(await changed.integrationMode(), "normal");
    const outcome = await changed.set(actor, MODE, "personal");
    assert.ok(outcome.ok);
    assert.equal(outcome.value.updatedBy, actor.name);
    assert.equal(await changed.integrationMode(), "personal");
    const page = await listAudit(
      { audit: createAuditStore(database().kysely) },
      { subjectKind: "property", subjectId: MODE, limit: 5 },
    );
    assert.ok(page.ok);
    assert.deepEqual(
      page.value.items.map(({ actorName, action, details }) => ({ actorName, action, details })),
      [
        {
          actorName: actor.name,
          action: "property_changed",
          details: { from: "normal", to: "personal" },
        },
      ],
    );
  });

  test("what another process changes is seen within two seconds", async () => {
    const here = properties();
    assert.equal(await here.integrationMode(), "normal");
    await properties().set(await administrator(), MODE, "strict");
    clock.ms += 2_000;
    assert.equal(await here.integrationMode(), "strict");
  });

  for (const [name, value] of [
    [MODE, "Strict"],
    [MODE, ""],
    ["sn_wsd_rsv.blocker_user", "somebody"],
    ["sn_wsd_rsvsync.max_event_retry_count", "0"],
    ["sn_wsd_rsvsync.max_event_retry_count", "1.5"],
    ["sn_wsd_rsvsync.exchange_callback_time_limit", "-18000"],
  ] as const) {
    test(`${name} cannot be "${value}", and nothing changes`, async () => {
      const outcome = await properties().set(await administrator(), name, value);
      assert.equal(outcome.ok ? "" : outcome.refusal.code, "invalid_property_value");
      const { rows } = await database().pool.query("select from property");
      assert.equal(rows.length, 0);
    });
  }

  test("an unknown property is refused", async () => {
    const outcome = await properties().set(await administrator(), "no.such.property", "1");
    assert.equal(outcome.ok ? "" : outcome.refusal.code, "property_not_found");
  });

  test("the audit is read page by page, newest first", async () => {
    const actor = await administrator();
    const audit = createAuditStore(database().kysely);
    for (const n of [1, 2, 3]) {
      const details = { n };
      const note = { actor, action: "panel_paired", subjectKind: "panel", details } as const;
      await audit.record({ ...note, subjectId: "x" });
    }
    const first = await listAudit({ audit }, { subjectKind: "panel", limit: 2 });
    assert.ok(first.ok && first.value.nextCursor);
    const cursor = first.value.nextCursor;
    const second = await listAudit({ audit }, { subjectKind: "panel", limit: 2, cursor });
    assert.ok(second.ok);
    assert.deepEqual(
      [...first.value.items, ...second.value.items].map(({ details }) => details["n"]),
      [3, 2, 1],
    );
    assert.equal(second.value.nextCursor, null);
  });

  test("a cursor that is not ours is refused", async () => {
    const audit = createAuditStore(database().kysely);
    const page = await listAudit({ audit }, { limit: 2, cursor: "1 or 1=1" });
    assert.equal(page.ok ? "" : page.refusal.code, "invalid_cursor");
  });
});
