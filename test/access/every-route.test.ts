/**
 * Who comes past the guard of each route of the server. A new route fails this test until it has
 * an entry, so that nobody forgets to think about who may use it.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pino } from "pino";
import type { Actor, ApiClientScope, PersonActor } from "../../src/app/people/actor.ts";
import { readConfig } from "../../src/config.ts";
import { type Application, openApplication } from "../../src/wiring/open-application.ts";
import { startWeb, type WebService } from "../../src/wiring/start-web.ts";
import { ACTS_AS, watchRoutes } from "./every-route.ts";
import { ROUTES } from "./routes.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const REFUSALS = new Set([
  "not_signed_in",
  "role_missing",
  "scope_missing",
  "person_required",
  "client_required",
  "panel_required",
  "door_only",
  "not_this_panel",
]);

const person = (roles: PersonActor["roles"]): PersonActor => ({
  kind: "person",
  personId: randomUUID(),
  roles,
  channel: "portal",
});
const apiClient = (scope: ApiClientScope): Actor => ({
  kind: "api_client",
  clientId: NOBODY,
  name: scope,
  scopes: [scope],
  channel: "rest_api",
});
const ACTORS: Readonly<Record<string, Actor>> = {
  user: person(["user"]),
  viewer: person(["user", "viewer"]),
  manager: person(["user", "planner", "manager"]),
  admin: person(["user", "admin"]),
  panel: { kind: "panel", panelId: NOBODY, spaceId: NOBODY, channel: "panel" },
  "reservations:read": apiClient("reservations:read"),
  "reservations:write": apiClient("reservations:write"),
  "places:read": apiClient("places:read"),
  "admin key": apiClient("admin"),
};

describe("every route of the server", () => {
  const folder = mkdtempSync(join(tmpdir(), "usher-routes-"));
  const watched = watchRoutes(ACTORS);
  let application: Application;
  let web: WebService;

  before(async () => {
    const config = readConfig({
      USHER_DATA_FOLDER: folder,
      USHER_PORT: "0",
      USHER_REQUESTS_PER_MINUTE: "0",
    });
    application = await openApplication(config, pino({ level: "silent" }));
    const people = Object.entries(ACTORS).flatMap(([name, actor]) =>
      actor.kind === "person"
        ? [{ id: actor.personId, email: `${name}@usher.example`, roles: [...actor.roles] }]
        : [],
    );
    await application.database.kysely
      .insertInto("person")
      .values(people.map((row) => ({ ...row, display_name: row.email, time_zone: "UTC" })))
      .execute();
    web = await startWeb(application);
  });
  after(async () => {
    watched.stop();
    await web.close();
    application.changeFeed.stop();
    await application.database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The pages of the faces, for everybody, are there once they are built. */
  const served = () => [...new Set(watched.routes)].filter((route) => route !== "GET /*");

  async function isPast(route: string, actor: string): Promise<boolean> {
    const [method = "", template = ""] = route.split(" ");
    const path = template.replaceAll(/:\w+/g, NOBODY);
    const answer = await fetch(`${web.url}${path}?return_to=/`, {
      method,
      redirect: "manual",
      headers: {
        [ACTS_AS]: actor,
        ...(method !== "GET" && { "content-type": "application/json" }),
      },
      ...(method !== "GET" && { body: "{}" }),
    });
    // A browser that is sent to sign in, or back with a refusal, has not come past either.
    const location = new URL(answer.headers.get("location") ?? "/", web.url);
    if (location.pathname === "/auth/sign-in") return false;
    if ([...location.searchParams.values()].some((value) => REFUSALS.has(value))) return false;
    if (answer.status !== 401 && answer.status !== 403) {
      await answer.body?.cancel();
      return true;
    }
    const refusal = (await answer.json()) as { code: string; error?: { code: string } };
    const code = refusal.error?.code ?? refusal.code;
    if (actor === "nobody") assert.equal(code, "not_signed_in", route);
    return !REFUSALS.has(code);
  }

  test("has an entry that says who may use it", () => {
    assert.deepEqual(served().toSorted(), Object.keys(ROUTES).toSorted());
  });

  test("lets past who is entered, and nobody else", async () => {
    const found: Record<string, readonly string[]> = {};
    for (const route of served()) {
      const past: string[] = [];
      for (const actor of ["nobody", ...Object.keys(ACTORS)]) {
        if (await isPast(route, actor)) past.push(actor);
      }
      found[route] = past;
    }
    assert.deepEqual(found, ROUTES);
  });
});
