import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser, Page } from "playwright-core";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { findRooms } from "./portal-pages.ts";

/** Jonas books two rooms for one meeting, and a room each for himself and for Mira. */
let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;
const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 1 });

before(async () => {
  world = await startUsherWorld();
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
  await jonas.signIn("Jonas Brandt");
});
recordFailures(() => ({ world, people: [jonas] }));
after(async () => {
  await browser.close();
  await world.close();
});

/** What people press is the label: the box itself is drawn. */
async function choose(page: Page, ...rooms: readonly string[]): Promise<void> {
  for (const room of rooms) {
    const card = page.getByRole("article", { name: room, exact: true });
    await card.getByText("Choose", { exact: true }).click();
  }
}

describe("several spaces", () => {
  test("are booked together for one meeting, whose page shows how each stands", async () => {
    const { page } = jonas;
    await findRooms(page, { room: "", subject: "", day, hour: 10 });
    await choose(page, "Wren");
    assert.ok(await page.getByRole("button", { name: "Book together" }).isDisabled());
    await choose(page, "Robin");
    await page.getByText("2 spaces chosen").waitFor();
    await page.getByRole("button", { name: "Book together" }).click();
    const dialog = page.getByRole("dialog", { name: "Book 2 spaces together" });
    await dialog.getByLabel("Subject").fill("Planning day");
    await dialog.getByRole("button", { name: "Book", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const rooms = page.getByRole("list", { name: "Rooms of the meeting" });
    await rooms.getByRole("listitem").filter({ hasText: "Wren" }).getByText("Confirmed").waitFor();
    await rooms.getByRole("listitem").filter({ hasText: "Robin" }).getByText("Confirmed").waitFor();
  });

  test("are booked for a group, each with its person", async () => {
    const { page } = jonas;
    await findRooms(page, { room: "", subject: "", day, hour: 14 });
    await choose(page, "Wren", "Robin");
    await page.getByRole("button", { name: "Book together" }).click();
    const dialog = page.getByRole("dialog", { name: "Book 2 spaces together" });
    await dialog.getByRole("radio", { name: "A group, one for each" }).click();
    await dialog.getByRole("button", { name: "Book", exact: true }).click();
    await dialog.getByText("Choose somebody.").waitFor();
    await dialog.getByLabel("Who gets Robin").fill("Mira");
    await page.getByRole("option", { name: /Mira Castellan/ }).click();
    await dialog.getByLabel("Subject").fill("Team day");
    await dialog.getByRole("button", { name: "Book", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const members = page.getByRole("list", { name: "Members of the group" });
    await members.getByText(/Mira Castellan: Robin/).waitFor();
    await members.getByText(/Jonas Brandt: Wren/).waitFor();
    await page
      .getByRole("button", { name: /^Cancel/ })
      .first()
      .waitFor();
    assert.deepEqual(jonas.troubles, []);
  });
});
