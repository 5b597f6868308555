/**
 * `npm run screenshots [folder]`: a picture of every page and dialog, on a desk's screen and on a
 * phone, light and dark, of the demonstration company in Chromium; with an `index.html` to look
 * through them. By default into `.tmp/screenshots`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import type { BrowserContext } from "playwright-core";
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

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, "../.tmp/screenshots"));
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const LIGHTS = ["light", "dark"] as const;

async function picture(context: BrowserContext, sights: readonly Sight[]): Promise<void> {
  for (const sight of sights) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      const page = await context.newPage();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await lookAt(page, sight);
      for (const colorScheme of LIGHTS) {
        await page.emulateMedia({ colorScheme });
        const path = join(folder, fileOf(sight, size, colorScheme));
        // A dialog covers what is seen of the page; elsewhere the whole page counts.
        const fullPage = (await page.getByRole("dialog").count()) === 0;
        await page.screenshot({ path, fullPage, animations: "disabled" });
      }
      await page.close();
    }
    console.log(sight.name);
  }
}

function fileOf({ name }: Sight, size: string, light: string): string {
  return `${name}.${size}.${light}.png`;
}

function writeIndex(sights: readonly Sight[]): void {
  const figure = (sight: Sight, size: string, light: string) => {
    const file = fileOf(sight, size, light);
    return `<a href="${file}"><img src="${file}" alt="${size}, ${light}" loading="lazy"></a>`;
  };
  const sections = sights.map((sight) => {
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
  await picture(stranger.context, SIGHTS_BEFORE_SIGN_IN);
  const amara = await personAtBrowser(browser, world);
  await amara.signIn("Amara Lindqvist");
  const normal = sightsInNormalMode(await furnishOffice(world));
  const simulator = sightsOfSimulator(world);
  await picture(amara.context, [...normal, ...simulator]);
  await turnToPersonalMode(world, amara.page);
  await picture(amara.context, SIGHTS_IN_PERSONAL_MODE);
  writeIndex([...normal, ...SIGHTS_IN_PERSONAL_MODE, ...SIGHTS_BEFORE_SIGN_IN, ...simulator]);
  console.log(`Look at ${join(folder, "index.html")}`);
} finally {
  await browser.close();
  await world.close();
}
