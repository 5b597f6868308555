import { randomInt } from "node:crypto";
import type { Page } from "playwright-core";
import type { UsherWorld } from "../support/usher-world.ts";
import { ADMINISTRATOR, COLLEAGUE, OFFICE_DAY, type FurnishedOffice } from "./furnished-office.ts";

import { PLANNER_SIGHTS } from "./planner-sights.ts";

/** A page, or a dialog over one, as a person can have it before them. */
export interface Sight {
  readonly name: string;
  readonly path: string;
  /** What is done on the page to see it, such as opening a dialog. */
  readonly reach?: (page: Page) => Promise<void>;
}

/** So that pages offer mail; there is nobody there, and nothing that these pages do sends any. */
export const WITH_MAIL = {
  USHER_SMTP_URL: "smtp://127.0.0.1:9",
  USHER_MAIL_FROM: "Usher <usher@larkfield.example>",
} as const;

/** The pages of Usher in the mode that it starts in, which is normal. */
export function sightsInNormalMode(office: FurnishedOffice): readonly Sight[] {
  return [
    ...portalSights(office),
    ...quickSights(),
    ...phoneSights(office),
    ...panelSights(office),
    ...seriesSights(office),
    ...approvalSights(office),
    ...PLANNER_SIGHTS,
    ...recordSights(office),
    ...settingSights(office),
  ];
}

const press =
  (name: string | RegExp) =>
  async (page: Page): Promise<void> =>
    page.getByRole("button", { name }).first().click();

const DAY = `date=${OFFICE_DAY.toString()}`;

/** Chooses in the list of the name. */
const choose = async (page: Page, list: string, choice: string): Promise<void> => {
  await page.getByRole("button", { name: list }).click();
  await page.getByRole("option", { name: choice }).click();
};

function quickSights(): readonly Sight[] {
  return [
    { name: "quick", path: "/quick?minutes=45&people=4" },
    { name: "quick-none-free", path: "/quick?people=900" },
  ];
}

function phoneSights({ current }: FurnishedOffice): readonly Sight[] {
  return [
    { name: "phone-day", path: "/m" },
    { name: "phone-near", path: "/m/near" },
    { name: "phone-space", path: `/m/space/${current.space.id}` },
    { name: "phone-scan", path: "/m/scan" },
    { name: "phone-approvals", path: "/m/approvals" },
    { name: "phone-reservation", path: `/m/reservations/${current.id}` },
  ];
}

/** Each panel has a device of its own; here all of them are tabs of one. */
function panelSights({ panelToken }: FurnishedOffice): readonly Sight[] {
  return [
    {
      name: "panel",
      path: "/panel",
      reach: async (page) => {
        const keep = `localStorage.setItem("usher.panel-token", ${JSON.stringify(panelToken)})`;
        await page.evaluate(keep);
        await page.reload();
        await page.getByRole("region", { name: "Now and next" }).waitFor();
      },
    },
  ];
}

function seriesSights({ series, occurrence }: FurnishedOffice): readonly Sight[] {
  const path = `/find?${DAY}&from=13:00&to=14:00`;
  const page = `/reservations/${occurrence.id}`;
  return [
    {
      name: "booking-series",
      path,
      reach: async (tab) => {
        await press("Book Wren")(tab);
        await choose(tab, "Repeat", "Weekly");
        await tab.getByText("Leave these dates out").waitFor();
      },
    },
    {
      name: "booking-series-elsewhere",
      path,
      reach: async (tab) => {
        await press("Book Wren")(tab);
        await choose(tab, "Repeat", "Weekly");
        await tab.getByRole("radio", { name: "Take other rooms" }).click();
        await tab.getByText("It stays one series").waitFor();
      },
    },
    {
      name: "booking-series-custom",
      path,
      reach: async (tab) => {
        await press("Book Wren")(tab);
        await choose(tab, "Repeat", "Custom");
        await choose(tab, "Ends", "On a date");
        await tab.getByRole("region", { name: "Dates of the series" }).waitFor();
      },
    },
    {
      name: "booking-together",
      path,
      reach: async (tab) => {
        for (const name of ["Wren", "Robin"]) {
          const card = tab.getByRole("article", { name, exact: true });
          await card.getByText("Choose", { exact: true }).click();
        }
        await press("Book together")(tab);
        await tab.getByRole("group", { name: "Services of Robin" }).scrollIntoViewIfNeeded();
      },
    },
    { name: "series", path: `/reservations/${series.id}` },
    { name: "occurrence", path: page },
    { name: "change-occurrence", path: page, reach: press(/^Change WRES/) },
    {
      name: "change-following",
      path: page,
      reach: async (tab) => {
        await press(/^Change WRES/)(tab);
        await tab.getByRole("radio", { name: "This and following" }).click();
      },
    },
    {
      name: "change-following-pattern",
      path: page,
      reach: async (tab) => {
        await press(/^Change WRES/)(tab);
        await tab.getByRole("radio", { name: "This and following" }).click();
        await choose(tab, "Repeat", "Daily");
        await tab.getByText("The series begins afresh").waitFor();
        const dates = tab.getByRole("region", { name: "Dates of the series" });
        await dates.getByRole("paragraph").first().scrollIntoViewIfNeeded();
      },
    },
    {
      name: "change-following-elsewhere",
      path: page,
      reach: async (tab) => {
        await press(/^Change WRES/)(tab);
        await tab.getByRole("radio", { name: "This and following" }).click();
        for (const [label, hour] of [
          ["From", "13"],
          ["To", "14"],
        ] as const) {
          const time = tab.getByRole("group", { name: label });
          await time.getByRole("spinbutton", { name: /hour/i }).fill(hour);
        }
        await tab.getByRole("radio", { name: "Take other rooms" }).click();
        await tab.getByText("They stay dates of one series").waitFor();
      },
    },
    { name: "cancel-occurrence", path: page, reach: press(/^Cancel/) },
  ];
}

function approvalSights({ waiting, rejected }: FurnishedOffice): readonly Sight[] {
  return [
    { name: "approvals", path: "/approvals" },
    { name: "reject", path: "/approvals", reach: press(/^Reject/) },
    { name: "reservation-waiting", path: `/reservations/${waiting.id}` },
    { name: "reservation-rejected", path: `/reservations/${rejected.id}` },
  ];
}

function portalSights({ confirmed, conflicted }: FurnishedOffice): readonly Sight[] {
  return [
    { name: "home", path: "/" },
    { name: "find-a-room", path: `/find?${DAY}&from=09:00&to=10:00` },
    { name: "find-a-room-schedule", path: `/find?${DAY}&from=09:00&to=10:00&view=schedule` },
    { name: "space", path: `/spaces/${confirmed.space.id}?${DAY}&from=09:00&to=10:00` },
    { name: "space-unknown", path: "/spaces/00000000-0000-4000-8000-000000000000" },
    { name: "find-a-room-fault", path: `/find?${DAY}&from=10:00&to=09:00` },
    { name: "find-a-room-none-free", path: `/find?${DAY}&from=09:00&to=10:00&people=900` },
    {
      name: "find-a-room-choosing-a-building",
      path: `/find?${DAY}&from=09:00&to=10:00`,
      reach: press("Building"),
    },
    {
      name: "find-a-room-choosing-a-day",
      path: `/find?${DAY}&from=09:00&to=10:00`,
      reach: async (page) => page.getByRole("group", { name: "Date" }).getByRole("button").click(),
    },
    {
      name: "booking",
      path: `/find?${DAY}&from=13:00&to=14:00`,
      reach: async (page) => {
        await press("Book Wren")(page);
        const attendees = page.getByRole("dialog").getByLabel("Attendees");
        await attendees.fill("guest@elsewhere.example");
        await attendees.press("Enter");
      },
    },
    { name: "reservations", path: "/reservations" },
    { name: "reservations-past", path: "/reservations?show=past" },
    { name: "reservations-cancelled", path: "/reservations?show=cancelled" },
    { name: "reservation", path: `/reservations/${confirmed.id}` },
    { name: "reservation-conflicted", path: `/reservations/${conflicted.id}` },
    { name: "change", path: `/reservations/${confirmed.id}`, reach: press(/^Change WRES/) },
    { name: "cancel", path: `/reservations/${confirmed.id}`, reach: press(/^Cancel/) },
    {
      name: "share",
      path: `/reservations/${confirmed.id}`,
      reach: async (page) => {
        await press(/^Share WRES/)(page);
        const dialog = page.getByRole("alertdialog");
        await dialog.getByLabel("Recipients").fill("guest@elsewhere.example");
        await dialog.getByLabel("Recipients").press("Enter");
        await dialog.getByRole("list", { name: "Chosen recipients" }).waitFor();
      },
    },
    { name: "account", path: "/account" },
    { name: "not-found", path: "/nowhere" },
    { name: "sign-in", path: "/sign-in" },
    { name: "sign-in-failed", path: "/sign-in?sign_in_error=identity_provider_unavailable" },
  ];
}

function recordSights({ unreachable }: FurnishedOffice): readonly Sight[] {
  return [
    { name: "admin-health", path: "/admin/health" },
    {
      name: "admin-send-all-again",
      path: "/admin/sync-events?state=error",
      reach: press("Send all again"),
    },
    { name: "admin-sync-events", path: "/admin/sync-events" },
    {
      name: "admin-sync-events-by-cause",
      path: "/admin/sync-events?state=error&reason_code=calendar_mailbox_missing",
    },
    {
      name: "admin-sync-event",
      path: "/admin/sync-events",
      reach: async (page) => {
        await page.getByRole("link", { name: unreachable.number }).first().click();
        await page.getByRole("heading", { name: "Request as sent" }).waitFor();
      },
    },
    { name: "admin-audit", path: "/admin/audit" },
    { name: "admin-people", path: "/admin/people" },
    { name: "admin-person", path: "/admin/people", reach: press("Edit Mira Castellan") },
    { name: "admin-api-clients", path: "/admin/api-clients" },
    {
      name: "admin-api-client-added",
      path: "/admin/api-clients",
      reach: async (page) => {
        await press("Add an API client")(page);
        const dialog = page.getByRole("dialog");
        await dialog.getByLabel("Name").fill(`Display ${randomInt(1_000_000)}`);
        await dialog.getByText("places:read", { exact: true }).click();
        await dialog.getByRole("button", { name: "Add an API client" }).click();
        await dialog.getByText("This key is shown only once").waitFor();
      },
    },
    { name: "admin-revoke", path: "/admin/api-clients", reach: press("Revoke Lobby display") },
    { name: "admin-panels", path: "/admin/panels" },
    { name: "admin-add-panel", path: "/admin/panels", reach: press("Add a panel") },
    { name: "admin-change-panel", path: "/admin/panels", reach: press("Change") },
  ];
}

function settingSights({ providerId, moduleId }: FurnishedOffice): readonly Sight[] {
  return [
    { name: "admin-mode", path: "/admin/mode" },
    {
      name: "admin-mode-rehearsed",
      path: "/admin/mode?mode=personal",
      reach: async (page) => page.getByRole("heading", { name: "What would happen" }).waitFor(),
    },
    { name: "admin-places", path: "/admin/places" },
    { name: "admin-add-space", path: "/admin/places", reach: press("Add a space") },
    { name: "admin-change-space", path: "/admin/places", reach: press("Change Robin") },
    { name: "admin-add-building", path: "/admin/places", reach: press("Add a building") },
    { name: "admin-providers", path: "/admin/providers" },
    { name: "admin-provider", path: `/admin/providers/${providerId}` },
    { name: "admin-new-provider", path: "/admin/providers/new" },
    { name: "admin-sync-configurations", path: "/admin/sync-configurations" },
    {
      name: "admin-sync-configuration-why",
      path: "/admin/sync-configurations",
      reach: async (page) => page.getByText("Why", { exact: true }).first().click(),
    },
    {
      name: "admin-export",
      path: "/admin/sync-configurations",
      reach: press(/^Export the reservations of/),
    },
    {
      name: "admin-add-sync-configuration",
      path: "/admin/sync-configurations",
      reach: press("Add a sync configuration"),
    },
    {
      name: "admin-rooms-same",
      path: "/admin/rooms",
      reach: async (page) => page.getByRole("radio", { name: /^The same/ }).click(),
    },
    {
      name: "admin-rooms-new",
      path: "/admin/rooms",
      reach: async (page) => {
        await page.getByRole("radio", { name: /^New/ }).click();
        await page.getByText("Choose all").click();
        await page.getByRole("heading", { name: "New buildings" }).waitFor();
      },
    },
    {
      name: "admin-rooms-different",
      path: "/admin/rooms",
      reach: async (page) => {
        await page.getByRole("radio", { name: /^Different/ }).click();
        await page.getByText("Choose all").click();
      },
    },
    { name: "admin-door-codes", path: "/admin/door-codes" },
    { name: "admin-scan", path: "/admin/scan" },
    {
      name: "admin-set-up",
      path: "/admin/set-up",
      reach: async (page) => {
        await press("Add a room by hand")(page);
        await page.getByText("Change the entry").click();
      },
    },
    { name: "admin-modules", path: "/admin/modules" },
    { name: "admin-module", path: `/admin/modules/${moduleId}` },
    {
      name: "admin-module-consequences",
      path: `/admin/modules/${moduleId}`,
      reach: async (page) => {
        const approval = page.getByRole("region", { name: "Approval" });
        await approval.getByRole("radio", { name: "In all spaces" }).click();
        await press("Save")(page);
        await page.getByRole("alertdialog").waitFor();
      },
    },
    { name: "admin-services", path: "/admin/services" },
    { name: "admin-service", path: "/admin/services", reach: press(/^Add a service to/) },
    { name: "admin-properties", path: "/admin/properties" },
    { name: "admin-property", path: "/admin/properties", reach: press(/Edit .*blocker_user/) },
    { name: "admin-explain", path: "/admin/explain" },
  ];
}

/** What is to be seen only in personal mode, with a connection that was withdrawn. */
export const SIGHTS_IN_PERSONAL_MODE: readonly Sight[] = [
  {
    name: "personal-connect-first",
    path: `/find?${DAY}&from=09:00&to=10:00`,
    reach: async (page) => {
      await press("Book Kestrel")(page);
      await page.getByRole("dialog").getByRole("button", { name: "Book", exact: true }).click();
      await page.getByText("Connect your Outlook calendar first").waitFor();
    },
  },
  { name: "personal-reservations", path: "/reservations" },
  { name: "personal-account", path: "/account" },
  { name: "personal-not-connected", path: "/account?connection_error=other_account" },
  { name: "personal-people", path: "/admin/people" },
  { name: "personal-mode", path: "/admin/mode?mode=normal" },
];

/** The simulator's own pages, over plain HTTP, as a person meets them on the way. */
export function sightsOfSimulator({ simulator }: UsherWorld): readonly Sight[] {
  const { pagesUrl, tenantId, clientId } = simulator;
  const week = (address: string) => `${pagesUrl}/outlook/${address}?${DAY}`;
  const firstMeeting = async (page: Page) => page.locator(".event a").first().click();
  const signIn = `${pagesUrl}/${tenantId}/oauth2/v2.0/authorize`;
  const known = new URLSearchParams({ client_id: clientId, response_type: "code" });
  return [
    { name: "simulator", path: `${pagesUrl}/` },
    { name: "outlook-mailboxes", path: `${pagesUrl}/outlook` },
    { name: "outlook-week", path: week(ADMINISTRATOR) },
    { name: "outlook-room", path: week("room.wren@larkfield.example") },
    { name: "outlook-meeting", path: week(ADMINISTRATOR), reach: firstMeeting },
    { name: "outlook-invitation", path: week("lena.voss@larkfield.example"), reach: firstMeeting },
    { name: "outlook-new-meeting", path: `${pagesUrl}/outlook/${COLLEAGUE}/new` },
    { name: "outlook-unknown-mailbox", path: `${pagesUrl}/outlook/nobody@larkfield.example` },
    { name: "microsoft-sign-in-error", path: `${signIn}?${known.toString()}` },
  ];
}

/** Microsoft's pages in small, as Usher leads there; each wants a browser of its own. */
export const SIGHTS_BEFORE_SIGN_IN: readonly Sight[] = [
  { name: "panel-pairing", path: "/panel" },
  { name: "microsoft-sign-in", path: "/auth/sign-in" },
  {
    name: "microsoft-unknown-person",
    path: "/auth/sign-in",
    reach: async (page) => {
      await page.getByLabel("Or type an address").fill("nobody@larkfield.example");
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
];

/** Opens the sight and waits until nothing on it is still loading. */
export async function lookAt(page: Page, { path, reach }: Sight): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await untilLoaded(page);
  await reach?.(page);
  await untilLoaded(page);
}

async function untilLoaded(page: Page): Promise<void> {
  const loading = page.locator(".skeleton, [aria-busy=true], [data-pending]");
  await loading.first().waitFor({ state: "detached" });
}
