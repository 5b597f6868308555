import assert from "node:assert/strict";
import { test } from "node:test";
import { formatSysId } from "../../src/core/encoded-query/sys-id.ts";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { valueOf } from "../application/refusals.ts";
import { API_CLIENT, panelActor, personActor } from "../application/stage.ts";
import { END, failureOf, openRestApiStage, PATH, START } from "./rest-api-stage.ts";

describeOnEachDatabase("the iCalendar text of a reservation", (database) => {
  test("is a request, and once it is cancelled the taking back of one", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const sysId = await stage.add({ subject: "Plan; budget, 2027", is_private: true });
    const path = `/reservation/icalendar/${sysId}`;
    const text = await stage.result<string>("GET", path);
    for (const line of [
      "METHOD:REQUEST",
      `UID:${sysId}`,
      "DTSTART:20261124T090000Z",
      "CLASS:PRIVATE",
      String.raw`SUMMARY:Plan\; budget\, 2027`,
      String.raw`LOCATION:Oak\, North House`,
      'ORGANIZER;CN="Ada":mailto:ada@usher.example',
      "STATUS:TENTATIVE",
    ]) {
      assert.ok(text.split("\r\n").includes(line), `${line} is not in ${text}`);
    }
    await stage.result("PATCH", `/reservation/cancel/${sysId}`);
    const after = await stage.result<string>("GET", path);
    assert.match(after, /METHOD:CANCEL\r\n.*STATUS:CANCELLED/s);
  });
});

describeOnEachDatabase("the paths of the Workplace Reservation REST API", (database) => {
  test("may name a version, and answer unknown ones in that API's form", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const sysId = await stage.add();
    for (const version of ["", "/v1", "/v2"]) {
      const path = `${PATH}${version}/reservation/get?sys_id=${sysId}`;
      assert.equal((await stage.send(API_CLIENT, "GET", path)).status, 200, path);
    }
    for (const [method, path] of [
      ["GET", "/reservation/unheard_of"],
      ["GET", "/v3/reservation/list"],
      ["POST", "/reservation/get"],
      ["DELETE", `/reservation/cancel/${sysId}`],
    ] as const) {
      assert.equal(await stage.failure(method, path), "404 route_not_found");
    }
  });

  test("take and answer XML where that is what a program speaks", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, elm, ada } = stage.workplace;
    const send = (method: string, path: string, raw?: string) =>
      stage.send(API_CLIENT, method, `${PATH}${path}`, {
        headers: { accept: "application/xml", "content-type": "application/xml; charset=utf-8" },
        ...(raw !== undefined && { raw }),
      });
    const times = `<start>${START}</start><end>${END}</end><requested_for>${ada.email}</requested_for>`;
    const subject = "<subject>R&amp;D &#228;</subject><is_private>true</is_private>";
    const body = `<request><location>${oak.id}</location>${times}${subject}</request>`;
    const made = await send("POST", "/reservation/add", body);
    assert.match(made.headers.get("content-type") ?? "", /^application\/xml/);
    assert.equal(made.headers.get("vary"), "Accept");
    const sysId = /^<\?xml .*<response><result><sys_id>([\da-f]{32})<\/sys_id><\/result>/.exec(
      made.text,
    )?.[1];
    const record = await stage.record(sysId ?? "");
    assert.deepEqual([record.subject, record.is_private], ["R&D ä", true]);
    const read = await send("GET", `/reservation/list?encodedQuery=sys_id=${sysId}`);
    assert.match(read.text, /<reservations><sys_id>.*<subject>R&amp;D ä<\/subject>/);
    const taken = await send("POST", "/reservation/add", body);
    assert.equal(taken.status, 409);
    assert.match(
      taken.text,
      /<response><error><message>.*<code>space_taken<\/code>.*<status>failure/,
    );
    // One element of a list of one, where the schema wants two.
    const one = `<reservables><sys_id>${elm.id}</sys_id></reservables>`;
    const few = await send("POST", "/multi_reservation/add", `<a>${times}${one}</a>`);
    assert.match(few.text, /<code>invalid_request<\/code>.*<field>reservables<\/field>/);
    const score = `<a><reservableIds>${elm.id}</reservableIds><startEndDateTimes><start>${START}</start><end>${END}</end></startEndDateTimes></a>`;
    const scored = await send("POST", "/search/availability_score", score);
    assert.match(scored.text, /<_?[\da-f]{32}><available>1<\/available><total>1<\/total>/);
    const cancelled = await stage.send(API_CLIENT, "PATCH", `${PATH}/reservation/cancel/${sysId}`, {
      headers: { accept: "text/xml" },
    });
    assert.match(cancelled.text, /<result><sys_id>/);
  });

  test("are for programs and panels, with the scopes that /api/v1 asks for too", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { ada } = stage.workplace;
    const path = "/reservation/list";
    assert.equal(await stage.failure("GET", path, undefined, null), "401 not_signed_in");
    const answer = await stage.send(null, "GET", `${PATH}${path}`);
    assert.match(answer.headers.get("www-authenticate") ?? "", /Basic/);
    assert.equal(
      await stage.failure("GET", path, undefined, personActor(ada)),
      "403 client_required",
    );
    const reader = { ...API_CLIENT, scopes: ["reservations:read"] } as typeof API_CLIENT;
    assert.equal(await stage.failure("POST", "/reservation/add", {}, reader), "403 scope_missing");
  });

  test("are no panel's, which acts at its door, and tell what is reserved there", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { oak, ada } = stage.workplace;
    const panel = panelActor(oak.id);
    const body = { location: oak.id, start: START, end: END, requested_for: ada.email };
    assert.equal(await stage.failure("POST", "/reservation/add", body, panel), "403 door_only");
    const made = valueOf(await stage.create(panel, { requestedFor: ada.email })).view.reservation;
    assert.equal((await stage.record(formatSysId(made.id))).sub_source.value, "usher_panel");
  });

  test("are described with both ways to come", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const { body } = await stage.send(null, "GET", "/api/v1/openapi.json");
    const paths = body["paths"] as Record<string, Record<string, { security?: unknown }>>;
    const described = Object.entries(paths).filter(([path]) => path.startsWith(PATH));
    assert.ok(described.length >= 19);
    for (const [path, operations] of described) {
      for (const { security } of Object.values(operations)) {
        assert.deepEqual(security, [{ apiKey: [] }, { clientAndKey: [] }], path);
      }
    }
  });

  test("refuse what is not well formed, whatever it is, and never fail", async (t) => {
    const stage = await openRestApiStage(database());
    t.after(() => stage.close());
    const raw = async (body: string, type = "application/json") =>
      failureOf(
        await stage.send(API_CLIENT, "POST", `${PATH}/reservation/add`, {
          raw: body,
          headers: { "content-type": type },
        }),
      );
    assert.equal(await raw('{"a": '), "400 malformed_json");
    assert.equal(await raw("a,b", "text/csv"), "415 unsupported_media_type");
    assert.equal(await raw("<a><b></a>", "application/xml"), "400 malformed_xml");
    assert.equal(await raw("<a/>", "text/xml"), "400 invalid_request");
    assert.equal(await raw("[]"), "400 invalid_request");
    assert.equal(await raw(JSON.stringify({ subject: "x".repeat(70_000) })), "400 invalid_request");
    assert.equal(await raw(String.raw`{"subject": "a\u0000b"}`), "400 invalid_request");
  });
});
