import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };
const SETTLED_WITHIN_MS = 10_000;

/**
 * Every fault that axe knows of at the size of a phone's screen and of a desk's, and where scrolling
 * sideways is needed (WCAG 2.2, 1.4.10). Structure is the same in every light, and colours are at every
 * size: in the dark colours alone are looked at, once.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await page.emulateMedia({ colorScheme: "light" });
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    const tooWide = await pixelsTooWide(page);
    if (tooWide > 0) faults.push(`${size}: ${tooWide} pixels too wide`);
    faults.push(...(await axeFaults(`${size}, light`, axeOn(page).withTags(RULES))));
  }
  await page.emulateMedia({ colorScheme: "dark" });
  faults.push(...(await axeFaults("dark", axeOn(page).withRules(["color-contrast"]))));
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
