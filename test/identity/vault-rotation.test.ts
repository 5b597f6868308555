import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";
import { pino } from "pino";
import { providerSecretContext } from "../../src/app/people/provider-apps.ts";
import { refuseLostKeys } from "../../src/app/people/refuse-lost-keys.ts";
import { rewrapSealedRecords } from "../../src/app/people/rewrap-sealed-records.ts";
import { readConfig } from "../../src/config.ts";
import { keyIdOf } from "../../src/identity/vault/envelope.ts";
import { KeyFileVault } from "../../src/identity/vault/key-file-vault.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { createSealedRecordStore } from "../../src/store/identity/sealed-record-store.ts";
import { migrateToLatest } from "../../src/store/migrate.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openApplication } from "../../src/wiring/open-application.ts";

const folder = mkdtempSync(join(tmpdir(), "usher-rotation-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function saveProviders(
  database: Database,
  vault: KeyFileVault,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const sealed = (id: string) =>
    Buffer.from(vault.seal(`secret of ${id}`, providerSecretContext("client_secret", id)));
  const rows = ids.map((id) => ({ id, name: id, tenant_id: "t", client_id: "c" }));
  await database.kysely
    .insertInto("calendar_provider")
    .values(rows.map((row) => ({ ...row, client_secret_sealed: sealed(row.id) })))
    .execute();
  return ids;
}

const sealedSecrets = async (database: Database) =>
  database.kysely
    .selectFrom("calendar_provider")
    .select(["id", "client_secret_sealed as sealed"])
    .execute();

describeOnEachDatabase("changing the vault's key", (database) => {
  const newVault = () => new KeyFileVault(join(folder, randomUUID(), "keys.json"));
  const rewrap = (vault: KeyFileVault) =>
    rewrapSealedRecords(createSealedRecordStore(database().kysely), vault);
  const secretsReport = async (vault: KeyFileVault) =>
    (await rewrap(vault)).find(({ column }) => column === "client_secret_sealed");

  test("brings every envelope under the new key, and each opens as before", async () => {
    const vault = newVault();
    await saveProviders(database(), vault, 450);
    const { keyId } = vault.rotate();
    assert.equal((await secretsReport(vault))?.rewrapped, 450);
    for (const { id, sealed } of await sealedSecrets(database())) {
      assert.ok(sealed && keyIdOf(sealed) === keyId);
      const context = providerSecretContext("client_secret", id);
      assert.equal(vault.open(sealed, context), `secret of ${id}`);
    }
  });

  test("keeps a server from starting without the keys of what is sealed", async () => {
    const vault = newVault();
    const records = createSealedRecordStore(database().kysely);
    await refuseLostKeys(records, newVault(), "keys.json");
    await saveProviders(database(), vault, 2);
    vault.rotate();
    await saveProviders(database(), vault, 2);
    await refuseLostKeys(records, vault, "keys.json");
    await assert.rejects(
      refuseLostKeys(records, newVault(), "/etc/usher/keys.json"),
      /key file \/etc\/usher\/keys\.json lacks a key.*calendar_provider\.client_secret_sealed/,
    );
  });

  test("finds nothing to do a second time", async () => {
    const vault = newVault();
    await saveProviders(database(), vault, 3);
    vault.rotate();
    await rewrap(vault);
    assert.deepEqual(
      (await rewrap(vault)).map(({ rewrapped }) => rewrapped),
      [0, 0, 0, 0, 0],
    );
  });

  test("goes on past envelopes whose key is lost, and counts them", async () => {
    const vault = newVault();
    await saveProviders(database(), newVault(), 250);
    await saveProviders(database(), vault, 250);
    vault.rotate();
    const report = await secretsReport(vault);
    assert.deepEqual([report?.rewrapped, report?.unreadable], [250, 250]);
  });

  test("covers every column that the schema says is sealed", async () => {
    const { rows } = await database().pool.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and column_name like '%_sealed' order by name`,
    );
    const { columns } = createSealedRecordStore(database().kysely);
    assert.deepEqual(
      rows.map(({ name }) => name),
      columns.map(({ table, column }) => `${table}.${column}`).sort(),
    );
  });
});

describe("usher vault rotate", () => {
  test("changes the key of an embedded database and says what it did", async () => {
    const dataFolder = join(folder, "data");
    const keyFile = join(dataFolder, "vault-keys.json");
    const open = () => openDatabase({ kind: "embedded", folder: join(dataFolder, "database") });
    const first = await open();
    await migrateToLatest(first);
    const [id = ""] = await saveProviders(first, new KeyFileVault(keyFile), 1);
    await first.close();

    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, "../../src/cli.ts"), "vault", "rotate"],
      { env: { PATH: process.env["PATH"], USHER_DATA_FOLDER: dataFolder } },
    );
    assert.match(stdout, /calendar_provider\.client_secret_sealed: 1 rewrapped/);
    const { keys } = JSON.parse(readFileSync(keyFile, "utf8")) as { keys: unknown[] };
    assert.equal(keys.length, 2);

    const again = await open();
    try {
      const [row] = await sealedSecrets(again);
      const context = providerSecretContext("client_secret", id);
      const vault = new KeyFileVault(keyFile);
      assert.equal(vault.open(row?.sealed ?? Buffer.of(), context), `secret of ${id}`);
      assert.equal(vault.rewrap(row?.sealed ?? Buffer.of()), null);
    } finally {
      await again.close();
    }
  });
});

describe("a server whose key file is gone", () => {
  test("does not start on a new one, and starts again once the file is back", async () => {
    const dataFolder = join(folder, "lost");
    const keyFile = join(dataFolder, "vault-keys.json");
    const config = readConfig({ USHER_DATA_FOLDER: dataFolder });
    const start = () => openApplication(config, pino({ level: "silent" }));
    const first = await start();
    await saveProviders(first.database, first.identity.vault, 1);
    await first.database.close();
    const backup = readFileSync(keyFile);
    rmSync(keyFile);
    await assert.rejects(start(), /vault-keys\.json lacks a key/);
    writeFileSync(keyFile, backup, { mode: 0o600 });
    const again = await start();
    await again.database.close();
  });
});
