import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import type { Space } from "../../src/contract/places.ts";
import type { Reservation } from "../../src/contract/reservations.ts";
import { until } from "../support/until.ts";
import { type PersonSession, signIn, startUsherWorld } from "../support/usher-world.ts";
import type { UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type Fingers, fingersOn, type Spot } from "./fingers.ts";
import { ADMINISTRATOR, COLLEAGUE, OFFICE_DAY } from "./furnished-office.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { faultsAsShown } from "./page-faults.ts";

/** Amara plans with her fingers on a tablet, while others change what she has in hand. */
let world: UsherWorld;
let browser: Browser;
let amara: PersonAtBrowser;
let fingers: Fingers;
let api: PersonSession;
let spaces: readonly Space[];

before(async () => {
  const { notifications } = SIMULATOR_SETTINGS_DEFAULTS;
  world = await startUsherWorld({
    syncedRooms: ["Robin"],
    settings: { notifications: { ...notifications, httpToLoopback: true } },
  });
  browser = await launchChromium();
  amara = await personAtBrowser(browser, world);
  await amara.signIn("Amara Lindqvist");
  api = await signIn(world.url, ADMINISTRATOR);
  const answer = await api.request("GET", "/api/v1/spaces?limit=200");
  ({ items: spaces } = (await answer.json()) as { items: Space[] });
  const { page } = amara;
  await page.setViewportSize({ width: 1024, height: 768 });
  fingers = await fingersOn(page);
  const building = spaceOf("Robin").building_id;
  await page.goto(`/planner?date=${OFFICE_DAY.toString()}&building=${building}`);
  await rowOf(page, "Goldcrest").waitFor();
});
recordFailures(() => ({ world, people: [amara] }));
after(async () => {
  await browser.close();
  await world.close();
});

const spaceOf = (room: string): Space =>
  spaces.find(({ name }) => name === room) ?? assert.fail(`no room ${room}`);

const clock = (hour: number): string =>
  `${OFFICE_DAY.toString()}T${String(hour).padStart(2, "0")}:00:00+01:00`;

async function book(room: string, hour: number, subject: string): Promise<Reservation> {
  const body = { space_id: spaceOf(room).id, subject, ...at(hour) };
  const answer = await api.request("POST", "/api/v1/reservations", body);
  assert.equal(answer.status, 201);
  return (await answer.json()) as Reservation;
}

async function change(id: string, patch: object): Promise<void> {
  const answer = await api.request("PATCH", `/api/v1/reservations/${id}`, patch);
  assert.equal(answer.status, 200);
}

const at = (hour: number) => ({ start: clock(hour), end: clock(hour + 1) });

/** Somebody else is a moment earlier than the next change that the page sends. */
async function beforeItIsSent(page: Page, id: string, act: () => Promise<void>): Promise<void> {
  let isDone = false;
  await page.route(`**/api/v1/reservations/${id}`, async (route) => {
    if (!isDone && route.request().method() === "PATCH") {
      isDone = true;
      await act();
    }
    await route.fallback();
  });
}

const bar = (page: Page, name: RegExp): Locator => page.getByRole("gridcell", { name });
const rowOf = (page: Page, room: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: room }) });
const question = (page: Page): Locator =>
  page.getByRole("alertdialog", { name: /Move this|Change how long/ });
const panel = (page: Page): Locator => page.getByRole("complementary");
const status = (page: Page): Locator => page.locator(".planner-status-words");

async function spotAt(room: string, hour: number): Promise<Spot> {
  const box = await rowOf(amara.page, room).locator(".timeline-track").boundingBox();
  assert.ok(box);
  return { x: box.x + (box.width * hour) / 24, y: box.y + box.height / 2 };
}

const SCROLLER = `document.querySelector(".planner-scroll")`;
const scrolledTo = (page: Page): Promise<number> => page.evaluate<number>(`${SCROLLER}.scrollLeft`);

/** Once a fling has come to rest, since what is looked for moves with it. */
const scrollTo = (page: Page, left: number): Promise<void> =>
  page.evaluate(`(async (element) => {
    let before = -1;
    while (element.scrollLeft !== before) {
      before = element.scrollLeft;
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    }
    element.scrollLeft = ${left};
  })(${SCROLLER})`);

/** Puts a finger down and lets it rest until it has taken hold. */
async function hold(spot: Spot): Promise<void> {
  await fingers.put(spot);
  await status(amara.page).waitFor();
}

describe("the planner's schedule under a finger", () => {
  test("scrolls where a finger moves at once, and takes nothing along", async () => {
    const { page } = amara;
    await book("Goldcrest", 9, "Mine");
    await bar(page, /^Mine/).waitFor();
    const left = await scrolledTo(page);
    const from = await spotAt("Goldcrest", 9.5);
    await fingers.put(from);
    await fingers.slide(from, { x: from.x - 150, y: from.y });
    await fingers.lift();
    await until("it scrolls", async () => (await scrolledTo(page)) > left + 60);
    assert.equal(await status(page).count(), 0);
    assert.equal(await panel(page).count(), 0);
    await scrollTo(page, left);
  });

  test("draws a time after a rest on free ground, and says what it takes", async () => {
    const { page } = amara;
    const from = await spotAt("Goldcrest", 11.05);
    await hold(from);
    await fingers.slide(from, await spotAt("Goldcrest", 12.5));
    await status(page).filter({ hasText: "11:00–12:30, Goldcrest" }).waitFor();
    await fingers.lift();
    const dialog = page.getByRole("dialog", { name: "Book Goldcrest" });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await status(page).count(), 0);
  });

  test("takes a bar to another space after a rest, with conflicts shown before the drop", async () => {
    const { page } = amara;
    await book("Robin", 9, "In the way");
    await bar(page, /^In the way, Confirmed/).waitFor();
    const from = await spotAt("Goldcrest", 9.5);
    await hold(from);
    assert.equal(await bar(page, /^Mine/).getAttribute("data-held"), "true");
    await fingers.slide(from, await spotAt("Robin", 9.75));
    await status(page)
      .filter({ hasText: /09:15–10:15, Robin, taken by In the way/ })
      .waitFor();
    await fingers.slide(await spotAt("Robin", 9.75), await spotAt("Robin", 10.5));
    await status(page)
      .filter({ hasText: /10:00–11:00, Robin, the room is asked/ })
      .waitFor();
    await fingers.lift();
    await question(page)
      .getByText(/Robin is asked/)
      .waitFor();
    await question(page).getByRole("button", { name: "Keep it where it is" }).click();
    await question(page).waitFor({ state: "detached" });
  });

  test("lets go by a second finger, by Escape, and back where it began", async () => {
    const { page } = amara;
    const from = await spotAt("Goldcrest", 9.5);
    const to = await spotAt("Goldcrest", 14);
    const letGo: readonly (() => Promise<void>)[] = [
      () => fingers.put(to, from),
      () => page.keyboard.press("Escape"),
      () => fingers.slide(to, from),
    ];
    for (const act of letGo) {
      await hold(from);
      await fingers.slide(from, to);
      await act();
      await fingers.lift();
      await status(page).waitFor({ state: "detached" });
    }
    const free = await spotAt("Goldcrest", 11);
    await hold(free);
    await fingers.slide(free, to);
    await fingers.slide(to, free);
    await fingers.lift();
    await status(page).waitFor({ state: "detached" });
    assert.equal(await question(page).count(), 0);
    assert.equal(await page.getByRole("dialog").count(), 0);
  });

  test("opens what is tapped, which then has ends that are wide enough for a finger", async () => {
    const { page } = amara;
    await fingers.tap(await spotAt("Goldcrest", 9.5));
    await panel(page).getByText("Mine").first().waitFor();
    await panel(page).getByRole("button", { name: "Close" }).click();
    const end = bar(page, /^Mine/).locator("[data-edge=end]");
    const box = await end.boundingBox();
    assert.ok(box && box.width >= 44 && box.height >= 44, JSON.stringify(box));
    assert.deepEqual(await faultsAsShown(page), []);
    // At once, without a rest.
    const grip = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await fingers.put(grip);
    await fingers.slide(grip, { x: grip.x + 42, y: grip.y });
    await status(page).filter({ hasText: "09:00–10:30, Goldcrest" }).waitFor();
    await fingers.lift();
    await question(page).getByRole("button", { name: "Move" }).click();
    await question(page).waitFor({ state: "detached" });
    await bar(page, /^Mine, .*09:00–10:30, Goldcrest/).waitFor();
  });

  test("moves the ground along while it is held near an edge, and what is held with it", async () => {
    const { page } = amara;
    const left = await scrolledTo(page);
    const from = await spotAt("Goldcrest", 9.5);
    await hold(from);
    await fingers.slide(from, { x: 1000, y: from.y });
    await until("the ground moves", async () => (await scrolledTo(page)) > left + 200);
    await until("what is held is under the hand", async () => {
      const ghost = await page.locator(".planner-ghost").boundingBox();
      return ghost !== null && ghost.x < 1000 && ghost.x + ghost.width > 1000;
    });
    await page.keyboard.press("Escape");
    await fingers.lift();
    await scrollTo(page, left);
  });

  test("tells of what it may not take why that is, and what to do", async () => {
    const { page } = amara;
    const form = {
      subject: "From Outlook",
      start: `${OFFICE_DAY.toString()}T13:00`,
      end: `${OFFICE_DAY.toString()}T14:00`,
      invite: "room.robin@larkfield.example",
    };
    await fetch(`${world.simulator.pagesUrl}/outlook/${COLLEAGUE}/events`, {
      method: "POST",
      body: new URLSearchParams(form),
    });
    await bar(page, /^From Outlook/).waitFor();
    await fingers.tap(await spotAt("Robin", 13.5));
    await panel(page)
      .getByText(/Only the organizer can change or cancel it there: ask Mira/)
      .first()
      .waitFor();
    await panel(page).getByRole("button", { name: "Close" }).click();
    assert.deepEqual(amara.troubles, []);
  });
});

describe("a reservation that changes while it is in hand", () => {
  let held: Reservation;

  before(async () => {
    held = await book("Plover", 8, "Contended");
    await bar(amara.page, /^Contended/).waitFor();
    const morning = await spotAt("Plover", 7);
    const column = await spotAt("Plover", 0);
    await scrollTo(amara.page, morning.x - column.x);
  });

  /** Drags it in its row, and confirms what is asked. */
  async function takeTo(hour: number, toHour: number): Promise<void> {
    const from = await spotAt("Plover", hour + 0.5);
    await hold(from);
    await fingers.slide(from, await spotAt("Plover", toHour + 0.5));
    await fingers.lift();
    await question(amara.page).getByText("Nobody is asked or told").waitFor();
    await question(amara.page).getByRole("button", { name: "Move it" }).click();
  }

  test("goes where it was dropped though its words changed meanwhile", async () => {
    const { page } = amara;
    await beforeItIsSent(page, held.id, () => change(held.id, { subject: "Contended anew" }));
    await takeTo(8, 10);
    await question(page).waitFor({ state: "detached" });
    await bar(page, /^Contended anew, .*10:00–11:00, Plover/).waitFor();
  });

  test("is asked about once more where it was moved meanwhile, with its place by now", async () => {
    const { page } = amara;
    await beforeItIsSent(page, held.id, () => change(held.id, at(12)));
    await takeTo(10, 8);
    const dialog = question(page);
    await dialog.getByText("It was moved meanwhile").waitFor();
    await dialog.getByText(/it was here: Plover, .*10:00–11:00/).waitFor();
    await dialog.getByText(/^Plover, .*12:00–13:00$/).waitFor();
    await dialog.getByText(/^Plover, .*08:00–09:00$/).waitFor();
    await dialog.getByRole("button", { name: "Move it" }).click();
    await dialog.waitFor({ state: "detached" });
    await bar(page, /^Contended anew, .*08:00–09:00, Plover/).waitFor();
  });

  test("stays under the hand, as all else does, until the hand lets go, and tells what came into its way", async () => {
    const { page } = amara;
    const from = await spotAt("Plover", 8.5);
    const bars = page.locator("[data-bar]");
    await hold(from);
    await fingers.slide(from, await spotAt("Plover", 10));
    const seen = async () => ({
      left: await scrolledTo(page),
      bars: await Promise.all((await bars.all()).map((one) => one.boundingBox())),
    });
    const first = await seen();
    await status(page)
      .filter({ hasText: /09:30–10:30, Plover$/ })
      .waitFor();
    await change(held.id, at(11));
    await book("Plover", 10, "Of somebody else");
    // It is not shown yet, and in the way all the same.
    await status(page)
      .filter({ hasText: /09:30–10:30, Plover, taken by Of somebody else/ })
      .waitFor();
    assert.deepEqual(await seen(), first);
    await page.keyboard.press("Escape");
    await fingers.lift();
    await bar(page, /^Contended anew, .*11:00–12:00, Plover/).waitFor();
    await bar(page, /^Of somebody else/).waitFor();
    assert.deepEqual(amara.troubles, []);
  });
});
