import axe, { type RunOptions } from "axe-core";
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
type Rules = Exclude<RunOptions["runOnly"], string | readonly string[] | undefined>;

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
const SETTLED_WITHIN_MS = 10_000;

/**
 * Every fault that axe knows of at the size of a desk's screen, those that a phone's may add, and where
 * scrolling sideways is needed (WCAG 2.2, 1.4.10). Structure is the same in every light: in the dark
 * colours alone are looked at. No page has frames.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  // Once a page: a second and a third time would take longer than the looking.
  await page.evaluate(axe.source);
  const faults: string[] = [];
  // What glides from light to dark has colours of neither.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  faults.push(...(await faultsAt(page, "phone", PHONE, { type: "rule", values: RULES_OF_SIZE })));
  faults.push(...(await faultsAt(page, "desk", DESK, { type: "tag", values: RULES })));
  await page.emulateMedia({ colorScheme: "dark" });
  faults.push(...(await axeFaults(page, "dark", { type: "rule", values: ["color-contrast"] })));
  return faults;
}

/** Every fault that axe knows of as the page is before the person just now. */
export async function faultsAsShown(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return axeFaults(page, "as shown", { type: "tag", values: RULES });
}

async function faultsAt(
  page: Page,
  size: string,
  viewport: typeof DESK,
  rules: Rules,
): Promise<string[]> {
  await page.setViewportSize(viewport);
  const tooWide = await pixelsTooWide(page);
  const sideways = tooWide > 0 ? [`${size}: ${tooWide} pixels too wide`] : [];
  return [...sideways, ...(await axeFaults(page, `${size}, light`, rules))];
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

/** What axe complains of, as the page has it: `axe` is in the page by now. */
async function axeFaults(page: Page, variant: string, runOnly: Rules): Promise<string[]> {
  const options: RunOptions = { runOnly, resultTypes: ["violations"] };
  const faults = await page.evaluate<string[]>(`axe.run(${JSON.stringify(options)}).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + " at " + target.join(" ") + ": " + failureSummary)
    )
  )`);
  return faults.map((fault) => `${variant}: ${fault}`);
}
