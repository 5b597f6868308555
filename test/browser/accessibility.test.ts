import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import {
  SIGHTS_BEFORE_SIGN_IN,
  SIGHTS_IN_PERSONAL_MODE,
  sightsInNormalMode,
  sightsOfSimulator,
} from "./every-page.ts";
import { furnishOffice, turnToPersonalMode, type FurnishedOffice } from "./furnished-office.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { faultsOf } from "./page-faults.ts";
import { lookAt, type Sight, WITH_MAIL } from "./sight.ts";

/** Every page and dialog, each in a tab of its own, in every mode that shows another. */
let world: UsherWorld;
let browser: Browser;
let amara: PersonAtBrowser;
let office: FurnishedOffice;

before(async () => {
  world = await startUsherWorld({
    settings: { accessTokenLifetimeSeconds: [240, 240] },
    environment: WITH_MAIL,
  });
  browser = await launchChromium();
  amara = await personAtBrowser(browser, world);
  await amara.signIn("Amara Lindqvist");
  office = await furnishOffice(world);
});
recordFailures(() => ({ world, people: [amara] }));
after(async () => {
  await browser.close();
  await world.close();
});

/** Each sight in a tab of its own, which keeps no draft of another; two tabs at a time. */
async function seeNoFaults(sights: readonly Sight[], context = amara.context): Promise<void> {
  const found: Record<string, string[]> = {};
  const waiting = sights.values();
  const lane = async (): Promise<void> => {
    for (const sight of waiting) {
      const page = await context.newPage();
      await page.emulateMedia({ reducedMotion: "reduce" });
      await lookAt(page, sight);
      const faults = await faultsOf(page);
      if (faults.length > 0) found[sight.name] = faults;
      await page.close();
    }
  };
  await Promise.all([lane(), lane()]);
  assert.deepEqual(found, {});
}

describe("accessibility", () => {
  test("the simulator's pages have no faults", async () => {
    await seeNoFaults(sightsOfSimulator(world));
  });

  test("the sign-in page of Microsoft in small has no faults", async () => {
    const stranger = await personAtBrowser(browser, world);
    await seeNoFaults(SIGHTS_BEFORE_SIGN_IN, stranger.context);
  });

  test("pages and dialogs in normal mode have no faults", async () => {
    await seeNoFaults(sightsInNormalMode(office));
  });

  test("what only personal mode shows has no faults", async () => {
    await turnToPersonalMode(world, amara.page);
    await seeNoFaults(SIGHTS_IN_PERSONAL_MODE);
  });
});
