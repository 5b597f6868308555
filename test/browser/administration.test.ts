import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Browser, Locator, Page } from "playwright-core";
import { meetingsIn } from "../support/exchange-view.ts";
import { until } from "../support/until.ts";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { rehearse } from "./mode-page.ts";
import { book, seeOnCard, type Wish } from "./portal-pages.ts";

/**
 * What an administrator does, on the pages they do it on: credentials, which rooms are in step with
 * Outlook, properties, the outbound queue, machines, and asking the rules before changing them.
 */
const JONAS = "jonas.brandt@larkfield.example";
const RETRY_COUNT = "sn_wsd_rsvsync.max_event_retry_count";

let world: UsherWorld;
let browser: Browser;
let amara: PersonAtBrowser;
let jonas: PersonAtBrowser;
/** The administrator's page. */
let page: Page;
const day = Temporal.Now.plainDateISO("Europe/Berlin").add({ days: 1 });
const meeting = (room: string, subject: string, hour: number): Wish => {
  return { room, subject, day, hour };
};

before(async () => {
  world = await startUsherWorld();
  browser = await launchChromium();
  amara = await personAtBrowser(browser, world);
  jonas = await personAtBrowser(browser, world);
  page = amara.page;
  await amara.signIn("Amara Lindqvist");
  await jonas.signIn("Jonas Brandt");
});
recordFailures(() => ({ world, people: [amara, jonas] }));
after(async () => {
  await browser.close();
  await world.close();
});

function rowOf(name: string): Locator {
  return page.getByRole("row").filter({ hasText: name });
}

async function choose(label: string, choice: string): Promise<void> {
  await page.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: choice, exact: true }).click();
}

async function press(button: string, within: Page | Locator = page): Promise<void> {
  await within.getByRole("button", { name: button, exact: true }).click();
}

async function chooseBuilding(dialog: Locator, building: string): Promise<void> {
  await dialog.getByRole("button", { name: "Building" }).click();
  await page.getByRole("option", { name: building }).click();
}

/** Opens the newest sync event of a room. */
async function openSyncEvent(room: string): Promise<void> {
  await page.goto("/admin/sync-events");
  await rowOf(room).first().getByRole("link").click();
  await page.getByRole("heading", { name: "Request as sent" }).waitFor();
}

describe("a calendar provider", () => {
  test("whose secret is wrong is told so, with Microsoft's own number", async () => {
    await page.goto("/admin/providers");
    await page.getByRole("link", { name: "Larkfield Exchange Online" }).click();
    await page.getByLabel("Client secret").fill("not the secret");
    await pressAndAwait("Save", "PUT");
    await pressAndAwait("Check now", "POST");
    await page.getByText("Application: Must be connected again").waitFor();
    await page.getByText(/the client secret is wrong .*AADSTS7000215/).waitFor();
  });

  test("works again with the right secret, and with the next one after it was rotated", async () => {
    await saveSecretAndCheck(world.simulator.clientSecret);
    const registration = world.simulator.world.directory.applications.get(world.simulator.clientId);
    const next = randomBytes(24).toString("base64url");
    const lifetimeMs = 24 * 3600 * 1000;
    registration?.secrets.push({ value: next, expiresAtMs: Date.now() + lifetimeMs });
    await saveSecretAndCheck(next);
    assert.equal(await page.getByLabel("Client secret").inputValue(), "");
  });

  async function pressAndAwait(button: string, method: string): Promise<void> {
    const answered = page.waitForResponse((answer) => answer.request().method() === method);
    await press(button);
    assert.equal((await answered).status(), 200);
  }

  async function saveSecretAndCheck(secret: string): Promise<void> {
    await page.getByLabel("Client secret").fill(secret);
    await pressAndAwait("Save", "PUT");
    await pressAndAwait("Check now", "POST");
    await page.getByText("Application: Connected").waitFor();
  }
});

describe("a sync configuration", () => {
  test("on dry run prepares what would be sent, shows it, and sends nothing", async () => {
    await page.goto("/admin/sync-configurations");
    await page.getByLabel("Filter").fill("Robin");
    await tick("Dry run: Robin");
    await book(jonas.page, meeting("Robin", "Dress rehearsal", 9));
    await seeOnCard(jonas.page, "Dress rehearsal", "Dry run: not written to Outlook");
    await openSyncEvent("Robin");
    await page.getByText("Not sent (dry run)").waitFor();
    const request = page.getByRole("region", { name: "Request as sent" });
    await request.getByText('"subject": "Dress rehearsal"').waitFor();
    await request.getByText("room.robin@larkfield.example").first().waitFor();
    assert.deepEqual(meetingsIn(world.simulator), []);
  });

  test("that is not active leaves the calendar alone", async () => {
    await page.goto("/admin/sync-configurations");
    await page.getByLabel("Filter").fill("Wren");
    await tick("Active: Wren");
    await book(jonas.page, meeting("Wren", "Between ourselves", 9));
    await seeOnCard(jonas.page, "Between ourselves", "Confirmed");
    await page.goto("/admin/sync-events");
    await rowOf("Robin").first().waitFor();
    assert.equal(await rowOf("Wren").count(), 0);
    assert.deepEqual(meetingsIn(world.simulator), []);
  });

  test("that is active again writes what was booked meanwhile, and the next one", async () => {
    await page.goto("/admin/sync-configurations");
    await page.getByLabel("Filter").fill("Wren");
    await page
      .getByRole("checkbox", { name: "Active: Wren" })
      .locator("xpath=ancestor::label")
      .click();
    const offer = page.getByRole("dialog", { name: /coming reservations of Wren/ });
    await offer.getByRole("button", { name: "Export" }).click();
    await offer.getByText("1 is on its way to the calendar.").waitFor();
    await offer.getByRole("button", { name: "Close" }).last().click();
    await page.getByRole("checkbox", { name: "Active: Wren", checked: true }).waitFor();
    await until(
      "what was booked meanwhile is a meeting",
      () => meetingsIn(world.simulator).length === 1,
    );
    await book(jonas.page, meeting("Wren", "Out in the open", 10));
    await seeOnCard(jonas.page, "Out in the open", "Confirmed");
    assert.equal(meetingsIn(world.simulator).length, 2);
  });

  /** Changes the box and waits until the server has agreed: until then it cannot be pressed. */
  async function tick(name: string): Promise<void> {
    const box = page.getByRole("checkbox", { name });
    const wasTicked = await box.isChecked();
    const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH");
    await box.locator("xpath=ancestor::label").click();
    assert.equal((await saved).status(), 200);
    await page.getByRole("checkbox", { name, checked: !wasTicked, disabled: false }).waitFor();
  }
});

describe("the outbound queue", () => {
  test("a building, a desk in it and a module are added, taken out of use and taken away", async () => {
    await page.goto("/admin/modules");
    await press("Add a module");
    const module = page.getByRole("dialog");
    await module.getByLabel("Name of the module").fill("Quiet desks");
    await press("Add a module", module);
    await page.getByRole("heading", { name: "Quiet desks", level: 1 }).waitFor();
    await page.goto("/admin/places");
    await press("Add a building");
    const building = page.getByRole("dialog");
    await building.getByLabel("Name of the building").fill("Yard");
    await building.getByLabel("Time zone of the building").fill("Europe/Berlin");
    await press("Add a building", building);
    await building.waitFor({ state: "detached" });
    await press("Add a space");
    const space = page.getByRole("dialog");
    await space.getByLabel("Name", { exact: true }).fill("Desk 12");
    await space.getByLabel("Capacity").fill("1");
    await choose("Room Kind", "Desk");
    await choose("Reservable module", "Quiet desks");
    await press("Save", space);
    await space.waitFor({ state: "detached" });
    const row = rowOf("Desk 12");
    await row.getByText("Quiet desks").waitFor();
    await row.getByText("Yard").waitFor();
    await page.getByRole("radio", { name: "Buildings" }).click();
    await press("Change Yard");
    await building.getByText("Its spaces can be reserved").click();
    await press("Save", building);
    await rowOf("Yard").getByText("Out of use").waitFor();
    await page.getByRole("radio", { name: "Spaces" }).click();
    await row.getByText("Yard (out of use)").waitFor();
    await row.getByText("Cannot be reserved").waitFor();
    await press("Change Desk 12", row);
    await space.getByText("It can be reserved", { exact: true }).click();
    await press("Save", space);
    await space.waitFor({ state: "detached" });

    await page.goto("/admin/modules");
    await page.getByRole("link", { name: "Quiet desks" }).click();
    await page.getByText("1 space is in this module").waitFor();
    await press("Change Desk 12");
    await choose("Reservable module", "Meeting rooms");
    await press("Save", space);
    await page.getByText("No space is in this module, so").waitFor();
    await press("Take the module away");
    await press("Take the module away", page.getByRole("alertdialog"));
    await page.getByText("Quiet desks is taken away").waitFor();
    await rowOf("Quiet desks").waitFor({ state: "detached" });
  });

  test("a property is changed, and the audit says by whom", async () => {
    await page.goto("/admin/properties");
    await press(`Edit ${RETRY_COUNT}`);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Value").fill("1");
    await press("Save", dialog);
    await page.getByText("The property is saved").waitFor();
    await page.goto("/admin/audit?subject_kind=property");
    await rowOf("Amara Lindqvist").filter({ hasText: "Property changed" }).first().waitFor();
    await rowOf(RETRY_COUNT).first().waitFor();
  });

  test("what failed for good says why, and goes out when it is sent again", async () => {
    const { faults } = world.simulator.world;
    faults.add({
      method: "POST",
      mailbox: JONAS,
      effect: { kind: "unavailable", retryAfterSeconds: null },
    });
    await book(jonas.page, meeting("Swift", "Second attempt", 11));
    await seeOnCard(jonas.page, "Second attempt", "Could not be written to Outlook");
    await seeOnCard(jonas.page, "Second attempt", "Code: calendar_unreachable");
    await openSyncEvent("Swift");
    await page.getByText("Error", { exact: true }).waitFor();
    await page.getByText("Code: calendar_unreachable").waitFor();
    faults.clear();
    await press("Send again");
    await page.getByText("Processed", { exact: true }).first().waitFor();
    await seeOnCard(jonas.page, "Second attempt", "Confirmed");
  });
});

describe("machines", () => {
  test("an API client's key is shown once, works, and stops when it is revoked", async () => {
    await page.goto("/admin/api-clients");
    await press("Add an API client");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Lobby display");
    await dialog.getByText("reservations:read", { exact: true }).click();
    await press("Add an API client", dialog);
    const key = await dialog.getByRole("textbox", { name: "Key" }).inputValue();
    assert.match(key, /^usk_/);
    const ask = async () =>
      (
        await fetch(`${world.url}/api/v1/reservations`, {
          headers: { authorization: `Bearer ${key}` },
        })
      ).status;
    assert.equal(await ask(), 200);
    await press("I have copied it", dialog);
    await page.reload();
    await rowOf("Lobby display").waitFor();
    assert.ok(!(await page.content()).includes(key));
    await press("Revoke Lobby display");
    await press("Revoke", page.getByRole("alertdialog"));
    await rowOf("Lobby display")
      .getByText(/^Revoked/)
      .waitFor();
    assert.equal(await ask(), 401);
  });

  test("a panel is paired by the code on the page, once", async () => {
    await page.goto("/admin/panels");
    await press("Add a panel");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Door of Finch");
    await chooseBuilding(dialog, "Spreehaus");
    await dialog.getByRole("button", { name: "Space" }).click();
    await page.getByRole("option", { name: "Finch", exact: true }).click();
    await press("Add a panel", dialog);
    await page.getByRole("heading", { name: "Pair the panel" }).waitFor();
    const code = await dialog.locator(".pairing-code").innerText();
    const pair = () =>
      fetch(`${world.url}/api/v1/panels/pair`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ pairing_code: code }),
      });
    assert.equal((await pair()).status, 200);
    assert.notEqual((await pair()).status, 200);
    await press("Close", dialog.locator("footer"));
    await page.reload();
    const paired = rowOf("Door of Finch").getByRole("cell").nth(2);
    await paired.getByText(/\d\d:\d\d/).waitFor();
    await page.getByRole("button", { name: "Change Door of Finch" }).click();
    await press("New code for another device", dialog);
    await page.getByRole("heading", { name: "Pair the panel" }).waitFor();
    assert.notEqual(await dialog.locator(".pairing-code").innerText(), code);
    await press("Close", dialog.locator("footer"));
  });
});

describe("choosing a space", () => {
  test("waits until the spaces of its building are there", async () => {
    const asked = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    await page.route(/\/api\/v1\/spaces\?/, async (route) => {
      asked.resolve();
      await held.promise;
      await route.continue();
    });
    const dialog = await openNewPanel();
    await asked.promise;
    const space = dialog.getByRole("button", { name: "Space" });
    assert.ok(await space.isDisabled());
    held.resolve();
    await space.click();
    await page.getByRole("option").first().waitFor();
    await page.unroute(/\/api\/v1\/spaces\?/);
  });

  test("begins anew with another building, so that none of the first is taken", async () => {
    const dialog = await openNewPanel();
    await dialog.getByLabel("Name").fill("Door of nothing");
    await chooseBuilding(dialog, "Spreehaus");
    await dialog.getByRole("button", { name: "Space" }).click();
    await page.getByRole("option", { name: "Finch", exact: true }).click();
    const add = dialog.getByRole("button", { name: "Add a panel", exact: true });
    assert.ok(await add.isEnabled());
    await chooseBuilding(dialog, "Lakeside");
    assert.ok(await add.isDisabled());
  });

  async function openNewPanel(): Promise<Locator> {
    await page.goto("/admin/panels");
    await press("Add a panel");
    return page.getByRole("dialog");
  }
});

describe("asking before changing", () => {
  test("the rules answer with the row that decides", async () => {
    await page.goto("/admin/explain");
    await page.getByText("Allowed by rule C8").waitFor();
    await choose("Channel", "Panel");
    await page.getByText("Allowed by rule C5").waitFor();
    await choose("Channel", "Portal");
    await page.getByText("The person has a usable token").click();
    await page.getByText("Refused by rule C7").waitFor();
    await page.getByText("personal_token_missing", { exact: true }).waitFor();
    await choose("Mode", "Normal");
    await page.getByText("Allowed by rule C1").waitFor();
  });

  test("a rehearsal says what a mode would change, and changes nothing", async () => {
    await rehearse(page, "Personal");
    await page.getByText("delegated_user_not_connected").waitFor();
    await page.getByText(/1 person with reservations ahead must connect/).waitFor();
    assert.ok(await page.getByRole("button", { name: "Change to Personal" }).isDisabled());
    await rehearse(page, "Strict");
    await page.getByText(/3 reservations can then not be changed or cancelled here/).waitFor();
    await page.getByText("Now: Normal").waitFor();
  });

  test("no page met an error of its own or of the server, and Exchange saw nothing off its schema", () => {
    assert.deepEqual([...jonas.troubles, ...amara.troubles], []);
    assert.deepEqual(world.simulator.world.journal.violations(), []);
  });
});
