import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { runScan } from "../../src/app/scan/run-scan.ts";
import type { Actor } from "../../src/app/people/actor.ts";
import type { ConfigurationScan } from "../../src/contract/configuration-scan.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { openHttpStage, type HttpStage } from "./http-stage.ts";
import { personActor } from "./stage.ts";

const SCAN = "/api/v1/admin/configuration-scan";

function adminOf(stage: HttpStage): Actor {
  return personActor(stage.workplace.admin, "portal", ["user", "admin"]);
}

async function scan(stage: HttpStage, body?: object): Promise<ConfigurationScan> {
  const answer = await stage.send(adminOf(stage), "POST", SCAN, body === undefined ? {} : { body });
  assert.equal(answer.status, 200, answer.text);
  return answer.body as unknown as ConfigurationScan;
}

async function lastScan(stage: HttpStage): Promise<ConfigurationScan> {
  const answer = await stage.send(adminOf(stage), "GET", SCAN);
  assert.equal(answer.status, 200, answer.text);
  return answer.body as unknown as ConfigurationScan;
}

const codesOf = ({ findings }: ConfigurationScan): string[] => [
  ...new Set(findings.map(({ code }) => code)),
];
const ofCode = ({ findings }: ConfigurationScan, wanted: string) =>
  findings.filter(({ code }) => code === wanted);

/** Both providers have a secret and nobody delegated: what normal mode wants. */
async function mendProviders(stage: HttpStage): Promise<void> {
  await stage.database.pool.query(
    "update calendar_provider set client_secret_sealed = 'x', delegated_user_email = null",
  );
}

const printed = (rooms: readonly string[], settings: object = {}): string =>
  JSON.stringify(
    rooms.map((room) => ({
      Identity: room,
      PrimarySmtpAddress: `${room}-room@usher.example`,
      AutomateProcessing: "AutoAccept",
      ...settings,
    })),
  );
const ROOMS = ["oak", "elm", "fir", "dry"];

describeOnEachDatabase("the configuration scan", (database) => {
  async function open(t: { after(close: () => Promise<void>): void }): Promise<HttpStage> {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    await mendProviders(stage);
    return stage;
  }

  test("is empty before the first one, and keeps the last result", async (t) => {
    const stage = await open(t);
    const before = await lastScan(stage);
    assert.deepEqual([before.scanned_at, before.mode, before.findings], [null, null, []]);
    assert.match(before.room_settings_command, /Get-CalendarProcessing/);
    const scanned = await scan(stage);
    assert.deepEqual(codesOf(scanned), ["room_settings_not_given", "dry_run"]);
    assert.deepEqual(scanned.rooms, { total: 4, checked: 4 });
    assert.deepEqual(scanned.counts, { error: 0, warning: 0, notice: 2 });
    assert.deepEqual(await lastScan(stage), scanned);
  });

  test("tries each provider's credential, and says where to mend it", async (t) => {
    const stage = await open(t);
    const { providerId } = stage.workplace;
    await stage.setMode("strict");
    const [missing] = ofCode(await scan(stage), "delegated_user_missing");
    assert.equal(missing?.remedy.url?.startsWith("/admin/providers/"), true);
    await database()
      .kysely.updateTable("calendar_provider")
      .set({ delegated_user_email: "service@usher.example" })
      .execute();
    stage.trouble.tokens.add(`delegated_user ${providerId}`);
    const scanned = await scan(stage);
    const [found] = ofCode(scanned, "delegated_user_not_connected");
    assert.deepEqual(found?.subject, { kind: "provider", id: providerId, name: "Exchange" });
    assert.equal(found?.remedy.url, `/connect/delegated-user/${providerId}`);
    // The rooms of a provider that has no token are not asked: each would say the same.
    assert.deepEqual(scanned.rooms, { total: 4, checked: 1 });
  });

  test("looks at each room's mailbox, with the remedy's own addresses", async (t) => {
    const stage = await open(t);
    await stage.setMode("strict");
    await database()
      .kysely.updateTable("calendar_provider")
      .set({ delegated_user_email: "service@usher.example" })
      .execute();
    stage.trouble.rooms.add("oak-room@usher.example");
    const [found] = ofCode(await scan(stage), "delegate_rights_missing");
    assert.equal(found?.subject.id, stage.workplace.oak.id);
    assert.match(
      found?.remedy.command ?? "",
      /^Add-MailboxFolderPermission -Identity 'oak-room@usher\.example:\\Calendar' -User 'service@usher\.example'/,
    );
  });

  test("keeps what PowerShell printed, and judges by it from then on", async (t) => {
    const stage = await open(t);
    const handedIn = await scan(stage, { room_settings: printed(ROOMS, { AllowConflicts: true }) });
    assert.equal(handedIn.room_settings?.rooms, 4);
    assert.equal(ofCode(handedIn, "conflicts_allowed").length, 4);
    assert.deepEqual(codesOf(await scan(stage)), codesOf(handedIn));
    const better = await scan(stage, { room_settings: printed(ROOMS) });
    assert.deepEqual(codesOf(better), ["dry_run"]);
    const { rows } = await database().pool.query(
      "select details from audit_entry where action = 'room_settings_handed_in' order by id",
    );
    assert.deepEqual(rows, [{ details: { rooms: 4 } }, { details: { rooms: 4 } }]);
  });

  test("takes settings of many rooms, which are larger than another request may be", async (t) => {
    const stage = await open(t);
    const rooms = Array.from({ length: 3000 }, (_, n) => `room${n}`);
    const room_settings = printed(rooms, { AdditionalResponse: "x".repeat(1000) });
    assert.ok(room_settings.length > 3_000_000);
    const scanned = await scan(stage, { room_settings });
    assert.equal(scanned.room_settings?.rooms, 3000);
    assert.match(ofCode(scanned, "room_settings_unmatched")[0]?.message ?? "", /^3000 mailboxes/);
  });

  test("refuses what is no output of it, and keeps what there was", async (t) => {
    const stage = await open(t);
    await scan(stage, { room_settings: printed(ROOMS) });
    const body = { room_settings: "AllowConflicts : True" };
    const answer = await stage.send(adminOf(stage), "POST", SCAN, { body });
    assert.equal(answer.status, 422);
    assert.equal(answer.body["code"], "room_settings_unreadable");
    assert.equal((await lastScan(stage)).room_settings?.rooms, 4);
  });

  test("says how changes reach us, of each room that something is known of", async (t) => {
    const stage = await open(t);
    const { rows } = await database().pool.query<{ id: string }>(
      "select id from reservable_sync_configuration where room_mailbox like 'elm-%'",
    );
    stage.changeSources.push({
      configurationId: rows[0]?.id ?? "",
      source: "subscription",
      state: "active",
      subscriptionId: "one",
      subscriptionExpiresAt: new Date(Date.now() - 60_000),
      reasonCode: null,
      reason: null,
      lastReadAt: null,
    });
    const found = ofCode(await scan(stage), "subscription_expired");
    assert.deepEqual(
      found.map(({ subject }) => subject.name),
      ["Elm"],
    );
  });

  test("finds reservations that wait for too long, and those that share their room", async (t) => {
    const stage = await open(t);
    const { ada, elm } = stage.workplace;
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    const reserve = (state: string, reason: string | null, start: string, updated: string) =>
      database().pool.query(
        `insert into reservation (id, kind, state, space_id, subject, start_at, end_at, time_zone,
           requested_for, channel, sub_source, last_updated_channel, last_updated_sub_source,
           reason_code, updated_at)
         values (gen_random_uuid(), 'single', $1, $2, 'Planning', $3::timestamptz,
           $3::timestamptz + interval '1 hour', 'UTC', $4, 'portal', 'x', 'portal', 'x', $5, $6)`,
        [state, elm.id, start, ada.id, reason, updated],
      );
    await reserve("awaiting_confirmation", null, day(1), day(-1));
    await reserve("awaiting_confirmation", null, day(2), day(0));
    await reserve("awaiting_confirmation", null, day(-2), day(-3));
    await reserve("conflicted", "double_booked", day(3), day(-1));
    await reserve("conflicted", "double_booked", day(-3), day(-4));
    await reserve("conflicted", "declined", day(4), day(-1));
    const scanned = await scan(stage);
    assert.equal(ofCode(scanned, "awaiting_too_long").length, 1);
    assert.equal(ofCode(scanned, "double_booked").length, 1);
    assert.equal(ofCode(scanned, "double_booked")[0]?.subject.id, elm.id);
    assert.equal(scanned.findings[0]?.code, "double_booked");
  });

  test("of one provider looks at its rooms alone, and does not take the place of the last", async (t) => {
    const stage = await open(t);
    await scan(stage, { room_settings: printed(ROOMS) });
    const before = await lastScan(stage);
    const one = { roomsMax: 100, requestId: randomUUID(), providerName: "Exchange 2" };
    const outcome = await runScan(stage.scan, one);
    const result = outcome.ok ? outcome.value : assert.fail(outcome.refusal.message);
    assert.deepEqual([result.roomsTotal, result.roomsChecked], [1, 1]);
    // Neither what was handed in of other rooms nor their spaces are out of place.
    assert.deepEqual(result.findings, []);
    assert.deepEqual(await lastScan(stage), before);
    const unknown = await runScan(stage.scan, { ...one, providerName: "Nobody" });
    assert.equal(unknown.ok ? "" : unknown.refusal.code, "provider_not_found");
  });

  test("looks at as many rooms as it may, and says how many those were", async (t) => {
    const stage = await open(t);
    const outcome = await runScan(stage.scan, { roomsMax: 3, requestId: randomUUID() });
    assert.deepEqual(outcome.ok && [outcome.value.roomsChecked, outcome.value.roomsTotal], [3, 4]);
  });

  test("counts everything, and keeps no more of one code than can be read", async (t) => {
    const stage = await open(t);
    const { buildingId, moduleId } = stage.workplace;
    await database().pool.query(
      `insert into space (id, building_id, module_id, name, kind, capacity, email)
       select gen_random_uuid(), $1, $2, 'Room ' || n, 'room', 4, 'room' || n || '@usher.example'
       from generate_series(1, 620) n`,
      [buildingId, moduleId],
    );
    const scanned = await scan(stage);
    assert.equal(ofCode(scanned, "space_not_synced").length, 500);
    // Those, the dry run, and the settings that were not given.
    assert.equal(scanned.counts.notice, 620 + 2);
  });
});
