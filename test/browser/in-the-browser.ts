import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { afterEach } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { UsherWorld } from "../support/usher-world.ts";

const SCREENSHOT_FOLDER = fileURLToPath(new URL("../../docs/screenshots", import.meta.url));

/** A person in front of their own browser, signed in nowhere yet. */
export interface PersonAtBrowser {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong inside the pages: uncaught errors and answers of 500 and more. */
  readonly troubles: string[];
  /** `consents`: accepts what the application asks for, where the tenant has not done so. */
  signIn(displayName: string, how?: { readonly consents?: boolean }): Promise<void>;
  /** Opens somebody's calendar in the simulated Outlook, at the week of the date (yyyy-mm-dd). */
  openOutlook(address: string, date: string): Promise<Page>;
}

export async function personAtBrowser(
  browser: Browser,
  world: UsherWorld,
): Promise<PersonAtBrowser> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    baseURL: world.url,
  });
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("response", (answer) => {
    if (answer.status() >= 500) troubles.push(`${answer.status()} ${answer.url()}`);
  });
  return {
    page,
    context,
    troubles,
    async signIn(displayName, { consents = false } = {}) {
      await page.goto("/find");
      await page.getByRole("link", { name: /sign in/i }).click();
      await page.getByRole("button", { name: displayName }).click();
      if (consents) await page.getByRole("button", { name: "Accept" }).click();
      await page.getByRole("heading", { name: "Find a room" }).waitFor();
    },
    async openOutlook(address, date) {
      const outlook = await context.newPage();
      await outlook.goto(`${world.simulator.pagesUrl}/outlook/${address}?date=${date}`);
      return outlook;
    },
  };
}

const FAILURE_FOLDER = fileURLToPath(new URL("../../.tmp/browser-failures", import.meta.url));

/** After each test that fails, keeps what each person had before them, and the server's log. */
export function recordFailures(
  stage: () => { readonly world: UsherWorld; readonly people: readonly PersonAtBrowser[] },
): void {
  afterEach(async (context) => {
    if (!("passed" in context) || context.passed) return;
    const { world, people } = stage();
    const name = context.name.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 80);
    mkdirSync(FAILURE_FOLDER, { recursive: true });
    writeFileSync(join(FAILURE_FOLDER, `${name}.log`), world.server().output());
    for (const [index, { page }] of people.entries()) {
      await page.screenshot({ path: join(FAILURE_FOLDER, `${name}-${index + 1}.png`) });
    }
  });
}

/** Keeps a picture for the README when `USHER_SCREENSHOTS=1`; otherwise does nothing. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env["USHER_SCREENSHOTS"] !== "1") return;
  mkdirSync(SCREENSHOT_FOLDER, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOT_FOLDER, `${name}.png`) });
}
