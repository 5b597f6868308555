import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import type { AuditNote } from "../app/audit-note.ts";
import { createCalendarProviderStore } from "./calendar-provider-store.ts";
import { createSyncConfigurationStore } from "./sync-configuration-store.ts";
import { buildProvider, buildSpace, buildSyncConfiguration } from "./testing/build-rows.ts";
import { describeOnEachDatabase } from "./testing/test-database.ts";

const NOTE: AuditNote = {
  actor: { kind: "system", channel: "system" },
  action: "calendar_provider_changed",
  subjectKind: "calendar_provider",
  subjectId: "x",
  details: {},
};

describeOnEachDatabase("the stores of settings", (database) => {
  const providers = () => createCalendarProviderStore(database().kysely);
  const configurations = () => createSyncConfigurationStore(database().kysely);
  const content = { name: "Exchange", tenantId: "t", clientId: "c", active: true };
  const notes = async (): Promise<number> =>
    (await database().pool.query("select from audit_entry")).rows.length;

  test("a provider tells whether it has a secret, and never the secret", async () => {
    const id = randomUUID();
    const clientSecretSealed = Buffer.from("sealed");
    const made = await providers().create(id, { ...content, clientSecretSealed }, NOTE);
    assert.deepEqual(made, {
      ok: true,
      provider: {
        ...content,
        id,
        hasSecret: true,
        hasCertificate: false,
        delegatedUserEmail: null,
      },
    });
    assert.equal(await notes(), 1);
  });

  test("a change of a provider keeps what it leaves out", async () => {
    const id = randomUUID();
    await providers().create(
      id,
      {
        ...content,
        clientSecretSealed: Buffer.from("sealed"),
        delegatedUserEmail: "delegate@example.org",
      },
      NOTE,
    );
    const changed = await providers().update(id, { ...content, clientId: "d" }, NOTE);
    assert.ok(changed.ok);
    assert.equal(changed.provider.clientId, "d");
    assert.equal(changed.provider.hasSecret, true);
    assert.equal(changed.provider.delegatedUserEmail, "delegate@example.org");
  });

  test("a provider's name that is taken, and one that is not there, are told and not audited", async () => {
    await buildProvider(database().kysely, { name: "Exchange" });
    assert.deepEqual(await providers().create(randomUUID(), content, NOTE), {
      ok: false,
      fault: "provider_name_taken",
    });
    assert.deepEqual(await providers().update(randomUUID(), { ...content, name: "Other" }, NOTE), {
      ok: false,
      fault: "provider_not_found",
    });
    assert.equal(await notes(), 0);
  });

  test("a sync configuration gives its mailbox to a space without an address", async () => {
    const space = await buildSpace(database().kysely);
    const provider = await buildProvider(database().kysely);
    const made = await configurations().create(
      {
        spaceId: space.id,
        providerId: provider.id,
        roomMailbox: "oak@example.org",
        active: true,
        dryRun: false,
      },
      NOTE,
    );
    assert.ok(made.ok);
    assert.equal(made.configuration.spaceName, space.name);
    const { rows } = await database().pool.query<{ email: string }>("select email from space");
    assert.equal(rows[0]?.email, "oak@example.org");
  });

  test("what stands in the way of a sync configuration is told", async () => {
    const db = database().kysely;
    const taken = await buildSpace(db);
    const provider = await buildProvider(db);
    const { roomMailbox } = await buildSyncConfiguration(db, { space_id: taken.id });
    const base = {
      spaceId: (await buildSpace(db)).id,
      providerId: provider.id,
      roomMailbox: "new@example.org",
      active: false,
      dryRun: false,
    };
    for (const [change, fault] of [
      [{ spaceId: taken.id }, "space_configured"],
      [{ roomMailbox: roomMailbox.toUpperCase() }, "mailbox_taken"],
      [{ spaceId: randomUUID() }, "space_not_found"],
      [{ providerId: randomUUID() }, "provider_not_found"],
    ] as const) {
      assert.deepEqual(await configurations().create({ ...base, ...change }, NOTE), {
        ok: false,
        fault,
      });
    }
    assert.deepEqual(await configurations().update(randomUUID(), { active: true }, NOTE), {
      ok: false,
      fault: "sync_configuration_not_found",
    });
    assert.equal(await notes(), 0);
  });

  test("configurations are listed by provider", async () => {
    const db = database().kysely;
    const first = await buildSyncConfiguration(db, { space_id: (await buildSpace(db)).id });
    await buildSyncConfiguration(db, { space_id: (await buildSpace(db)).id });
    const { providerId } = first;
    const listed = await configurations().list({ providerId });
    assert.deepEqual(
      listed.map(({ id }) => id),
      [first.id],
    );
    assert.equal((await configurations().list()).length, 2);
  });
});
