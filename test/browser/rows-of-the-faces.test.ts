import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import type { Space } from "../../src/contract/places.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { connectDelegatedUser, connectOwnCalendar } from "../support/connect-accounts.ts";
import { type Meeting, meetingsIn } from "../support/exchange-view.ts";
import { until } from "../support/until.ts";
import {
  type PersonSession,
  signIn,
  startUsherWorld,
  type UsherWorld,
} from "../support/usher-world.ts";
import { zoneOfDaytime } from "../support/zone-of-daytime.ts";
import { launchChromium } from "./chromium.ts";
import { ADMINISTRATOR, COLLEAGUE, OFFICE_DAY } from "./furnished-office.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";

/**
 * The rules as those meet them who plan with the mouse, pass a door, or need a room at once, where it
 * is not the application that writes: the portal's are in booking-in-every-mode.test.ts, Outlook's in
 * outlook-to-usher.test.ts, and all channels by their requests in test/rows. One story, told in order.
 */
const JONAS = "jonas.brandt@larkfield.example";
const SERVICE = "usher.service@larkfield.example";
const MODE = "/api/v1/admin/properties/sn_wsd_rsvsync.sync_integration_mode";

let world: UsherWorld;
let browser: Browser;
let administrator: PersonSession;
let amara: PersonAtBrowser;
let jonas: PersonAtBrowser;
let door: PersonAtBrowser;
let spaces: readonly Space[];
const zone = zoneOfDaytime();
const spaceOf = (room: string): Space =>
  spaces.find(({ name }) => name === room) ?? assert.fail(`no room ${room}`);

before(async () => {
  world = await startUsherWorld({
    organisation: (demo) => ({
      ...demo,
      buildings: (demo.buildings ?? []).map((building) => ({ ...building, time_zone: zone })),
    }),
  });
  const wren = world.simulator.world.directory.findUser("room.wren@larkfield.example");
  assert.ok(wren?.room);
  // What is ended in the minute that it began in stands until that is over, and others come at once.
  wren.room.processing.allowConflicts = true;
  administrator = await signIn(world.url, ADMINISTRATOR);
  await connectDelegatedUser(world.url);
  browser = await launchChromium();
  [amara, jonas, door] = (await Promise.all(
    Array.from({ length: 3 }, () => personAtBrowser(browser, world)),
  )) as [PersonAtBrowser, PersonAtBrowser, PersonAtBrowser];
  await amara.signIn("Amara Lindqvist");
  await jonas.signIn("Jonas Brandt");
  spaces = (await read<{ items: Space[] }>("/api/v1/spaces?limit=200")).items;
  await hangPanel(spaceOf("Wren").id);
});
recordFailures(() => ({ world, people: [amara, jonas, door] }));
after(async () => {
  await browser.close();
  await world.close();
});

async function read<T>(path: string): Promise<T> {
  return (await (await administrator.request("GET", path)).json()) as T;
}

async function hangPanel(spaceId: string): Promise<void> {
  const { items } = await read<{ items: { id: string }[] }>(`/api/v1/people?query=${COLLEAGUE}`);
  const panel = { name: "Wren's door", space_id: spaceId, requested_for: items[0]?.id };
  const made = await administrator.request("POST", "/api/v1/admin/panels", panel);
  const { pairing_code: code } = (await made.json()) as { pairing_code: string };
  const { page } = door;
  await page.goto("/panel");
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Pair" }).click();
  await page.getByRole("status").getByText("Free", { exact: true }).waitFor();
}

async function turnTo(mode: IntegrationMode): Promise<void> {
  const changed = await administrator.request("PUT", MODE, { value: mode });
  assert.equal(changed.status, 200, await changed.text());
}

const bar = (page: Page, name: RegExp): Locator => page.getByRole("gridcell", { name });

async function pointAt(page: Page, room: string, hour: number) {
  const row = page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: room }) })
    .locator(".timeline-track");
  await row.scrollIntoViewIfNeeded();
  const box = await row.boundingBox();
  assert.ok(box);
  return { x: box.x + (box.width * hour) / 24, y: box.y + box.height / 2 };
}

async function drag(page: Page, room: string, from: number, to: number): Promise<void> {
  const [start, end] = [await pointAt(page, room, from), await pointAt(page, room, to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, start.y);
  await page.mouse.move(end.x, end.y);
  await page.mouse.up();
}

/** Draws a meeting of an hour and a half, and then drags it three hours on. */
async function drawAndDrag(subject: string, room: string): Promise<void> {
  const { page } = amara;
  const { building_id: buildingId } = spaceOf(room);
  await page.goto(`/planner?date=${OFFICE_DAY.toString()}&building=${buildingId}`);
  await drag(page, room, 9.05, 10.5);
  const dialog = page.getByRole("dialog", { name: `Book ${room}` });
  await dialog.getByLabel("Subject").fill(subject);
  await dialog.getByRole("button", { name: "Book", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await bar(page, new RegExp(`^${subject}, .*Confirmed.*09:00`)).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("complementary").waitFor({ state: "detached" });
  await dragOn(subject, room, 9.5);
}

/** Three hours later, by the middle of its bar. */
async function dragOn(subject: string, room: string, from: number): Promise<void> {
  const { page } = amara;
  await drag(page, room, from, from + 3);
  const question = page.getByRole("alertdialog", { name: /Move this/ });
  await question.getByRole("button", { name: /^Move/ }).click();
  await question.waitFor({ state: "detached" });
  const hour = `${Math.floor(from) + 3}`.padStart(2, "0");
  await bar(page, new RegExp(`^${subject}, .*Confirmed.*${hour}:00`)).waitFor();
}

/** Of the meetings that stand in Exchange: in whose calendar, and whom it invites besides rooms. */
async function seeOrganized(is: (meeting: Meeting) => boolean, people: string[]): Promise<void> {
  const [organizer, ...invited] = people;
  await until("the meeting stands in Exchange", () => meetingsIn(world.simulator).some(is));
  const found = meetingsIn(world.simulator).filter(is);
  assert.deepEqual(
    found.map((meeting) => [
      meeting.organizer,
      ...meeting.event.attendees
        .map(({ address }) => address)
        .filter((address) => !address.startsWith("room.")),
    ]),
    [[organizer, ...invited]],
  );
}

const isCalled =
  (subject: string) =>
  ({ event }: Meeting): boolean =>
    event.subject === subject;
const isIn =
  (room: string) =>
  ({ rooms }: Meeting): boolean =>
    rooms.some(({ address }) => address === `room.${room}@larkfield.example`);

async function reserveAtTheDoor(): Promise<void> {
  const { page } = door;
  await page.getByRole("button", { name: /^15 minutes/ }).click();
  const now = page.getByRole("article", { name: "Now" });
  await now.getByText("Mira Castellan").waitFor();
  await now.getByText("Waiting for the room’s answer").waitFor({ state: "detached" });
}

async function endAtTheDoor(): Promise<void> {
  const { page } = door;
  await page.getByRole("button", { name: "End now" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End now" }).click();
  await page.getByRole("status").getByText("Free", { exact: true }).waitFor();
}

async function reserveQuickly(): Promise<void> {
  const { page } = jonas;
  await page.goto("/quick?people=4");
  await page.getByRole("button", { name: /^Reserve until/ }).click();
  await page.getByRole("heading", { name: /is yours$/ }).waitFor();
  await page.getByText("Confirmed").waitFor();
}

describe("in strict mode", () => {
  test("what is drawn and dragged in the planner is the delegated user's meeting (C2, U2)", async () => {
    await turnTo("strict");
    await drawAndDrag("Drawn in strict mode", "Goldcrest");
    await seeOrganized(isCalled("Drawn in strict mode"), [SERVICE, ADMINISTRATOR]);
  });

  test("so is what is reserved and ended at the door, for whom the panel reserves (C2, U2)", async () => {
    await reserveAtTheDoor();
    await seeOrganized(isIn("wren"), [SERVICE, COLLEAGUE]);
    await endAtTheDoor();
  });

  test("so is the next best room that somebody takes at once (C2)", async () => {
    await reserveQuickly();
    const hasJonas = ({ event }: Meeting): boolean =>
      event.attendees.some(({ address }) => address === JONAS);
    await seeOrganized(hasJonas, [SERVICE, JONAS]);
  });
});

describe("in personal mode", () => {
  test("what is drawn and dragged in the planner is one's own meeting (C8, U9)", async () => {
    await turnTo("personal");
    await connectOwnCalendar(world.url, ADMINISTRATOR);
    await drawAndDrag("Drawn in personal mode", "Robin");
    await seeOrganized(isCalled("Drawn in personal mode"), [ADMINISTRATOR]);
  });

  test("what the delegated user organizes is dragged as before (U4), and another's own is not (U7)", async () => {
    await connectOwnCalendar(world.url, JONAS);
    const at = (time: string) =>
      OFFICE_DAY.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant().toString();
    const times = { start: at("17:00"), end: at("18:00") };
    const body = { space_id: spaceOf("Robin").id, ...times, subject: "Jonas alone" };
    const session = await signIn(world.url, JONAS);
    const made = await session.request("POST", "/api/v1/reservations", body);
    assert.equal(made.status, 201, await made.text());
    await dragOn("Drawn in strict mode", "Goldcrest", 12.5);
    const others = bar(amara.page, /^Jonas alone, .*Read only/);
    await others.waitFor();
    assert.equal(await others.getAttribute("data-dimmed"), "true");
    await drag(amara.page, "Robin", 17.5, 20.5);
    assert.equal(await amara.page.getByRole("alertdialog", { name: /Move this/ }).count(), 0);
  });

  test("a panel reserves through the delegated user, and ends that (C5, U4)", async () => {
    await reserveAtTheDoor();
    await seeOrganized(
      (meeting) => isIn("wren")(meeting) && meeting.event.endMs > Date.now() + 5 * 60_000,
      [SERVICE, COLLEAGUE],
    );
    await endAtTheDoor();
  });

  test("the next best room is one's own meeting (C8)", async () => {
    await reserveQuickly();
    const isQuick = ({ organizer, event }: Meeting): boolean =>
      organizer === JONAS && event.subject !== "Jonas alone";
    await seeOrganized(isQuick, [JONAS]);
    assert.deepEqual([...amara.troubles, ...jonas.troubles, ...door.troubles], []);
    assert.deepEqual(world.simulator.world.journal.violations(), []);
  });
});
