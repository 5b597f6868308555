import type { Page } from "playwright-core";
import type { UsherWorld } from "../support/usher-world.ts";
import { recordSights, settingSights } from "./admin-sights.ts";
import { ADMINISTRATOR, COLLEAGUE, type FurnishedOffice } from "./furnished-office.ts";
import { PLANNER_SIGHTS } from "./planner-sights.ts";
import { choose, DAY, press, type Sight } from "./sight.ts";

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
      name: "booking-series-yearly",
      path,
      reach: async (tab) => {
        await press("Book Wren")(tab);
        await choose(tab, "Repeat", "Custom");
        await choose(tab, "Unit", "Years");
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
