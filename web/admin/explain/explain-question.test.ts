import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_QUESTION, questionOf } from "./explain-question.ts";

test("a question holds the fields of its action and no others, since others are refused", () => {
  const names = (action: string) => Object.keys(questionOf({ ...FIRST_QUESTION, action })).sort();
  const always = [
    "action",
    "blocker_user_set",
    "channel",
    "kind",
    "mode",
    "personal_token",
    "requested_for_is_session_user",
    "synced",
  ];
  assert.deepEqual(names("create"), always);
  assert.deepEqual(names("cancel"), [...always, "origin", "sync_mailbox"].sort());
  assert.deepEqual(names("update"), [...always, "change", "origin", "sync_mailbox"].sort());
});
