import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { describeDemoOrganisation } from "../../scripts/demo-organisation.ts";
import { startTestSimulator, type TestSimulator } from "../../simulator/test-simulator.ts";
import {
  openTestDatabase,
  type OpenedTestDatabase,
  testableKinds,
} from "../../src/store/testing/test-database.ts";
import type { ConfigurationScan } from "../../src/contract/configuration-scan.ts";
import type { ImportedRooms, RoomsInExchange } from "../../src/contract/room-import.ts";

/** As an administrator works at a terminal: from an empty database to a scan without errors. */
const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
const PROVIDER = "Larkfield Exchange Online";
let folder = "";
let simulator: TestSimulator;
/** Null where the machine has no PostgreSQL: then each command opens the embedded one, for seconds. */
let database: OpenedTestDatabase | null = null;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "usher-scan-"));
  simulator = await startTestSimulator({
    dataFolder: join(folder, "simulator"),
    application: { consented: true },
  });
  if (testableKinds().includes("server"))
    database = await openTestDatabase("server", { migrated: true });
});
after(async () => {
  await database?.drop();
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** Not spawnSync: the simulator answers from this very process. */
async function usher(...args: string[]) {
  const { DATABASE_URL: _url, ...inherited } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], {
    env: {
      ...inherited,
      ...(database?.url && { DATABASE_URL: database.url }),
      USHER_DATA_FOLDER: join(folder, "usher"),
      USHER_PUBLIC_URL: "https://usher.example.org",
      USHER_LOGIN_URL: simulator.httpsUrl,
      USHER_GRAPH_URL: simulator.httpsUrl,
      DEMO_CLIENT_SECRET: simulator.clientSecret,
      NODE_EXTRA_CA_CERTS: simulator.caCertificatePath ?? "",
    },
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, output, errors };
}

async function setUp(content: object): Promise<void> {
  const file = join(folder, "organisation.json");
  await writeFile(file, JSON.stringify(content));
  const { status, errors } = await usher("set-up", "--file", file);
  assert.equal(status, 0, errors);
}

async function scan(...args: string[]) {
  const { status, output, errors } = await usher("doctor", "--json", ...args);
  assert.equal(errors, "");
  const scanned = JSON.parse(output) as ConfigurationScan;
  return { status, scanned, codes: new Set(scanned.findings.map(({ code }) => code)) };
}

describe("usher doctor and usher import-rooms", () => {
  test("an empty installation lacks a provider, and the exit code says so", async () => {
    const { status, codes } = await scan();
    assert.equal(status, 1);
    assert.deepEqual([...codes], ["no_active_provider"]);
  });

  test("rooms in Exchange are shown, and then imported, each with an inactive configuration", async () => {
    const { calendar_providers } = describeDemoOrganisation();
    await setUp({ calendar_providers });
    const shown = await usher("import-rooms", "--provider", PROVIDER, "--json");
    assert.equal(shown.status, 0, shown.errors);
    const { items, buildings } = JSON.parse(shown.output) as RoomsInExchange;
    assert.equal(items.length, describeDemoOrganisation().spaces?.length);
    assert.deepEqual(
      buildings.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      [
        { name: "Lakeside", is_known: false, time_zone: "America/Chicago" },
        { name: "Spreehaus", is_known: false, time_zone: "Europe/Berlin" },
      ],
    );
    const imported = await usher("import-rooms", "--provider", PROVIDER, "--apply", "--json");
    assert.equal(imported.status, 0, imported.errors + imported.output);
    const rooms = (JSON.parse(imported.output) as ImportedRooms).items;
    assert.ok(rooms.every(({ outcome, problem }) => outcome === "added" && problem === null));
    const { status, codes } = await scan();
    assert.deepEqual([...codes].toSorted(), [
      "application_reaches_everybody",
      "delegated_user_not_expected",
      "permission_not_needed",
      "space_not_synced",
    ]);
    assert.equal(status, 0);
  });

  test("imported once more, nothing is new and nothing differs", async () => {
    const { output } = await usher("import-rooms", "--provider", PROVIDER, "--apply");
    assert.equal(output, "There is nothing to import.\n");
    const shown = await usher("import-rooms", "--provider", PROVIDER);
    assert.match(shown.output, /^same {7}Wren <room\.wren@larkfield\.example>, Spreehaus, /m);
    assert.doesNotMatch(shown.output, /^(new|different|building) /m);
  });

  test("what Windows PowerShell wrote is read, kept, and judged with each scan", async () => {
    const rooms = describeDemoOrganisation().spaces?.map(({ email }) => ({
      Identity: email?.split("@")[0],
      AutomateProcessing: "AutoAccept",
      AllowConflicts: email === "room.wren@larkfield.example",
    }));
    const file = join(folder, "rooms.json");
    await writeFile(file, Buffer.from(`\uFEFF${JSON.stringify(rooms)}`, "utf16le"));
    const { scanned } = await scan("--calendar-processing", file);
    assert.equal(scanned.room_settings?.rooms, rooms?.length);
    assert.equal((await scan()).scanned.room_settings?.rooms, rooms?.length);
    const broken = join(folder, "broken.json");
    await writeFile(broken, "AutomateProcessing : AutoAccept");
    const refused = await usher("doctor", "--calendar-processing", broken);
    assert.equal(refused.status, 1);
    assert.match(refused.errors, /cannot be read\. It is not JSON\./);
  });

  test("as text, each finding has its severity, its code and its remedy", async () => {
    simulator.world.directory.applications.get(simulator.clientId)?.secrets.splice(0);
    const { status, output } = await usher("doctor", "--provider", PROVIDER);
    assert.equal(status, 1);
    assert.match(output, /^1 error, 0 warnings, /);
    assert.match(
      output,
      /^ERROR {2}Microsoft rejects the application's credential \(credential_rejected\)$/m,
    );
    assert.match(output, /^ {2}Larkfield Exchange Online: .*AADSTS7000215/m);
  });

  test("a provider that is not there, and a command that is not understood", async () => {
    const unknown = await usher("doctor", "--provider", "Nobody");
    assert.equal(unknown.status, 1);
    assert.match(unknown.errors, /no calendar provider "Nobody"\. There are: "Larkfield/);
    assert.equal((await usher("import-rooms", "--provider", "Nobody")).status, 1);
    for (const args of [["doctor", "--all"], ["import-rooms"], ["import-rooms", "--take", "x"]]) {
      const { status, errors } = await usher(...args);
      assert.equal(status, 2);
      assert.match(errors, new RegExp(`Usage: usher ${args[0]}`));
    }
  });
});
