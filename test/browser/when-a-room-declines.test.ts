import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser } from "playwright-core";
import { meetingsIn } from "../support/exchange-view.ts";
import { until } from "../support/until.ts";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import {
  makeMeetingInOutlook,
  seeGoneFromOutlook,
  seeInOutlook,
  seeRoomTakenBy,
  type CalendarLook,
} from "./outlook-pages.ts";
import { beginBooking, book, cardOf, finishBooking, seeOnCard } from "./portal-pages.ts";

/**
 * Rooms that say no, and rooms that say nothing: the person is told why at once, the meeting stays
 * in their calendar, and one press takes it to another room (policy; design, truth 5).
 */
const JONAS = "jonas.brandt@larkfield.example";
const MIRA = "mira.castellan@larkfield.example";
const ANSWER_LIMIT_SECONDS = 10;

let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;
const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 1 });
const calendarOf = (address: string): CalendarLook => ({ address, day });

before(async () => {
  world = await startUsherWorld({
    properties: {
      "sn_wsd_rsvsync.exchange_callback_time_limit": String(ANSWER_LIMIT_SECONDS),
    },
  });
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
});
recordFailures(() => ({ world, people: [jonas] }));
after(async () => {
  await browser.close();
  await world.close();
});

/** The one meeting of Jonas by that subject, as it stands in Exchange. */
function meetingOfJonas(subject: string) {
  const found = meetingsIn(world.simulator).filter(
    ({ organizer, event }) => organizer === JONAS && event.subject === subject,
  );
  assert.equal(found.length, 1, `meetings called ${subject}`);
  return found[0] ?? assert.fail("no meeting");
}

function takeButtons(subject: string) {
  return cardOf(jonas.page, subject).getByRole("button", { name: /^Take this room: / });
}

/** Somebody is quicker in Outlook while the person still types: the search showed the room free. */
async function bookWhileMiraTakes(room: string, subject: string, hour: number): Promise<void> {
  const dialog = await beginBooking(jonas.page, { room, subject, day, hour });
  const address = `room.${room.toLowerCase()}@larkfield.example`;
  const meeting = { by: MIRA, subject: `Mira's ${subject}`, day, hour, invite: address };
  await makeMeetingInOutlook(jonas, meeting);
  await seeRoomTakenBy(jonas, calendarOf(address), "Mira Castellan");
  await finishBooking(dialog);
}

describe("when a room declines", () => {
  test("the page says so by itself, with the reason and three other free rooms", async () => {
    await jonas.signIn("Jonas Brandt");
    await bookWhileMiraTakes("Wren", "Design review", 9);
    await seeOnCard(jonas.page, "Design review", "Conflicted");
    await seeOnCard(jonas.page, "Design review", "Wren declined the meeting.");
    await takeButtons("Design review").nth(2).waitFor();
    assert.equal(await takeButtons("Design review").count(), 3);
  });

  test("the meeting stays in the organizer's Outlook, with the room's no", async () => {
    const declined = /organizer.*Wren: declined/;
    await seeInOutlook(jonas, calendarOf(JONAS), "Design review", declined);
  });

  test("taking another room moves the very same meeting there, and that room accepts", async () => {
    const asMade = meetingOfJonas("Design review");
    const button = takeButtons("Design review").first();
    const room = (await button.getAttribute("aria-label"))?.replace("Take this room: ", "") ?? "";
    await button.click();
    await seeOnCard(jonas.page, "Design review", "Confirmed");
    await seeOnCard(jonas.page, "Design review", `${room}, Spreehaus`);
    const moved = meetingOfJonas("Design review");
    assert.equal(moved.event.iCalUId, asMade.event.iCalUId);
    const address = `room.${room.toLowerCase()}@larkfield.example`;
    assert.deepEqual(moved.rooms, [{ address, response: "accepted" }]);
    await seeInOutlook(jonas, calendarOf(JONAS), "Design review", new RegExp(`${room}: accepted`));
  });

  test("cancelling instead takes the meeting off the calendar", async () => {
    await bookWhileMiraTakes("Robin", "Budget round", 11);
    await seeOnCard(jonas.page, "Budget round", "Conflicted");
    const card = cardOf(jonas.page, "Budget round");
    await card.getByRole("button", { name: /^Cancel/ }).click();
    const dialog = jonas.page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Cancel reservation" }).click();
    await card.waitFor({ state: "detached" });
    await seeGoneFromOutlook(jonas, calendarOf(JONAS), "Budget round");
  });

  test("a room that never answers is given up after the time limit, and another offered", async () => {
    const { room } = world.simulator.world.directory.findUser("room.swift@larkfield.example") ?? {};
    assert.ok(room);
    room.processing.automateProcessing = "None";
    await book(jonas.page, { room: "Swift", subject: "Silent room", day, hour: 13 });
    await seeOnCard(jonas.page, "Silent room", "Waiting for the room’s answer");
    await seeOnCard(jonas.page, "Silent room", "Conflicted");
    const reason = `Swift was asked twice and has not answered the meeting within ${ANSWER_LIMIT_SECONDS} seconds either time.`;
    await seeOnCard(jonas.page, "Silent room", reason);
    await takeButtons("Silent room").first().click();
    await seeOnCard(jonas.page, "Silent room", "Confirmed");
    await until("the silent room is let go", () =>
      meetingOfJonas("Silent room").rooms.every(({ response }) => response === "accepted"),
    );
  });

  test("no page met an error of its own or of the server, and Exchange saw nothing off its schema", () => {
    assert.deepEqual(jonas.troubles, []);
    assert.deepEqual(world.simulator.world.journal.violations(), []);
  });
});
