/**
 * The demonstration company with a server in its own process, and everybody who acts in it by the
 * channel that they have: faces by the header that they send, programs and panels by their tokens,
 * Outlook by the forms of its page, the system by what administrators and approvers set going.
 */
import assert from "node:assert/strict";
import { encodeItemId } from "../../simulator/mailbox/item-id.ts";
import type { CalendarItem } from "../../simulator/mailbox/calendar-item.ts";
import { signInAs } from "../../simulator/entra/sign-in-driver.ts";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import type {
  AuditEntry,
  CalendarProvider,
  SyncConfiguration,
  SyncEvent,
} from "../../src/contract/admin.ts";
import type { Space } from "../../src/contract/places.ts";
import type { Reservation } from "../../src/contract/reservations.ts";
import type { Channel, IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { slotAt } from "../support/api-client.ts";
import { until } from "../support/until.ts";
import {
  makeApiKey,
  type PersonSession,
  signIn,
  startUsherWorld,
  type UsherWorld,
} from "../support/usher-world.ts";

const at = (name: string): string => `${name}@larkfield.example`;
/** Who is connected in personal mode is Jonas alone. */
export const PEOPLE = {
  jonas: at("jonas.brandt"),
  mira: at("mira.castellan"),
  felix: at("felix.arnheim"),
  renata: at("renata.osei"),
  tobias: at("tobias.krane"),
  amara: at("amara.lindqvist"),
  lena: at("lena.voss"),
} as const;
export type PersonName = keyof typeof PEOPLE;
export const SERVICE = at("usher.service");
export const BLOCKER_USER = PEOPLE.lena;

/** Wren and Robin are rooms like others; nobody has Heron without being allowed to; no calendar knows Kestrel. */
export const ROOMS = ["Wren", "Robin", "Swift", "Finch", "Heron", "Osprey", "Kestrel"] as const;
export type RoomName = (typeof ROOMS)[number];
const NOT_SYNCED: RoomName = "Kestrel";
export const roomAddress = (room: RoomName): string => at(`room.${room.toLowerCase()}`);

/** The channels on which somebody acts; `workplace_api` is the REST API at ServiceNow's paths. */
export type Way = Exclude<Channel, "calendar" | "system"> | "workplace_api";
export const FACES = ["portal", "event_planner", "quick_reservation", "mobile"] as const;
export const MACHINES = ["panel", "rest_api", "workplace_api"] as const;
export const WAYS: readonly Way[] = [...FACES, "outlook_addin", ...MACHINES];

/** An answer, whichever of the two APIs gave it. */
export interface Answered {
  readonly status: number;
  readonly codes: readonly string[];
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface Company extends UsherWorld {
  readonly administrator: PersonSession;
  space(room: RoomName): Space;
  /** As the person where the way is a face, else as the program or the panel at Wren's door. */
  send(way: Way, who: PersonName, method: string, path: string, body?: object): Promise<Answered>;
  setMode(mode: IntegrationMode): Promise<void>;
  setProperty(name: string, value: string): Promise<void>;
  reservation(id: string): Promise<Reservation>;
  /** Waits until its room has answered, and nothing is on its way. */
  settled(id: string, state?: Reservation["state"]): Promise<Reservation>;
  audit(id: string, action: string): Promise<AuditEntry>;
  syncEvents(id: string): Promise<readonly SyncEvent[]>;
  /** Makes Outlook's form of this mailbox do this to one of its meetings, or make one. */
  outlook(mailbox: string, act: string, form: Record<string, string>): Promise<void>;
  /** By id of the item in its organizer's mailbox. */
  pathOf(item: CalendarItem): string;
  setSynced(room: RoomName, active: boolean): Promise<string>;
}

export async function openCompany(): Promise<Company> {
  const { notifications } = SIMULATOR_SETTINGS_DEFAULTS;
  const world = await startUsherWorld({
    syncedRooms: ROOMS.filter((room) => room !== NOT_SYNCED),
    settings: {
      roomDecisionDelayMs: [1, 5],
      roomRewriteDelayMs: 1,
      notifications: { ...notifications, httpToLoopback: true, delayMs: [1, 5] },
    },
    organisation: (demo) => ({
      ...demo,
      modules: (demo.modules ?? []).map((module) => ({
        ...module,
        services: [{ name: "Airing", clean_up_minutes: 30 }],
      })),
    }),
  });
  const { url, simulator } = world;
  const sessions = new Map<PersonName, PersonSession>();
  for (const name of Object.keys(PEOPLE) as PersonName[]) {
    sessions.set(name, await signIn(url, PEOPLE[name]));
  }
  const session = (name: PersonName): PersonSession =>
    sessions.get(name) ?? assert.fail(`${name} is not signed in`);
  const administrator = session("amara");
  const admin = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await administrator.request(method, `/api/v1${path}`, body);
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  };
  const { items: spaces } = await admin<{ items: Space[] }>("GET", "/spaces?limit=200");
  const space = (room: RoomName): Space =>
    spaces.find(({ name }) => name === room) ?? assert.fail(`no room ${room}`);
  await admin("PATCH", `/admin/spaces/${space("Heron").id}`, { requires_approval: true });
  await connectDelegatedUser(url, administrator, admin);
  const tokens = {
    panel: await pairPanel(admin, space("Wren").id),
    key: await makeApiKey(url, ["reservations:read", "reservations:write", "places:read"]),
  };

  async function send(
    way: Way,
    who: PersonName,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answered> {
    const isMachine = way === "panel" || way === "rest_api" || way === "workplace_api";
    const sent = isMachine
      ? await fetch(`${url}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${way === "panel" ? tokens.panel : tokens.key}`,
            ...(body && { "content-type": "application/json" }),
          },
          ...(body && { body: JSON.stringify(body) }),
        })
      : await session(who).request(method, path, body, { "usher-channel": way });
    const text = await sent.text();
    const answer = JSON.parse(text) as Record<string, unknown>;
    const problem = (answer["error"] ?? answer) as { code?: string; codes?: readonly string[] };
    const codes = problem.codes ?? (problem.code === undefined ? [] : [problem.code]);
    return { status: sent.status, codes: sent.ok ? [] : codes, body: answer, text };
  }

  const company: Company = {
    ...world,
    administrator,
    space,
    send,
    setProperty: (name, value) => admin("PUT", `/admin/properties/${name}`, { value }),
    setMode: (mode) => company.setProperty("sn_wsd_rsvsync.sync_integration_mode", mode),
    reservation: (id) => admin<Reservation>("GET", `/reservations/${id}`),
    settled: (id, state = "confirmed") =>
      until(
        `${id} is ${state}`,
        async () => {
          const now = await company.reservation(id);
          const isSent = now.sync_event_state === "processed" || now.sync_event_state === null;
          return now.state === state && isSent && now.sync_state !== "sync_enqueued" && now;
        },
        { everyMs: 75 },
      ),
    async audit(id, action) {
      const path = `/admin/audit?subject_kind=reservation&subject_id=${id}&limit=200`;
      const { items } = await admin<{ items: AuditEntry[] }>("GET", path);
      const found = items.find((entry) => entry.action === action);
      return found ?? assert.fail(`no ${action} among ${items.map((each) => each.action).join()}`);
    },
    async syncEvents(id) {
      const path = `/admin/sync-events?reservation_id=${id}`;
      return (await admin<{ items: SyncEvent[] }>("GET", path)).items;
    },
    async outlook(mailbox, act, form) {
      const address = `${simulator.pagesUrl}/outlook/${mailbox}/events${act}`;
      const made = await fetch(address, { method: "POST", body: new URLSearchParams(form) });
      assert.ok(made.ok, await made.text());
    },
    pathOf: (item) => `/${encodeURIComponent(encodeItemId(item.key, "immutable"))}`,
    async setSynced(room, active) {
      const path = "/admin/sync-configurations";
      const { items } = await admin<{ items: SyncConfiguration[] }>("GET", path);
      const found = items.find(({ space_name: name }) => name === room);
      assert.ok(found);
      await admin("PATCH", `${path}/${found.id}`, { active });
      return found.id;
    },
  };
  return company;
}

type Admin = <T>(method: string, path: string, body?: object) => Promise<T>;

async function connectDelegatedUser(url: string, administrator: PersonSession, admin: Admin) {
  const path = "/admin/calendar-providers";
  const { items } = await admin<{ items: CalendarProvider[] }>("GET", path);
  await connect(url, administrator, `/connect/delegated-user/${items[0]?.id}`, SERVICE);
}

/** Through the pages of Microsoft, as a browser goes. */
export async function connect(url: string, session: PersonSession, path: string, as: string) {
  const away = await session.visit(`${url}${path}`);
  const back = await signInAs(new URL(away.headers.get("location") ?? "", url), as);
  await session.visit(back);
}

/** At Wren's door, reserving for Mira. */
async function pairPanel(admin: Admin, spaceId: string): Promise<string> {
  const found = await admin<{ items: { id: string }[] }>("GET", `/people?query=${PEOPLE.mira}`);
  const panel = { name: "Wren's door", space_id: spaceId, requested_for: found.items[0]?.id };
  const made = await admin<{ pairing_code: string }>("POST", "/admin/panels", panel);
  const code = { pairing_code: made.pairing_code };
  return (await admin<{ device_token: string }>("POST", "/panels/pair", code)).device_token;
}

let taken = 0;
/** Each act has a time of its own; rooms need not be told apart. */
export function nextSlot(): { readonly start: string; readonly end: string } {
  taken += 1;
  const { start, end } = slotAt(2 * taken);
  return { start: start.toISOString(), end: end.toISOString() };
}
