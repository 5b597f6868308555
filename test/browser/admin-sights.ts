import { randomInt } from "node:crypto";
import type { FurnishedOffice } from "./furnished-office.ts";
import { press, type Sight } from "./sight.ts";

/** Administration: what was done, and who and what may. */
export function recordSights({ unreachable }: FurnishedOffice): readonly Sight[] {
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

/** Administration: how Usher is set. */
export function settingSights({ providerId, moduleId }: FurnishedOffice): readonly Sight[] {
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
    { name: "admin-buildings", path: "/admin/places?show=buildings" },
    {
      name: "admin-change-building",
      path: "/admin/places?show=buildings",
      reach: press(/^Change /),
    },
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
