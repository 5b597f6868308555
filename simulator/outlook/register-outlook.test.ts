import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTestSimulator, TEST_PEOPLE, type TestSimulator } from "../test-simulator.ts";

const ROOM = "room.wren@larkfield.example";
let simulator: TestSimulator;

before(async () => {
  simulator = await startTestSimulator({ settings: { roomDecisionDelayMs: [0, 0] } });
});
after(() => simulator.close());

async function page(path: string): Promise<string> {
  const answer = await fetch(`${simulator.pagesUrl}/outlook/${path}`);
  return await answer.text();
}

async function submit(path: string, form: Record<string, string>): Promise<Response> {
  return await fetch(`${simulator.pagesUrl}/outlook/${path}`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
}

/** Polls the page until it shows the text. */
async function pageShowing(path: string, text: string): Promise<string> {
  const deadlineMs = Date.now() + 5000;
  for (let shown = await page(path); ; shown = await page(path)) {
    if (shown.includes(text)) return shown;
    assert.ok(Date.now() < deadlineMs, `"${text}" never appeared in:\n${shown}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function invite(subject: string, hour: string): Promise<void> {
  const answer = await submit(`${TEST_PEOPLE.employee}/events`, {
    subject,
    start: `2027-03-01T${hour}:00`,
    end: `2027-03-01T${hour}:30`,
    invite: `${ROOM}, ${TEST_PEOPLE.colleague}`,
    notes: "",
  });
  assert.equal(answer.status, 303);
}

async function meetingOf(address: string, subject: string): Promise<string> {
  const calendar = await pageShowing(`${address}?date=2027-03-01`, subject);
  const links = [...calendar.matchAll(/href="\/outlook\/([^"]+\/events\/[^"]+)"/g)];
  for (const [, path = ""] of links) if ((await page(path)).includes(subject)) return path;
  throw new Error(`No meeting "${subject}" in the calendar of ${address}.`);
}

test("a meeting made in Outlook is accepted by the room it invites", async () => {
  simulator.world.settings.roomDecisionDelayMs = [0, 0];
  const soon = new Date(Date.now() + 24 * 3600 * 1000).toISOString().slice(0, 10);
  const answer = await submit(`${TEST_PEOPLE.employee}/events`, {
    subject: "Kick-off",
    start: `${soon}T09:00`,
    end: `${soon}T09:30`,
    invite: ROOM,
    notes: "",
  });
  assert.equal(answer.status, 303);
  await pageShowing(`${TEST_PEOPLE.employee}?date=${soon}`, "Wren: accepted");
});

test("a person's answer in Outlook reaches the organizer's copy", async () => {
  await invite("To be answered", "09");
  const copy = await meetingOf(TEST_PEOPLE.colleague, "To be answered");
  await submit(`${copy}/answer`, { answer: "accepted", comment: "" });
  const original = await meetingOf(TEST_PEOPLE.employee, "To be answered");
  assert.match(await page(original), /Whitfield[\s\S]*required[\s\S]*accepted/);
});

test("a meeting moved in Outlook moves in the attendees' calendars", async () => {
  await invite("To be moved", "10");
  const original = await meetingOf(TEST_PEOPLE.employee, "To be moved");
  await submit(`${original}/move`, { start: "2027-03-01T15:00", end: "2027-03-01T15:30" });
  // 15:00 in Berlin is 08:00 in Chicago, where the colleague is.
  await pageShowing(`${TEST_PEOPLE.colleague}?date=2027-03-01`, "08:00");
});

test("a meeting cancelled in Outlook is marked as cancelled for those invited", async () => {
  await invite("Called off", "11");
  const original = await meetingOf(TEST_PEOPLE.employee, "Called off");
  await submit(`${original}/cancel`, { comment: "Not needed" });
  await pageShowing(`${TEST_PEOPLE.colleague}?date=2027-03-01`, "Canceled: Called off");
});

test("a form without times keeps what was typed and says what is missing", async () => {
  const answer = await submit(`${TEST_PEOPLE.employee}/events`, { subject: "No time" });
  assert.equal(answer.status, 400);
  assert.match(await answer.text(), /role="alert"[\s\S]*No time/);
});

test("an unknown mailbox is answered with a page that says so", async () => {
  const answer = await fetch(`${simulator.pagesUrl}/outlook/nobody@larkfield.example`);
  assert.equal(answer.status, 404);
});
