import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { encodeQR } from "qr";
import type { Browser, Page } from "playwright-core";
import type { Space } from "../../src/contract/places.ts";
import type { Reservation } from "../../src/contract/reservations.ts";
import { signIn, startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { zoneOfDaytime } from "../support/zone-of-daytime.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { faultsOf } from "./page-faults.ts";

/** Jonas with his phone in the office, where the connection is not always good. */
const JONAS = "jonas.brandt@larkfield.example";
const PHONE = { width: 390, height: 844 };

let world: UsherWorld;
let browser: Browser;
let jonas: PersonAtBrowser;

before(async () => {
  const zone = zoneOfDaytime();
  world = await startUsherWorld({
    organisation: (demo) => ({
      ...demo,
      buildings: (demo.buildings ?? []).map((building) => ({ ...building, time_zone: zone })),
    }),
  });
  browser = await launchChromium();
  jonas = await personAtBrowser(browser, world);
  await jonas.page.emulateMedia({ reducedMotion: "reduce" });
  await jonas.page.setViewportSize(PHONE);
  await jonas.page.addInitScript({ content: CODES_HELD_TO_THE_CAMERA });
  await jonas.signIn("Jonas Brandt");
});
recordFailures(() => ({ world, people: [jonas] }));
after(async () => {
  await browser.close();
  await world.close();
});

async function read<T>(path: string): Promise<readonly T[]> {
  const answer = await (await signIn(world.url, JONAS)).request("GET", path);
  return ((await answer.json()) as { items: T[] }).items;
}

const standing = async () =>
  (await read<Reservation>("/api/v1/reservations")).filter(({ state }) => state !== "cancelled");

/** In the page: a camera that sees what the test has put into `heldUp`, as squares of a code. */
const CODES_HELD_TO_THE_CAMERA = `navigator.mediaDevices.getUserMedia = async () => {
  const squares = JSON.parse(sessionStorage.getItem("heldUp") ?? "[]");
  if (squares.length === 0) throw new DOMException("not allowed", "NotAllowedError");
  const canvas = document.createElement("canvas");
  const sizePx = 8;
  canvas.width = canvas.height = squares.length * sizePx;
  const context = canvas.getContext("2d");
  const draw = () => {
    for (const [y, row] of squares.entries()) for (const [x, isDark] of row.entries()) {
      context.fillStyle = isDark ? "#000" : "#fff";
      context.fillRect(x * sizePx, y * sizePx, sizePx, sizePx);
    }
  };
  draw();
  setInterval(draw, 100);
  return canvas.captureStream(10);
};`;

async function holdUp(page: Page, text: string): Promise<void> {
  const squares = JSON.stringify(encodeQR(text, "raw", { border: 4 }));
  await page.evaluate(`sessionStorage.setItem("heldUp", ${JSON.stringify(squares)})`);
}

describe("the phone's own pages", () => {
  test("can be installed, and open with one's day from the first address", async () => {
    const { page, context } = jonas;
    await page.goto("/m");
    await page.getByRole("heading", { name: "My day" }).waitFor();
    await page.getByText("Nothing is planned").waitFor();
    const devtools = await context.newCDPSession(page);
    const manifest = await devtools.send("Page.getAppManifest");
    assert.deepEqual(manifest.errors, []);
    const { start_url: start, icons } = JSON.parse(manifest.data ?? "{}") as {
      start_url: string;
      icons: { src: string }[];
    };
    assert.equal(start, "/m");
    for (const { src } of icons) assert.equal((await fetch(`${world.url}${src}`)).status, 200, src);
    // The worker is there, and so is what the page needs without contact.
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  });

  test("book nothing twice where the answer is lost, over no connection and a reload", async () => {
    const { page, context } = jonas;
    await page.getByRole("link", { name: "Near me" }).click();
    const keys: (string | undefined)[] = [];
    // The server has worked, and its answer never comes.
    await page.route("**/api/v1/reservations", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      keys.push(route.request().headers()["idempotency-key"]);
      await route.fetch();
      return route.abort("connectionreset");
    });
    const first = page.getByRole("button", { name: /^Book / }).first();
    const room = ((await first.getAttribute("aria-label")) ?? "").replace("Book ", "");
    await first.click();
    await page.getByText("Not confirmed by Usher yet").waitFor();
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize(PHONE);
    await page.unroute("**/api/v1/reservations");
    await context.setOffline(true);
    await page.goto("/m");
    await page.getByRole("heading", { name: /^As of / }).waitFor();
    await page.getByText("Not confirmed by Usher yet").waitFor();
    await page.getByText(room, { exact: true }).first().waitFor();
    assert.equal(new Set(keys).size, 1);
    await context.setOffline(false);
    await page.getByRole("heading", { name: `${room} is yours` }).waitFor();
    await page.getByText("Not confirmed by Usher yet").waitFor({ state: "detached" });
    const made = await standing();
    assert.deepEqual(
      made.map(({ space, channel }) => [space.name, channel]),
      [[room, "mobile"]],
    );
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { name: `${room} is yours` }).waitFor({ state: "detached" });
    assert.deepEqual(await standing(), []);
  });

  test("read the code at a door, book and stay longer there, and end it on its own page", async () => {
    const { page } = jonas;
    await page.getByRole("link", { name: "Scan" }).click();
    await page.getByText("The camera is not allowed").waitFor();
    const wren = (await read<Space>("/api/v1/spaces?limit=200")).find(
      ({ name }) => name === "Wren",
    );
    await holdUp(page, "https://elsewhere.example/menu");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("That is no code of a space here").waitFor();
    await holdUp(page, `${world.url}/m/space/${wren?.id}`);
    await page.reload();
    await page.getByRole("heading", { name: "Wren", level: 1 }).waitFor();
    await page.getByRole("button", { name: /^15 minutes/ }).click();
    await page.getByText("Confirmed").waitFor();
    const meeting = page.getByRole("region", { name: "Now", exact: true });
    await meeting.getByText("Booked on the phone").waitFor();
    await meeting.getByRole("button", { name: /^30 minutes/ }).click();
    await page.getByText(/^Extended until/).waitFor();
    const [longer] = await standing();
    const minutes = (Date.parse(longer?.end ?? "") - Date.parse(longer?.start ?? "")) / 60_000;
    assert.deepEqual([minutes, longer?.channel], [45, "mobile"]);
    await page.getByRole("link", { name: "My day" }).click();
    await page.getByRole("link", { name: "Booked on the phone" }).click();
    await page.waitForURL(`**/m/reservations/${longer?.id}`);
    const details = page.getByRole("article", { name: "Reservation" });
    await details.getByText(longer?.number ?? "").waitFor();
    await page.getByText("Reservation created").waitFor();
    await details.getByRole("button", { name: "End now" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "End now" }).click();
    // What lasted no full minute is cancelled, since a calendar shows no meeting without length.
    await details
      .getByText(/^(Completed|Cancelled)$/)
      .first()
      .waitFor();
    assert.deepEqual(jonas.troubles, []);
  });
});
