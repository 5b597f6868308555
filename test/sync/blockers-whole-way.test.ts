/** The whole way: the server keeps time free around meetings that Outlook makes, and around series. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { appTokenOf } from "../../simulator/graph/graph-test-client.ts";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import type { Reservation, ReservationSeries } from "../../src/contract/reservations.ts";
import { type ApiClient, createApiClient } from "../support/api-client.ts";
import { until } from "../support/until.ts";
import { makeApiKey, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { EMPLOYEE, ROOMS } from "./organisation.ts";

const AIRING = { name: "Airing", clean_up_minutes: 15, on_every_reservation: true };

const { notifications } = SIMULATOR_SETTINGS_DEFAULTS;
let world: UsherWorld;
let client: ApiClient;
before(async () => {
  world = await startUsherWorld({
    database: "embedded",
    settings: { notifications: { ...notifications, httpToLoopback: true } },
    organisation: (demo) => ({
      ...demo,
      modules: (demo.modules ?? []).map((module) => ({ ...module, services: [AIRING] })),
    }),
  });
  const key = await makeApiKey(world.url, [
    "reservations:read",
    "reservations:write",
    "places:read",
  ]);
  client = createApiClient(world.url, key);
});
after(() => world.close());

async function graph(method: string, path: string, body?: object): Promise<{ id?: string }> {
  const { simulator } = world;
  const answer = await fetch(`${simulator.httpsUrl}/v1.0/users/${EMPLOYEE}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await appTokenOf(simulator)}`,
      "content-type": "application/json",
      prefer: 'IdType="ImmutableId"',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, text);
  return text === "" ? {} : (JSON.parse(text) as { id?: string });
}

function times(hour: number) {
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const at = (h: number) => ({
    dateTime: `${day}T${String(h).padStart(2, "0")}:00:00`,
    timeZone: "UTC",
  });
  return { start: at(hour), end: at(hour + 1) };
}

async function meeting(subject: string): Promise<Reservation | undefined> {
  const room = (await client.rooms()).find(({ email }) => email === ROOMS.wren);
  const shown = await client.schedule(room?.id ?? "");
  const found = shown.find((each) => each.subject === subject);
  return found && client.reservation(found.id);
}

test("a meeting made in Outlook is aired after, wherever it is moved, until it is cancelled", async () => {
  const subject = "Made in Outlook";
  const { id } = await graph("POST", "/events", {
    subject,
    ...times(9),
    attendees: [{ type: "resource", emailAddress: { address: ROOMS.wren } }],
  });
  const aired = (start: number) =>
    until(
      `it is aired after ${start}`,
      async () => {
        const now = await meeting(subject);
        const [airing] = now?.blockers ?? [];
        const isThere = now !== undefined && new Date(now.start).getUTCHours() === start;
        return isThere && airing?.start === now.end && airing.state === "confirmed";
      },
      { deadlineMs: 30_000 },
    );
  await aired(9);
  const path = `/events/${encodeURIComponent(id ?? "")}`;
  await graph("PATCH", path, times(13));
  await aired(13);
  await graph("DELETE", path);
  await until(
    "the room is free",
    async () => {
      const room = (await client.rooms()).find(({ email }) => email === ROOMS.wren);
      const all = await client.schedule(room?.id ?? "");
      return all.every(({ state }) => state === "cancelled");
    },
    { deadlineMs: 30_000 },
  );
});

test("a series is aired after on each date, and is moved onto the time of that", async () => {
  const room = (await client.rooms()).find(({ email }) => email === ROOMS.robin);
  const { start, end } = times(10);
  const made = await client.send("POST", "/api/v1/reservations", {
    space_id: room?.id,
    start: `${start.dateTime}Z`,
    end: `${end.dateTime}Z`,
    time_zone: "UTC",
    requested_for: EMPLOYEE,
    recurrence: {
      pattern: { type: "daily", interval: 1 },
      range: { type: "numbered", number_of_occurrences: 2 },
    },
  });
  assert.equal(made.status, 201, made.text);
  const { id } = JSON.parse(made.text) as Reservation;
  const confirmed = (time: string) =>
    until(
      `both dates and their airing are confirmed, until ${time}`,
      async () => {
        const answer = await client.send("GET", `/api/v1/reservations/${id}/series`);
        const { occurrences } = JSON.parse(answer.text) as ReservationSeries;
        return occurrences.every(
          (date) =>
            date.state === "confirmed" &&
            date.end.includes(time) &&
            date.blockers?.length === 1 &&
            date.blockers.every((each) => each.state === "confirmed" && each.start === date.end),
        );
      },
      { deadlineMs: 30_000 },
    );
  await confirmed("T11:00");
  const moved = await client.send("PATCH", `/api/v1/reservations/${id}`, {
    start: start.dateTime.replace("10:00", "10:10") + "Z",
    end: end.dateTime.replace("11:00", "11:10") + "Z",
  });
  assert.equal(moved.status, 200, moved.text);
  await confirmed("T11:10");
});
