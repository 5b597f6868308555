import type { Locator, Page } from "playwright-core";
import type { Temporal } from "temporal-polyfill";

/** A meeting as a person asks for it: an hour in a room, in the building's own time. */
export interface Wish {
  readonly room: string;
  readonly subject: string;
  readonly day: Temporal.PlainDate;
  /** The full hour that it begins at. */
  readonly hour: number;
}

/** Opens the search at the time, by the address that the page itself keeps for it. */
export async function findRooms(page: Page, { day, hour }: Wish): Promise<void> {
  const times = { date: day.toString(), from: clock(hour), to: clock(hour + 1) };
  await page.goto(`/find?${new URLSearchParams(times).toString()}`);
}

function clock(hour: number): string {
  return `${`${hour}`.padStart(2, "0")}:00`;
}

/** Opens the room's dialog and types the subject. */
export async function beginBooking(page: Page, wish: Wish): Promise<Locator> {
  await findRooms(page, wish);
  await page.getByRole("button", { name: `Book ${wish.room}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Subject").fill(wish.subject);
  return dialog;
}

/** Presses Book, and waits until the page says that it is done. */
export async function finishBooking(dialog: Locator): Promise<void> {
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Books a room; afterwards the page shows one's reservations. */
export async function book(page: Page, wish: Wish): Promise<void> {
  await finishBooking(await beginBooking(page, wish));
  await cardOf(page, wish.subject).waitFor();
}

/** The card of a reservation in one's list. */
export function cardOf(page: Page, subject: string): Locator {
  return page.getByRole("article").filter({ hasText: subject });
}

/** Waits until the card says so by itself: nothing is loaded again. */
export async function seeOnCard(page: Page, subject: string, text: string): Promise<void> {
  await cardOf(page, subject).getByText(text).first().waitFor();
}

/** Cancels from one's list, and waits until the reservation has left it. */
export async function cancelReservation(page: Page, subject: string): Promise<void> {
  await page.goto("/reservations");
  await cardOf(page, subject)
    .getByRole("button", { name: /^Cancel/ })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel reservation" }).click();
  await cardOf(page, subject).waitFor({ state: "detached" });
}
