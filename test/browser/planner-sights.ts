import type { Page } from "playwright-core";
import type { Sight } from "./sight.ts";
import { OFFICE_DAY } from "./furnished-office.ts";

const PATH = `/planner?date=${OFFICE_DAY.toString()}`;

/** Only the rows in sight are there. */
const WREN = `${PATH}&name=wren`;

const bars = (page: Page) => page.locator("[data-bar]");

/** The schedule of all spaces, and what opens over it and beside it. */
export const PLANNER_SIGHTS: readonly Sight[] = [
  {
    name: "planner",
    path: PATH,
    reach: async (page) => page.getByRole("rowheader").first().waitFor(),
  },
  {
    name: "planner-week",
    path: `${WREN}&span=week`,
    reach: async (page) => bars(page).first().waitFor(),
  },
  {
    name: "planner-panel",
    path: WREN,
    reach: async (page) => {
      await page.getByRole("gridcell", { name: /^Quarterly plan/ }).click();
      await page.locator(".planner-panel .facts").waitFor();
    },
  },
  {
    name: "planner-move",
    path: WREN,
    reach: async (page) => {
      const bar = page.getByRole("gridcell", { name: /^Quarterly plan/ });
      await bar.click();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "What follows" }).waitFor();
    },
  },
  {
    name: "planner-views",
    path: PATH,
    reach: async (page) => page.getByRole("button", { name: "Saved views" }).click(),
  },
  { name: "planner-none", path: `${PATH}&name=nowhere` },
];
