import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser, Page } from "playwright-core";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { keepScreenshot, type PersonAtBrowser, personAtBrowser } from "./in-the-browser.ts";

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
after(async () => {
  await browser.close();
  await world.close();
});

async function chooseTime(page: Page, hour: number): Promise<void> {
  await page.goto("/");
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

async function book(page: Page, subject: string, hour: number): Promise<void> {
  await chooseTime(page, hour);
  await page.getByRole("button", { name: `Book ${ROOM.name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Subject").fill(subject);
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
}

/** Books, and waits until the page says that it is done. */
async function bookAndSeeItDone(page: Page, subject: string, hour: number): Promise<void> {
  await book(page, subject, hour);
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Follows the live state on the page, without loading it again. */
async function seeConfirmed(page: Page, subject: string): Promise<void> {
  await page.goto("/reservations");
  const card = cardOf(page, subject);
  await card.getByText("Confirmed").waitFor();
}

function cardOf(page: Page, subject: string) {
  return page.getByRole("article").filter({ hasText: subject });
}

async function cancel(page: Page, subject: string): Promise<void> {
  await page.goto("/reservations");
  await cardOf(page, subject)
    .getByRole("button", { name: /^Cancel/ })
    .click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await dialog.getByRole("button", { name: "Cancel reservation" }).click();
  await cardOf(page, subject).waitFor({ state: "detached" });
}

async function seeInOutlook(address: string, subject: string, status: RegExp): Promise<void> {
  const outlook = await jonas.openOutlook(address, day.toString());
  await outlook.getByRole("link", { name: subject }).filter({ hasText: status }).waitFor();
  await outlook.close();
}

async function seeGoneFromOutlook(address: string, subject: string): Promise<void> {
  const outlook = await jonas.openOutlook(address, day.toString());
  const standing = outlook.locator(".event:not(.cancelled)").filter({ hasText: subject });
  await standing.waitFor({ state: "detached" });
  await outlook.close();
}

/** The room keeps neither subject nor notes: its calendar shows who organizes (facts 2). */
async function seeRoomTakenBy(organizer: string): Promise<void> {
  const outlook = await jonas.openOutlook(ROOM.address, day.toString());
  await outlook.locator(".event.accepted:not(.cancelled)").filter({ hasText: organizer }).waitFor();
  await outlook.close();
}

async function seeRoomFree(): Promise<void> {
  const outlook = await jonas.openOutlook(ROOM.address, day.toString());
  await outlook.locator(".event:not(.cancelled)").waitFor({ state: "detached" });
  await outlook.close();
}

async function rehearse(page: Page, mode: string): Promise<void> {
  await page.goto("/admin/mode");
  await page.getByText(mode, { exact: true }).click();
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await page.getByRole("heading", { name: "What would happen" }).waitFor();
}

async function changeTo(page: Page, mode: string): Promise<void> {
  await page.getByRole("button", { name: `Change to ${mode}` }).click();
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  await dialog.getByRole("button", { name: `Change to ${mode}` }).click();
  await page.getByText(`Now: ${mode}`).waitFor();
}

describe("booking a room and seeing it in Exchange", () => {
  test("in normal mode the meeting stands in the person's own calendar (C1)", async () => {
    await jonas.signIn("Jonas Brandt");
    await chooseTime(jonas.page, 9);
    await keepScreenshot(jonas.page, "find-a-room");
    await bookAndSeeItDone(jonas.page, "Normal mode meeting", 9);
    await seeConfirmed(jonas.page, "Normal mode meeting");
    await keepScreenshot(jonas.page, "my-reservations");
    await seeInOutlook(JONAS, "Normal mode meeting", /organizer.*Wren: accepted/);
    await seeRoomTakenBy("Jonas Brandt");
  });

  test("a cancelled reservation is gone from both calendars", async () => {
    await cancel(jonas.page, "Normal mode meeting");
    await seeGoneFromOutlook(JONAS, "Normal mode meeting");
    await seeRoomFree();
  });

  test("the mode is changed only after its delegated user is connected", async () => {
    await amara.signIn("Amara Lindqvist");
    await rehearse(amara.page, "Strict");
    await amara.page.getByText("delegated_user_not_connected").waitFor();
    await amara.page.getByRole("link", { name: "Connect delegated user" }).click();
    await amara.page.getByRole("link", { name: "Use another account" }).click();
    await amara.page.getByRole("button", { name: /Usher Service/ }).click();
    await amara.page.getByText("This account is connected.").waitFor();
    await keepScreenshot(amara.page, "mode-rehearsal");
    await changeTo(amara.page, "Strict");
  });

  test("in strict mode the delegated user organizes and the person is invited (C2)", async () => {
    await bookAndSeeItDone(jonas.page, "Strict mode meeting", 10);
    await seeConfirmed(jonas.page, "Strict mode meeting");
    await seeInOutlook(SERVICE, "Strict mode meeting", /organizer.*Wren: accepted/);
    await seeInOutlook(JONAS, "Strict mode meeting", /not answered/);
    await seeRoomTakenBy("Usher Service");
    await cancel(jonas.page, "Strict mode meeting");
    await seeGoneFromOutlook(SERVICE, "Strict mode meeting");
    await seeRoomFree();
  });

  test("in personal mode a person connects on the way, and nothing typed is lost (C7)", async () => {
    await rehearse(amara.page, "Personal");
    await changeTo(amara.page, "Personal");
    await book(jonas.page, "Personal mode meeting", 11);
    const { page } = jonas;
    await page.getByRole("link", { name: "Connect Outlook" }).first().waitFor();
    await keepScreenshot(page, "connect-outlook");
    await page.getByRole("link", { name: "Connect Outlook" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    assert.equal(await dialog.getByLabel("Subject").inputValue(), "Personal mode meeting");
    await dialog.getByRole("button", { name: "Book", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await seeConfirmed(page, "Personal mode meeting");
  });

  test("in personal mode the person organizes with their own token (C8, U9)", async () => {
    await seeInOutlook(JONAS, "Personal mode meeting", /organizer.*Wren: accepted/);
    await seeRoomTakenBy("Jonas Brandt");
    const outlook = await jonas.openOutlook(JONAS, day.toString());
    await keepScreenshot(outlook, "outlook");
    await outlook.close();
    await amara.page.goto("/admin/sync-events");
    await amara.page
      .getByRole("row")
      .filter({ hasText: /Create.*C8/ })
      .waitFor();
    await keepScreenshot(amara.page, "sync-events");
    await cancel(jonas.page, "Personal mode meeting");
    await seeGoneFromOutlook(JONAS, "Personal mode meeting");
    await seeRoomFree();
  });

  test("no page met an error of its own or of the server, and Exchange saw nothing off its schema", () => {
    assert.deepEqual([...jonas.troubles, ...amara.troubles], []);
    assert.deepEqual(world.simulator.world.journal.violations(), []);
  });
});
