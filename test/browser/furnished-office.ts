import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { Temporal } from "temporal-polyfill";
import type { Property, SyncConfiguration } from "../../src/contract/admin.ts";
import type { Space } from "../../src/contract/places.ts";
import type {
  CreateReservation,
  Reservation,
  ReservationSeries,
} from "../../src/contract/reservations.ts";
import { until } from "../support/until.ts";
import { signIn, type PersonSession, type UsherWorld } from "../support/usher-world.ts";
import { changeTo, connectDelegatedUser, rehearse } from "./mode-page.ts";

/** Whose reservations fill the office: the administrator, who also sees every page. */
export const ADMINISTRATOR = "amara.lindqvist@larkfield.example";
export const COLLEAGUE = "mira.castellan@larkfield.example";
const ZONE = "Europe/Berlin";
export const OFFICE_DAY = Temporal.Now.plainDateISO(ZONE).add({ days: 1 });

const LONG_SUBJECT =
  "Preparation of the yearly supplier conference with everybody from purchasing, quality and the " +
  "laboratory, including DonaudampfschifffahrtselektrizitätenhauptbetriebswerkbauA";

/** What stands in the office, for pages that show one thing. */
export interface FurnishedOffice {
  readonly confirmed: Reservation;
  readonly conflicted: Reservation;
  readonly unreachable: Reservation;
  /** The row of a series, and one of its occurrences. */
  readonly series: Reservation;
  readonly occurrence: Reservation;
  readonly providerId: string;
  readonly moduleId: string;
  /** Of the panel at the door of the first space. */
  readonly panelToken: string;
  /** One that waits for approval, and one that was not approved. */
  readonly waiting: Reservation;
  readonly rejected: Reservation;
}

type Wanted = Partial<CreateReservation> & { readonly room: string; readonly hour: number };

/** What the administrator does over the API, to have something to look at. */
interface OfficeHand {
  readonly session: PersonSession;
  read<T>(path: string): Promise<T>;
  act<T>(method: string, path: string, body: unknown): Promise<T>;
  book(wanted: Wanted): Promise<Reservation>;
  settled(booked: Reservation, what: string, is: Settled): Promise<Reservation>;
}

type Settled = (reservation: Reservation) => boolean;
const isConfirmed: Settled = ({ state }) => state === "confirmed";

async function openHand({ url }: UsherWorld): Promise<OfficeHand> {
  const session = await signIn(url, ADMINISTRATOR);
  const answered = async <T>(answer: Response): Promise<T> => {
    const text = await answer.text();
    assert.ok(answer.ok, text);
    return JSON.parse(text) as T;
  };
  const read = async <T>(path: string): Promise<T> => answered(await session.request("GET", path));
  const act: OfficeHand["act"] = async (method, path, body) =>
    answered(await session.request(method, path, body));
  const { items: spaces } = await read<{ items: Space[] }>("/api/v1/spaces?limit=200");
  return {
    session,
    read,
    act,
    book({ room, hour, ...fields }) {
      const at = (clock: number) =>
        OFFICE_DAY.toZonedDateTime({ timeZone: ZONE, plainTime: { hour: clock } })
          .toInstant()
          .toString();
      const space = spaces.find(({ name }) => name === room) ?? assert.fail(`no room ${room}`);
      const body = { space_id: space.id, start: at(hour), end: at(hour + 1), ...fields };
      return act<Reservation>("POST", "/api/v1/reservations", body);
    },
    settled: ({ id, subject }, what, is) =>
      until(`${subject} is ${what}`, async () => {
        const reservation = await read<Reservation>(`/api/v1/reservations/${id}`);
        return is(reservation) && reservation;
      }),
  };
}

/** Reservations in every state, and one of each thing that administrators look after. */
export async function furnishOffice(world: UsherWorld): Promise<FurnishedOffice> {
  const hand = await openHand(world);
  const attendees = ["lena.voss", "paul.wieland", "guest"].map((name) => ({
    email: `${name}@larkfield.example`,
  }));
  const planned = await hand.book({ room: "Wren", hour: 9, attendees, ...PLAN });
  await hand.book({ room: "Osprey", hour: 15, subject: LONG_SUBJECT, sensitivity: "private" });
  await hand.book({ room: "Heron", hour: 13, subject: "Staff talk", requested_for: COLLEAGUE });
  const conflicted = await bookTakenRoom(world, hand);
  const confirmed = await hand.settled(planned, "confirmed", isConfirmed);
  const unreachable = await bookUnreachable(world, hand);
  const { series, occurrence } = await bookSeries(hand);
  const { waiting, rejected, moduleId } = await askForApproval(hand);
  await openCheckIn(hand, moduleId);
  await offerServices(hand, moduleId);
  await bookDryRun(hand);
  await cancelOne(hand);
  const panelToken = await addMachines(hand);
  await changeExchange(world, hand);
  const path = "/api/v1/admin/calendar-providers";
  const { items } = await hand.read<{ items: { id: string }[] }>(path);
  return {
    confirmed,
    conflicted,
    unreachable,
    series,
    occurrence,
    providerId: items[0]?.id ?? "",
    moduleId,
    panelToken,
    waiting,
    rejected,
  };
}

const PLAN = {
  subject: "Quarterly plan",
  notes: "Please read the figures before.\nThe second half hour is for questions.",
};

async function bookTakenRoom(world: UsherWorld, hand: OfficeHand): Promise<Reservation> {
  const form = {
    subject: "Already here",
    start: `${OFFICE_DAY.toString()}T10:00`,
    end: `${OFFICE_DAY.toString()}T11:00`,
    invite: "room.robin@larkfield.example",
  };
  const made = await fetch(`${world.simulator.pagesUrl}/outlook/${COLLEAGUE}/events`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  assert.ok(made.ok);
  const booked = await hand.book({ room: "Robin", hour: 10, subject: "Supplier call" });
  return await hand.settled(booked, "conflicted", ({ state }) => state === "conflicted");
}

async function bookUnreachable(world: UsherWorld, hand: OfficeHand): Promise<Reservation> {
  const retries = "sn_wsd_rsvsync.max_event_retry_count";
  await hand.act<Property>("PUT", `/api/v1/admin/properties/${retries}`, { value: "1" });
  const { faults } = world.simulator.world;
  const effect = { kind: "unavailable", retryAfterSeconds: null } as const;
  faults.add({ method: "POST", mailbox: ADMINISTRATOR, effect });
  const booked = await hand.book({ room: "Finch", hour: 11, subject: "Out of reach" });
  const inError = await hand.settled(
    booked,
    "given up",
    ({ sync_event_state: state }) => state === "error",
  );
  faults.clear();
  return inError;
}

/** Six weeks, with one of them cancelled; and what stands in the way of another such series. */
async function bookSeries(hand: OfficeHand) {
  const recurrence: CreateReservation["recurrence"] = {
    pattern: { type: "weekly", days_of_week: [weekdayOf(OFFICE_DAY)] },
    range: { type: "numbered", number_of_occurrences: 6 },
  };
  const booked = await hand.book({
    room: "Wren",
    hour: 16,
    subject: "Laboratory round",
    recurrence,
  });
  const series = await hand.settled(booked, "confirmed", isConfirmed);
  const { occurrences } = await hand.read<ReservationSeries>(
    `/api/v1/reservations/${series.id}/series`,
  );
  const [, second, third] = occurrences;
  assert.ok(second && third);
  await hand.act("POST", `/api/v1/reservations/${third.id}/cancel`, {});
  const nextWeek = OFFICE_DAY.add({ days: 7 }).toZonedDateTime({
    timeZone: ZONE,
    plainTime: { hour: 13 },
  });
  const start = nextWeek.toInstant().toString();
  const end = nextWeek.add({ hours: 1 }).toInstant().toString();
  await hand.book({ room: "Wren", hour: 13, start, end, subject: "Interview" });
  return { series, occurrence: second };
}

/** Heron is not for everybody to take from now on. */
async function askForApproval(hand: OfficeHand) {
  const { items } = await hand.read<{ items: Space[] }>("/api/v1/spaces?limit=200");
  const heron = items.find(({ name }) => name === "Heron");
  await hand.act("PATCH", `/api/v1/admin/spaces/${heron?.id}`, { requires_approval: true });
  const isWaiting: Settled = ({ state }) => state === "awaiting_approval";
  const ask = async (wanted: Omit<Wanted, "room">) => {
    const booked = await hand.book({ room: "Heron", requested_for: COLLEAGUE, ...wanted });
    return await hand.settled(booked, "waiting for approval", isWaiting);
  };
  const waiting = await ask({ hour: 15, subject: "Press conference" });
  const recurrence: CreateReservation["recurrence"] = {
    pattern: { type: "weekly", days_of_week: [weekdayOf(OFFICE_DAY)] },
    range: { type: "numbered", number_of_occurrences: 4 },
  };
  await ask({ hour: 17, subject: "Choir", recurrence });
  const asked = await ask({ hour: 16, subject: "Cocktails", requested_for: ADMINISTRATOR });
  const comment = "Heron is being painted that afternoon. Osprey is free.";
  const path = `/api/v1/reservations/${asked.id}/reject`;
  const rejected = await hand.act<Reservation>("POST", path, { comment });
  return { waiting, rejected, moduleId: heron?.module.id ?? "" };
}

async function offerServices(hand: OfficeHand, moduleId: string): Promise<void> {
  const path = `/api/v1/admin/modules/${moduleId}/services`;
  await hand.act("POST", path, {
    name: "Coffee and tea",
    description: "For everybody who comes, with biscuits.",
    preparation_minutes: 15,
    clean_up_minutes: 30,
    lead_time_minutes: 1440,
  });
  const rows = { name: "Chairs in rows", preparation_minutes: 60, is_blocker_mandatory: true };
  await hand.act("POST", path, rows);
}

/** In an hour's time, so that people can check in to it by now. */
async function openCheckIn(hand: OfficeHand, moduleId: string): Promise<void> {
  const { items } = await hand.read<{ items: Space[] }>("/api/v1/spaces?limit=200");
  const avocet = items.find(({ name }) => name === "Avocet");
  await hand.act("PATCH", `/api/v1/admin/spaces/${avocet?.id}`, { requires_check_in: true });
  const opens = { check_in_opens_minutes_before: 240 };
  await hand.act("PATCH", `/api/v1/admin/modules/${moduleId}`, opens);
  const start = Temporal.Now.instant()
    .round({ smallestUnit: "hour", roundingMode: "ceil" })
    .add({ hours: 1 });
  const times = { start: start.toString(), end: start.add({ hours: 1 }).toString() };
  const booked = await hand.book({ room: "Avocet", hour: 9, subject: "Handover", ...times });
  await hand.settled(booked, "confirmed", isConfirmed);
}

function weekdayOf(date: Temporal.PlainDate) {
  const days = [
    ...(["monday", "tuesday", "wednesday", "thursday"] as const),
    ...(["friday", "saturday", "sunday"] as const),
  ];
  return days[date.dayOfWeek - 1] ?? "monday";
}

async function bookDryRun(hand: OfficeHand): Promise<void> {
  const path = "/api/v1/admin/sync-configurations";
  const { items } = await hand.read<{ items: SyncConfiguration[] }>(path);
  const siskin = items.find(({ space_name: name }) => name === "Siskin");
  await hand.act("PATCH", `${path}/${siskin?.id}`, { dry_run: true });
  const booked = await hand.book({ room: "Siskin", hour: 12, subject: "Dress rehearsal" });
  await hand.settled(booked, "not sent", ({ sync_event_state: state }) => state === "not_sent");
}

async function cancelOne(hand: OfficeHand): Promise<void> {
  const { id } = await hand.book({ room: "Plover", hour: 14, subject: "Given up" });
  const cancellation = { cancel_notes: "We meet next week instead." };
  await hand.act("POST", `/api/v1/reservations/${id}/cancel`, cancellation);
}

/** Answers the token of the panel. */
async function addMachines(hand: OfficeHand): Promise<string> {
  const clients = "/api/v1/admin/api-clients";
  const scopes = ["reservations:read", "places:read"];
  await hand.act("POST", clients, { name: "Lobby display", scopes });
  const old = await hand.act<{ id: string }>("POST", clients, { name: "Old display", scopes });
  await hand.act("POST", `${clients}/${old.id}/revoke`, {});
  const { items } = await hand.read<{ items: Space[] }>("/api/v1/spaces?limit=1");
  const { items: people } = await hand.read<{ items: { id: string }[] }>(
    `/api/v1/people?query=${COLLEAGUE}`,
  );
  const panel = { name: "Door panel", space_id: items[0]?.id, requested_for: people[0]?.id };
  const made = await hand.act<{ pairing_code: string }>("POST", "/api/v1/admin/panels", panel);
  const code = { pairing_code: made.pairing_code };
  const paired = await hand.act<{ device_token: string }>("POST", "/api/v1/panels/pair", code);
  return paired.device_token;
}

/** A room that is only in Exchange, one that differs there, and a scan that finds something. */
async function changeExchange({ simulator }: UsherWorld, hand: OfficeHand): Promise<void> {
  const { directory } = simulator.world;
  const wren = directory.findUser("room.wren@larkfield.example");
  if (!wren?.room) assert.fail("no room Wren");
  const mail = "room.gull@larkfield.example";
  const [id, room] = [randomUUID(), { ...wren.room, building: "Harbour House", capacity: 0 }];
  directory.users.set(id, {
    ...wren,
    id,
    mail,
    userPrincipalName: mail,
    displayName: "Gull",
    room,
  });
  wren.room.capacity += 2;
  const rooms = ["wren", "robin", "heron", "swift", "finch", "plover", "osprey"];
  const printed = rooms.map((name) => ({
    PrimarySmtpAddress: `room.${name}@larkfield.example`,
    AutomateProcessing: name === "wren" ? "AutoUpdate" : "AutoAccept",
    BookingWindowInDays: 90,
    RemovePrivateProperty: true,
  }));
  const body = { room_settings: JSON.stringify(printed) };
  await hand.act("POST", "/api/v1/admin/configuration-scan", body);
}

/** Turns to personal mode on its page, with one's own connection withdrawn under a booking. */
export async function turnToPersonalMode(world: UsherWorld, page: Page): Promise<void> {
  await rehearse(page, "Personal");
  await connectDelegatedUser(page, "Usher Service");
  await changeTo(page, "Personal");
  await page.goto("/connect/outlook?return_to=/account");
  await page.getByText("Your Outlook calendar is connected").waitFor();
  const hand = await openHand(world);
  const { directory } = world.simulator.world;
  const self = directory.findUser(ADMINISTRATOR) ?? assert.fail("no administrator");
  world.simulator.entra.sessions.revokeSessions(self.id);
  const booked = await hand.book({ room: "Swift", hour: 16, subject: "Waiting for me" });
  const isWaiting: Settled = ({ sync_event_state: state }) => state === "waiting_for_token";
  await hand.settled(booked, "waiting", isWaiting);
}
