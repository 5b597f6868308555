import assert from "node:assert/strict";
import { test } from "node:test";
import { outlookAddress } from "./outlook-address.ts";

/** Half past midnight in Berlin: the day there is not the day in UTC. */
const meeting = { start: "2026-11-26T23:30:00.000Z", time_zone: "Europe/Berlin" };

test("mailbox and day are filled in where the address has a place for them", () => {
  const template = "https://mail.example/{mailbox}?day={date}";
  assert.equal(
    outlookAddress(template, "jo+a@example.org", meeting),
    "https://mail.example/jo%2Ba%40example.org?day=2026-11-27",
  );
});

test("an address without places is left as it is", () => {
  const template = "https://outlook.office.com/calendar";
  assert.equal(outlookAddress(template, "jo@example.org", meeting), template);
});
