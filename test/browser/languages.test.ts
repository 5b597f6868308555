import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";

let world: UsherWorld;
let browser: Browser;
let amara: PersonAtBrowser;

before(async () => {
  world = await startUsherWorld();
  browser = await launchChromium();
  amara = await personAtBrowser(browser, world);
  await amara.signIn("Amara Lindqvist");
});
recordFailures(() => ({ world, people: [amara] }));
after(async () => {
  await browser.close();
  await world.close();
});

describe("whoever wants German", () => {
  test("chooses it for this device, and has it in every open tab and control", async () => {
    const { page, context } = amara;
    const other = await context.newPage();
    await other.goto("/account");
    await other.getByRole("radio", { name: "Deutsch" }).click();
    await other.getByRole("heading", { name: "Konto" }).waitFor();
    await other.close();
    await page.getByRole("heading", { name: "Raum finden" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    await page.locator('link[href="/phone.de.webmanifest"]').waitFor({ state: "attached" });
    // The words of the components' library are in the build for our languages alone.
    await page.getByRole("spinbutton", { name: /^Tag/ }).first().waitFor();
    await page.goto("/admin/health");
    await page.getByRole("button", { name: "Alle Räume abgleichen" }).waitFor();
  });

  test("reads in it what was refused", async () => {
    const { page } = amara;
    await page.goto("/reservations/00000000-0000-4000-8000-000000000000");
    await page.getByText("Diese Reservierung gibt es nicht", { exact: true }).waitFor();
    await page.getByText("Diese Reservierung gibt es nicht.", { exact: true }).waitFor();
    await page
      .getByText("Suchen Sie in der Liste der Reservierungen noch einmal danach.")
      .waitFor();
    assert.equal(await page.locator("[lang=en]").count(), 0);
  });

  test("has what the browser says again, once the choice is taken back", async () => {
    const { page } = amara;
    await page.goto("/account");
    await page.getByRole("radio", { name: "Wie der Browser" }).click();
    await page.getByRole("heading", { name: "Account" }).waitFor();
  });
});
