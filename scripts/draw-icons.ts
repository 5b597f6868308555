/**
 * `node scripts/draw-icons.ts`: draws the icons of the installed phone page from `web/public/icon.svg`
 * in Chromium. They are kept in the repository, and drawn anew when the drawing changes.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { launchChromium } from "../test/browser/chromium.ts";

const publicFolder = join(import.meta.dirname, "../web/public");
const drawing = readFileSync(join(publicFolder, "icon.svg"), "utf8");
const GROUND = "#0f6674";

/** Systems cut a maskable icon to their own shape, and leave its inner four fifths at least. */
const ICONS = [
  { name: "phone-192", sizePx: 192, share: 1, ground: "transparent" },
  { name: "phone-512", sizePx: 512, share: 1, ground: "transparent" },
  { name: "phone-maskable-512", sizePx: 512, share: 0.8, ground: GROUND },
  { name: "phone-touch-180", sizePx: 180, share: 1, ground: GROUND },
];

mkdirSync(join(publicFolder, "icons"), { recursive: true });
const browser = await launchChromium();
try {
  for (const { name, sizePx, share, ground } of ICONS) {
    const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
    const source = `data:image/svg+xml;base64,${Buffer.from(drawing).toString("base64")}`;
    const style = `margin:0;display:grid;place-items:center;height:100vh;background:${ground}`;
    const width = sizePx * share;
    await page.setContent(`<body style="${style}"><img src="${source}" width="${width}"></body>`);
    const path = join(publicFolder, "icons", `${name}.png`);
    await page.screenshot({ path, omitBackground: true });
    await page.close();
    console.log(path);
  }
} finally {
  await browser.close();
}
