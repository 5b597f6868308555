/**
 * Every pair of ways in which somebody comes to have a room, at once, for one time: people, planners,
 * programs and panels book and move, and Outlook has it taken meanwhile. Afterwards nobody has a room
 * twice, somebody has it, and whoever lost was told so.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Temporal } from "temporal-polyfill";
import type { Outcome } from "../../src/app/outcome.ts";
import type { Actor } from "../../src/app/people/actor.ts";
import { createInSeveralSpaces } from "../../src/app/reservations/create-in-several-spaces.ts";
import type { CreateRequest } from "../../src/app/reservations/create-request.ts";
import { createReservation } from "../../src/app/reservations/create-reservation.ts";
import { createGroup } from "../../src/app/reservations/group/create-group.ts";
import { updateReservation } from "../../src/app/reservations/update-reservation.ts";
import { HOLDING_STATES } from "../../src/core/reservations/reservation-state.ts";
import type { Database } from "../../src/store/database.ts";
import { openTestDatabase, testableKinds } from "../../src/store/testing/test-database.ts";
import { API_CLIENT, panelActor } from "../application/stage.ts";
import { refusalCodes } from "../application/refusals.ts";
import {
  consentedTenant,
  type InboundStage,
  invite,
  openInboundStage,
} from "../sync/inbound-stage.ts";
import { COLLEAGUE, EMPLOYEE, ROOMS } from "../sync/organisation.ts";
import { slot } from "../sync/sync-stage.ts";

type Times = ReturnType<typeof slot>;
/** Answers how it went; null where nobody here was asked. */
type Rush = () => Promise<Outcome<unknown> | null>;
/** Makes what has to be there before, the first of a pair or the second; the rush comes afterwards. */
type Way = (stage: InboundStage, times: Times, place: number) => Promise<Rush>;

const TEXTS = { subject: "Planning", notes: "", sensitivity: "normal" } as const;
const TWICE: CreateRequest["recurrence"] = {
  kind: "pattern",
  pattern: { type: "weekly" },
  range: { type: "numbered", numberOfOccurrences: 2 },
};

function booking(
  stage: InboundStage,
  times: Times,
  actor: Actor = stage.actor(EMPLOYEE),
  further: Partial<CreateRequest> = {},
) {
  const spaceId = stage.spaceId("wren");
  return createReservation(stage.deps, actor, {
    ...TEXTS,
    ...times,
    spaceId,
    attendees: [],
    ...further,
  });
}

const WAYS: Readonly<Record<string, Way>> = {
  single: async (stage, times) => () => booking(stage, times),
  series: async (stage, times) => () =>
    booking(stage, times, undefined, { recurrence: { ...TWICE, pattern: weeklyOn(times) } }),
  "several spaces": async (stage, times) => () =>
    createInSeveralSpaces(stage.deps, stage.actor(EMPLOYEE), {
      ...TEXTS,
      ...times,
      attendees: [],
      spaceIds: [stage.spaceId("robin"), stage.spaceId("wren")],
    }),
  group: async (stage, times) => () =>
    createGroup(stage.deps, stage.actor(EMPLOYEE), {
      ...TEXTS,
      ...times,
      members: [
        { spaceId: stage.spaceId("wren"), requestedFor: EMPLOYEE },
        { spaceId: stage.spaceId("robin"), requestedFor: COLLEAGUE },
      ],
    }),
  panel: async (stage, times) => () =>
    booking(stage, times, panelActor(stage.spaceId("wren")), { requestedFor: COLLEAGUE }),
  program: async (stage, times) => () =>
    booking(stage, times, API_CLIENT, { requestedFor: COLLEAGUE }),
  async move(stage, times, place) {
    const earlier = { start: times.start.subtract({ minutes: 30 }), end: times.start };
    const from = { ...(place === 0 ? times : earlier), spaceId: stage.spaceId("swift") };
    const made = await booking(stage, times, undefined, from);
    assert.ok(made.ok, JSON.stringify(made));
    const { id } = made.value.view.reservation;
    const patch = { ...times, spaceId: stage.spaceId("wren") };
    return () => updateReservation(stage.deps, stage.actor(EMPLOYEE), { id, patch });
  },
  async outlook(stage, { start, end }) {
    const at = (instant: Temporal.Instant) => ({
      dateTime: instant.toString().replace("Z", ""),
      timeZone: "UTC",
    });
    await stage.graph("POST", EMPLOYEE, "/events", {
      subject: "Made in Outlook",
      start: at(start),
      end: at(end),
      ...invite(ROOMS.wren),
    });
    return async () => {
      await stage.read("wren");
      return null;
    };
  },
};

function weeklyOn({ start }: Times) {
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  const { dayOfWeek } = start.toZonedDateTimeISO("Europe/Berlin");
  return { type: "weekly", daysOfWeek: [days[dayOfWeek - 1] ?? ""] };
}

const PAIRS = Object.keys(WAYS).flatMap((one, place, names) =>
  names
    .slice(place)
    .filter((other) => one !== "outlook" || other !== "outlook")
    .map((other) => [one, other] as const),
);

const tenant = consentedTenant();

test("of every pair of ways, a room is had once", async (t) => {
  // Where the machine has a server: it alone has many connections, and so real races.
  const kind = testableKinds().at(-1) ?? "embedded";
  const opened = await openTestDatabase(kind, { migrated: true });
  const { database } = opened;
  const stage = await openInboundStage(database, tenant());
  t.after(async () => {
    await stage.close();
    await opened.drop();
  });
  await database.kysely.updateTable("reservable_module").set({ group_enabled: true }).execute();
  for (const [place, [one, other]] of PAIRS.entries()) {
    const times = slot(24 + place);
    const rushes: Rush[] = [];
    for (const name of [one, other]) {
      const way = WAYS[name] ?? assert.fail(name);
      rushes.push(await way(stage, times, rushes.length));
    }
    const outcomes = await Promise.all(rushes.map((rush) => rush()));
    if (other === "outlook") await stage.read("wren");
    const said = outcomes.filter((outcome) => outcome !== null);
    const lost = said.filter(({ ok }) => !ok);
    for (const outcome of lost) assert.deepEqual(refusalCodes(outcome), ["space_taken"]);
    const holders = await holdersOf(stage, times);
    const what = `${one} and ${other}: ${lost.length} lost, ${holders.join(" and ")}`;
    assert.equal(holders.length, 1, what);
    // What its room has accepted in Outlook takes the time even afterwards.
    if (other !== "outlook") assert.equal(lost.length, 1, what);
  }
  await assertOnce(stage, database);
});

/** The reservations that stand in Wren at that time, by what they are. */
async function holdersOf(stage: InboundStage, { start, end }: Times): Promise<readonly string[]> {
  return (await stage.reservations())
    .filter(({ room, isParent, state }) => room === "wren" && !isParent && isHolding(state))
    .filter(({ startAt, endAt }) => {
      return +startAt < end.epochMilliseconds && +endAt > start.epochMilliseconds;
    })
    .map(({ kind, state }) => `${kind} ${state}`);
}

/** Each that stands has its time, and nothing else has one. */
async function assertOnce(stage: InboundStage, { pool }: Database): Promise<void> {
  const standing = (await stage.reservations()).filter(
    ({ isParent, state }) => !isParent && isHolding(state),
  );
  const { rows } = await pool.query<{ id: string }>("select reservation_id as id from space_hold");
  assert.deepEqual(new Set(rows.map(({ id }) => id)), new Set(standing.map(({ id }) => id)));
}

const isHolding = (state: string): boolean => HOLDING_STATES.some((each) => each === state);
