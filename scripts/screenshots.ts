/**
 * `npm run screenshots -- [folder] [--language de] [--only <pattern>]`: a picture of every page and
 * dialog, or of those whose name the pattern finds, on a desk's screen and on a phone, light and
 * dark, of the demonstration company in Chromium; with an `index.html` to look through them. By
 * default in English, into `.tmp/screenshots`. In another language it also tells what stayed English.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../test/browser/chromium.ts";
import {
  SIGHTS_BEFORE_SIGN_IN,
  SIGHTS_IN_PERSONAL_MODE,
  sightsInNormalMode,
  sightsOfSimulator,
} from "../test/browser/every-page.ts";
import { furnishOffice, turnToPersonalMode } from "../test/browser/furnished-office.ts";
import { personAtBrowser } from "../test/browser/in-the-browser.ts";
import { startUsherWorld } from "../test/support/usher-world.ts";
import { lookAt, type Sight, WITH_MAIL } from "../test/browser/sight.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    language: { type: "string", default: "en" },
    only: { type: "string", default: "" },
  },
});
const { language } = values;
const only = new RegExp(values.only);
const folder = resolve(positionals[0] ?? join(import.meta.dirname, "../.tmp/screenshots"));
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const LIGHTS = ["light", "dark"] as const;

const seen: Sight[] = [];

async function picture(context: BrowserContext, sights: readonly Sight[]): Promise<void> {
  for (const sight of sights.filter(({ name }) => only.test(name))) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      const page = await context.newPage();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await lookAt(page, sight);
      if (language !== "en") await turnToLanguage(page, sight);
      for (const colorScheme of LIGHTS) {
        await page.emulateMedia({ colorScheme });
        const path = join(folder, fileOf(sight, size, colorScheme));
        // A dialog covers what is seen of the page; elsewhere the whole page counts.
        const fullPage = (await page.locator("[role$=dialog]").count()) === 0;
        await page.screenshot({ path, fullPage, animations: "disabled" });
      }
      await page.evaluate('localStorage.removeItem("usher.language")');
      await page.close();
    }
    seen.push(sight);
    console.log(sight.name);
  }
}

/** What was reached by its English names is seen in the language: pages follow a choice elsewhere. */
async function turnToLanguage(page: Page, { name }: Sight): Promise<void> {
  await page.evaluate(`
    localStorage.setItem("usher.language", ${JSON.stringify(language)});
    dispatchEvent(new StorageEvent("storage", { key: "usher.language" }));
  `);
  await page.locator(`html[lang|=${language}]`).waitFor();
  for (const text of await page.locator("[lang=en]").allTextContents()) {
    console.log(`${name} says in English: ${text}`);
  }
}

/** The pages of Microsoft in small are English. */
function isInLanguage({ name }: Sight): boolean {
  return language === "en" || !/^(?:microsoft|outlook|simulator)/.test(name);
}

function fileOf({ name }: Sight, size: string, light: string): string {
  return `${name}.${size}.${light}.png`;
}

function writeIndex(): void {
  const figure = (sight: Sight, size: string, light: string) => {
    const file = fileOf(sight, size, light);
    return `<a href="${file}"><img src="${file}" alt="${size}, ${light}" loading="lazy"></a>`;
  };
  const sections = seen.map((sight) => {
    const pictures = Object.keys(SIZES).flatMap((size) =>
      LIGHTS.map((light) => figure(sight, size, light)),
    );
    return `<h2>${sight.name}</h2>\n<div>${pictures.join("\n")}</div>`;
  });
  const style =
    "body{font:16px system-ui;margin:2rem}div{display:flex;gap:1rem;align-items:start;" +
    "overflow-x:auto}img{max-height:32rem;border:1px solid #999}";
  const head = `<meta charset="utf-8"><title>Usher, every page</title><style>${style}</style>`;
  const page = `<!doctype html>\n<html lang="en">${head}\n<h1>Every page</h1>\n${sections.join("\n")}\n`;
  writeFileSync(join(folder, "index.html"), page);
}

mkdirSync(folder, { recursive: true });
const world = await startUsherWorld({
  database: "embedded",
  settings: { accessTokenLifetimeSeconds: [240, 240] },
  environment: WITH_MAIL,
});
const browser = await launchChromium();
try {
  const stranger = await personAtBrowser(browser, world);
  await picture(stranger.context, SIGHTS_BEFORE_SIGN_IN.filter(isInLanguage));
  const amara = await personAtBrowser(browser, world);
  await amara.signIn("Amara Lindqvist");
  await picture(amara.context, sightsInNormalMode(await furnishOffice(world)));
  await picture(amara.context, sightsOfSimulator(world).filter(isInLanguage));
  await turnToPersonalMode(world, amara.page);
  await picture(amara.context, SIGHTS_IN_PERSONAL_MODE);
  writeIndex();
  console.log(`Look at ${join(folder, "index.html")}`);
} finally {
  await browser.close();
  await world.close();
}
