import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser } from "playwright-core";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { beginBooking, cardOf, seeOnCard, finishBooking } from "./portal-pages.ts";

/** Jonas books a room with coffee, and takes it off again. */
const COFFEE = { name: "Coffee", preparation_minutes: 15, clean_up_minutes: 30 };
const AIRING = { name: "Airing", on_every_reservation: true };

let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;
const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 1 });

before(async () => {
  world = await startUsherWorld({
    organisation: (demo) => ({
      ...demo,
      modules: (demo.modules ?? []).map((module) => ({ ...module, services: [COFFEE, AIRING] })),
    }),
  });
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
  await jonas.signIn("Jonas Brandt");
});
recordFailures(() => ({ world, people: [jonas] }));
after(async () => {
  await browser.close();
  await world.close();
});

describe("a room with services", () => {
  test("is booked with what was chosen, and its page tells what is kept free", async () => {
    const { page } = jonas;
    const wish = { room: "Wren", subject: "Tasting", day, hour: 10 };
    const dialog = await beginBooking(page, wish);
    const coffee = dialog.getByRole("checkbox", { name: "Coffee" });
    await dialog
      .getByText("Keeps the space free 15 minutes before for preparation, and 30 minutes after")
      .waitFor();
    assert.ok(await dialog.getByRole("checkbox", { name: "Airing" }).isDisabled());
    // What people press is the label: the box itself is drawn.
    await dialog.getByText("Coffee", { exact: true }).click();
    assert.ok(await coffee.isChecked());
    await finishBooking(dialog);
    // Whoever changes it before the room has answered is told that it has changed meanwhile.
    await seeOnCard(page, wish.subject, "Confirmed");
    assert.equal(await page.getByRole("article").count(), 1, "blockers are nobody's meetings");
    await cardOf(page, wish.subject).getByRole("link").first().click();
    await page.getByText("Airing, Coffee").waitFor();
    await page.getByText(/^Preparation, 9:45|^Preparation, 09:45/).waitFor();
    await page.getByText(/^Clean-up, 11:00/).waitFor();
  });

  test("loses what is taken off", async () => {
    const { page } = jonas;
    await page.getByRole("button", { name: /Change the services/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Coffee", { exact: true }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/^Preparation, /).waitFor({ state: "detached" });
    assert.deepEqual(jonas.troubles, []);
  });
});
