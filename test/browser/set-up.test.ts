import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { startUsherWorld, type UsherWorld } from "../support/usher-world.ts";
import { launchChromium } from "./chromium.ts";
import { type PersonAtBrowser, personAtBrowser, recordFailures } from "./in-the-browser.ts";
import { faultsOf } from "./page-faults.ts";

/** The first administrator of an empty installation goes by the set-up page alone, in normal mode. */
let world: UsherWorld;
let browser: Browser;
let amara: PersonAtBrowser;
let page: Page;

before(async () => {
  world = await startUsherWorld({ fromNothing: true });
  browser = await launchChromium();
  amara = await personAtBrowser(browser, world);
  page = amara.page;
  await amara.context.grantPermissions(["clipboard-read", "clipboard-write"]);
});
recordFailures(() => ({ world, people: [amara] }));
after(async () => {
  await browser.close();
  await world.close();
});

const step = (name: string) => page.getByRole("region", { name });
const press = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
const isDone = (name: string) => step(name).getByText("Done", { exact: true }).waitFor();

describe("the guided set-up", () => {
  test("is where the first administrator arrives, with this server's own addresses", async () => {
    await page.goto("/");
    await page.getByRole("link", { name: /sign in/i }).click();
    await page.getByRole("button", { name: "Amara Lindqvist" }).click();
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByRole("heading", { name: "Set-up", exact: true }).waitFor();
    await page.getByText(`${world.url}/connect/delegated-user/callback`).waitFor();
    await press("Use Normal mode");
    await isDone("1. Choose the mode");
  });

  test("tells what Entra ID says of a wrong secret, and takes the right one", async () => {
    const application = step("2. Register the application in Entra ID");
    assert.equal(await application.getByLabel("Client id").inputValue(), world.simulator.clientId);
    await application.getByLabel("Client secret").fill("wrong");
    await application.getByRole("button", { name: "Save" }).click();
    await application.getByText("AADSTS7000215").waitFor();
    await application.getByText("Change the entry").click();
    await press("Add a room by hand");
    assert.deepEqual(await faultsOf(page), []);
    await page.setViewportSize({ width: 1280, height: 860 });
    await application.getByLabel("Client secret").fill(world.simulator.clientSecret);
    await application.getByRole("button", { name: "Save" }).click();
    await isDone("2. Register the application in Entra ID");
    await application.getByRole("link", { name: "Give admin consent" }).click();
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByText("Place.Read.All, MailboxSettings.Read").waitFor();
  });

  test("has the commands for Exchange, which let the application into the room", async () => {
    const access = step("4. Try it on one room");
    await access.getByText("The application may not read the room's calendar").waitFor();
    await press("Copy all that is needed");
    const commands = await page.evaluate<string>("navigator.clipboard.readText()");
    const powershell = await amara.context.newPage();
    await powershell.goto(`${world.simulator.pagesUrl}/powershell`);
    await powershell.getByLabel("Commands").fill(commands);
    await powershell.getByRole("button", { name: "Run" }).click();
    await powershell.getByText("InScope: True").waitFor();
    assert.equal(await powershell.getByText("Failed", { exact: true }).count(), 0);
    await powershell.close();
    await press("Check again");
    await isDone("3. Give it rights in Exchange");
    await isDone("4. Try it on one room");
  });

  test("imports the room, syncs it before the eyes, and leads to booking it", async () => {
    const places = step("5. Bring in the rooms");
    await places.getByRole("button", { name: "Show the rooms in Exchange" }).click();
    const address = await step("4. Try it on one room").getByRole("button").first().innerText();
    const room = address.split("\n")[0] ?? "";
    await places
      .locator("label", { has: page.getByLabel(`Import ${room}`, { exact: true }) })
      .click();
    await press("Import 1 room");
    await isDone("5. Bring in the rooms");
    await places.getByRole("button", { name: "Add a room by hand" }).click();
    await places.getByLabel("Name of the building").fill("Boathouse");
    await places.getByLabel("Time zone of the building").fill("Europe/Berlin");
    await places.getByLabel("Name of the room").fill("Attic");
    await places.getByLabel("Capacity").fill("3");
    await places.getByLabel("Room mailbox").fill("");
    await press("Add the room");
    await page.getByText("The room is added").waitFor();
    await press(`Sync ${room}`);
    await isDone("6. Sync the first room");
    await page.getByRole("button", { name: /Calendar provider$/ }).click();
    await page.getByRole("option", { name: "Another one" }).click();
    await step("2. Register the application in Entra ID").getByText("To do").waitFor();
    assert.match(page.url(), /provider=new/);
    await page.getByRole("button", { name: /Calendar provider$/ }).click();
    await page.getByRole("option", { name: "Exchange Online" }).click();
    await isDone("6. Sync the first room");
    await page.getByRole("link", { name: "Book it" }).click();
    await page
      .getByRole("button", { name: `Book ${room}` })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Subject").fill("The first meeting");
    await dialog.getByRole("button", { name: "Book", exact: true }).click();
    await page.goto("/reservations");
    await page.getByText("Confirmed").first().waitFor();
    assert.deepEqual(amara.troubles, []);
  });
});
