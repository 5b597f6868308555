/**
 * Whatever is thrown at the running server, it answers with a problem that people understand, and
 * keeps what it has. What each field of a reservation must be is tested beside its routes; here it
 * is every route there is, and credentials that are stolen, over or made up.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readDemoTenant } from "../../scripts/demo-organisation.ts";
import type { Failure } from "../../src/contract/reservation-rest-api/values.ts";
import { testableKinds } from "../../src/store/testing/test-database.ts";
import { createApiClient, demoPeople, reservationIn, slotAt } from "../support/api-client.ts";
import { until } from "../support/until.ts";
import {
  makeApiKey,
  type PersonSession,
  signIn,
  startUsherWorld,
  type UsherWorld,
} from "../support/usher-world.ts";
import { type ApiDescription, type BadRequest, badRequestsOf } from "./mutations.ts";

const RESERVATION_REST_API = "/api/sn_wsd_rsv/";
const EMPLOYEE = "jonas.brandt@larkfield.example";
const SCOPES = ["reservations:read", "reservations:write", "places:read"];

describe("a running server", () => {
  let world: UsherWorld;
  let administrator: PersonSession;
  let reservationId: string;

  before(async () => {
    const database = testableKinds().at(-1) ?? "embedded";
    world = await startUsherWorld({ database });
    administrator = await signIn(world.url, readDemoTenant().administrator);
    const client = createApiClient(world.url, await makeApiKey(world.url, SCOPES));
    const [room] = await client.rooms();
    const [requestedFor] = demoPeople();
    assert.ok(room && requestedFor);
    const made = await client.book({ spaceId: room.id, ...slotAt(0), requestedFor });
    reservationId = reservationIn(made).id;
    // Then nothing moves any more but what the tests move.
    await until("the room confirms", async () => {
      return (await client.reservation(reservationId)).state === "confirmed";
    });
  });
  after(() => world.close());

  /** All that an administrator can read of what is kept. */
  async function everything(): Promise<Readonly<Record<string, unknown>>> {
    const paths = [
      "buildings",
      "spaces?limit=200",
      "admin/properties",
      "admin/calendar-providers",
      "admin/sync-configurations",
      "admin/people?limit=200",
      "admin/api-clients",
      "admin/panels",
      "admin/audit?subject_kind=property",
    ];
    const entries: [string, unknown][] = [];
    for (const path of paths) {
      const answer = await administrator.request("GET", `/api/v1/${path}`);
      assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`);
      entries.push([path, withoutUse(await answer.json())]);
    }
    const one = await administrator.request("GET", `/api/v1/reservations/${reservationId}/history`);
    const { items } = (await one.json()) as { items: { action: string }[] };
    const acts = items.map(({ action }) => action).filter((action) => action.startsWith("res"));
    return Object.fromEntries([...entries, ["acts on the reservation", acts]]);
  }

  async function sendAsAdministrator(bad: BadRequest): Promise<Response> {
    return await administrator.visit(`${world.url}${bad.path}`, {
      method: bad.method,
      headers: {
        "x-csrf-token": administrator.csrfToken,
        ...(bad.contentType !== undefined && { "content-type": bad.contentType }),
      },
      ...(bad.body !== undefined && { body: bad.body }),
    });
  }

  test("answers every mutation of every route without failing, and keeps what it has", async () => {
    const kept = await everything();
    const described = await administrator.request("GET", "/api/v1/openapi.json");
    const description = (await described.json()) as ApiDescription;
    const wrong: string[] = [];
    let refused = 0;
    for (const bad of badRequestsOf(description)) {
      // Well formed, and does what it says.
      if (bad.path.startsWith("/auth/sign-out")) continue;
      const answer = await sendAsAdministrator(bad);
      const text = await answer.text();
      if (answer.status >= 400) refused += 1;
      const complaint = complaintAbout(answer, text);
      if (complaint !== null) wrong.push(`${bad.method} ${bad.path} (${bad.why}): ${complaint}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(refused > 500, `only ${refused} were refused`);
    assert.deepEqual(await everything(), kept);
  });

  test("answers every mutation that a program sends to the Workplace Reservation REST API", async () => {
    const key = await makeApiKey(world.url, SCOPES);
    const kept = await everything();
    const described = await administrator.request("GET", "/api/v1/openapi.json");
    const description = (await described.json()) as ApiDescription;
    const wrong: string[] = [];
    let sent = 0;
    for (const bad of badRequestsOf(description)) {
      if (!bad.path.startsWith(RESERVATION_REST_API)) continue;
      sent += 1;
      const answer = await fetch(`${world.url}${bad.path}`, {
        method: bad.method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(bad.contentType !== undefined && { "content-type": bad.contentType }),
        },
        ...(bad.body !== undefined && { body: bad.body }),
      });
      const complaint = complaintAbout(answer, await answer.text());
      if (complaint !== null) wrong.push(`${bad.method} ${bad.path} (${bad.why}): ${complaint}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(sent > 200, `only ${sent} were sent`);
    assert.deepEqual(await everything(), kept);
  });

  test("takes HTTP Basic where programs for ServiceNow come, with a client's own key alone", async () => {
    const made = await administrator.request("POST", "/api/v1/admin/api-clients", {
      name: "with a name and a password",
      scopes: SCOPES,
    });
    const { key, id } = (await made.json()) as { key: string; id: string };
    const ask = async (path: string, user: string, password: string) => {
      const credentials = Buffer.from(`${user}:${password}`).toString("base64");
      const headers = { authorization: `Basic ${credentials}` };
      const answer = await fetch(world.url + path, { headers });
      const body = (await answer.json()) as { code?: string; error?: { code: string } };
      return `${answer.status} ${body.error?.code ?? body.code ?? ""}`.trim();
    };
    const path = `${RESERVATION_REST_API}reservation/list`;
    assert.equal(await ask(path, id, key), "200");
    assert.equal(await ask(path, id.replaceAll("-", ""), key), "200");
    assert.equal(await ask(path, "admin", key), UNKNOWN_KEY);
    assert.equal(await ask(path, id, `${key}x`), UNKNOWN_KEY);
    assert.equal(await ask(path, id, ""), UNKNOWN_KEY);
    assert.equal(await ask("/api/v1/reservations", id, key), "401 not_signed_in");
  });

  test("sends browsers that come back with nonsense to a page, never to a failure", async () => {
    const callbacks = ["auth/callback", "connect/outlook/callback"];
    const queries = ["", "?code=a", "?state=b", "?code=a&state=b", "?code=a&code=b&state[]=c"];
    const errors = ["?error=%00", "?error=access_denied&state=b", `?code=${"x".repeat(5000)}`];
    const admin = ["connect/delegated-user/callback", "connect/admin-consent/callback"];
    for (const path of [...callbacks, ...admin]) {
      for (const query of [...queries, ...errors]) {
        const answer = await fetch(`${world.url}/${path}${query}`, { redirect: "manual" });
        assert.ok(answer.status < 500, `${path}${query}: ${answer.status}`);
        const to = new URL(answer.headers.get("location") ?? "/", world.url);
        assert.equal(to.origin, world.url, `${path}${query} leads to ${to.href}`);
      }
    }
  });

  test("refuses sessions that are over, stolen or made up, and wrong CSRF tokens", async () => {
    const person = await signIn(world.url, EMPLOYEE);
    const other = await signIn(world.url, "maya.whitfield@larkfield.example");
    const cookie = person.cookie();
    const send = async (sent: Readonly<Record<string, string>>) => {
      const answer = await fetch(`${world.url}/api/v1/reservations/${reservationId}/cancel`, {
        method: "POST",
        headers: sent,
      });
      const text = await answer.text();
      assert.equal(complaintAbout(answer, text), null);
      return `${answer.status} ${(JSON.parse(text) as { code: string }).code}`;
    };
    const csrf = { "x-csrf-token": person.csrfToken };
    assert.equal(await send({ cookie }), "403 csrf_token_invalid");
    assert.equal(await send({ cookie, "x-csrf-token": "wrong" }), "403 csrf_token_invalid");
    assert.equal(await send({ cookie, "x-csrf-token": other.csrfToken }), "403 csrf_token_invalid");
    assert.equal(await send({ cookie, ...csrf }), "403 not_yours");
    assert.equal(
      await send({ cookie: `${cookie.slice(0, -4)}AAAA`, ...csrf }),
      "401 not_signed_in",
    );
    const [name = ""] = cookie.split("=", 1);
    assert.equal(await send({ cookie: `${name}=made-up.by-me`, ...csrf }), "401 not_signed_in");
    const out = await person.request("POST", "/auth/sign-out");
    assert.equal(out.status, 200);
    assert.equal(await send({ cookie, ...csrf }), "401 not_signed_in");
  });

  test("refuses keys that are revoked, made up or of another kind", async () => {
    const made = await administrator.request("POST", "/api/v1/admin/api-clients", {
      name: "to be revoked",
      scopes: SCOPES,
    });
    const { key, client } = (await made.json()) as { key: string; client?: { id: string } };
    const ask = async (bearer: string) => {
      const { status, code } = await createApiClient(world.url, bearer).send(
        "POST",
        `/api/v1/reservations/${reservationId}/cancel`,
      );
      return `${status} ${code}`;
    };
    assert.equal(await ask(`${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`), UNKNOWN_KEY);
    assert.equal(await ask("usk_"), UNKNOWN_KEY);
    assert.equal(await ask("usp_made-up"), "401 panel_token_invalid");
    assert.equal(await ask(key.toUpperCase()), UNKNOWN_KEY);
    const clients = await administrator.request("GET", "/api/v1/admin/api-clients");
    const { items } = (await clients.json()) as { items: { id: string; name: string }[] };
    const id = client?.id ?? items.find(({ name }) => name === "to be revoked")?.id;
    const revoked = await administrator.request("POST", `/api/v1/admin/api-clients/${id}/revoke`);
    assert.ok(revoked.ok, await revoked.clone().text());
    assert.equal(await ask(key), "401 api_key_revoked");
    const still = await administrator.request("GET", `/api/v1/reservations/${reservationId}`);
    assert.notEqual(((await still.json()) as { state: string }).state, "cancelled");
  });
});

const UNKNOWN_KEY = "401 api_key_invalid";

/** What is wrong with an answer to bad input; null where nothing is. */
function complaintAbout(answer: Response, text: string): string | null {
  const { status } = answer;
  if (status >= 500) return `${status} ${text}`;
  if (status < 400) return null;
  if (new URL(answer.url).pathname.startsWith(RESERVATION_REST_API)) return unlikeServiceNow(text);
  if (!(answer.headers.get("content-type") ?? "").startsWith("application/problem+json")) {
    return `${status} is no problem answer: ${text.slice(0, 200)}`;
  }
  const { code, detail } = JSON.parse(text) as { code?: string; detail?: string };
  if (!/^[a-z_]+$/.test(code ?? "")) return `${status} has no code: ${text}`;
  return /\w.*\.$/s.test(detail ?? "") ? null : `${status} says nothing: ${text}`;
}

/** What is wrong with a refusal to a program that was written for ServiceNow. */
function unlikeServiceNow(text: string): string | null {
  const { error, status } = JSON.parse(text) as Partial<Failure>;
  const isWhole = status === "failure" && /^[a-z_]+$/.test(error?.code ?? "");
  return isWhole && /\w.*\.$/s.test(error?.message ?? "") ? null : `it says nothing: ${text}`;
}

/**
 * When something was last used or tried, which looking at it and a scan are enough for; and how
 * rooms' changes reach us, since rooms are read meanwhile.
 */
const USE: ReadonlySet<string> = new Set([
  "last_used_at",
  "last_seen_at",
  "checked_at",
  "change_source",
  "change_source_state",
  "change_source_reason",
  "last_read_at",
  "subscription_expires_at",
]);

function withoutUse(value: unknown): unknown {
  const text = JSON.stringify(value, (name, item: unknown) => (USE.has(name) ? undefined : item));
  return JSON.parse(text) as unknown;
}
