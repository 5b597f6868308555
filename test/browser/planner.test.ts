import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import type { Space } from "../../src/contract/places.ts";
import { signIn, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { ADMINISTRATOR, COLLEAGUE, OFFICE_DAY } from "./furnished-office.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { faultsAsShown } from "./page-faults.ts";

/** Amara plans for everybody: by mouse, by keyboard, and seeing what is not hers to change. */
let world: UsherWorld;
let browser: Browser;
let amara: PersonAtBrowser;
let path: string;
let robin: Space | undefined;

before(async () => {
  const { notifications } = SIMULATOR_SETTINGS_DEFAULTS;
  world = await startUsherWorld({
    syncedRooms: ["Goldcrest", "Robin"],
    settings: { notifications: { ...notifications, httpToLoopback: true } },
  });
  browser = await launchChromium();
  amara = await personAtBrowser(browser, world);
  await amara.signIn("Amara Lindqvist");
  const session = await signIn(world.url, ADMINISTRATOR);
  const answer = await session.request("GET", "/api/v1/spaces?limit=200");
  const { items } = (await answer.json()) as { items: Space[] };
  robin = items.find(({ name }) => name === "Robin");
  // Only the rows in sight are there: one building has few of them.
  path = `/planner?date=${OFFICE_DAY.toString()}&building=${robin?.building_id}`;
});
recordFailures(() => ({ world, people: [amara] }));
after(async () => {
  await browser.close();
  await world.close();
});

const bar = (page: Page, name: RegExp): Locator => page.getByRole("gridcell", { name });

/** Not the news of what was done, which is an alert dialog to React Aria. */
const question = (page: Page): Locator =>
  page.getByRole("alertdialog", { name: /Move this|Change how long/ });

const rowOf = (page: Page, room: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: room }) });

/** Where an hour of the shown day is in the window, in the row of a room. */
async function pointAt(page: Page, room: string, hour: number) {
  const row = rowOf(page, room).locator(".timeline-track");
  await row.scrollIntoViewIfNeeded();
  const box = await row.boundingBox();
  assert.ok(box);
  return { x: box.x + (box.width * hour) / 24, y: box.y + box.height / 2 };
}

async function dragFrom(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
}

describe("the planner's schedule", () => {
  test("takes a time that is drawn with the mouse", async () => {
    const { page } = amara;
    await page.goto(path);
    await rowOf(page, "Goldcrest").waitFor();
    await dragFrom(
      page,
      await pointAt(page, "Goldcrest", 9.05),
      await pointAt(page, "Goldcrest", 10.5),
    );
    await page.getByText("09:00–10:30, Goldcrest").first().waitFor();
    await page.mouse.up();
    const dialog = page.getByRole("dialog", { name: "Book Goldcrest" });
    await dialog.getByLabel("Subject").fill("Drawn");
    await dialog.getByRole("button", { name: "Book", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await bar(page, /^Drawn, .*09:00–10:30, Goldcrest/).waitFor();
    await page.getByRole("complementary").getByText("Drawn").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("complementary").waitFor({ state: "detached" });
  });

  test("moves and resizes by keyboard, and says before what follows", async () => {
    const { page } = amara;
    const drawn = bar(page, /^Drawn, .*Confirmed/);
    await drawn.waitFor();
    await drawn.click();
    await page.getByRole("complementary").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Alt+ArrowLeft");
    await page.keyboard.press("Enter");
    const dialog = question(page);
    await dialog.getByText(/Goldcrest is asked in Outlook/).waitFor();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await bar(page, /^Drawn, .*09:30–10:45, Goldcrest/).waitFor();
  });

  test("shows a conflict while it is dragged, and keeps what is not to be", async () => {
    const { page } = amara;
    const session = await signIn(world.url, ADMINISTRATOR);
    const start = `${OFFICE_DAY.toString()}T09:00:00+01:00`;
    const end = `${OFFICE_DAY.toString()}T11:00:00+01:00`;
    const body = { space_id: robin?.id, start, end, subject: "In the way" };
    const made = await session.request("POST", "/api/v1/reservations", body);
    assert.equal(made.status, 201);
    await bar(page, /^In the way/).waitFor();
    // The room's answer raises its version, after which what was begun before would begin anew.
    await bar(page, /^Drawn, Confirmed.*09:30–10:45, Goldcrest/).waitFor();
    await dragFrom(page, await pointAt(page, "Goldcrest", 10), await pointAt(page, "Robin", 10));
    await page
      .getByText(/taken by In the way/)
      .first()
      .waitFor();
    await page.mouse.up();
    const dialog = question(page);
    await dialog.getByText("The space is taken").waitFor();
    await dialog.getByRole("button", { name: "Keep it where it is" }).click();
    await dialog.waitFor({ state: "detached" });
    await bar(page, /^Drawn, .*09:30–10:45, Goldcrest/).waitFor();
  });

  test("dims what the rules do not let change, with the reason at hand", async () => {
    const { page } = amara;
    const form = {
      subject: "From Outlook",
      start: `${OFFICE_DAY.toString()}T13:00`,
      end: `${OFFICE_DAY.toString()}T14:00`,
      invite: "room.goldcrest@larkfield.example",
    };
    await fetch(`${world.simulator.pagesUrl}/outlook/${COLLEAGUE}/events`, {
      method: "POST",
      body: new URLSearchParams(form),
    });
    const made = bar(
      page,
      /^From Outlook.*Read only.*made in Outlook.*Ask the meeting's organizer/,
    );
    await made.waitFor();
    assert.equal(await made.getAttribute("data-dimmed"), "true");
    await made.hover();
    await page
      .locator(".planner-card")
      .getByText(/Read only/)
      .waitFor();
    await page.mouse.move(5, 5);
    await dragFrom(
      page,
      await pointAt(page, "Goldcrest", 13.5),
      await pointAt(page, "Goldcrest", 16),
    );
    await page.mouse.up();
    assert.equal(await question(page).count(), 0);
    assert.deepEqual(amara.troubles, []);
  });

  test("is open to a viewer, who changes nothing, and has no fault that axe knows", async () => {
    const session = await signIn(world.url, ADMINISTRATOR);
    const people = "/api/v1/admin/people";
    const found = await session.request("GET", `${people}?query=jonas`);
    const [jonas] = ((await found.json()) as { items: { id: string }[] }).items;
    await session.request("PATCH", `${people}/${jonas?.id}`, { roles: ["user", "viewer"] });
    const viewer = await personAtBrowser(browser, world);
    await viewer.signIn("Jonas Brandt");
    const { page } = viewer;
    await page.goto(path);
    const drawn = bar(page, /^Drawn.*Read only/);
    await drawn.click();
    await page
      .getByRole("complementary")
      .getByText(/needs the role planner/)
      .waitFor();
    assert.equal(await page.getByRole("button", { name: /^Change/ }).count(), 0);
    assert.deepEqual(await faultsAsShown(page), []);
    assert.deepEqual(viewer.troubles, []);
  });
});
