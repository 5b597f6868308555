/** What people, programs and Outlook do to a company, by the words of the table. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import type { CalendarItem } from "../../simulator/mailbox/calendar-item.ts";
import type { OfferedService } from "../../src/contract/services.ts";
import type { Reservation } from "../../src/contract/reservations.ts";
import { formatSysId, parseSysId } from "../../src/core/encoded-query/sys-id.ts";
import { until } from "../support/until.ts";
import {
  type Answered,
  type Company,
  MACHINES,
  nextSlot,
  PEOPLE,
  type PersonName,
  roomAddress,
  type RoomName,
  type Way,
} from "./company.ts";
import type { Creation } from "./table.ts";

/** Everybody's meetings have this attendee. */
export const ATTENDEE: PersonName = "tobias";
const DOOR_PATH = "/api/v1/door/reservations";
const WORKPLACE_PATH = "/api/sn_wsd_rsv";
const isMachine = (way: Way): boolean => MACHINES.some((machine) => machine === way);

/** Each of a kind, by rooms that are not in each other's way. */
const ROOMS_OF = {
  single: ["Wren"],
  recurring: ["Swift"],
  multi_space: ["Wren", "Robin"],
  group: ["Wren", "Robin"],
  blocker: ["Finch"],
} as const satisfies Record<string, readonly RoomName[]>;

/** For whom it is: whoever acts, and Mira for programs and at the door, unless it is said. */
export function beneficiaryOf({ for: person, who = "jonas" }: Creation, way: Way): PersonName {
  return person ?? (isMachine(way) ? "mira" : who);
}

export function roomsOf({ kind = "single", unsynced }: Creation): readonly RoomName[] {
  return unsynced ? ["Kestrel"] : ROOMS_OF[kind];
}

export type Slot = ReturnType<typeof nextSlot>;

/** Asks for it as its channel does. */
export async function create(
  company: Company,
  line: Creation,
  way: Way,
  slot: Slot,
): Promise<Answered> {
  const { kind = "single", who = "jonas" } = line;
  const person = PEOPLE[beneficiaryOf(line, way)];
  const spaces = roomsOf(line).map((room) => company.space(room));
  const [space] = spaces;
  assert.ok(space);
  const what = { ...slot, subject: `${line.row} ${kind}` };
  if (way === "panel") return company.send(way, who, "POST", DOOR_PATH, { ...what, ...fromNow() });
  if (way === "workplace_api") {
    const asked = { location: formatSysId(space.id), requested_for: person };
    const body = { ...what, ...asked, attendees: PEOPLE[ATTENDEE] };
    return company.send(way, who, "POST", `${WORKPLACE_PATH}/reservation/add`, body);
  }
  const attendees = [{ email: PEOPLE[ATTENDEE] }];
  const named = { requested_for: person };
  switch (kind) {
    case "group": {
      const members = spaces.map(({ id }, place) => ({
        space_id: id,
        requested_for: place === 0 ? person : PEOPLE.mira,
      }));
      const body = { ...what, ...(isMachine(way) && named), members };
      return company.send(way, who, "POST", "/api/v1/reservations/group", body);
    }
    case "multi_space": {
      const body = { ...what, ...named, attendees, space_ids: spaces.map(({ id }) => id) };
      return company.send(way, who, "POST", "/api/v1/reservations/multi-space", body);
    }
    case "single":
    case "recurring":
    case "blocker": {
      const body = {
        ...what,
        ...named,
        attendees,
        space_id: space.id,
        ...(kind === "recurring" && { recurrence: THREE_DAYS }),
        ...(kind === "blocker" && { services: [await airing(company, space.id)] }),
      };
      return company.send(way, who, "POST", "/api/v1/reservations", body);
    }
  }
}

const THREE_DAYS = {
  pattern: { type: "daily" },
  range: { type: "numbered", number_of_occurrences: 3 },
};

async function airing({ administrator }: Company, spaceId: string): Promise<string> {
  const answer = await administrator.request("GET", `/api/v1/spaces/${spaceId}/services`);
  const { items } = (await answer.json()) as { items: OfferedService[] };
  return items[0]?.id ?? assert.fail("the module offers a service");
}

/** The id that it was answered with, at whichever path. */
export function idIn({ body, text, status }: Answered): string {
  assert.ok(status < 300, text);
  const { sys_id: sysId } = (body["result"] ?? {}) as { sys_id?: string };
  return parseSysId(sysId ?? String(body["id"])) ?? assert.fail(text);
}

/** A door has no other time, and nobody else is there: what is made there is ended there. */
function fromNow() {
  const now = Temporal.Now.instant();
  const start = now.round({ smallestUnit: "minute", roundingMode: "floor" });
  return { start: start.toString(), end: start.add({ minutes: 15 }).toString() };
}

export function extendAtDoor(company: Company, id: string, end: Temporal.Instant) {
  return company.send("panel", "mira", "PATCH", `${DOOR_PATH}/${id}`, { end: end.toString() });
}

export function endAtDoor(company: Company, id: string): Promise<Answered> {
  return company.send("panel", "mira", "POST", `${DOOR_PATH}/${id}/end`);
}

export function change(
  company: Company,
  way: Way,
  who: PersonName,
  id: string,
  subject: string,
): Promise<Answered> {
  if (way === "panel")
    return extendAtDoor(company, id, Temporal.Now.instant().add({ minutes: 45 }));
  const path =
    way === "workplace_api"
      ? `${WORKPLACE_PATH}/reservation/update/${formatSysId(id)}`
      : `/api/v1/reservations/${id}`;
  return company.send(way, who, "PATCH", path, { subject });
}

export function cancel(company: Company, way: Way, who: PersonName, id: string): Promise<Answered> {
  if (way !== "workplace_api") {
    return company.send(way, who, "POST", `/api/v1/reservations/${id}/cancel`, {});
  }
  const path = `${WORKPLACE_PATH}/reservation/cancel/${formatSysId(id)}`;
  return company.send(way, who, "PATCH", path, {});
}

let met = 0;
/** Jonas makes it in Outlook; answered once it is taken in here. */
export async function meetInOutlook(
  company: Company,
  room: RoomName = "Wren",
): Promise<Reservation> {
  met += 1;
  const subject = `Met in Outlook ${met}`;
  const form = { subject, ...wallTimes(nextSlot()), invite: roomAddress(room) };
  await company.outlook(PEOPLE.jonas, "", form);
  const path = `/api/v1/reservations?scope=space&space_id=${company.space(room).id}&limit=200`;
  return await until(
    `${subject} is taken in`,
    async () => {
      const answer = await company.administrator.request("GET", path);
      const { items } = (await answer.json()) as { items: Reservation[] };
      return items.find((each) => each.subject === subject);
    },
    { everyMs: 75 },
  );
}

/** As the form of Outlook's page has them: in the writer's own zone. */
export function wallTimes({ start, end }: Slot): { readonly start: string; readonly end: string } {
  const wall = (instant: string): string =>
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO("Europe/Berlin")
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" });
  return { start: wall(start), end: wall(end) };
}

/** The address of the meeting in its organizer's calendar. */
export function inOutlook(company: Company, item: CalendarItem, act: "move" | "cancel"): string {
  return `${company.pathOf(item)}/${act}`;
}
