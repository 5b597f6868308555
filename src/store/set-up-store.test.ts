import assert from "node:assert/strict";
import { test } from "node:test";
import { applySetUp } from "../app/setup/apply-set-up.ts";
import { createModuleStore } from "./module-store.ts";
import { createSetUpStore } from "./set-up-store.ts";
import { buildBuilding } from "./testing/build-rows.ts";
import { describeOnEachDatabase } from "./testing/test-database.ts";

const ORGANISATION = {
  buildings: [
    { name: "North", time_zone: "Europe/Berlin" },
    { name: "South", time_zone: "America/Chicago" },
  ],
  modules: [{ name: "Meeting rooms", days_ahead_max: 90 }],
  spaces: [
    {
      name: "Oak",
      building: "North",
      capacity: 8,
      email: "oak@example.org",
      equipment: ["Screen"],
    },
    { name: "Elm", building: "North", capacity: 4 },
    { name: "Oak", building: "South", capacity: 12 },
  ],
  people: [
    {
      email: "Ada@example.org",
      display_name: "Ada",
      time_zone: "Europe/Berlin",
      roles: ["admin"],
      account: {
        tenant_id: "10000000-0000-4000-8000-000000000001",
        object_id: "10000000-0000-4000-8000-000000000002",
      },
    },
  ],
  calendar_providers: [
    { name: "Exchange", tenant_id: "t", client_id: "c", client_secret_env: "EXCHANGE_SECRET" },
  ],
  sync_configurations: [
    { building: "North", space: "Oak", provider: "Exchange", room_mailbox: "oak@example.org" },
    { building: "North", space: "Elm", provider: "Exchange", room_mailbox: "elm@example.org" },
  ],
  properties: { "sn_wsd_rsvsync.sync_integration_mode": "personal" },
};
const NOTHING = {
  building: 0,
  module: 0,
  space: 0,
  person: 0,
  calendar_provider: 0,
  sync_configuration: 0,
  property: 0,
};

describeOnEachDatabase("a set-up file", (database) => {
  const apply = (
    file: unknown,
    environment: Record<string, string> = { EXCHANGE_SECRET: "s3cret" },
  ) =>
    applySetUp(
      {
        writer: createSetUpStore(database()),
        // Stands for the vault, so that the test can read what was sealed for what.
        vault: { seal: (text, context) => Buffer.from(`${context}|${text}`) },
        environment,
      },
      typeof file === "string" ? file : JSON.stringify(file),
    );
  const rows = async (text: string): Promise<Record<string, unknown>[]> =>
    (await database().pool.query<Record<string, unknown>>(text)).rows;
  const everything = () =>
    Promise.all(
      [
        "building",
        "reservable_module",
        "space",
        "person",
        "calendar_provider",
        "reservable_sync_configuration",
        "property",
        "audit_entry",
      ].map((table) => rows(`select * from ${table} order by 1`)),
    );

  async function refusalOf(file: unknown, environment?: Record<string, string>): Promise<string> {
    const before = await everything();
    const outcome = await apply(file, environment);
    assert.ok(!outcome.ok);
    assert.equal(outcome.refusal.code, "set_up_unusable");
    assert.deepEqual(await everything(), before);
    return outcome.refusal.message;
  }

  test("makes everything that it names, and counts it", async () => {
    const outcome = await apply(ORGANISATION);
    assert.deepEqual(outcome, {
      ok: true,
      value: {
        building: 2,
        module: 1,
        space: 3,
        person: 1,
        calendar_provider: 1,
        sync_configuration: 2,
        property: 1,
      },
    });
    assert.deepEqual(
      await rows(`select s.name, b.name as building, m.name as module, s.email, c.room_mailbox
        from space s join building b on b.id = s.building_id
        join reservable_module m on m.id = s.module_id
        left join reservable_sync_configuration c on c.space_id = s.id and c.active
        order by b.name, s.name`),
      [
        // A space without an address is given its room mailbox as its own.
        ["Elm", "North", "elm@example.org", "elm@example.org"],
        ["Oak", "North", "oak@example.org", "oak@example.org"],
        ["Oak", "South", null, null],
      ].map(([name, building, email, room_mailbox]) => ({
        name,
        building,
        module: "Meeting rooms",
        email,
        room_mailbox,
      })),
    );
    assert.deepEqual(await rows("select display_name, roles from person"), [
      { display_name: "Ada", roles: ["user", "admin"] },
    ]);
  });

  test("seals a secret from the environment for the provider that it makes", async () => {
    await apply(ORGANISATION);
    const [provider] = await rows("select id, client_secret_sealed from calendar_provider");
    assert.equal(
      String(provider?.["client_secret_sealed"]),
      `calendar_provider.client_secret:${String(provider?.["id"])}|s3cret`,
    );
  });

  test("changes nothing when it is applied again, even without the secret at hand", async () => {
    await apply(ORGANISATION);
    const before = await everything();
    assert.deepEqual(await apply(ORGANISATION, {}), { ok: true, value: NOTHING });
    assert.deepEqual(await everything(), before);
  });

  test("leaves alone what people renamed, changed and deactivated since", async () => {
    await apply(ORGANISATION);
    await database().pool.query(`
      update building set name = 'North House' where name = 'North';
      update space set name = 'Great Oak', capacity = 9 where email = 'oak@example.org';
      update person set email = 'ada.l@example.org', roles = '{user}';
      update calendar_provider set name = 'Exchange Online';
      update reservable_sync_configuration set active = false;
      update property set value = 'strict'`);
    const before = await everything();
    assert.deepEqual(await apply(ORGANISATION), { ok: true, value: NOTHING });
    assert.deepEqual(await everything(), before);
  });

  test("names who approves, of a module that it makes, and of no other", async () => {
    const modules = [
      { name: "Meeting rooms", approval_policy: "always", approvers: ["ADA@example.org"] },
    ];
    const approvers = () =>
      rows("select p.email from module_approver a join person p on p.id = a.person_id");
    await apply({ ...ORGANISATION, modules: [{ name: "Labs", approvers: [] }, ...modules] });
    assert.deepEqual(await approvers(), [{ email: "Ada@example.org" }]);
    assert.deepEqual(
      await rows("select name, approval_policy from reservable_module order by name"),
      [
        { name: "Labs", approval_policy: "by_space" },
        { name: "Meeting rooms", approval_policy: "always" },
      ],
    );
    await database().pool.query("delete from module_approver");
    await apply({ ...ORGANISATION, modules });
    assert.deepEqual(await approvers(), []);
  });

  test("does not make a module again that was taken away, and says so where it is named", async () => {
    await apply({ ...ORGANISATION, spaces: [], sync_configurations: [] });
    const modules = createModuleStore(database());
    const [module] = await modules.list();
    const note = {
      actor: { kind: "system", channel: "system" },
      action: "module_removed",
    } as const;
    const subject = { subjectKind: "module", subjectId: "", details: {} } as const;
    assert.equal(await modules.remove(module?.id ?? "", () => ({ ...note, ...subject })), null);
    await apply({ ...ORGANISATION, spaces: [], sync_configurations: [] });
    assert.deepEqual(await modules.list(), []);
    assert.match(await refusalOf(ORGANISATION), /Meeting rooms/);
  });

  test("offers services with a module that it makes, and with no other", async () => {
    const coffee = { name: "Coffee", preparation_minutes: 15, is_blocker_mandatory: true };
    const offered = () =>
      rows(`select m.name as module, v.name, v.preparation_minutes, v.is_blocker_mandatory
        from module_service v join reservable_module m on m.id = v.module_id`);
    const modules = [{ name: "Meeting rooms", services: [coffee] }];
    await apply({ ...ORGANISATION, modules });
    assert.deepEqual(await offered(), [{ module: "Meeting rooms", ...coffee }]);
    await database().pool.query("delete from module_service");
    await apply({ ...ORGANISATION, modules });
    assert.deepEqual(await offered(), []);
    const twice = [{ name: "Labs", services: [coffee, coffee] }];
    assert.match(
      await refusalOf({ ...ORGANISATION, modules: twice }),
      /service Coffee of the module Labs is there more than once/,
    );
  });

  test("that has a stranger approve is refused", async () => {
    const modules = [{ name: "Meeting rooms", approvers: ["nobody@example.org"] }];
    assert.match(await refusalOf({ ...ORGANISATION, modules }), /no person nobody@example.org/);
  });

  test("makes what a longer file adds, in a building that was renamed since", async () => {
    await apply(ORGANISATION);
    await database().pool.query("update building set name = 'North House' where name = 'North'");
    const outcome = await apply({
      ...ORGANISATION,
      spaces: [...ORGANISATION.spaces, { name: "Fir", building: "North", capacity: 2 }],
    });
    assert.deepEqual(outcome, { ok: true, value: { ...NOTHING, space: 1 } });
    assert.deepEqual(
      await rows(`select b.name from space s join building b on b.id = s.building_id
        where s.name = 'Fir'`),
      [{ name: "North House" }],
    );
  });

  test("takes what people made already by its name as it is", async () => {
    const { id } = await buildBuilding(database().kysely, { name: "North", time_zone: "UTC" });
    const outcome = await apply(ORGANISATION);
    assert.ok(outcome.ok);
    assert.equal(outcome.value.building, 1);
    assert.deepEqual(await rows("select id, time_zone from building where name = 'North'"), [
      { id, time_zone: "UTC" },
    ]);
  });

  test("is applied once by processes that start at the same moment", async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => apply(ORGANISATION)));
    const spaces = outcomes.map((outcome) => (outcome.ok ? outcome.value.space : -1));
    assert.deepEqual(
      spaces.toSorted((a, b) => a - b),
      [0, 0, 3],
    );
  });

  test("that is not JSON is refused", async () => {
    assert.match(await refusalOf("{"), /not JSON/);
  });

  test("with an unknown field is refused, and the field is named", async () => {
    assert.match(await refusalOf({ ...ORGANISATION, rooms: [] }), /rooms/);
  });

  test("with an unknown time zone is refused", async () => {
    const buildings = [{ name: "North", time_zone: "W. Europe Standard Time" }];
    assert.match(await refusalOf({ buildings }), /North.*not an IANA zone/);
  });

  test("with a property that is not one, or a value it cannot take, is refused", async () => {
    assert.match(await refusalOf({ properties: { nonsense: "1" } }), /no property nonsense/);
    const properties = { "sn_wsd_rsvsync.sync_integration_mode": "loose" };
    assert.match(await refusalOf({ properties }), /takes one of normal, strict and personal/);
  });

  test("that names a thing twice is refused", async () => {
    const building = { name: "North", time_zone: "UTC" };
    assert.match(await refusalOf({ buildings: [building, building] }), /North is there more than/);
  });

  test("that refers to what is not there is refused, and nothing of it is made", async () => {
    const spaces = [{ name: "Fir", building: "West", capacity: 2 }];
    assert.match(await refusalOf({ ...ORGANISATION, spaces }), /no building West/);
  });

  test("whose secret is not in the environment is refused, and the variable is named", async () => {
    assert.match(await refusalOf(ORGANISATION, {}), /EXCHANGE_SECRET, which is not set/);
  });

  test("with two spaces of one address is refused", async () => {
    const spaces = ORGANISATION.spaces.map((space) => ({ ...space, email: "a@b.example" }));
    assert.match(await refusalOf({ ...ORGANISATION, spaces }), /same e-mail address/);
  });
});
