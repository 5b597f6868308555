import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser, Page } from "playwright-core";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import {
  keepScreenshot,
  type PersonAtBrowser,
  personAtBrowser,
  recordFailures,
} from "./in-the-browser.ts";
import { changeTo, connectDelegatedUser, rehearse } from "./mode-page.ts";
import {
  seeGoneFromOutlook,
  seeInOutlook,
  seeRoomFree,
  seeRoomTakenBy,
  type CalendarLook,
} from "./outlook-pages.ts";
import {
  beginBooking,
  book,
  cancelReservation,
  finishBooking,
  seeOnCard,
  type Wish,
} from "./portal-pages.ts";

/**
 * The main job, as people see it: book, see it stand in Outlook and the room accept it, cancel,
 * see it gone; in each integration mode with the organizer that the rules name. One story over
 * one company, told in order.
 */
const JONAS = "jonas.brandt@larkfield.example";
const SERVICE = "usher.service@larkfield.example";
const ROOM = { name: "Wren", address: "room.wren@larkfield.example" };

let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;
let amara: PersonAtBrowser;
/** A day ahead, so that whatever time it is now, the hours are still to come. */
const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 1 });

before(async () => {
  world = await startUsherWorld({ database: "embedded" });
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
  amara = await personAtBrowser(browser, world);
});
recordFailures(() => ({ world, people: [jonas, amara] }));
after(async () => {
  await browser.close();
  await world.close();
});

async function chooseTime(page: Page, hour: number): Promise<void> {
  await page.goto("/find");
  const date = page.getByRole("group", { name: "Date" });
  await date.getByRole("spinbutton", { name: /day/i }).fill(`${day.day}`);
  await date.getByRole("spinbutton", { name: /month/i }).fill(`${day.month}`);
  await date.getByRole("spinbutton", { name: /year/i }).fill(`${day.year}`);
  for (const [label, hours] of [
    ["From", hour],
    ["To", hour + 1],
  ] as const) {
    const time = page.getByRole("group", { name: label });
    await time.getByRole("spinbutton", { name: /hour/i }).fill(`${hours}`.padStart(2, "0"));
    await time.getByRole("spinbutton", { name: /minute/i }).fill("00");
  }
}

const meeting = (subject: string, hour: number): Wish => ({ room: ROOM.name, subject, day, hour });

/** Follows the live state on the page, without loading it again. */
async function bookAndSeeConfirmed(page: Page, subject: string, hour: number): Promise<void> {
  await book(page, meeting(subject, hour));
  await seeOnCard(page, subject, "Confirmed");
}

const calendarOf = (address: string): CalendarLook => ({ address, day });
const roomCalendar = calendarOf(ROOM.address);

describe("booking a room and seeing it in Exchange", () => {
  test("in normal mode the meeting stands in the person's own calendar (C1)", async () => {
    await jonas.signIn("Jonas Brandt");
    await chooseTime(jonas.page, 9);
    await keepScreenshot(jonas.page, "find-a-room");
    await bookAndSeeConfirmed(jonas.page, "Normal mode meeting", 9);
    const accepted = /organizer.*Wren: accepted/;
    await seeInOutlook(jonas, calendarOf(JONAS), "Normal mode meeting", accepted);
    await seeRoomTakenBy(jonas, roomCalendar, "Jonas Brandt");
  });

  test("a cancelled reservation is gone from both calendars", async () => {
    await cancelReservation(jonas.page, "Normal mode meeting");
    await seeGoneFromOutlook(jonas, calendarOf(JONAS), "Normal mode meeting");
    await seeRoomFree(jonas, roomCalendar);
  });

  test("the mode is changed only after its delegated user is connected", async () => {
    await amara.signIn("Amara Lindqvist");
    await rehearse(amara.page, "Strict");
    await amara.page.getByText("delegated_user_not_connected").waitFor();
    await connectDelegatedUser(amara.page, "Usher Service");
    await keepScreenshot(amara.page, "mode-rehearsal");
    await changeTo(amara.page, "Strict");
  });

  test("in strict mode the delegated user organizes and the person is invited (C2)", async () => {
    await bookAndSeeConfirmed(jonas.page, "Strict mode meeting", 10);
    const accepted = /organizer.*Wren: accepted/;
    await seeInOutlook(jonas, calendarOf(SERVICE), "Strict mode meeting", accepted);
    await seeInOutlook(jonas, calendarOf(JONAS), "Strict mode meeting", /not answered/);
    await seeRoomTakenBy(jonas, roomCalendar, "Usher Service");
    await cancelReservation(jonas.page, "Strict mode meeting");
    await seeGoneFromOutlook(jonas, calendarOf(SERVICE), "Strict mode meeting");
    await seeRoomFree(jonas, roomCalendar);
  });

  test("in personal mode a person connects on the way, and nothing typed is lost (C7)", async () => {
    await rehearse(amara.page, "Personal");
    await changeTo(amara.page, "Personal");
    const { page } = jonas;
    const begun = await beginBooking(page, meeting("Personal mode meeting", 11));
    await begun.getByRole("button", { name: "Book", exact: true }).click();
    await page.getByRole("link", { name: "Connect Outlook" }).first().waitFor();
    await keepScreenshot(page, "connect-outlook");
    await page.getByRole("link", { name: "Connect Outlook" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    assert.equal(await dialog.getByLabel("Subject").inputValue(), "Personal mode meeting");
    await finishBooking(dialog);
    await seeOnCard(page, "Personal mode meeting", "Confirmed");
  });

  test("in personal mode the person organizes with their own token (C8, U9)", async () => {
    const accepted = /organizer.*Wren: accepted/;
    await seeInOutlook(jonas, calendarOf(JONAS), "Personal mode meeting", accepted);
    await seeRoomTakenBy(jonas, roomCalendar, "Jonas Brandt");
    const outlook = await jonas.openOutlook(JONAS, day.toString());
    await keepScreenshot(outlook, "outlook");
    await outlook.close();
    await amara.page.goto("/admin/sync-events");
    await amara.page
      .getByRole("row")
      .filter({ hasText: /Create.*C8/ })
      .waitFor();
    await keepScreenshot(amara.page, "sync-events");
    await cancelReservation(jonas.page, "Personal mode meeting");
    await seeGoneFromOutlook(jonas, calendarOf(JONAS), "Personal mode meeting");
    await seeRoomFree(jonas, roomCalendar);
  });

  test("no page met an error of its own or of the server, and Exchange saw nothing off its schema", () => {
    assert.deepEqual([...jonas.troubles, ...amara.troubles], []);
    assert.deepEqual(world.simulator.world.journal.violations(), []);
  });
});
