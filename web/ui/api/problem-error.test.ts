import assert from "node:assert/strict";
import { test } from "node:test";
import { pathWithQuery } from "./api-call.ts";
import { isProblem, problemOf } from "./problem-error.ts";
import { reconnectDelayMs } from "./reconnect-delay.ts";

test("a problem answer keeps its code, its sentence, its remedy and the fields at fault", async () => {
  const problem = {
    type: "about:blank",
    title: "The space is taken",
    status: 409,
    code: "space_taken",
    detail: "Kestrel is taken from 09:00 to 10:00.",
    remedy: "Choose another room.",
    request_id: "r-1",
    fields: [{ field: "space_id", message: "Taken." }],
  };
  const error = await problemOf(Response.json(problem, { status: 409 }));
  assert.deepEqual(error.problem, problem);
  assert.ok(isProblem(error, "space_taken"));
});

test("a proxy's page and an empty body become an unreadable answer with the request's id", async () => {
  for (const body of ["<html>Bad gateway</html>", "", '{"status":502}']) {
    const error = await problemOf(
      new Response(body, { status: 502, headers: { "Request-Id": "r-2" } }),
    );
    assert.equal(error.code, "unreadable_answer");
    assert.equal(error.problem.request_id, "r-2");
  }
});

test("a query holds what is set, escaped, and nothing else", () => {
  assert.equal(
    pathWithQuery("/api/v1/people", { query: "Ö & co", limit: 8, cursor: "", other: undefined }),
    "/api/v1/people?query=%C3%96+%26+co&limit=8",
  );
  assert.equal(pathWithQuery("/api/v1/people", { query: "" }), "/api/v1/people");
});

test("reconnecting waits longer each time, but never longer than half a minute", () => {
  assert.deepEqual([1, 2, 3, 6, 50].map(reconnectDelayMs), [1_000, 2_000, 4_000, 30_000, 30_000]);
});
