import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import {
  lookAt,
  SIGHTS_BEFORE_SIGN_IN,
  SIGHTS_IN_PERSONAL_MODE,
  sightsInNormalMode,
  sightsOfSimulator,
  type Sight,
} from "./every-page.ts";
import { furnishOffice, turnToPersonalMode, type FurnishedOffice } from "./furnished-office.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";

/**
 * Every page and dialog, at the size of a desk's screen and of a phone's, light and dark, has no
 * fault that axe knows of, and needs no scrolling sideways (WCAG 2.2, 1.4.10).
 */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const DESK = { width: 1280, height: 800 };
const SETTLED_WITHIN_MS = 10_000;
const PHONE = { width: 390, height: 844 };

let world: UsherWorld;
let browser: Browser;
let amara: PersonAtBrowser;
let office: FurnishedOffice;

before(async () => {
  world = await startUsherWorld({
    database: "embedded",
    settings: { accessTokenLifetimeSeconds: [240, 240] },
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

/** Structure is the same in every light: in the dark only colours are looked at. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [size, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
    await page.setViewportSize(viewport);
    const tooWide = await pixelsTooWide(page);
    if (tooWide > 0) faults.push(`${size}: ${tooWide} pixels too wide`);
    await page.emulateMedia({ colorScheme: "light" });
    faults.push(...(await axeFaults(`${size}, light`, axeOn(page).withTags(RULES))));
    await page.emulateMedia({ colorScheme: "dark" });
    const colours = axeOn(page).withRules(["color-contrast"]);
    faults.push(...(await axeFaults(`${size}, dark`, colours)));
  }
  return faults;
}

/** An open list finds its place anew some moments after the window has got another size. */
async function pixelsTooWide(page: Page): Promise<number> {
  const root = page.locator("html");
  const measure = () => root.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  const endsAtMs = performance.now() + SETTLED_WITHIN_MS;
  let tooWide = await measure();
  while (tooWide > 0 && performance.now() < endsAtMs) tooWide = await measure();
  return tooWide;
}

function axeOn(page: Page): AxeBuilder {
  // The newer way of working opens a further page for each look.
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
}

async function axeFaults(variant: string, axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${variant}: ${id} at ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

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
