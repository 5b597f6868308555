/**
 * Single dates of a series that were given up here and declined by their room, and that the organizer
 * sends again from Outlook: the room is asked anew, and so are the people here.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { decideApproval } from "../../src/app/reservations/approval/decide-approval.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import {
  at,
  consentedTenant,
  day,
  type InboundStage,
  invite,
  type Json,
  openInboundStage,
  type ReservationSeen,
  times,
  weekly,
} from "./inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS } from "./organisation.ts";
import { occurrenceStarts, until } from "./sync-stage.ts";

const tenant = consentedTenant();
const byText = (left: string, right: string) => left.localeCompare(right);

describeOnEachDatabase("a date of a series that was not given", (database) => {
  let stage: InboundStage;
  afterEach(() => stage.close());

  async function open(mode: IntegrationMode): Promise<void> {
    stage = await openInboundStage(database(), tenant(), mode);
    await stage.read("wren");
    if (mode === "personal") await stage.connect(EMPLOYEE, "personal");
    const { pool } = database();
    await pool.query("update reservable_module set approval_policy = 'always'");
    await pool.query("insert into module_approver select id, $1::uuid from reservable_module", [
      stage.people[COLLEAGUE],
    ]);
    stage.runLanes();
  }
  const inOutlook = () =>
    stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Budget",
      ...times(0, "10:00", "11:00"),
      ...weekly(3),
      ...invite(ROOMS.wren),
    });
  const here = () => {
    const start = Temporal.Instant.fromEpochMilliseconds(at(0, "10:00").getTime());
    const end = start.add({ hours: 1 });
    const pattern = { type: "weekly", daysOfWeek: ["monday"] } as const;
    const range = { type: "numbered", numberOfOccurrences: 3 } as const;
    return stage.book({ start, end, recurrence: { kind: "pattern", pattern, range } });
  };

  const dates = async () => (await stage.reservations()).filter(({ isParent }) => !isParent);
  const standing = async () =>
    (await dates()).map(({ originalDate, state }) => `${originalDate} ${state}`).toSorted(byText);
  const waitsOnly = async (...weeks: readonly number[]) => {
    const waiting = (await dates()).filter(({ state }) => state === "awaiting_approval");
    const shown = waiting.map(({ originalDate }) => originalDate ?? "").toSorted(byText);
    return shown.join() === weeks.map((week) => day(7 * week)).join() && waiting;
  };
  async function decide(
    reservation: ReservationSeen | undefined,
    verdict: "approved" | "rejected",
    id = reservation?.id ?? "",
  ): Promise<void> {
    const request = { id, verdict, comment: "Being painted" };
    const decided = await decideApproval(stage.deps, stage.actor(COLLEAGUE), request);
    assert.ok(decided.ok, JSON.stringify(decided));
  }
  const starts = (...weeks: readonly number[]) =>
    weeks.map((week) => at(7 * week, "10:00").getTime());
  const roomHas = (...weeks: readonly number[]) =>
    until(`the room has ${weeks.join()}`, () => {
      const shown = occurrenceStarts(tenant(), ROOMS.wren);
      return shown.join() === starts(...weeks).join();
    });
  const isRecorded = () =>
    until("it is recorded", async () => {
      const { rows } = await database().pool.query(
        "select from sync_event where state <> 'processed'",
      );
      return rows.length === 0;
    });
  /** What is told of a date that has just been let go may be told of before. */
  const aMinutePasses = () =>
    database().pool.query(
      "update sync_event set processed_at = processed_at - interval '2 minutes'",
    );

  /** The room has accepted all of it, and is not given its second date. */
  async function rejectSecond(): Promise<ReservationSeen | undefined> {
    const waiting = await stage.readUntil("all of it waits", () => waitsOnly(0, 1, 2));
    const second = waiting.find(({ originalDate }) => originalDate === day(7));
    await decide(second, "rejected");
    await decide(undefined, "approved", second?.parentId ?? "");
    await roomHas(0, 2);
    await isRecorded();
    return second;
  }
  /** To another hour and back, which asks the room each time (facts 1.5). */
  async function sendAgain(): Promise<void> {
    const [from, to] = [at(6, "00:00"), at(8, "00:00")].map((date) => date.toISOString());
    const { value: events } = await stage.graph("GET", EMPLOYEE, "/events");
    const [{ id = "" } = {}] = events as readonly { readonly id?: string }[];
    const window = `startDateTime=${from}&endDateTime=${to}`;
    const path = `/events/${encodeURIComponent(id)}/instances?${window}`;
    const { value } = await stage.graph("GET", EMPLOYEE, path);
    const [{ id: dateId }] = value as readonly [{ readonly id: string }];
    const move = (body: Json) =>
      stage.graph("PATCH", EMPLOYEE, `/events/${encodeURIComponent(dateId)}`, body);
    await move(times(7, "14:00", "15:00"));
    await move(times(7, "10:00", "11:00"));
    await roomHas(0, 1, 2);
    await until("the room has answered", () =>
      [...tenant().simulator.world.mailboxes.of(tenant().user(ROOMS.wren).id).items()].every(
        ({ series }) =>
          Object.values(series?.exceptions ?? {}).every(({ pending }) => pending !== "decision"),
      ),
    );
  }

  const MADE = [
    { made: "in Outlook, in normal mode,", mode: "normal", make: inOutlook },
    { made: "in Outlook, in strict mode,", mode: "strict", make: inOutlook },
    { made: "here in personal mode", mode: "personal", make: here },
  ] as const;
  for (const { made, mode, make } of MADE) {
    for (const isRead of [true, false]) {
      const when = isRead ? "" : ", though nobody read the room's calendar meanwhile";
      test(`made ${made} waits for approval anew once it is sent again${when}`, async () => {
        await open(mode);
        await make();
        const second = await rejectSecond();
        // The room's copy is as it was left, and nothing is made of that.
        if (isRead) await stage.read("wren");
        const rejected = [`${day(0)} confirmed`, `${day(7)} rejected`, `${day(14)} confirmed`];
        assert.deepEqual(await standing(), rejected);
        await aMinutePasses();
        await sendAgain();
        const [again] = await stage.readUntil("it waits again", () => waitsOnly(1));
        assert.notEqual(again?.id, second?.id);
        assert.equal(again?.parentId, second?.parentId);
        assert.equal((await stage.holdsOf("wren")).length, 3);
        await stage.read("wren", true);
        const [same] = (await waitsOnly(1)) || [];
        assert.equal(same?.id, again?.id, "it is known by now");
        await decide(again, "approved");
        await stage.read("wren", true);
        assert.deepEqual(await standing(), [
          `${day(0)} confirmed`,
          `${day(7)} confirmed`,
          `${day(7)} rejected`,
          `${day(14)} confirmed`,
        ]);
        await roomHas(0, 1, 2);
      });
    }

    test(`made ${made} is declined once more where it is not given once more`, async () => {
      await open(mode);
      await make();
      await rejectSecond();
      await stage.read("wren");
      await aMinutePasses();
      await sendAgain();
      const [again] = await stage.readUntil("it waits again", () => waitsOnly(1));
      await decide(again, "rejected");
      await roomHas(0, 2);
      await isRecorded();
      await stage.read("wren");
      await aMinutePasses();
      await stage.read("wren", true);
      assert.deepEqual(
        (await standing()).filter((each) => each.startsWith(day(7))),
        [`${day(7)} rejected`, `${day(7)} rejected`],
      );
      assert.equal((await stage.holdsOf("wren")).length, 2);
    });
  }

  test("is not brought back by what the room shows while it is still to decline", async () => {
    await open("normal");
    await inOutlook();
    const waiting = await stage.readUntil("all of it waits", () => waitsOnly(0, 1, 2));
    await decide(
      waiting.find(({ originalDate }) => originalDate === day(7)),
      "rejected",
    );
    const rejected = [
      `${day(0)} awaiting_approval`,
      `${day(7)} rejected`,
      `${day(14)} awaiting_approval`,
    ];
    await stage.read("wren", true);
    assert.deepEqual(await standing(), rejected);
    await isRecorded();
    await stage.read("wren", true);
    assert.deepEqual(await standing(), rejected);
  });

  test("and is sent again the moment it was declined is judged a little later", async () => {
    await open("normal");
    await inOutlook();
    await rejectSecond();
    await sendAgain();
    await stage.read("wren");
    assert.equal(await waitsOnly(1), false, "what is shown may be of before");
    await aMinutePasses();
    await stage.read("wren");
    assert.equal(((await waitsOnly(1)) || []).length, 1);
  });
});
