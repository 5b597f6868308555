import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser, Page } from "playwright-core";
import type { Space } from "../../src/contract/places.ts";
import { startUsherWorld, signIn, type UsherWorld } from "../support/usher-world.ts";
import { zoneOfDaytime } from "../support/zone-of-daytime.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { faultsOf } from "./page-faults.ts";

/** Amara hangs a tablet beside Wren's door; people use it, and in the end she takes it down. */
let world: UsherWorld;
let browser: Browser;
let amara: PersonAtBrowser;
let tablet: PersonAtBrowser;
let door: Page;

before(async () => {
  const zone = zoneOfDaytime();
  world = await startUsherWorld({
    organisation: (demo) => ({
      ...demo,
      buildings: (demo.buildings ?? []).map((building) => ({ ...building, time_zone: zone })),
    }),
  });
  browser = await launchChromium();
  amara = await personAtBrowser(browser, world);
  await amara.signIn("Amara Lindqvist");
  tablet = await personAtBrowser(browser, world);
  door = tablet.page;
  await door.emulateMedia({ reducedMotion: "reduce" });
});
recordFailures(() => ({ world, people: [amara, tablet] }));
after(async () => {
  await browser.close();
  await world.close();
});

const says = async (word: string) =>
  door.getByRole("status").getByText(word, { exact: true }).waitFor();
const press = async (name: string | RegExp) => door.getByRole("button", { name }).click();

async function addPanel({ page }: PersonAtBrowser): Promise<string> {
  await page.goto("/admin/panels");
  await page.getByRole("button", { name: "Add a panel" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Wren's door");
  await dialog.getByRole("button", { name: "Building" }).click();
  await page.getByRole("option", { name: "Spreehaus" }).click();
  await dialog.getByRole("button", { name: "Space" }).click();
  await page.getByRole("option", { name: "Wren" }).click();
  await dialog.getByRole("combobox", { name: "Reserves for" }).fill("Mira");
  await page.getByRole("option", { name: /Mira Castellan/ }).click();
  await dialog.getByRole("button", { name: "Add a panel" }).click();
  return (await dialog.locator(".pairing-code").textContent()) ?? "";
}

describe("a panel at a door", () => {
  test("is paired by the code that the administrator is shown", async () => {
    await door.goto("/panel");
    await door.getByLabel("Code").fill("WRNG-CODE");
    await press("Pair");
    await door.getByText("The pairing code is wrong").waitFor();
    assert.deepEqual(await faultsOf(door), []);
    await door.getByLabel("Code").fill((await addPanel(amara)).toLowerCase().replace("-", ""));
    await press("Pair");
    await door.getByRole("heading", { name: "Wren", level: 1 }).waitFor();
    await says("Free");
    await door.getByRole("button", { name: /^15 minutes/ }).waitFor();
    assert.deepEqual(await faultsOf(door), []);
  });

  test("reserves at once for whom it is told to, gives more time, and ends early", async () => {
    await press(/^15 minutes/);
    await says("Busy");
    const now = door.getByRole("article", { name: "Now" });
    await now.getByText("Mira Castellan").waitFor();
    await now.getByText("Waiting for the room’s answer").waitFor({ state: "detached" });
    const shown = (await now.getByRole("heading").textContent()) ?? "";
    await door.getByRole("group", { name: "Stay longer" }).getByRole("button").first().click();
    await now.getByRole("heading", { name: shown, exact: true }).waitFor({ state: "detached" });
    await now.getByText("Waiting for the room’s answer").waitFor({ state: "detached" });
    assert.deepEqual(await faultsOf(door), []);
    await press("End now");
    const asked = door.getByRole("alertdialog");
    assert.deepEqual(await faultsOf(door), []);
    await asked.getByRole("button", { name: "End now" }).click();
    await says("Free");
  });

  test("hears of a meeting by itself, and tells nothing of one that is private", async () => {
    const jonas = await signIn(world.url, "jonas.brandt@larkfield.example");
    const listed = await jonas.request("GET", "/api/v1/spaces?limit=200");
    const { items } = (await listed.json()) as { items: Space[] };
    const start = Temporal.Now.instant().round({ smallestUnit: "minute", roundingMode: "ceil" });
    const made = await jonas.request("POST", "/api/v1/reservations", {
      space_id: items.find(({ name }) => name === "Wren")?.id,
      start: start.add({ minutes: 8 }).toString(),
      end: start.add({ minutes: 38 }).toString(),
      subject: "Salaries",
      sensitivity: "private",
    });
    assert.equal(made.status, 201, await made.text());
    await says("Busy soon");
    await door.getByRole("article", { name: "Next" }).getByText("Private meeting").waitFor();
    assert.doesNotMatch(await door.content(), /Salaries|Jonas/);
    assert.deepEqual(await faultsOf(door), []);
  });

  test("says that it has lost contact, offers nothing then, and comes back by itself", async () => {
    await tablet.context.setOffline(true);
    await door.getByText(/^No contact since/).waitFor();
    assert.equal(await door.getByRole("button").count(), 0);
    assert.deepEqual(await faultsOf(door), []);
    await tablet.context.setOffline(false);
    await door.getByText(/^No contact since/).waitFor({ state: "detached" });
    await says("Busy soon");
  });

  test("is unpaired with a word why once an administrator has removed it", async () => {
    await amara.page.goto("/admin/panels");
    await amara.page.getByRole("button", { name: "Revoke Wren's door" }).click();
    await amara.page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await door.getByText("This panel was removed by an administrator").waitFor();
    assert.deepEqual(await faultsOf(door), []);
    await door.reload();
    await door.getByRole("heading", { name: "Pair this screen" }).waitFor();
    assert.deepEqual([...amara.troubles, ...tablet.troubles], []);
  });
});
