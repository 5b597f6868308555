import type { Page } from "playwright-core";
import { OFFICE_DAY } from "./furnished-office.ts";

/** A page, or a dialog over one, as a person can have it before them. */
export interface Sight {
  readonly name: string;
  readonly path: string;
  /** What is done on the page to see it, such as opening a dialog. */
  readonly reach?: (page: Page) => Promise<void>;
}

/** So that pages offer mail; there is nobody there, and nothing that these pages do sends any. */
export const WITH_MAIL = {
  USHER_SMTP_URL: "smtp://127.0.0.1:9",
  USHER_MAIL_FROM: "Usher <usher@larkfield.example>",
} as const;

export const press =
  (name: string | RegExp) =>
  async (page: Page): Promise<void> =>
    page.getByRole("button", { name }).first().click();

export const DAY = `date=${OFFICE_DAY.toString()}`;

/** Chooses in the list of the name. */
export const choose = async (page: Page, list: string, choice: string): Promise<void> => {
  await page.getByRole("button", { name: list }).click();
  await page.getByRole("option", { name: choice }).click();
};

/** Opens the sight and waits until nothing on it is still loading. */
export async function lookAt(page: Page, { path, reach }: Sight): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await untilLoaded(page);
  await reach?.(page);
  await untilLoaded(page);
}

async function untilLoaded(page: Page): Promise<void> {
  const loading = page.locator(".skeleton, [aria-busy=true], [data-pending]");
  await loading.first().waitFor({ state: "detached" });
}
