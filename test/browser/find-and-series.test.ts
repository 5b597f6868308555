import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser, Page } from "playwright-core";
import type { Space } from "../../src/contract/places.ts";
import { signIn, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";

/** Jonas looks for a room on a day and in a week that Mira has taken some of. */
let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;
let wren: string;
const ZONE = "Europe/Berlin";
const day = Temporal.Now.plainDateISO(ZONE).add({ days: 1 });

before(async () => {
  world = await startUsherWorld();
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
  await jonas.signIn("Jonas Brandt");
  const mira = await signIn(world.url, "mira.castellan@larkfield.example");
  const listed = await mira.request("GET", "/api/v1/spaces?limit=200");
  const { items } = (await listed.json()) as { items: Space[] };
  const room = items.find(({ name }) => name === "Wren");
  wren = room?.id ?? "";
  for (const [days, hour] of [
    [0, 10],
    [7, 13],
  ] as const) {
    const start = day.add({ days }).toZonedDateTime({ timeZone: ZONE, plainTime: { hour } });
    const taken = await mira.request("POST", "/api/v1/reservations", {
      space_id: wren,
      start: start.toInstant().toString(),
      end: start.add({ hours: 1 }).toInstant().toString(),
      subject: "Salary round",
    });
    assert.equal(taken.status, 201, await taken.text());
  }
});
recordFailures(() => ({ world, people: [jonas] }));
after(async () => {
  await browser.close();
  await world.close();
});

const scheduleOf = (page: Page) => page.getByRole("region", { name: "Hours of the day" });

describe("looking for a room", () => {
  test("against the hours of the day, a free time is chosen by keyboard and by mouse", async () => {
    const { page } = jonas;
    const times = { date: day.toString(), from: "10:00", to: "11:00" };
    await page.goto(`/find?${new URLSearchParams(times).toString()}`);
    await page.getByRole("radio", { name: "Schedule" }).click();
    await page.waitForURL(/view=schedule/);
    const row = scheduleOf(page).getByRole("listitem").filter({ hasText: "Wren" });
    await row.getByText("Taken then").waitFor();
    // Of others' meetings nothing is told but when.
    await row.getByText(/^Taken 10:00.11:00$/).waitFor({ state: "attached" });
    assert.equal(await page.getByText("Salary round").count(), 0);

    await row.getByRole("button", { name: /^Wren is free 11:00/ }).press("Enter");
    await page.waitForURL(/from=11%3A00&to=12%3A00/);
    await row.getByRole("button", { name: "Book Wren" }).waitFor();
    const gap = row.getByRole("button", { name: /^Wren is free 11:00/ });
    // Three hours into it, where an hour is 84 pixels wide.
    await gap.click({ position: { x: 3 * 84 + 2, y: 20 } });
    await page.waitForURL(/from=14%3A00&to=15%3A00/);
  });

  test("a space's own page says what it is and when it is free, and books it", async () => {
    const { page } = jonas;
    await scheduleOf(page).getByRole("link", { name: "Wren" }).click();
    await page.getByRole("heading", { name: "Wren", level: 1 }).waitFor();
    await page.getByText("180 days ahead at most.").waitFor();
    await page.getByText("Taken 10:00–11:00", { exact: true }).last().waitFor();
    await page.getByRole("button", { name: "Book Wren" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Subject").fill("Interview");
    await dialog.getByRole("button", { name: "Book", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const card = page.getByRole("article").filter({ hasText: "Interview" });
    await card.getByText("Confirmed").first().waitFor();

    await page.goto("/spaces/00000000-0000-4000-8000-000000000000");
    await page.getByText("It may have been removed.").waitFor();
  });

  test("a series takes another room on the date that is taken, seen before it is booked", async () => {
    const { page } = jonas;
    const times = { date: day.toString(), from: "13:00", to: "14:00" };
    await page.goto(`/spaces/${wren}?${new URLSearchParams(times).toString()}`);
    await page.getByRole("button", { name: "Book Wren" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Subject").fill("Retrospective");
    await dialog.getByRole("button", { name: "Repeat" }).click();
    await page.getByRole("option", { name: "Weekly" }).click();
    await dialog.getByText("1 of 10 dates are taken:").waitFor();
    await dialog.getByRole("radio", { name: "Take other rooms" }).click();
    await dialog.getByRole("button", { name: /December|November|January/ }).click();
    const [nearest, other] = await page.getByRole("option").allInnerTexts();
    assert.ok(nearest !== undefined && other !== undefined);
    await page.getByRole("option").nth(1).click();
    await dialog.getByRole("button", { name: "Book", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const [room = ""] = other.split("\n");
    const dates = page.getByRole("region", { name: "Dates to come" });
    const date = dates.getByRole("listitem").filter({ hasText: room });
    await date.getByText("Confirmed").waitFor();
  });

  test("a series that is changed takes another room on the date that is taken, in the same way", async () => {
    const { page } = jonas;
    await page.getByRole("button", { name: /^Change WRES/ }).click();
    const dialog = page.getByRole("dialog");
    for (const [label, hour] of [
      ["From", "10"],
      ["To", "11"],
    ] as const) {
      const time = dialog.getByRole("group", { name: label });
      await time.getByRole("spinbutton", { name: /hour/i }).fill(hour);
    }
    await dialog.getByText("1 of 10 dates are taken:").waitFor();
    await dialog.getByText("As long as dates are taken, nothing is changed.").waitFor();
    await dialog.getByRole("radio", { name: "Take other rooms" }).click();
    await dialog.getByText("They stay dates of one series").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    const dates = page.getByRole("region", { name: "Dates to come" });
    // Two of the dates are elsewhere now: the one before, and the one that Mira has Wren on.
    const elsewhere = dates.getByRole("listitem").filter({ hasNotText: "Wren" });
    await elsewhere.getByText("Confirmed").nth(1).waitFor();
  });

  test("what follows a date gets another pattern, in the fields that it was booked with", async () => {
    const { page } = jonas;
    const dates = page.getByRole("region", { name: "Dates to come" });
    // The ninth of ten is among those that are not shown at first.
    await dates.getByRole("button", { name: "Show all 10 dates" }).click();
    await dates.getByRole("link").nth(8).click();
    await page.getByText("To the whole series").waitFor();
    await page.getByRole("button", { name: /^Change WRES/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "This and following" }).click();
    // It is filled from what is left of the series.
    await dialog.getByRole("button", { name: "Weekly Repeat" }).waitFor();
    assert.equal(await dialog.getByLabel("Number of dates").inputValue(), "2");
    assert.equal(await dialog.getByText("The series begins afresh").count(), 0);
    await dialog.getByRole("button", { name: "Repeat" }).click();
    await page.getByRole("option", { name: "Daily" }).click();
    await dialog.getByText("The series begins afresh").waitFor();
    await dialog.getByText("All 2 dates are free.").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Every day, 2 times").waitFor();
    assert.deepEqual(jonas.troubles, []);
  });
});
