/**
 * People who want the same room at the same time, all at once, through the API of a server in its
 * own process: one gets it, everybody else is told that it is taken, and Exchange holds one meeting.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { testableKinds } from "../../src/store/testing/test-database.ts";
import {
  type ApiAnswer,
  type ApiClient,
  createApiClient,
  demoPeople,
  reservationIn,
  type Room,
  slotAt,
} from "../support/api-client.ts";
import { meetingsIn, orphansIn } from "../support/exchange-view.ts";
import { settledSchedule } from "../support/settled-schedule.ts";
import type { UsherProcess } from "../support/usher-process.ts";
import { makeApiKey, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";

/** The embedded database does one transaction after the other, whatever is asked at once. */
const RACES = { embedded: 15, server: 60 } as const;
const SETTLING_LIMIT_MS = 40_000;
const PEOPLE = demoPeople();

for (const database of testableKinds()) {
  describe(`racing bookings (${database})`, () => {
    let world: UsherWorld;
    let second: UsherProcess | undefined;
    let clients: readonly ApiClient[];
    let rooms: readonly Room[];
    /** Each race has a slot of its own, over the whole file. */
    let slot = 0;

    before(async () => {
      const settings = { roomDecisionDelayMs: [20, 60], roomRewriteDelayMs: 10 } as const;
      world = await startUsherWorld({ database, settings });
      const scopes = ["reservations:read", "reservations:write", "places:read"];
      const key = await makeApiKey(world.url, scopes);
      clients = [createApiClient(world.url, key)];
      if (database === "server") {
        // Without work on sync events, so that each event has one writer and the load is the race's.
        second = await world.startAnother({ USHER_SERVICES: "web" });
        clients = [...clients, createApiClient(second.url, key)];
      }
      rooms = await client().rooms();
    });
    after(async () => {
      await second?.stop();
      await world.close();
    });

    const client = (): ApiClient => one(clients[0]);
    const clientOf = (contender: number): ApiClient => one(clients[contender % clients.length]);
    const person = (n: number): string => one(PEOPLE[n % PEOPLE.length]);
    const wanted = (n: number, requestedFor: string) => ({
      ...slotAt(n),
      spaceId: one(rooms[n % rooms.length]).id,
      requestedFor,
    });
    const booked = async (n: number): Promise<string> => {
      const answer = await client().book(wanted(n, person(n)));
      assert.equal(answer.status, 201, answer.text);
      return reservationIn(answer).id;
    };

    /** Everybody at once; on a server database they are spread over both processes. */
    async function race(contenders: number): Promise<readonly ApiAnswer[]> {
      const n = slot++;
      return await Promise.all(
        Array.from({ length: contenders }, (_, contender) =>
          clientOf(contender).book(wanted(n, person(n + contender))),
        ),
      );
    }

    for (const contenders of [50, 2]) {
      test(`${RACES[database]} races of ${contenders} have one winner each, and all others are told it is taken`, async () => {
        for (let round = 0; round < RACES[database]; round++) {
          const answers = await race(contenders);
          const outcomes = answers.map(({ status, code }) => `${status} ${code ?? "made"}`);
          assert.deepEqual(outcomes.sort(), [
            "201 made",
            ...Array<string>(contenders - 1).fill("409 space_taken"),
          ]);
        }
      });
    }

    test("a booking and moves into one slot have one winner, and losers keep what they had", async () => {
      for (let round = 0; round < 15; round++) {
        const goal = slot++;
        const movers = [slot++, slot++, slot++];
        const ids = await Promise.all(movers.map(booked));
        const { start, end, spaceId } = wanted(goal, "");
        const answers = await Promise.all([
          ...ids.map((id, contender) =>
            clientOf(contender).send("PATCH", `/api/v1/reservations/${id}`, {
              space_id: spaceId,
              start,
              end,
            }),
          ),
          clientOf(round).book(wanted(goal, person(goal))),
          clientOf(round + 1).book(wanted(goal, person(goal + 1))),
        ]);
        const winners = answers.filter(({ status }) => status < 300);
        assert.equal(winners.length, 1, JSON.stringify(answers.map(({ text }) => text)));
        const losers = answers.filter((answer) => !winners.includes(answer));
        assert.deepEqual([...new Set(losers.map(({ code }) => code))], ["space_taken"]);
        for (const [mover, id] of ids.entries()) {
          const { space, start: startsAt } = await client().reservation(id);
          const has = answers[mover]?.status === 200 ? goal : one(movers[mover]);
          const expected = wanted(has, "");
          assert.deepEqual(
            [space.id, new Date(startsAt).getTime()],
            [expected.spaceId, expected.start.getTime()],
          );
        }
      }
    });

    test("two reservations that want each other's place both stay where they are", async () => {
      for (let round = 0; round < 15; round++) {
        const places = [slot++, slot++].map((n) => wanted(n, person(n)));
        const ids: string[] = [];
        for (const place of places) ids.push(reservationIn(await client().book(place)).id);
        const answers = await Promise.all(
          ids.map((id, contender) => {
            const goal = one(places[1 - contender]);
            return clientOf(contender).send("PATCH", `/api/v1/reservations/${id}`, {
              space_id: goal.spaceId,
              start: goal.start,
              end: goal.end,
            });
          }),
        );
        assert.deepEqual(
          answers.map(({ code }) => code),
          ["space_taken", "space_taken"],
        );
      }
    });

    test("a slot that is given up goes to one of those who ask, then or afterwards", async () => {
      for (let round = 0; round < 15; round++) {
        const n = slot++;
        const id = await booked(n);
        const [given, ...answers] = await Promise.all([
          clientOf(round).send("POST", `/api/v1/reservations/${id}/cancel`),
          ...Array.from({ length: 8 }, (_, contender) =>
            clientOf(contender).book(wanted(n, person(n + contender))),
          ),
        ]);
        assert.equal(given?.status, 200, given?.text);
        const last = await client().book(wanted(n, person(n)));
        const codes = [...answers, last].map(({ status, code }) => `${status} ${code ?? "made"}`);
        assert.deepEqual(codes.sort(), ["201 made", ...Array<string>(8).fill("409 space_taken")]);
      }
    });

    test("and once all is quiet, Exchange holds one meeting for each reservation that stands", async () => {
      const all = await settledSchedule(client(), rooms, SETTLING_LIMIT_MS);
      const standing = all.filter(({ state }) => state !== "cancelled");
      const emails = new Map(rooms.map(({ id, email }) => [id, email]));
      const meetings = meetingsIn(world.simulator);
      assert.deepEqual(
        meetings
          .map(({ reservationId, event, rooms: copies }) => ({
            id: reservationId,
            startMs: event.startMs,
            rooms: copies.map(({ address, response }) => `${address} ${response}`),
          }))
          .sort(byId),
        standing
          .map(({ id, start, space }) => ({
            id,
            startMs: new Date(start).getTime(),
            rooms: [`${emails.get(space.id)} accepted`],
          }))
          .sort(byId),
      );
      assert.deepEqual(orphansIn(world.simulator), []);
    });
  });
}

function byId(left: { readonly id: string | null }, right: { readonly id: string | null }): number {
  return (left.id ?? "") < (right.id ?? "") ? -1 : 1;
}

function one<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("There is none.");
  return value;
}
