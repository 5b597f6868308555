import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Client } from "pg";
import { Temporal } from "temporal-polyfill";
import type { Browser } from "playwright-core";
import { type MailInbox, openMailInbox } from "../support/mail-inbox.ts";
import { until } from "../support/until.ts";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { beginBooking, cardOf, seeOnCard, finishBooking } from "./portal-pages.ts";

/** Amara offers coffee; Jonas books a room with it, and takes it off again. */
const AIRING = { name: "Airing", on_every_reservation: true };

let world: UsherWorld;
let inbox: MailInbox;
let browser: Browser;
let amara: PersonAtBrowser;
let jonas: PersonAtBrowser;
const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 1 });

before(async () => {
  inbox = await openMailInbox();
  world = await startUsherWorld({
    environment: {
      USHER_SMTP_URL: `smtp://127.0.0.1:${inbox.port}`,
      USHER_MAIL_FROM: "usher@larkfield.example",
    },
    organisation: (demo) => ({
      ...demo,
      modules: (demo.modules ?? []).map((module) => ({ ...module, services: [AIRING] })),
    }),
  });
  browser = await launchChromium();
  amara = await personAtBrowser(browser, world);
  jonas = await personAtBrowser(browser, world);
  await amara.signIn("Amara Lindqvist");
  await jonas.signIn("Jonas Brandt");
});
recordFailures(() => ({ world, people: [amara, jonas] }));
after(async () => {
  await browser.close();
  await world.close();
  await inbox.close();
});

describe("an administrator", () => {
  test("offers a service with the rooms of a module", async () => {
    const { page } = amara;
    await page.goto("/admin/services");
    await page.getByText("in the name of the person whom the meeting is for").waitFor();
    await page.getByRole("button", { name: "Add a service to Meeting rooms" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Tea");
    await dialog.getByLabel("Preparation, in minutes").fill("15");
    await dialog.getByLabel("Clean-up, in minutes").fill("30");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("row").filter({ hasText: "Tea" }).getByText("15 minutes").waitFor();
  });

  test("changes it, told where the name is taken", async () => {
    const { page } = amara;
    await page.getByRole("button", { name: "Edit Tea of Meeting rooms" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Airing");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("The module offers a service of this name already.").first().waitFor();
    await dialog.getByLabel("Name").fill("Coffee");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("row").filter({ hasText: "Coffee" }).waitFor();
  });
});

describe("a room with services", () => {
  test("is booked with what was chosen, and its page tells what is kept free", async () => {
    const { page } = jonas;
    const wish = { room: "Wren", subject: "Tasting", day, hour: 10 };
    const dialog = await beginBooking(page, wish);
    const coffee = dialog.getByRole("checkbox", { name: "Coffee" });
    await dialog
      .getByText("Keeps the space free 15 minutes before for preparation, and 30 minutes after")
      .waitFor();
    assert.ok(await dialog.getByRole("checkbox", { name: "Airing" }).isDisabled());
    // What people press is the label: the box itself is drawn.
    await dialog.getByText("Coffee", { exact: true }).click();
    assert.ok(await coffee.isChecked());
    await finishBooking(dialog);
    // Whoever changes it before the room has answered is told that it has changed meanwhile.
    await seeOnCard(page, wish.subject, "Confirmed");
    assert.equal(await page.getByRole("article").count(), 1, "blockers are nobody's meetings");
    await cardOf(page, wish.subject).getByRole("link").first().click();
    await page.getByText("Airing, Coffee").waitFor();
    await page.getByText(/^Preparation, 9:45|^Preparation, 09:45/).waitFor();
    await page.getByText(/^Clean-up, 11:00/).waitFor();
  });

  test("loses what is taken off", async () => {
    const { page } = jonas;
    await page.getByRole("button", { name: /Change services of/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Coffee", { exact: true }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/^Preparation, /).waitFor({ state: "detached" });
    assert.deepEqual(jonas.troubles, []);
  });

  test("is booked as a series with them, and the series is where all dates' are changed", async () => {
    const { page } = jonas;
    const dialog = await beginBooking(page, { room: "Wren", subject: "Weekly", day, hour: 13 });
    await dialog.getByRole("button", { name: "Repeat" }).click();
    await page.getByRole("option", { name: "Weekly" }).click();
    await dialog.getByText("Coffee", { exact: true }).click();
    await finishBooking(dialog);
    await page.getByText("Airing, Coffee").waitFor();
    await page.getByRole("button", { name: /Change services of/ }).click();
    await page.getByText("All dates that are still to come have them").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  });

  test("offers what is withdrawn no longer", async () => {
    const { page } = amara;
    await page.getByRole("button", { name: "Withdraw Coffee of Meeting rooms" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("row").filter({ hasText: "Coffee" }).waitFor({ state: "detached" });
    const dialog = await beginBooking(page, { room: "Wren", subject: "Dry", day, hour: 15 });
    await dialog.getByRole("checkbox", { name: "Airing" }).waitFor();
    assert.equal(await dialog.getByRole("checkbox", { name: "Coffee" }).count(), 0);
    assert.deepEqual(amara.troubles, []);
  });
});

describe("mail", () => {
  test("tells others of a reservation, and can be asked for reminders", async () => {
    const { page } = jonas;
    await page.goto("/account");
    await page.getByText("Send me reminders by mail too").click();
    await page.getByRole("checkbox", { name: "Send me reminders", checked: true }).waitFor();
    await page.goto("/reservations");
    await cardOf(page, "Tasting").getByRole("link").first().click();
    await page.getByRole("button", { name: /^Share WRES/ }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.getByText("Name at least one.").waitFor();
    await dialog.getByLabel("Recipients").fill("guest@elsewhere.example");
    await dialog.getByLabel("Recipients").press("Enter");
    await dialog.getByLabel("Message").fill("Bring spoons.");
    await dialog.getByRole("button", { name: "Send" }).click();
    await page.getByText("Shared by mail").waitFor();
    const mail = await until("a mail came", () => inbox.mails[0]);
    assert.deepEqual(mail.to, ["guest@elsewhere.example"]);
    assert.match(mail.text, /^Jonas Brandt shares .*Bring spoons\..*What: Tasting/s);
    assert.deepEqual(jonas.troubles, []);
  });
});

describe("a reminder", () => {
  test("appears on whatever page the person has open, and is put away", async (t) => {
    if (world.databaseUrl === null) {
      t.skip("the embedded database is its server's alone");
      return;
    }
    const { page } = jonas;
    await page.goto("/reservations");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await remindOf("Tasting", world.databaseUrl);
    const reminders = page.getByRole("region", { name: "Reminders" });
    await reminders.getByText("Begins at 10:00: check in").waitFor();
    await reminders.getByText("The space stays yours").waitFor();
    await reminders.getByRole("button", { name: /^Dismiss/ }).click();
    await reminders.waitFor({ state: "detached" });
    assert.deepEqual(jonas.troubles, []);
  });
});

/** As the job of each minute does in its time. */
async function remindOf(subject: string, databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("update reservable_module set check_in_policy = 'always'");
    await client.query(
      `insert into reminder (reservation_id, person_id, kind, start_at)
       select id, requested_for, 'check_in', start_at from reservation where subject = $1`,
      [subject],
    );
  } finally {
    await client.end();
  }
}
