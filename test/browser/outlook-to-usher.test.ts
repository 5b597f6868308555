import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser, Page } from "playwright-core";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import type { SyncConfiguration } from "../../src/contract/admin.ts";
import { until } from "../support/until.ts";
import { signIn, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import {
  keepScreenshot,
  type PersonAtBrowser,
  personAtBrowser,
  recordFailures,
} from "./in-the-browser.ts";
import { changeTo, connectDelegatedUser, type ModeName, rehearse } from "./mode-page.ts";
import {
  cancelInOutlook,
  changeRoomsInOutlook,
  makeMeetingInOutlook,
  moveInOutlook,
  type OutlookMeeting,
  type OwnMeeting,
} from "./outlook-pages.ts";
import { book, cardOf, seeOnCard } from "./portal-pages.ts";

/**
 * What people do in Outlook, as they see it in Usher: on a page that is open already and is never
 * loaded again. One story over one company, told in order.
 */
const JONAS = "jonas.brandt@larkfield.example";
const AMARA = "amara.lindqvist@larkfield.example";
const SERVICE = "usher.service@larkfield.example";
const ROOMS = ["Wren", "Robin", "Swift", "Heron"] as const;
type Room = (typeof ROOMS)[number];
const addressOf = (room: Room): string => `room.${room.toLowerCase()}@larkfield.example`;

let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;
let amara: PersonAtBrowser;
/** A day ahead, so that whatever time it is now, the hours are still to come. */
const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 1 });

before(async () => {
  const { notifications } = SIMULATOR_SETTINGS_DEFAULTS;
  world = await startUsherWorld({
    syncedRooms: ROOMS,
    settings: { notifications: { ...notifications, httpToLoopback: true } },
  });
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
  amara = await personAtBrowser(browser, world);
  await jonas.signIn("Jonas Brandt");
  await amara.signIn("Amara Lindqvist");
  await everyRoomIs("subscription");
});
recordFailures(() => ({ world, people: [jonas, amara] }));
after(async () => {
  await browser.close();
  await world.close();
});

async function everyRoomIs(source: SyncConfiguration["change_source"]): Promise<void> {
  const administrator = await signIn(world.url, AMARA);
  const path = "/api/v1/admin/sync-configurations";
  await until(`every room has the change source ${source}`, async () => {
    const answer = await administrator.request("GET", path);
    const { items } = (await answer.json()) as { items: SyncConfiguration[] };
    return items.every(
      (row) => row.change_source === source && row.change_source_state === "active",
    );
  });
}

type Wanted = Partial<OutlookMeeting> & Pick<OutlookMeeting, "subject" | "hour">;

/** Jonas makes a meeting, in Wren where nothing else is said. */
async function meet(wanted: Wanted): Promise<void> {
  await makeMeetingInOutlook(jonas, { by: JONAS, day, invite: addressOf("Wren"), ...wanted });
}

const ofJonas = (subject: string, on = day): OwnMeeting => ({ address: JONAS, day: on, subject });

/** Of the page that is open: nothing is loaded again. */
const see = (subject: string, text: string) => seeOnCard(jonas.page, subject, text);
const seeGone = (subject: string) => cardOf(jonas.page, subject).waitFor({ state: "detached" });

/** Opens a reservation by its card; the address is worth knowing to others. */
async function openReservation(subject: string): Promise<string> {
  await jonas.page.getByRole("link", { name: subject }).click();
  await jonas.page.getByRole("heading", { level: 1, name: subject }).waitFor();
  return new URL(jonas.page.url()).pathname;
}

/** A line of a list on a reservation's page. */
const lineOf = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text });

describe("a meeting made in Outlook", () => {
  test("is on the organizer's open page moments later, confirmed, with its subject", async () => {
    await jonas.page.goto("/reservations");
    await jonas.page.getByText("You have no upcoming reservations").waitFor();
    await meet({ subject: "Sensor review", hour: 9 });
    await see("Sensor review", "Confirmed");
    await see("Sensor review", "09:00");
    await see("Sensor review", "Wren, Spreehaus");
    await keepScreenshot(jonas.page, "made-in-outlook");
  });

  test("says that it is changed there, and leads its organizer there", async () => {
    const card = cardOf(jonas.page, "Sensor review");
    await card.getByText("Made in Outlook.").waitFor();
    assert.notEqual(await card.getAttribute("data-dimmed"), null);
    assert.equal(await card.getByRole("button", { name: /^(Change|Cancel)/ }).count(), 0);
    const link = card.getByRole("link", { name: /^Open Outlook/ });
    const calendar = `${world.simulator.pagesUrl}/outlook/${encodeURIComponent(JONAS)}`;
    assert.equal(await link.getAttribute("href"), `${calendar}?date=${day.toString()}`);
  });

  test("is followed to another time and to another room", async () => {
    await moveInOutlook(jonas, ofJonas("Sensor review"), { day, hour: 11 });
    await see("Sensor review", "11:00");
    await changeRoomsInOutlook(jonas, ofJonas("Sensor review"), [addressOf("Robin")]);
    await see("Sensor review", "Robin, Spreehaus");
    await see("Sensor review", "Confirmed");
  });

  test("stands once on the page with all of its rooms", async () => {
    const rooms = [addressOf("Robin"), addressOf("Wren")];
    await changeRoomsInOutlook(jonas, ofJonas("Sensor review"), rooms);
    for (const room of ["Robin, Spreehaus", "Wren, Spreehaus"]) {
      const card = cardOf(jonas.page, "Sensor review");
      await lineOf(jonas.page, room)
        .and(card.getByRole("listitem"))
        .getByText("Confirmed")
        .waitFor();
    }
    assert.equal(await cardOf(jonas.page, "Sensor review").count(), 1);
  });

  test("is gone when it is cancelled there, and says so where cancelled ones are kept", async () => {
    await cancelInOutlook(jonas, ofJonas("Sensor review"));
    await seeGone("Sensor review");
    await jonas.page.getByRole("link", { name: "Cancelled" }).click();
    await see("Sensor review", "Cancelled in Outlook");
    await jonas.page.getByRole("link", { name: "Upcoming" }).click();
  });

  test("tells a private subject to its parties only", async () => {
    await meet({ subject: "Pay talk", hour: 13, isPrivate: true });
    await see("Pay talk", "Confirmed");
    const path = await openReservation("Pay talk");
    await amara.page.goto(path);
    await amara.page.getByRole("heading", { level: 1, name: "Private reservation" }).waitFor();
    assert.doesNotMatch(await amara.page.content(), /Pay talk/);
  });
});

describe("a series made in Outlook", () => {
  const second = day.add({ days: 7 });

  test("is shown date by date, with the one that was moved and the one that was cancelled", async () => {
    await jonas.page.goto("/reservations");
    await meet({ subject: "Weekly lab", hour: 15, weeks: 3, invite: addressOf("Swift") });
    await cardOf(jonas.page, "Weekly lab").nth(2).getByText("Confirmed").waitFor();
    await jonas.page.getByRole("link", { name: "Weekly lab" }).first().click();
    const { page } = jonas;
    await page.getByText(/Every week on \w+, 3 times/).waitFor();
    await moveInOutlook(jonas, ofJonas("Weekly lab", second), { day: second, hour: 17 });
    await lineOf(page, "17:00").getByText("Confirmed").waitFor();
    const third = day.add({ days: 14 });
    await cancelInOutlook(jonas, ofJonas("Weekly lab", third));
    await lineOf(page, `${third.day} `).getByText("Cancelled").waitFor();
    await keepScreenshot(page, "series-from-outlook");
  });
});

describe("a reservation made in Usher", () => {
  test("follows its meeting in Outlook, and its page tells what happened", async () => {
    const { page } = jonas;
    await book(page, { room: "Wren", subject: "Design talk", day, hour: 9 });
    await see("Design talk", "Confirmed");
    await openReservation("Design talk");
    await moveInOutlook(jonas, ofJonas("Design talk"), { day, hour: 10 });
    await page.getByText("10:00").first().waitFor();
    await lineOf(page, "Changed in Outlook").getByText("(time)").waitFor();
  });

  test("loses a room that books twice to nobody, but the later meeting is told", async () => {
    const { room } = world.simulator.world.directory.findUser(addressOf("Heron")) ?? {};
    assert.ok(room);
    Object.assign(room.processing, { allowConflicts: true });
    await book(jonas.page, { room: "Heron", subject: "First come", day, hour: 9 });
    await see("First come", "Confirmed");
    await meet({ subject: "Second come", hour: 9, invite: addressOf("Heron") });
    await see("Second come", "The room is booked twice");
    await see("First come", "Confirmed");
    await cancelInOutlook(jonas, ofJonas("First come"));
    await see("Second come", "Confirmed");
  });
});

describe("where the application has no rights, and rooms are looked at from time to time", () => {
  /** A token keeps the rights that it was issued with; looking at the provider asks for a new one. */
  async function withdrawApplicationRights(): Promise<void> {
    const { directory } = world.simulator.world;
    const application = directory.applications.get(world.simulator.clientId);
    const service = directory.findUser(SERVICE);
    assert.ok(application && service);
    application.applicationRoles = [];
    for (const room of ROOMS) {
      directory.findUser(addressOf(room))?.room?.delegates.push(service.id);
    }
    const administrator = await signIn(world.url, AMARA);
    const path = "/api/v1/admin/calendar-providers";
    const answer = await administrator.request("GET", path);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    await administrator.request("POST", `${path}/${items[0]?.id}/check`, {});
  }

  async function turnTo(mode: ModeName): Promise<void> {
    await rehearse(amara.page, mode);
    if (mode === "Strict") await connectDelegatedUser(amara.page, "Usher Service");
    await changeTo(amara.page, mode);
    await everyRoomIs("polling");
  }

  async function seeUnderNeutralSubject(hour: number): Promise<void> {
    const card = cardOf(jonas.page, `${hour}:00–`);
    await card.getByRole("heading", { name: "Reserved in Outlook" }).waitFor();
    await card.getByText("Confirmed").waitFor();
  }

  test("in strict mode a meeting comes under a neutral subject, within the interval", async () => {
    await withdrawApplicationRights();
    await turnTo("Strict");
    await jonas.page.goto("/reservations");
    await meet({ subject: "Out of sight", hour: 18 });
    await seeUnderNeutralSubject(18);
  });

  test("in personal mode, too: nobody's own connection is used to read", async () => {
    await turnTo("Personal");
    await jonas.page.goto("/reservations");
    await meet({ subject: "Still out of sight", hour: 19 });
    await seeUnderNeutralSubject(19);
  });

  test("no page met an error of its own or of the server, and Exchange saw nothing off its schema", () => {
    assert.deepEqual([...jonas.troubles, ...amara.troubles], []);
    assert.deepEqual(world.simulator.world.journal.violations(), []);
  });
});
