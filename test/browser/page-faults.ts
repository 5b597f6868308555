import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
/** What another size may change: the page is the same, and its styles alone differ. */
const RULES_OF_SIZE = [
  "target-size",
  "color-contrast",
  "scrollable-region-focusable",
  "aria-hidden-focus",
  "link-in-text-block",
];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
const SETTLED_WITHIN_MS = 10_000;

/**
 * Every fault that axe knows of at the size of a desk's screen, those that a phone's may add, and where
 * scrolling sideways is needed (WCAG 2.2, 1.4.10). Structure is the same in every light: in the dark
 * colours alone are looked at.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await page.emulateMedia({ colorScheme: "light" });
  faults.push(...(await faultsAt(page, "phone", PHONE, axeOn(page).withRules(RULES_OF_SIZE))));
  faults.push(...(await faultsAt(page, "desk", DESK, axeOn(page).withTags(RULES))));
  await page.emulateMedia({ colorScheme: "dark" });
  faults.push(...(await axeFaults("dark", axeOn(page).withRules(["color-contrast"]))));
  return faults;
}

async function faultsAt(
  page: Page,
  size: string,
  viewport: typeof DESK,
  axe: AxeBuilder,
): Promise<string[]> {
  await page.setViewportSize(viewport);
  const tooWide = await pixelsTooWide(page);
  const sideways = tooWide > 0 ? [`${size}: ${tooWide} pixels too wide`] : [];
  return [...sideways, ...(await axeFaults(`${size}, light`, axe))];
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
