import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser } from "playwright-core";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import type { SyncConfiguration } from "../../src/contract/admin.ts";
import type { Reservation } from "../../src/contract/reservations.ts";
import { until } from "../support/until.ts";
import { signIn, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { makeMeetingInOutlook, seeGoneFromOutlook, seeRoomTakenBy } from "./outlook-pages.ts";
import { book, cardOf, seeOnCard } from "./portal-pages.ts";

/**
 * Jonas reserves a room that Mira approves, and both see what becomes of it by itself: nothing is
 * loaded again, here or in Outlook.
 */
const JONAS = "jonas.brandt@larkfield.example";
const MIRA = "mira.castellan@larkfield.example";
const AMARA = "amara.lindqvist@larkfield.example";
const WREN = "room.wren@larkfield.example";

let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;
let mira: PersonAtBrowser;
const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 1 });

before(async () => {
  const { notifications } = SIMULATOR_SETTINGS_DEFAULTS;
  world = await startUsherWorld({
    settings: { notifications: { ...notifications, httpToLoopback: true } },
    organisation: (demo) => ({
      ...demo,
      sync_configurations: (demo.sync_configurations ?? []).filter(({ space }) => space === "Wren"),
      modules: (demo.modules ?? []).map((module) => ({ ...module, approvers: [MIRA] })),
      spaces: (demo.spaces ?? []).map((space) => ({
        ...space,
        requires_approval: space.name === "Wren",
      })),
    }),
  });
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
  mira = await personAtBrowser(browser, world);
  await jonas.signIn("Jonas Brandt");
  await mira.signIn("Mira Castellan");
  await mira.page.goto("/approvals");
  await mira.page.getByText("Nothing waits for your approval").waitFor();
  await wrenIsWatched();
});
recordFailures(() => ({ world, people: [jonas, mira] }));
after(async () => {
  await browser.close();
  await world.close();
});

/** What happens in Outlook is told from then on, as it happens. */
async function wrenIsWatched(): Promise<void> {
  const administrator = await signIn(world.url, AMARA);
  await until("Wren has a subscription", async () => {
    const answer = await administrator.request("GET", "/api/v1/admin/sync-configurations");
    const { items } = (await answer.json()) as { items: SyncConfiguration[] };
    return items.every((room) => room.change_source === "subscription");
  });
}

async function idOf(subject: string): Promise<string> {
  const answer = await (await signIn(world.url, JONAS)).request("GET", "/api/v1/reservations");
  const { items } = (await answer.json()) as { items: Reservation[] };
  return items.find((each) => each.subject === subject)?.id ?? assert.fail(subject);
}

describe("a room that somebody approves", () => {
  test("is told before it is booked, waits on both pages, and is confirmed by one press", async () => {
    await book(jonas.page, { room: "Wren", subject: "Press briefing", day, hour: 9 });
    await seeOnCard(jonas.page, "Press briefing", "Awaiting approval");
    await seeOnCard(jonas.page, "Press briefing", "Mira Castellan decides.");
    await seeRoomTakenBy(jonas, { address: WREN, day }, "Jonas Brandt");
    const card = cardOf(mira.page, "Press briefing");
    await card.getByText("For Jonas Brandt").waitFor();
    await mira.page.getByRole("link", { name: /Approvals.*1 reservation waits/ }).waitFor();
    await card.getByRole("button", { name: /^Approve/ }).click();
    await mira.page.getByText("Nothing waits for your approval").waitFor();
    await seeOnCard(jonas.page, "Press briefing", "Confirmed");
  });

  test("is refused on the phone with a reason, once, over no connection, a reload and a lost answer", async () => {
    const { page } = mira;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/m");
    await page.getByText("Nothing is planned").waitFor();
    await book(jonas.page, { room: "Wren", subject: "Cocktails", day, hour: 11 });
    await page.getByText("1 reservation waits for you").waitFor();
    const card = cardOf(page, "Cocktails");
    await card.getByRole("button", { name: /^Reject/ }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Reject" }).click();
    await dialog.getByText("Say why").waitFor();
    await dialog.getByLabel("Reason").fill("Wren is being painted.");
    let asked = 0;
    // The first is lost on the way there; of the second the server has worked, and the answer is lost.
    await page.route("**/reject", async (route) => {
      asked += 1;
      if (asked > 2) return route.continue();
      if (asked === 2) await route.fetch();
      return route.abort("connectionreset");
    });
    await dialog.getByRole("button", { name: "Reject" }).click();
    await card.getByText("Not confirmed by Usher yet").waitFor();
    await page.reload();
    await page.getByText("Wren is rejected").waitFor();
    await card.waitFor({ state: "detached" });
    await seeOnCard(jonas.page, "Cocktails", "Rejected by Mira Castellan");
    await seeOnCard(jonas.page, "Cocktails", "Wren is being painted.");
    await seeGoneFromOutlook(jonas, { address: JONAS, day }, "Cocktails");
    await page.goto(`/m/reservations/${await idOf("Cocktails")}`);
    const decisions = page.getByRole("strong").getByText("Not approved");
    await decisions.first().waitFor();
    assert.deepEqual([asked, await decisions.count()], [3, 1]);
    await page.goto("/m/approvals");
  });

  test("waits just so where it was taken in Outlook", async () => {
    const meeting = { by: JONAS, subject: "Choir", day, hour: 14, invite: WREN };
    await makeMeetingInOutlook(jonas, meeting);
    const card = cardOf(mira.page, "Choir");
    await card.getByRole("button", { name: /^Approve/ }).click();
    await seeOnCard(jonas.page, "Choir", "Confirmed");
  });
});
