import { Temporal } from "temporal-polyfill";
import type { Outcome } from "../../../src/app/outcome.ts";
import type { Actor, PersonActor } from "../../../src/app/people/actor.ts";
import { cancelReservation } from "../../../src/app/reservations/cancel-reservation.ts";
import { createReservation } from "../../../src/app/reservations/create-reservation.ts";
import type { ReservationPatch } from "../../../src/app/reservations/judge-update.ts";
import { updateReservation } from "../../../src/app/reservations/update-reservation.ts";
import type { ReservationKind } from "../../../src/core/integration-rules/question.ts";
import type { Attendee } from "../../../src/core/reservations/attendees.ts";
import type { Chance } from "../chance.ts";
import type { Somebody } from "../company.ts";
import type { ActKind, History } from "../history.ts";
import { type AgreedReservation, spacesIn } from "../model.ts";
import { recordAct } from "../recorded-acts.ts";
import type { UsherProcess } from "../usher-process.ts";

const CHANNELS: readonly PersonActor["channel"][] = [
  "portal",
  "event_planner",
  "quick_reservation",
  "mobile",
  "outlook_addin",
];
const CLIENT_ID = "00000000-0000-4000-8000-000000000901";
const PANEL_ID = "00000000-0000-4000-8000-000000000902";
const LENGTHS_MINUTES = [30, 30, 60, 90] as const;

interface Acting {
  readonly actor: Actor;
  readonly name: string;
}

export const RESERVATION_ACTS: readonly ActKind[] = [
  { name: "book", weight: () => 10, perform: book },
  { name: "move", weight: whereSomethingStands(4), perform: move },
  { name: "resize", weight: whereSomethingStands(2), perform: resize },
  { name: "re-room", weight: whereSomethingStands(3), perform: changeRoom },
  { name: "describe", weight: whereSomethingStands(4), perform: describe },
  { name: "cancel", weight: whereSomethingStands(3), perform: cancel },
  {
    name: "give up a room",
    weight: (history) => inSeveralRooms(history).length,
    perform: giveUpRoom,
  },
];

function whereSomethingStands(weight: number): ActKind["weight"] {
  return ({ model }) => (model.reservations.size > 0 ? weight : 0);
}

async function book(history: History, chance: Chance): Promise<string> {
  const { company, model } = history;
  const process = chance.pick(history.processes);
  const owner = chance.pick(company.everybody);
  const space = chance.pick(company.spaces);
  const { actor, name } = actingFor(history, chance, owner, space.id);
  const kind: ReservationKind = chance.happens(0.85) ? "single" : chance.pick(["blocker", "group"]);
  const slot = slotOf(history, chance);
  const number = model.counts.get("booking") ?? 0;
  model.count("booking");
  const wanted = {
    spaceId: space.id,
    ...slot,
    subject: `Meeting ${number}`,
    notes: chance.happens(0.3) ? `Notes of ${number}` : "",
    sensitivity: chance.happens(0.15) ? ("private" as const) : ("normal" as const),
    attendees: attendeesOf(history, chance),
  };
  const key = chance.happens(0.3) ? `key ${number}` : null;
  const request = {
    ...wanted,
    kind,
    requestedFor: owner.personId,
    ...(key !== null && { idempotency: { key, requestHash: Buffer.from(key) } }),
  };
  const words = `${name} books ${space.name} ${inWords(slot)} for ${owner.name} (${kind})`;
  const once = async (): Promise<string> => {
    const asked = { kind, isFor: owner.personId, wanted };
    const act = recordAct(process.reservations, history, actor, "create", asked);
    const outcome = await createReservation(act.deps, actor, request);
    act.ended(outcome);
    return outcomeInWords(outcome);
  };
  await history.act(process, words, once);
  if (key === null || chance.happens(0.5)) return words;
  // As whoever had no answer sends the request again, with the same key.
  await history.act(process, `${words}, again`, once);
  return `${words}, twice with one key`;
}

async function move(history: History, chance: Chance): Promise<string> {
  const reservation = someReservation(history, chance);
  const slot = slotOf(history, chance);
  return change(
    history,
    chance,
    reservation,
    slot,
    `moves ${reservation.subject} to ${inWords(slot)}`,
  );
}

async function resize(history: History, chance: Chance): Promise<string> {
  const reservation = someReservation(history, chance);
  const minutes = chance.pick([30, 60, 90, 120]);
  const end = instant(reservation.startMs).add({ minutes });
  const words = `makes ${reservation.subject} ${minutes} minutes long`;
  return change(history, chance, reservation, { end }, words);
}

async function changeRoom(history: History, chance: Chance): Promise<string> {
  const reservation = someReservation(history, chance);
  const space = chance.pick(history.company.spaces);
  const words = `moves ${reservation.subject} into ${space.name}`;
  return change(history, chance, reservation, { spaceId: space.id }, words);
}

async function describe(history: History, chance: Chance): Promise<string> {
  const reservation = someReservation(history, chance);
  const number = history.model.counts.get("description") ?? 0;
  history.model.count("description");
  const patches: readonly ReservationPatch[] = [
    { subject: `Renamed ${number}` },
    { notes: `New notes ${number}` },
    { attendees: attendeesOf(history, chance) },
    { sensitivity: reservation.sensitivity === "private" ? "normal" : "private" },
    { subject: `Renamed ${number}`, attendees: attendeesOf(history, chance) },
  ];
  const patch = chance.pick(patches);
  const words = `changes ${Object.keys(patch).join(" and ")} of ${reservation.subject}`;
  return change(history, chance, reservation, patch, words);
}

async function change(
  history: History,
  chance: Chance,
  { id, spaceId, requestedFor }: AgreedReservation,
  wanted: ReservationPatch,
  what: string,
): Promise<string> {
  const process = chance.pick(history.processes);
  const owner = history.company.personById(requestedFor);
  const { actor, name } = actingFor(history, chance, owner, spaceId);
  const words = `${name} ${what}`;
  await history.act(process, words, async () => {
    const asked = { kind: "single", isFor: requestedFor, wanted } as const;
    const act = recordAct(process.reservations, history, actor, "update", asked);
    const outcome = await updateReservation(act.deps, actor, { id, patch: wanted });
    act.ended(outcome);
    return outcomeInWords(outcome);
  });
  return words;
}

async function cancel(history: History, chance: Chance): Promise<string> {
  const { id, spaceId, requestedFor, subject } = someReservation(history, chance);
  const process = chance.pick(history.processes);
  const owner = history.company.personById(requestedFor);
  const { actor, name } = actingFor(history, chance, owner, spaceId);
  const words = `${name} cancels ${subject}`;
  await history.act(process, words, async () => {
    const asked = { kind: "single", isFor: requestedFor, wanted: {} } as const;
    const act = recordAct(process.reservations, history, actor, "cancel", asked);
    const outcome = await cancelReservation(act.deps, actor, { id, cancelNotes: "No longer." });
    act.ended(outcome);
    return outcomeInWords(outcome);
  });
  return words;
}

interface RoomOfSeveral {
  readonly id: string;
  readonly name: string;
  readonly meeting_id: string;
}

/** Of a meeting that was made here and was given more rooms in Outlook; for it, it is a change. */
async function giveUpRoom(history: History, chance: Chance): Promise<string> {
  const { rows } = await history.database.pool.query<RoomOfSeveral>(
    `select r.id, s.name, r.parent_id as meeting_id
     from reservation r join space s on s.id = r.space_id
     where r.kind <> 'recurring' and r.origin = 'usher' and r.parent_id is not null
       and r.state in ('awaiting_confirmation', 'awaiting_approval', 'confirmed', 'conflicted')
     order by r.id`,
  );
  if (rows.length === 0) return "No meeting made here is in several rooms";
  const { id, name: room, meeting_id: meetingId } = chance.pick(rows);
  const { spaceId, requestedFor, subject } = history.model.get(meetingId);
  const process = chance.pick(history.processes);
  const owner = history.company.personById(requestedFor);
  const { actor, name } = actingFor(history, chance, owner, spaceId);
  const words = `${name} gives up ${room} for ${subject}`;
  await history.act(process, words, async () => {
    const asked = { kind: "single", isFor: requestedFor, wanted: {} } as const;
    const act = recordAct(process.reservations, history, actor, "update", asked);
    const outcome = await cancelReservation(act.deps, actor, { id, cancelNotes: "One is enough." });
    act.ended(outcome);
    return outcomeInWords(outcome);
  });
  return words;
}

/** By the person whom it is for, where nothing else is left to do. */
export async function cancelInTheEnd(
  history: History,
  process: UsherProcess,
  id: string,
): Promise<void> {
  const { requestedFor, subject } = history.model.get(id);
  const { personId, roles, name } = history.company.personById(requestedFor);
  const actor = { kind: "person", personId, roles, channel: "portal" } as const;
  const asked = { kind: "single", isFor: requestedFor, wanted: {} } as const;
  const act = recordAct(process.reservations, history, actor, "cancel", asked);
  const outcome = await cancelReservation(act.deps, actor, { id, cancelNotes: "" });
  act.ended(outcome);
  history.say(`   … ${name} cancels ${subject}: ${outcomeInWords(outcome)}`);
}

/** Those that have been given more rooms in Outlook. */
function inSeveralRooms({ model }: History): readonly AgreedReservation[] {
  return model
    .standing()
    .filter(({ outlook }) => spacesIn(outlook?.get("spaceId")?.at(-1) ?? "").length > 1);
}

/** Rather one that stands than one that is over, and rather one in several rooms than another. */
function someReservation(history: History, chance: Chance): AgreedReservation {
  const { model } = history;
  const several = inSeveralRooms(history);
  if (several.length > 0 && chance.happens(0.3)) return chance.pick(several);
  const standing = model.standing();
  const among = standing.length > 0 && chance.happens(0.95) ? standing : null;
  return chance.pick(among ?? [...model.reservations.values()]);
}

/** Most often the owner, and now and then whoever else may or may not do it. */
export function actingFor(
  { company }: History,
  chance: Chance,
  owner: Somebody,
  spaceId: string,
): Acting {
  const person = (somebody: Somebody): Acting => {
    const channel = chance.pick(CHANNELS);
    const { personId, roles } = somebody;
    const actor = { kind: "person", personId, roles, channel } as const;
    return { actor, name: `${somebody.name} (${channel})` };
  };
  const kind = chance.pickWeighted(
    ["owner", "planner", "anybody", "client", "panel"] as const,
    (each) => ({ owner: 14, planner: 3, anybody: 1, client: 2, panel: 1 })[each],
  );
  switch (kind) {
    case "planner":
      return person(company.planner);
    case "anybody":
      return person(chance.pick(company.everybody));
    case "client": {
      const scopes = ["reservations:read", "reservations:write"] as const;
      const [id, channel] = [CLIENT_ID, "rest_api"] as const;
      const actor = {
        kind: "api_client",
        clientId: id,
        name: "Integration",
        scopes,
        channel,
      } as const;
      return { actor, name: "An integration" };
    }
    case "panel":
      return {
        actor: { kind: "panel", panelId: PANEL_ID, spaceId, channel: "panel" },
        name: "A door panel",
      };
    case "owner":
    case undefined:
      return person(owner);
  }
}

/** Of few slots, so that people want the same; among them those where the clocks change. */
export function slotOf({ time }: History, chance: Chance) {
  const nextHour = instant(time.nowMs()).round({ smallestUnit: "hour", roundingMode: "ceil" });
  const minutes = chance.pick(LENGTHS_MINUTES);
  const start = chance.happens(0.8)
    ? nextHour.add({ minutes: 30 * chance.whole(2, 10) })
    : nextHour
        .toZonedDateTimeISO("UTC")
        .add({ days: chance.whole(1, 3) })
        .with({ hour: chance.whole(0, 2), minute: chance.pick([0, 30]) })
        .toInstant();
  return { start, end: start.add({ minutes }) };
}

export function attendeesOf({ company }: History, chance: Chance): readonly Attendee[] {
  return company.everybody
    .filter(() => chance.happens(0.25))
    .map(({ email, name }) => ({
      email,
      name,
      type: chance.happens(0.3) ? ("optional" as const) : ("required" as const),
    }));
}

function instant(epochMs: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMs);
}

function inWords({
  start,
  end,
}: {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}) {
  return `${start.toString().slice(0, 16)} to ${end.toString().slice(11, 16)}`;
}

export function outcomeInWords(outcome: Outcome<unknown>): string {
  return outcome.ok ? "done" : `refused, ${outcome.refusal.code}`;
}
