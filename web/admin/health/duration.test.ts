import assert from "node:assert/strict";
import { test } from "node:test";
import { messagesFor } from "../../ui/messages/messages.ts";
import { durationText } from "./duration.ts";

test("a duration is told in its largest whole unit", () => {
  const messages = messagesFor(["en-GB"]);
  assert.deepEqual(
    [0, 59, 60, 3599, 3600, 47 * 3600, 49 * 3600].map((seconds) => durationText(messages, seconds)),
    ["0 s", "59 s", "1 min", "59 min", "1 h", "47 h", "2 d"],
  );
});
