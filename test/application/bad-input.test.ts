import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import type { Database } from "../../src/store/database.ts";
import { valueOf } from "./refusals.ts";
import { type HttpStage, openHttpStage, type SendOptions } from "./http-stage.ts";
import { API_CLIENT, panelActor, personActor } from "./stage.ts";

const RESERVATIONS = "/api/v1/reservations";
const NOBODY = "00000000-0000-4000-8000-000000000000";

interface BadRequest extends SendOptions {
  readonly why: string;
  readonly method?: string;
  readonly path?: string;
  readonly status: number;
  readonly code: string;
}

/** A good creation with something wrong about it. */
function good(stage: HttpStage, wrong: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    space_id: stage.workplace.oak.id,
    start: "2026-11-24T10:00:00+01:00",
    end: "2026-11-24T11:00:00+01:00",
    subject: "Planning",
    ...wrong,
  };
}

function badBodies(stage: HttpStage): BadRequest[] {
  const wrong = (why: string, fields: Record<string, unknown>, code = "invalid_request") => ({
    why,
    body: good(stage, fields),
    status: code === "invalid_request" ? 400 : 422,
    code,
  });
  return [
    wrong("end before start", { end: "2026-11-24T08:00:00+01:00" }, "end_not_after_start"),
    wrong("400 days", { end: "2027-12-29T10:00:00+01:00" }, "longer_than_a_year"),
    wrong("in the past", { start: "2020-01-01T10:00:00Z" }, "start_in_past"),
    wrong(
      "in a far future",
      { start: "2999-01-01T10:00:00Z", end: "2999-01-01T11:00:00Z" },
      "further_than_five_years",
    ),
    wrong("a foreign zone name", { time_zone: "W. Europe Standard Time" }, "unknown_time_zone"),
    wrong("an offset for a zone", { time_zone: "+02:00" }, "unknown_time_zone"),
    wrong("a zone that is no text", { time_zone: 7 }),
    wrong("too long a subject", { subject: "x".repeat(256) }),
    wrong("a null character in the subject", { subject: "a\u0000b" }),
    wrong("a null character in an attendee's name", {
      attendees: [{ email: "a@b.example", name: "\u0000" }],
    }),
    wrong("half a character in the notes", { notes: "\ud800" }),
    wrong("null for a text", { subject: null }),
    wrong("a list for a text", { subject: ["a"] }),
    wrong("an object for an id", { space_id: { $ne: null } }),
    wrong("a space id that is no id", { space_id: "1' or '1'='1" }),
    wrong("a date without a zone", { start: "2026-11-24T10:00:00" }),
    wrong("a day that does not exist", { start: "2026-02-30T10:00:00Z" }),
    wrong("more digits than an instant has", { start: "2026-11-24T10:00:00.0123456789Z" }),
    wrong("a huge number for a time", { start: 1e308 }),
    wrong("an attendee that is no address", { attendees: [{ email: "not-an-address" }] }),
    wrong("501 attendees", {
      attendees: Array.from({ length: 501 }, (_, index) => ({ email: `a${index}@b.example` })),
    }),
    wrong("an unknown field", { speed: "fast" }),
    wrong("a field for the prototype", JSON.parse('{"__proto__": {"admin": true}}')),
    wrong("for nobody in particular", { requested_for: "somebody" }),
    { why: "a list for a body", body: [], status: 400, code: "invalid_request" },
    { why: "null for a body", body: null, status: 400, code: "invalid_request" },
    { why: "nothing for a body", raw: "", status: 400, code: "malformed_json" },
  ];
}

function badRequests(stage: HttpStage, id: string): BadRequest[] {
  const one = `${RESERVATIONS}/${id}`;
  return [
    ...badBodies(stage),
    { why: "half of JSON", raw: '{"space_id": ', status: 400, code: "malformed_json" },
    { why: "deep JSON", raw: "[".repeat(400_000), status: 400, code: "malformed_json" },
    {
      why: "deep JSON with an escape",
      raw: `${"[".repeat(100_000)}"\\u0041"${"]".repeat(100_000)}`,
      status: 400,
      code: "invalid_request",
    },
    {
      why: "a subject of a megabyte",
      body: good(stage, { subject: "x".repeat(1 << 20) }),
      status: 413,
      code: "body_too_large",
    },
    {
      why: "a body that is no JSON",
      raw: "<x/>",
      headers: { "content-type": "text/xml" },
      status: 415,
      code: "unsupported_media_type",
    },
    {
      why: "an unknown space",
      body: good(stage, { space_id: NOBODY }),
      status: 404,
      code: "space_not_found",
    },
    {
      why: "an unknown person",
      body: good(stage, { requested_for: NOBODY }),
      status: 404,
      code: "person_not_found",
    },
    {
      why: "a key with a line break",
      body: good(stage),
      headers: { "idempotency-key": "a b" },
      status: 400,
      code: "invalid_idempotency_key",
    },
    { why: "an unknown route", path: "/api/v1/nothing", status: 404, code: "route_not_found" },
    { why: "an unknown method", path: one, method: "PUT", status: 404, code: "route_not_found" },
    {
      why: "a null character in the address",
      method: "GET",
      path: "/api/v1/people%00",
      status: 400,
      code: "invalid_request",
    },
    {
      why: "a bad escape in the address",
      method: "GET",
      path: "/api/v1/reservations/%zz",
      status: 400,
      code: "invalid_request",
    },
    {
      why: "an id that is none",
      method: "GET",
      path: `${RESERVATIONS}/1`,
      status: 400,
      code: "invalid_request",
    },
    {
      why: "an unknown id",
      method: "GET",
      path: `${RESERVATIONS}/${NOBODY}`,
      status: 404,
      code: "reservation_not_found",
    },
    {
      why: "an invalid cursor",
      method: "GET",
      path: `${RESERVATIONS}?cursor=x`,
      status: 400,
      code: "invalid_cursor",
    },
    {
      why: "a cursor of another time",
      method: "GET",
      path: `${RESERVATIONS}?cursor=${Buffer.from(`9999-99-99T99:99:99.999Z ${id}`).toString("base64url")}`,
      status: 400,
      code: "invalid_cursor",
    },
    {
      why: "a huge limit",
      method: "GET",
      path: `${RESERVATIONS}?limit=1e9`,
      status: 400,
      code: "invalid_request",
    },
    {
      why: "an unknown filter",
      method: "GET",
      path: `${RESERVATIONS}?colour=red`,
      status: 400,
      code: "invalid_request",
    },
    {
      why: "a schedule of no space",
      method: "GET",
      path: `${RESERVATIONS}?scope=space`,
      status: 400,
      code: "invalid_request",
    },
    {
      why: "If-Match that is no tag",
      method: "PATCH",
      path: one,
      body: { subject: "x" },
      headers: { "if-match": "seven" },
      status: 400,
      code: "invalid_if_match",
    },
    {
      why: "If-Match of another version",
      method: "PATCH",
      path: one,
      body: { subject: "x" },
      headers: { "if-match": '"7"' },
      status: 412,
      code: "reservation_changed",
    },
    {
      why: "a change to null",
      method: "PATCH",
      path: one,
      body: { start: null },
      status: 400,
      code: "invalid_request",
    },
    {
      why: "a change of what cannot change",
      method: "PATCH",
      path: one,
      body: { state: "confirmed" },
      status: 400,
      code: "invalid_request",
    },
    {
      why: "a move to an unknown space",
      method: "PATCH",
      path: one,
      body: { space_id: NOBODY },
      status: 404,
      code: "space_not_found",
    },
    {
      why: "too long a reason",
      method: "POST",
      path: `${one}/cancel`,
      body: { cancel_notes: "x".repeat(1001) },
      status: 400,
      code: "invalid_request",
    },
    {
      why: "free spaces from an end to a start",
      method: "GET",
      path: "/api/v1/spaces/free?start=2026-11-24T10:00:00Z&end=2026-11-24T09:00:00Z",
      status: 422,
      code: "end_not_after_start",
    },
    {
      why: "free spaces at no time",
      method: "GET",
      path: "/api/v1/spaces/free?start=now&end=then",
      status: 400,
      code: "invalid_request",
    },
    {
      why: "no admin",
      method: "GET",
      path: "/api/v1/admin/properties",
      status: 403,
      code: "role_missing",
    },
  ];
}

async function everything(database: Database): Promise<unknown> {
  const { rows } = await database.pool.query(
    `select (select json_agg(r order by r.id) from reservation r) as reservations,
       (select json_agg(h order by h.reservation_id) from space_hold h) as holds,
       (select count(*) from sync_event) as events, (select count(*) from audit_entry) as audit,
       (select count(*) from idempotency_key) as keys`,
  );
  return rows;
}

describeOnEachDatabase("bad input", (database) => {
  test("gets a problem with a code and a sentence, is never a 500, and changes nothing", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const ada = personActor(stage.workplace.ada);
    const made = valueOf(await stage.create(ada, { spaceId: stage.workplace.elm.id }));
    const { id } = made.view.reservation;
    const before = await everything(database());
    for (const { why, method = "POST", path = RESERVATIONS, status, code, ...sent } of badRequests(
      stage,
      id,
    )) {
      const answer = await stage.send(ada, method, path, sent);
      assert.deepEqual(
        [answer.status, answer.body["code"]],
        [status, code],
        `${why}: ${answer.text}`,
      );
      assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/, why);
      assert.match(String(answer.body["detail"]), /\w.*\.$/, why);
      assert.equal(answer.body["request_id"], answer.headers.get("request-id"), why);
    }
    assert.deepEqual(await everything(database()), before);
    assert.deepEqual(
      stage.logged.filter((line) => line.includes("unexpectedly")),
      [],
    );
  });

  test("other people's ids are refused alike, whatever is asked of them", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const made = valueOf(await stage.create(personActor(stage.workplace.ada)));
    const one = `${RESERVATIONS}/${made.view.reservation.id}`;
    const ben = personActor(stage.workplace.ben);
    const before = await everything(database());
    for (const [method, path, body] of [
      ["GET", one],
      ["GET", `${one}/history`],
      ["GET", `${one}/alternatives`],
      ["PATCH", one, { subject: "Mine" }],
      ["POST", `${one}/cancel`, {}],
    ] as const) {
      const answer = await stage.send(ben, method, path, { body });
      assert.deepEqual(
        [answer.status, answer.body["code"]],
        [403, "not_yours"],
        `${method} ${path}`,
      );
    }
    assert.deepEqual(await everything(database()), before);
  });

  test("whoever nobody knows gets 401, and a key without the scope gets 403", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const unknown = await stage.send(null, "POST", RESERVATIONS, { body: good(stage) });
    assert.deepEqual([unknown.status, unknown.body["code"]], [401, "not_signed_in"]);
    const reader = { ...API_CLIENT, scopes: ["reservations:read"] } as const;
    const refused = await stage.send(reader, "POST", RESERVATIONS, { body: good(stage) });
    assert.deepEqual([refused.status, refused.body["code"]], [403, "scope_missing"]);
  });

  test("a panel's token does nothing but what is done at its door", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const { oak, ada } = stage.workplace;
    const { id } = valueOf(await stage.create(personActor(ada))).view.reservation;
    const door = "/api/v1/door/reservations";
    for (const [method, path, body] of [
      ["POST", RESERVATIONS, good(stage)],
      ["PATCH", `${RESERVATIONS}/${id}`, { subject: "Mine" }],
      ["POST", `${RESERVATIONS}/${id}/cancel`, {}],
      ["PATCH", `/api/sn_wsd_rsv/reservation/cancel/${id}`, {}],
      ["POST", door, { start: good(stage)["start"], end: good(stage)["end"] }],
      ["PATCH", `${door}/${id}`, { end: "2026-11-24T11:30:00Z" }],
    ] as const) {
      const refused = await stage.send(panelActor(oak.id), method, path, { body });
      const { code } = (refused.body["error"] ?? refused.body) as { code?: string };
      assert.deepEqual([refused.status, code], [403, "door_only"], path);
    }
    const invited = { attendees: [{ email: "guest@usher.example" }] };
    const body = { start: "2026-11-23T09:00:00Z", end: "2026-11-23T09:30:00Z", ...invited };
    const refused = await stage.send(panelActor(oak.id), "POST", door, { body });
    assert.deepEqual([refused.status, refused.body["code"]], [400, "invalid_request"]);
  });
});

describeOnEachDatabase("what is no HTTP", (database) => {
  test("is told so and cut off, and the server goes on", async (t) => {
    const stage = await openHttpStage(database());
    t.after(() => stage.close());
    const socket = connect(Number(new URL(stage.url).port), "127.0.0.1");
    socket.end("EHLO usher\r\n\r\n");
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    await once(socket, "close");
    assert.match(Buffer.concat(chunks).toString(), /^HTTP\/1\.1 400 /);
    assert.equal((await stage.send(null, "GET", "/healthz")).status, 200);
  });
});
