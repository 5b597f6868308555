/** What the server writes while people sign in, connect, book in private and meet failures. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { signInAs } from "../../simulator/entra/sign-in-driver.ts";
import { testableKinds } from "../../src/store/testing/test-database.ts";
import { createApiClient, type Room, slotAt } from "../support/api-client.ts";
import { until } from "../support/until.ts";
import {
  makeApiKey,
  type PersonSession,
  signIn,
  startUsherWorld,
  type UsherWorld,
} from "../support/usher-world.ts";

const EMPLOYEE = "jonas.brandt@larkfield.example";
const PRIVATE_WORDS = ["Quiet-Heron-Subject", "Quiet-Heron-Notes", "quiet.heron@guest.example"];
const CANCELLING_WORDS = "Quiet-Heron-Farewell";

describe("the server's output", () => {
  let world: UsherWorld;
  before(async () => {
    world = await startUsherWorld({
      database: testableKinds().at(-1) ?? "embedded",
      properties: { "sn_wsd_rsvsync.sync_integration_mode": "personal" },
      environment: { USHER_LOG_LEVEL: "debug" },
      settings: { roomDecisionDelayMs: [20, 60] },
    });
  });
  after(() => world.close());

  test("holds no secret, token, cookie, code or private word, whatever goes well or wrong", async () => {
    const person = await signIn(world.url, EMPLOYEE);
    const code = await connect(person);
    const key = await makeApiKey(world.url, ["places:read", "reservations:write"]);
    const client = createApiClient(world.url, key);
    const [room] = await client.rooms();
    assert.ok(room);
    await bookInPrivate(person, room);
    await failInEveryWay(person, key, room);
    const accessTokens = [
      ...world
        .server()
        .output()
        .matchAll(/eyJ[\w-]{10,}\.[\w-]+/g),
    ];
    const output = world.server().output();
    assert.match(output, /"msg":"sync event was carried out"/);
    assert.match(output, /"msg":"sync event did not go through yet"/);
    assert.deepEqual(accessTokens, []);
    const secrets = {
      "client secret": world.simulator.clientSecret,
      "API key": key,
      "session cookie": person.cookie().split("=").slice(1).join("="),
      "CSRF token": person.csrfToken,
      "authorization code": code,
      "words of cancelling": CANCELLING_WORDS,
      ...Object.fromEntries(PRIVATE_WORDS.map((word) => [word, word])),
    };
    const told = Object.entries(secrets).filter(([, secret]) => output.includes(secret));
    assert.deepEqual(
      told.map(([name]) => name),
      [],
    );
    assert.ok(Object.values(secrets).every((secret) => secret.length >= 10));
  });

  /** Answers the authorization code that came back. */
  async function connect(person: PersonSession): Promise<string> {
    const away = await person.visit(`${world.url}/connect/outlook?return_to=/`);
    const back = await signInAs(new URL(away.headers.get("location") ?? "", world.url), EMPLOYEE);
    const home = await person.visit(back);
    assert.match(home.headers.get("location") ?? "", /connected=1/);
    return new URL(back, world.url).searchParams.get("code") ?? "";
  }

  async function bookInPrivate(person: PersonSession, room: Room): Promise<void> {
    const { faults } = world.simulator.world;
    // The first try is refused by Exchange, which may quote what it was sent.
    faults.add({ method: "POST", times: 1, effect: { kind: "transientError" } });
    const [subject, notes, email] = PRIVATE_WORDS;
    const made = await person.request("POST", "/api/v1/reservations", {
      space_id: room.id,
      ...slotAt(0),
      subject,
      notes,
      sensitivity: "private",
      attendees: [{ email }],
    });
    assert.equal(made.status, 201, await made.clone().text());
    const { id } = (await made.json()) as { id: string };
    const read = async (): Promise<string> => {
      const answer = await person.request("GET", `/api/v1/reservations/${id}`);
      return ((await answer.json()) as { state: string }).state;
    };
    await until("the room confirms", async () => (await read()) === "confirmed");
    const cancelled = await person.request("POST", `/api/v1/reservations/${id}/cancel`, {
      cancel_notes: CANCELLING_WORDS,
    });
    assert.equal(cancelled.status, 200);
    await until("Exchange is told", () =>
      world.simulator.world.journal
        .entries()
        .some(({ path, status }) => path.endsWith("/cancel") && status === 202),
    );
  }

  async function failInEveryWay(person: PersonSession, key: string, room: Room): Promise<void> {
    const [subject = "", notes = ""] = PRIVATE_WORDS;
    await person.request("POST", "/api/v1/reservations", { space_id: room.id, subject, notes });
    await person.visit(`${world.url}/api/v1/reservations?subject=${subject}`);
    await person.visit(`${world.url}/api/v1/reservations`, {
      method: "POST",
      headers: { "x-csrf-token": person.csrfToken, "content-type": "application/json" },
      body: `{"subject": "${subject}", `,
    });
    await person.visit(`${world.url}/auth/callback?code=${key}&state=x`);
    for (const bearer of [`${key} `, `${key}x`]) {
      await createApiClient(world.url, bearer.trim()).send("GET", "/api/v1/admin/people");
    }
    // A token that Graph refuses is renewed: the whole exchange passes through the server again.
    world.simulator.world.faults.add({ times: 1, effect: { kind: "expiredToken" } });
    const renewed = await person.request("POST", "/api/v1/reservations", {
      space_id: room.id,
      ...slotAt(1),
      subject,
      notes,
      sensitivity: "private",
    });
    assert.equal(renewed.status, 201);
    const { id } = (await renewed.json()) as { id: string };
    await until("the room confirms", async () => {
      const answer = await person.request("GET", `/api/v1/reservations/${id}`);
      return ((await answer.json()) as { state: string }).state === "confirmed";
    });
  }
});
