/**
 * A meeting is made here, and its room's calendar is read between Exchange's answer and the moment when
 * that is recorded: whichever comes first, it is one meeting.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import {
  type OpenedTestDatabase,
  openTestDatabase,
  testableKinds,
} from "../../src/store/testing/test-database.ts";
import { at, consentedTenant, type InboundStage, openInboundStage } from "./inbound-stage.ts";
import { EMPLOYEE } from "./organisation.ts";
import { until } from "./sync-stage.ts";

const tenant = consentedTenant();
// The embedded database does one transaction after the other.
const skip = !testableKinds().includes("server");
let opened: OpenedTestDatabase;
let stage: InboundStage;
before(async () => {
  if (!skip) opened = await openTestDatabase("server", { migrated: true });
});
afterEach(() => stage.close());
after(() => opened.drop());

/** Until the answer, nobody who needs what `statement` locks gets on. */
async function hold(statement: string): Promise<() => Promise<void>> {
  const client = await opened.database.pool.connect();
  await client.query("begin");
  await client.query(statement);
  return async () => {
    await client.query("rollback");
    client.release();
  };
}

const isWaitedFor = (table: string) =>
  until(`somebody waits for ${table}`, async () => {
    const { rows } = await opened.database.pool.query(
      "select from pg_locks where not granted and relation = $1::regclass",
      [table],
    );
    return rows.length > 0;
  });

test(
  "a series whose write is recorded while its room is read is not taken in",
  { skip },
  async () => {
    // In personal mode nobody reads the organizer's copy, which says whose it is.
    stage = await openInboundStage(opened.database, tenant(), "personal");
    await stage.connect(EMPLOYEE, "personal");
    await stage.read("wren");
    const start = Temporal.Instant.fromEpochMilliseconds(at(0, "10:00").getTime());
    const pattern = { type: "weekly", daysOfWeek: ["monday"] } as const;
    const range = { type: "numbered", numberOfOccurrences: 3 } as const;
    const recurrence = { kind: "pattern", pattern, range } as const;
    const id = await stage.book({ start, end: start.add({ hours: 1 }), recurrence });
    const [claimed] = await stage.claim(60_000);
    assert.ok(claimed);

    const letRecord = await hold(`select from reservation where id = '${id}' for update`);
    const recorded = stage.carryOut(claimed);
    await stage.roomHasAnswered("wren", 1);
    // What a reading looks up after it has looked for reservations of the meetings that it was told of.
    const letRead = await hold("lock table reservable_module in access exclusive mode");
    const read = stage.read("wren");
    await isWaitedFor("reservable_module");
    await letRecord();
    await recorded;
    await letRead();
    await read;

    await stage.read("wren");
    const meetings = (await stage.reservations()).filter(({ parentId }) => parentId === null);
    assert.deepEqual(
      meetings.map(({ origin, state }) => `${origin} ${state}`),
      ["usher confirmed"],
    );
  },
);
