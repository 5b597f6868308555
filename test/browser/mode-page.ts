import type { Page } from "playwright-core";

/** An integration mode by the name that its page gives it. */
export type ModeName = "Normal" | "Strict" | "Personal";

/** Shows an administrator what the mode would change. */
export async function rehearse(page: Page, mode: ModeName): Promise<void> {
  await page.goto("/admin/mode");
  await page.getByText(mode, { exact: true }).click();
  await page.getByRole("button", { name: "Show what would happen" }).click();
  await page.getByRole("heading", { name: "What would happen" }).waitFor();
}

/** Signs in as the delegated user, on the way from a rehearsal and back to it. */
export async function connectDelegatedUser(page: Page, displayName: string): Promise<void> {
  await page.getByRole("link", { name: "Connect delegated user" }).click();
  await page.getByRole("link", { name: "Use another account" }).click();
  await page.getByRole("button", { name: displayName }).click();
  await page.getByText("This account is connected.").waitFor();
}

/** Changes to the mode that was rehearsed. */
export async function changeTo(page: Page, mode: ModeName): Promise<void> {
  await page.getByRole("button", { name: `Change to ${mode}` }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: `Change to ${mode}` }).click();
  await page.getByText(`Now: ${mode}`).waitFor();
}
