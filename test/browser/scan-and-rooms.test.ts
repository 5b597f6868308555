import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { AppRegistration, DirectoryUser } from "../../simulator/directory/directory.ts";
import { until } from "../support/until.ts";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";

/** An administrator takes over a room of Exchange's, has everything scanned, and mends it. */
const PROVIDER = "Larkfield Exchange Online";
let world: UsherWorld;
let browser: Browser;
let amara: PersonAtBrowser;
let page: Page;
let wren: DirectoryUser;
let application: AppRegistration;

before(async () => {
  world = await startUsherWorld();
  browser = await launchChromium();
  amara = await personAtBrowser(browser, world);
  page = amara.page;
  const { directory } = world.simulator.world;
  wren = directory.findUser("room.wren@larkfield.example") ?? assert.fail("no Wren");
  application = directory.applications.get(world.simulator.clientId) ?? assert.fail("no app");
  await amara.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await amara.signIn("Amara Lindqvist");
});
recordFailures(() => ({ world, people: [amara] }));
after(async () => {
  await browser.close();
  await world.close();
});

const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const card = (title: string) => page.getByRole("region", { name: title, exact: true });
/** What was copied; the browser's own types are not those of the tests. */
const clipboard = () => page.evaluate<string>("navigator.clipboard.readText()");

function addRoomInExchange(name: string, building: string, capacity: number): void {
  const mail = `room.${name.toLowerCase()}@larkfield.example`;
  const id = randomUUID();
  const room = { ...(wren.room ?? assert.fail("no room")), building, capacity };
  const user = { ...wren, id, mail, userPrincipalName: mail, displayName: name, room };
  world.simulator.world.directory.users.set(id, user);
}

describe("rooms in Exchange", () => {
  test("that are new are imported into a new building, with what Exchange leaves open", async () => {
    addRoomInExchange("Gull", "Harbour House", 0);
    addRoomInExchange("Tern", "Harbour House", 12);
    await page.goto("/admin/rooms");
    await page.getByText("Choose all").click();
    await page.getByLabel("Capacity of Gull").fill("4");
    await page.getByLabel("Capacity of Gull").press("Tab");
    const zone = page.getByLabel("Time zone of Harbour House");
    assert.equal(await zone.inputValue(), "Europe/Berlin");
    await zone.fill("Europe/Lisbon");
    await press("Import 2 rooms");
    await page.getByText("2 rooms were added.").waitFor();
    await page.getByRole("link", { name: "Activate the sync configurations" }).click();
    await page.getByLabel("Filter").fill("Harbour");
    await page.getByRole("row").filter({ hasText: "Gull" }).waitFor();
    assert.equal(await page.getByRole("checkbox", { name: "Active: Gull" }).isChecked(), false);
  });

  test("that differ give over only what is chosen", async () => {
    if (wren.room) wren.room.capacity += 3;
    wren.displayName = "Wren (quiet)";
    await page.goto("/admin/rooms");
    await page.getByRole("radio", { name: "Different (1)" }).click();
    await page.getByText("Wren (quiet)").waitFor();
    await page.locator("label", { has: page.getByLabel("Take over the Capacity of Wren") }).click();
    await press("Take over 1 change");
    await page.getByText("1 space was changed.").waitFor();
    await page.getByRole("row").filter({ hasText: "Capacity" }).waitFor({ state: "detached" });
    await page.getByText("Wren (quiet)").waitFor();
  });

  test("that may not be listed say which permission is missing, and lead to the consent", async () => {
    const roles = [...application.applicationRoles];
    application.applicationRoles = roles.filter((role) => role !== "Place.Read.All");
    const denied = page.getByRole("alert").getByText("Place.Read.All").first();
    // A token that is a few seconds old is not renewed, so it is asked for again.
    await until("the application has a token without the role", async () => {
      await page.goto("/admin/providers");
      await page.getByRole("link", { name: PROVIDER }).click();
      await press("Check now");
      await page.getByText("The tenant was asked").waitFor();
      await page.goto("/admin/rooms");
      await page.getByText("Show").or(denied).first().waitFor();
      return await denied.isVisible();
    });
    const consent = page.getByRole("link", { name: "Give admin consent" });
    assert.match((await consent.getAttribute("href")) ?? "", /^\/connect\/admin-consent\//);
    application.applicationRoles = roles;
  });
});

describe("the configuration scan", () => {
  test("finds what was broken, and copies the command that mends it", async () => {
    await page.goto("/admin/scan");
    await page.getByText("Nothing has been scanned yet").waitFor();
    await press("Scan now");
    await page.getByText(/^Scanned .* 40 of 40 synced rooms looked at\./).waitFor();
    await card("A space has a mailbox and is not synced")
      .getByText("Gull", { exact: true })
      .waitFor();
    await card("The rooms' own rules are not known").getByRole("button").click();
    assert.match(await clipboard(), /^Get-EXOMailbox .*Get-CalendarProcessing/);
  });

  test("judges the rooms' own rules from the file that PowerShell wrote", async () => {
    const printed = ["room.wren", "room.robin"].map((name) => ({
      PrimarySmtpAddress: `${name}@larkfield.example`,
      AllowConflicts: true,
    }));
    await page.locator("input[type=file]").setInputFiles({
      name: "rooms.json",
      mimeType: "application/json",
      buffer: Buffer.from(`\uFEFF${JSON.stringify(printed)}`, "utf16le"),
    });
    await page.getByText("rooms.json is chosen.").waitFor();
    await press("Hand in and scan");
    const conflicts = card("The room accepts meetings at the same time");
    await conflicts.getByRole("button", { name: "Copy all 2 commands" }).click();
    assert.equal(
      (await clipboard()).split("\n").toSorted()[1],
      "Set-CalendarProcessing -Identity 'room.wren@larkfield.example' -AllowConflicts $false",
    );
    await page.getByText(/^Handed in .*, with 2 rooms\.$/).waitFor();
  });

  test("refuses what is no output of it, and says so where it was pasted", async () => {
    await page.getByLabel("Or paste what it printed").fill("AllowConflicts : True");
    await press("Hand in and scan");
    await page.getByText("The rooms' settings cannot be read").first().waitFor();
    await page.getByText(/^Handed in .*, with 2 rooms\.$/).waitFor();
  });
});
