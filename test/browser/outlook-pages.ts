import type { Page } from "playwright-core";
import type { Temporal } from "temporal-polyfill";
import type { PersonAtBrowser } from "./in-the-browser.ts";

/** A meeting that somebody makes in Outlook, an hour long, in their own time. */
export interface OutlookMeeting {
  readonly by: string;
  readonly subject: string;
  readonly day: Temporal.PlainDate;
  readonly hour: number;
  /** Addresses of people and rooms. */
  readonly invite: string;
  readonly isPrivate?: boolean;
  /** So many times, week by week. */
  readonly weeks?: number;
}

/** Makes a meeting on the page of the simulated Outlook. */
export async function makeMeetingInOutlook(
  person: PersonAtBrowser,
  { by, subject, day, hour, invite, isPrivate = false, weeks }: OutlookMeeting,
): Promise<void> {
  const page = await person.openOutlook(by, day.toString());
  await page.getByRole("link", { name: "New meeting" }).click();
  await page.getByLabel("Subject").fill(subject);
  await fillTimes(page, day, hour);
  await page.getByLabel("Invite").fill(invite);
  if (isPrivate) await page.getByLabel("Private").check();
  if (weeks !== undefined) {
    await page.getByLabel("How").selectOption("By the week");
    await page.getByLabel("A number of times").check();
    await page.getByLabel("Times", { exact: true }).fill(`${weeks}`);
  }
  await page.getByRole("button", { name: "Send invitation" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.close();
}

async function fillTimes(page: Page, day: Temporal.PlainDate, hour: number): Promise<void> {
  await page.getByLabel("Start").fill(dateTime(day, hour));
  await page.getByLabel("End").fill(dateTime(day, hour + 1));
}

function dateTime(day: Temporal.PlainDate, hour: number): string {
  return `${day.toString()}T${`${hour}`.padStart(2, "0")}:00`;
}

/** A day of a mailbox, to wait for what it is to show. */
export interface CalendarLook {
  readonly address: string;
  readonly day: Temporal.PlainDate;
}

/** A meeting in its organizer's calendar, on one of its days. */
export interface OwnMeeting extends CalendarLook {
  readonly subject: string;
}

/** Moves the meeting, or this occurrence of it. */
export async function moveInOutlook(
  person: PersonAtBrowser,
  meeting: OwnMeeting,
  to: { readonly day: Temporal.PlainDate; readonly hour: number },
): Promise<void> {
  await actOn(person, meeting, async (page) => {
    await fillTimes(page, to.day, to.hour);
    await page.getByRole("button", { name: /^Move / }).click();
  });
}

/** Puts other rooms in the place of those that the meeting has. */
export async function changeRoomsInOutlook(
  person: PersonAtBrowser,
  meeting: OwnMeeting,
  rooms: readonly string[],
): Promise<void> {
  await actOn(person, meeting, async (page) => {
    await page.getByRole("link", { name: /^Change this / }).click();
    await page.getByLabel(/^Rooms/).selectOption([...rooms]);
    await page.getByRole("button", { name: "Send update" }).click();
  });
}

/** Cancels the meeting, or this occurrence of it. */
export async function cancelInOutlook(person: PersonAtBrowser, meeting: OwnMeeting): Promise<void> {
  await actOn(person, meeting, (page) => page.getByRole("button", { name: /^Cancel / }).click());
}

async function actOn(
  person: PersonAtBrowser,
  { subject, ...look }: OwnMeeting,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  await lookAt(person, look, async (page) => {
    await page.getByRole("link", { name: subject }).click();
    await act(page);
    await page.getByRole("navigation", { name: "Week" }).waitFor();
  });
}

/** Waits until a calendar shows the meeting with this state; the page follows the mailbox. */
export async function seeInOutlook(
  person: PersonAtBrowser,
  look: CalendarLook,
  subject: string,
  status: RegExp,
): Promise<void> {
  await lookAt(person, look, (page) =>
    page.getByRole("link", { name: subject }).filter({ hasText: status }).waitFor(),
  );
}

/** Waits until a calendar has the meeting no more, or only as cancelled. */
export async function seeGoneFromOutlook(
  person: PersonAtBrowser,
  look: CalendarLook,
  subject: string,
): Promise<void> {
  await lookAt(person, look, (page) =>
    page
      .locator(".event:not(.cancelled)")
      .filter({ hasText: subject })
      .waitFor({ state: "detached" }),
  );
}

/** The room keeps neither subject nor notes: its calendar shows who organizes (facts 2). */
export async function seeRoomTakenBy(
  person: PersonAtBrowser,
  room: CalendarLook,
  organizer: string,
): Promise<void> {
  await lookAt(person, room, (page) =>
    page.locator(".event.accepted:not(.cancelled)").filter({ hasText: organizer }).waitFor(),
  );
}

export async function seeRoomFree(person: PersonAtBrowser, room: CalendarLook): Promise<void> {
  await lookAt(person, room, (page) =>
    page.locator(".event:not(.cancelled)").waitFor({ state: "detached" }),
  );
}

async function lookAt(
  person: PersonAtBrowser,
  { address, day }: CalendarLook,
  see: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await person.openOutlook(address, day.toString());
  await see(page);
  await page.close();
}
