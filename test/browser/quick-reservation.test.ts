import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import type { Reservation } from "../../src/contract/reservations.ts";
import { signIn, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { zoneOfDaytime } from "../support/zone-of-daytime.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { changeTo, connectDelegatedUser, rehearse } from "./mode-page.ts";
import { faultsOf } from "./page-faults.ts";

/** Jonas needs a room at once; then the company turns to personal mode, and he is not connected. */
const JONAS = "jonas.brandt@larkfield.example";

let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;

before(async () => {
  const zone = zoneOfDaytime();
  world = await startUsherWorld({
    organisation: (demo) => ({
      ...demo,
      buildings: (demo.buildings ?? []).map((building) => ({ ...building, time_zone: zone })),
    }),
  });
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
  await jonas.page.emulateMedia({ reducedMotion: "reduce" });
  await jonas.signIn("Jonas Brandt");
});
recordFailures(() => ({ world, people: [jonas] }));
after(async () => {
  await browser.close();
  await world.close();
});

async function reservationsOf(upn: string): Promise<readonly Reservation[]> {
  const answer = await (await signIn(world.url, upn)).request("GET", "/api/v1/reservations");
  return ((await answer.json()) as { items: Reservation[] }).items;
}

const standing = async () =>
  (await reservationsOf(JONAS)).filter(({ state }) => state !== "cancelled");

describe("a quick reservation", () => {
  test("is one press from the first page: the best that is free", async () => {
    const { page } = jonas;
    await page.goto("/");
    await page.getByRole("link", { name: "Quick reservation" }).click();
    await page.getByRole("radio", { name: "Up to 4 people" }).click();
    await page.getByText("4 people ·").waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole("button", { name: /^Reserve until/ }).click();
    await page.getByRole("heading", { name: /is yours$/ }).waitFor();
    await page.getByText("Confirmed").waitFor();
    const [made] = await standing();
    assert.equal(made?.channel, "quick_reservation");
    assert.deepEqual(await faultsOf(page), []);
  });

  test("is given for another one, which takes its place, and taken back", async () => {
    const { page } = jonas;
    const heading = page.getByRole("heading", { name: /is yours$/ });
    const first = (await heading.textContent()) ?? "";
    await page.getByRole("button", { name: "Another one instead" }).click();
    await page.getByRole("heading", { name: first }).waitFor({ state: "detached" });
    await heading.waitFor();
    assert.equal((await standing()).length, 1);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: /^Reserve until/ }).waitFor();
    assert.deepEqual(await standing(), []);
  });

  test("has its choices from a link, and keeps them on the way to Outlook", async () => {
    const { page } = jonas;
    const amara = await personAtBrowser(browser, world);
    await amara.signIn("Amara Lindqvist");
    await rehearse(amara.page, "Personal");
    await connectDelegatedUser(amara.page, "Usher Service");
    await changeTo(amara.page, "Personal");
    await page.goto("/quick?minutes=45&people=6&start=quarter");
    await page.getByRole("radio", { name: "45 minutes", checked: true }).waitFor();
    await page.getByRole("button", { name: /^Reserve until/ }).click();
    await page.getByText("Connect your Outlook calendar first").waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.getByRole("link", { name: "Connect Outlook" }).click();
    await page.getByText("Your Outlook calendar is connected").waitFor();
    await page.getByRole("radio", { name: "45 minutes", checked: true }).waitFor();
    await page.getByRole("radio", { name: "Up to 6 people", checked: true }).waitFor();
    await page.getByRole("button", { name: /^Reserve until/ }).click();
    await page.getByRole("heading", { name: /is yours$/ }).waitFor();
    const [made] = await standing();
    assert.equal(made?.channel, "quick_reservation");
    assert.deepEqual(jonas.troubles, []);
  });
});
