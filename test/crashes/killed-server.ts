import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { createSeededRandom } from "../../simulator/seeded-random.ts";
import type { Reservation } from "../../src/contract/reservations.ts";
import {
  type ApiAnswer,
  type ApiClient,
  createApiClient,
  demoPeople,
  reservationIn,
  type Room,
} from "../support/api-client.ts";
import { meetingsIn, orphansIn } from "../support/exchange-view.ts";
import { settledSchedule } from "../support/settled-schedule.ts";
import { until } from "../support/until.ts";
import { makeApiKey, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { type BookingPlan, outcomeOf, type PlannedAct, planBookings } from "./booking-plan.ts";

export interface KilledServerRun {
  readonly database: "embedded" | "server";
  readonly bookings: number;
  readonly kills: number;
  /** The same seed gives the same bookings and, as far as machines allow, the same moments. */
  readonly seed: number;
  /** Exchange misbehaves as well: answers get lost, connections break, it is unavailable. */
  readonly faults?: boolean;
  readonly settlingLimitMs?: number;
  /** Told what happens, for people who watch a long run. */
  readonly report?: (line: string) => void;
}

const CLIENTS = 8;
/** The longest random wait between reaching a kill's place in the work and the kill itself. */
const KILL_DELAY_MAX_MS = 40;
/** A part of the kills comes after the last answer, while Exchange is still being told. */
const SHARE_OF_LATE_KILLS = 0.25;
const LATE_KILL_AFTER_MAX_MS = 1_500;
const ANSWERING = { deadlineMs: 120_000, everyMs: 20 };
/**
 * What a killed process held on a server database is taken over when its lease has lapsed; and what
 * fails six times in a row, as Exchange misbehaves here, is tried again after up to four minutes.
 */
const SETTLING_LIMIT_MS = 600_000;

/**
 * Books, changes and cancels through the API while the server is killed (SIGKILL) and started
 * again and again; then compares what clients were told, what the API says and what stands in
 * Exchange. Clients repeat what was not answered, as they would in life.
 */
export async function runKilledServer(run: KilledServerRun): Promise<void> {
  const random = createSeededRandom(run.seed);
  const startedMs = performance.now();
  const report = (line: string): void =>
    run.report?.(`${((performance.now() - startedMs) / 1000).toFixed(1)} s: ${line}`);
  const settings = { roomDecisionDelayMs: [20, 200], roomRewriteDelayMs: 20 } as const;
  const world = await startUsherWorld({ database: run.database, settings });
  try {
    if (run.faults) misbehave(world);
    const scopes = ["reservations:read", "reservations:write", "places:read"];
    const client = createApiClient(world.url, await makeApiKey(world.url, scopes));
    const rooms = await client.rooms();
    const plans = planBookings({ count: run.bookings, rooms, people: demoPeople(), random });
    report("the server runs");
    const ids = await bookWhileKilled(world, client, plans, run.kills, random, report);
    report(`all ${run.bookings} were answered; waiting until Exchange has been told`);
    const limitMs = run.settlingLimitMs ?? SETTLING_LIMIT_MS;
    const settled = await settledSchedule(client, rooms, limitMs);
    report("all is settled");
    compareWithApi(plans, ids, settled);
    compareWithExchange(world, rooms, settled);
  } catch (error) {
    for (const line of errorsIn(world)) report(line);
    throw error;
  } finally {
    await world.close();
  }
}

const ERRORS_SHOWN_MAX = 20;

/** What the present server wrote down as an error. */
function errorsIn(world: UsherWorld): readonly string[] {
  const lines = world.server().output().split("\n");
  return lines.filter((line) => /^\{"level":[56]0/.test(line)).slice(-ERRORS_SHOWN_MAX);
}

/** Answers the ids of the reservations, in the order of the plans. */
async function bookWhileKilled(
  world: UsherWorld,
  client: ApiClient,
  plans: readonly BookingPlan[],
  kills: number,
  random: () => number,
  report: (line: string) => void,
): Promise<readonly string[]> {
  const requests = plans.reduce((sum, { acts }) => sum + 1 + acts.length, 0);
  const lateKills = Math.floor(kills * SHARE_OF_LATE_KILLS);
  const moments = Array.from({ length: kills - lateKills }, () => ({
    afterAnswers: Math.floor(random() * requests * 0.95),
    delayMs: random() * KILL_DELAY_MAX_MS,
  })).sort((left, right) => left.afterAnswers - right.afterAnswers);
  let answered = 0;
  const ids: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let n = next++; n < plans.length; n = next++) {
      const plan = plans[n];
      if (plan === undefined) continue;
      const made = await insist(() => client.book(plan.booking, plan.idempotencyKey), 201);
      answered += 1;
      const { id } = reservationIn(made);
      ids[n] = id;
      for (const act of plan.acts) {
        await insist(() => carryOut(client, id, act), 200);
        answered += 1;
      }
    }
  };
  const kill = async (when: string): Promise<void> => {
    await world.server().kill();
    report(`killed ${when}`);
    await world.startAgain();
    report("runs again");
  };
  const killer = async (): Promise<void> => {
    for (const { afterAnswers, delayMs } of moments) {
      await until("so much is answered", () => answered >= afterAnswers, ANSWERING);
      await delay(delayMs);
      await kill(`after ${answered} of ${requests} answers`);
    }
  };
  await Promise.all([killer(), ...Array.from({ length: CLIENTS }, work)]);
  for (let late = 0; late < lateKills; late++) {
    await delay(random() * LATE_KILL_AFTER_MAX_MS);
    await kill("after all was answered");
  }
  return ids;
}

function carryOut(client: ApiClient, id: string, act: PlannedAct): Promise<ApiAnswer> {
  const path = `/api/v1/reservations/${id}`;
  switch (act.kind) {
    case "rename":
      return client.send("PATCH", path, { subject: act.subject });
    case "move": {
      const { spaceId, start, end } = act.to;
      return client.send("PATCH", path, { space_id: spaceId, start, end });
    }
    case "cancel":
      return client.send("POST", `${path}/cancel`);
  }
}

/** Sends until there is an answer; a refusal or an error of the server is never what was expected. */
async function insist(send: () => Promise<ApiAnswer>, status: number): Promise<ApiAnswer> {
  const answer = await until("the server answers", () => send().catch(connectionLost), ANSWERING);
  assert.equal(answer.status, status, answer.text);
  return answer;
}

/** A connection that broke, or that nobody took, is what a kill looks like from outside. */
function connectionLost(error: unknown): null {
  if (error instanceof TypeError) return null;
  throw error;
}

/** Small chances on every call, so that tries follow tries and yet come to an end soon. */
function misbehave({ simulator }: UsherWorld): void {
  const { faults } = simulator.world;
  faults.add({ probability: 0.01, effect: { kind: "unavailable", retryAfterSeconds: 1 } });
  faults.add({ probability: 0.02, effect: { kind: "timeoutAfterWork" } });
  faults.add({ probability: 0.01, effect: { kind: "resetBeforeWork" } });
  faults.add({ probability: 0.02, effect: { kind: "resetAfterWork" } });
  faults.add({ probability: 0.01, effect: { kind: "transientError" } });
}

/** Every answered booking is there once, as it was last answered, and nothing else is. */
function compareWithApi(
  plans: readonly BookingPlan[],
  ids: readonly string[],
  settled: readonly Reservation[],
): void {
  const expected = plans.map((plan, n) => {
    const outcome = outcomeOf(plan);
    return outcome === null
      ? { id: ids[n], state: "cancelled" }
      : {
          id: ids[n],
          state: "confirmed",
          subject: outcome.subject,
          space: outcome.spaceId,
          start: outcome.start.getTime(),
          end: outcome.end.getTime(),
        };
  });
  const found = settled.map(({ id, state, subject, space, start, end }) =>
    state === "cancelled"
      ? { id, state }
      : { id, state, subject, space: space.id, start: Date.parse(start), end: Date.parse(end) },
  );
  assert.deepEqual(found.sort(byId), expected.sort(byId));
}

/** One meeting for each reservation that stands, accepted by its room once; and no other meeting. */
function compareWithExchange(
  { simulator }: UsherWorld,
  rooms: readonly Room[],
  settled: readonly Reservation[],
): void {
  const addresses = new Map(rooms.map(({ id, email }) => [id, email]));
  const expected = settled
    .filter(({ state }) => state !== "cancelled")
    .map((reservation) => ({
      id: reservation.id,
      organizer: reservation.requested_for.email,
      subject: reservation.subject,
      start: Date.parse(reservation.start),
      end: Date.parse(reservation.end),
      rooms: [`${addresses.get(reservation.space.id)} accepted`],
    }));
  const meetings = meetingsIn(simulator);
  const found = meetings.map(({ reservationId, organizer, event, rooms: copies }) => ({
    id: reservationId ?? "none of ours",
    organizer,
    subject: event.subject,
    start: event.startMs,
    end: event.endMs,
    rooms: copies.map(({ address, response }) => `${address} ${response}`),
  }));
  assert.deepEqual(found.sort(byId), expected.sort(byId));
  assert.equal(new Set(meetings.map(({ event }) => event.iCalUId)).size, meetings.length);
  assert.deepEqual(orphansIn(simulator), []);
}

interface Identified {
  readonly id: string | undefined;
}

function byId(left: Identified, right: Identified): number {
  return (left.id ?? "") < (right.id ?? "") ? -1 : 1;
}
