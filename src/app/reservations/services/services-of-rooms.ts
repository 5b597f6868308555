import type { Temporal } from "temporal-polyfill";
import type { ReservationState } from "../../../core/reservations/reservation-state.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";
import type { SeveralRooms } from "../several-rooms.ts";
import { judgeServicesAfter } from "./choose-services.ts";
import { judgeServices, judgeServicesAtEnd } from "./judge-services.ts";
import type { ServiceChange } from "./ports.ts";

/** What is wanted of a meeting in several rooms. */
export interface WantedOfRooms {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly isMoved: boolean;
  /** Ids for the room that was named; left out where it is not about services. */
  readonly asked: readonly string[] | undefined;
  /** How each room stands afterwards, by its id. */
  readonly states: ReadonlyMap<string, ReservationState>;
}

/** Each room has services and blockers of its own: what a change means for those. */
export async function judgeServicesOfRooms(
  deps: ReservationDependencies,
  actor: Actor,
  { standing, named }: Pick<SeveralRooms, "standing" | "named">,
  wanted: WantedOfRooms,
  requestId: string,
): Promise<Outcome<readonly ServiceChange[]>> {
  const { isMoved, start, end } = wanted;
  if (wanted.asked !== undefined && named === null) return nameTheRoom();
  const changes: ServiceChange[] = [];
  for (const room of standing) {
    const asked = room.id === named?.id ? wanted.asked : undefined;
    if (!isMoved && asked === undefined) continue;
    const space = await deps.facts.space(room.space.id);
    if (space === null) throw new Error(`space ${room.space.id} of a meeting is not there`);
    const services = judgeServicesAfter(deps, actor, room, { space, start, asked, isMoved });
    if (!services.ok) return services;
    const state = wanted.states.get(room.id) ?? room.state;
    const after = { ...room, space, start, end, state, services: services.value };
    const change = await judgeServices(deps, actor, room, after, requestId);
    if (!change.ok) return change;
    if (change.value !== null) changes.push(change.value);
  }
  return done(changes);
}

/** The same for rooms that are given up. */
export async function judgeServicesOfCancelled(
  deps: ReservationDependencies,
  actor: Actor,
  rooms: readonly Reservation[],
  requestId: string,
): Promise<Outcome<readonly ServiceChange[]>> {
  const changes: ServiceChange[] = [];
  for (const room of rooms) {
    const at = { state: "cancelled" } as const;
    const change = await judgeServicesAtEnd(deps, actor, room, at, requestId);
    if (!change.ok) return change;
    if (change.value.services !== undefined) changes.push(change.value.services);
  }
  return done(changes);
}

function nameTheRoom() {
  const message = "The meeting is in several rooms, each of which has services of its own.";
  return refused("one_occurrence_only", message, "Choose them for one of its rooms.", {
    fields: [{ field: "services", message }],
  });
}
