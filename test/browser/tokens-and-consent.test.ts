import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser } from "playwright-core";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { changeTo, connectDelegatedUser, rehearse } from "./mode-page.ts";
import { seeInOutlook, type CalendarLook } from "./outlook-pages.ts";
import { beginBooking, book, cardOf, finishBooking, seeOnCard, type Wish } from "./portal-pages.ts";

/**
 * Personal mode, where each person writes with their own permission: how it is given, refused,
 * withdrawn and given again, and what the page says where an act is not theirs. One story over one
 * company whose tenant starts without its administrator's consent.
 */
const JONAS = "jonas.brandt@larkfield.example";
const MIRA = "mira.castellan@larkfield.example";
/** So short that each use asks Entra ID for a new one, which notices a revocation at once. */
const ACCESS_TOKEN_SECONDS = 240;
/** Longer than any name, id or code that an answer may hold; shorter than any token. */
const LIKE_A_TOKEN = /[\w.-]{160,}/g;

let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;
let amara: PersonAtBrowser;
const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 1 });
const meeting = (subject: string, hour: number): Wish => ({ room: "Wren", subject, day, hour });
const calendarOf = (address: string): CalendarLook => ({ address, day });

before(async () => {
  world = await startUsherWorld({
    consented: false,
    properties: { "sn_wsd_rsvsync.sync_integration_mode": "personal" },
    settings: { accessTokenLifetimeSeconds: [ACCESS_TOKEN_SECONDS, ACCESS_TOKEN_SECONDS] },
  });
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
  amara = await personAtBrowser(browser, world);
});
recordFailures(() => ({ world, people: [jonas, amara] }));
after(async () => {
  await browser.close();
  await world.close();
});

async function seeDraftKept(subject: string): Promise<void> {
  const field = jonas.page.getByRole("dialog").getByLabel("Subject");
  assert.equal(await field.inputValue(), subject);
}

/** The tenant's own page of people, after `Connect Outlook` has led there. */
async function pickAccount(person: PersonAtBrowser, displayName: string): Promise<void> {
  await person.page.getByRole("button", { name: displayName }).click();
}

describe("connecting one's calendar", () => {
  test("says that an administrator must agree first, with the link for them, and keeps the draft", async () => {
    await jonas.signIn("Jonas Brandt", { consents: true });
    const { page } = jonas;
    const dialog = await beginBooking(page, meeting("Quarterly plan", 9));
    await dialog.getByRole("button", { name: "Book", exact: true }).click();
    await dialog.getByRole("link", { name: "Connect Outlook" }).click();
    await page.getByRole("heading", { name: "Need admin approval" }).waitFor();
    await page.getByRole("button", { name: /Return to the application/ }).click();
    await page.getByText("Your organization wants an administrator to agree first").waitFor();
    await page.getByText("Code: admin_consent_needed").waitFor();
    await seeDraftKept("Quarterly plan");
  });

  test("goes on once the administrator has consented by that link", async () => {
    const link = jonas.page.getByRole("textbox", { name: "Link for your administrator" });
    const address = await link.inputValue();
    await amara.signIn("Amara Lindqvist", { consents: true });
    await amara.page.goto(address);
    const asked = "Permissions requested for your organization";
    await amara.page.getByRole("heading", { name: asked }).waitFor();
    await amara.page.getByRole("button", { name: "Accept" }).click();
    await amara.page.getByText("Your organization has agreed").waitFor();
  });

  test("refuses another account than one's own, says which it was, and keeps the draft", async () => {
    const { page } = jonas;
    const microsoft = await jonas.context.newPage();
    await microsoft.goto(`${world.simulator.pagesUrl}/common/oauth2/v2.0/logout`);
    await microsoft.close();
    await page.getByRole("dialog").getByRole("link", { name: "Connect Outlook" }).click();
    await pickAccount(jonas, "Mira Castellan");
    await page.getByText("That was another account").waitFor();
    await page.getByText(`signed in to Microsoft as ${MIRA}, but you are ${JONAS}`).waitFor();
    await seeDraftKept("Quarterly plan");
  });

  test("books what was begun, once it is one's own account", async () => {
    const { page } = jonas;
    await page.getByRole("dialog").getByRole("link", { name: "Connect Outlook" }).click();
    await page.getByRole("link", { name: "Use another account" }).click();
    await pickAccount(jonas, "Jonas Brandt");
    await page.getByText("Your Outlook calendar is connected").waitFor();
    await seeDraftKept("Quarterly plan");
    await finishBooking(page.getByRole("dialog"));
    await seeOnCard(page, "Quarterly plan", "Confirmed");
  });
});

describe("a connection that is withdrawn", () => {
  test("after the booking was accepted makes it wait, and it goes out by itself once connected again", async () => {
    const { page } = jonas;
    const { directory } = world.simulator.world;
    const person = directory.findUser(JONAS) ?? assert.fail("no Jonas");
    world.simulator.entra.sessions.revokeSessions(person.id);
    await book(page, meeting("Supplier call", 11));
    await seeOnCard(page, "Supplier call", "Waiting for your Outlook connection");
    const card = cardOf(page, "Supplier call");
    await card.getByRole("link", { name: "Connect Outlook" }).click();
    await pickAccount(jonas, "Jonas Brandt");
    await page.getByText("Your Outlook calendar is connected").waitFor();
    await seeOnCard(page, "Supplier call", "Confirmed");
    await seeInOutlook(jonas, calendarOf(JONAS), "Supplier call", /organizer.*Wren: accepted/);
  });

  test("is shown to administrators as a state, and its token to nobody", async () => {
    const { page } = amara;
    const answers: Promise<string>[] = [];
    page.on("response", (answer) => {
      // The live stream never ends, so it has no text to wait for.
      if (/\/api\/v1\/(?!live)/.test(answer.url())) answers.push(answer.text());
    });
    await page.goto("/admin/people");
    const row = page.getByRole("row").filter({ hasText: JONAS });
    await row.getByText("Connected", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Sync events" }).click();
    await page.getByRole("row").filter({ hasText: "C8" }).first().getByRole("link").click();
    await page.getByRole("heading", { name: "Request as sent" }).waitFor();
    page.removeAllListeners("response");
    const told = (await Promise.all(answers)).join("\n");
    assert.match(told, /"calendar_connection"/);
    assert.deepEqual(told.match(LIKE_A_TOKEN), null);
  });

  test("by oneself leaves the meetings, which then can only be read here (U8)", async () => {
    const { page } = jonas;
    await page.goto("/account");
    await page.getByText(JONAS).nth(1).waitFor();
    await page.getByRole("button", { name: "Disconnect" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Disconnect" }).click();
    await page.getByText("Not connected").waitFor();
    await page.goto("/reservations");
    const card = cardOf(page, "Quarterly plan");
    await card.getByText("Your Outlook calendar is not connected.").waitFor();
    await card.getByText("Code: personal_token_missing").waitFor();
    await card.getByRole("link", { name: "Connect Outlook" }).waitFor();
    assert.equal(await card.getByRole("button", { name: /^Change/ }).count(), 0);
    assert.equal(await card.getAttribute("data-dimmed"), "true");
  });
});

describe("reservations that a change of the mode has put out of reach", () => {
  test("in strict mode, those in people's own calendars are dimmed, with reason and remedy (U3)", async () => {
    await rehearse(amara.page, "Normal");
    await changeTo(amara.page, "Normal");
    await bookForMira("Handover");
    await rehearse(amara.page, "Strict");
    await connectDelegatedUser(amara.page, "Usher Service");
    await changeTo(amara.page, "Strict");
    await jonas.page.goto("/reservations");
    const card = cardOf(jonas.page, "Quarterly plan");
    await card.getByText("Code: not_in_delegated_calendar").waitFor();
    await card.getByText(/change or cancel the meeting in Outlook/).waitFor();
    assert.equal(await card.getAttribute("data-dimmed"), "true");
    assert.equal(await card.getByRole("button", { name: /^Cancel/ }).count(), 0);
  });

  test("in personal mode, what was made for another is theirs alone to change (U7)", async () => {
    await rehearse(amara.page, "Personal");
    await amara.page.getByText("1 reservation was made by one person for another.").waitFor();
    await changeTo(amara.page, "Personal");
    await amara.page.goto("/reservations");
    const card = cardOf(amara.page, "Handover");
    await card.getByText(/Code: not_requested_for/).waitFor();
    await card.getByText(/ask that person to change or cancel it/i).waitFor();
    assert.equal(await card.getAttribute("data-dimmed"), "true");
  });

  test("no page met an error of its own or of the server, and Exchange saw nothing off its schema", () => {
    assert.deepEqual([...jonas.troubles, ...amara.troubles], []);
    assert.deepEqual(world.simulator.world.journal.violations(), []);
  });

  async function bookForMira(subject: string): Promise<void> {
    const { page } = amara;
    const dialog = await beginBooking(page, { ...meeting(subject, 14), room: "Robin" });
    await dialog.getByLabel("This reservation is for").fill("Mira");
    await page.getByRole("option", { name: /Mira Castellan/ }).click();
    await finishBooking(dialog);
    await seeOnCard(page, subject, "Confirmed");
  }
});
