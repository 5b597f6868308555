import assert from "node:assert/strict";
import { test } from "node:test";
import { createGraphClient } from "./graph-client.ts";
import { createMailboxThrottle } from "./mailbox-throttle.ts";

const graph = createGraphClient({
  graphUrl: "https://graph.microsoft.com",
  accessTokens: { get: () => Promise.reject(new Error("nobody asks")) },
  throttle: createMailboxThrottle(() => 0),
});

test("a link of Graph's own is a path, its query as it stands", () => {
  assert.equal(
    graph.pathOf(
      "https://graph.microsoft.com/v1.0/users('a%40b')/calendarView/delta?$skiptoken=x%2By==",
    ),
    "/users('a%40b')/calendarView/delta?$skiptoken=x%2By==",
  );
});

test("a link that leads anywhere else is none", () => {
  for (const link of [
    "https://graph.microsoft.com.evil.example/v1.0/me",
    "https://evil.example/v1.0/me",
    "http://graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com:444/v1.0/me",
    "https://user:word@graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com/beta/me",
    "https://graph.microsoft.com/v1.0/../beta/me",
    "https://graph.microsoft.com/v1.00/me",
    "/v1.0/me",
    "",
  ]) {
    assert.equal(graph.pathOf(link), null, link);
  }
});
