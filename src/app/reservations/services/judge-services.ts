import type { Temporal } from "temporal-polyfill";
import {
  type BlockerStep,
  planBlockers,
  type StandingBlocker,
  wantedBlockers,
} from "../../../core/reservations/blockers.ts";
import type { ReservationState } from "../../../core/reservations/reservation-state.ts";
import type { ModuleService } from "../../../core/reservations/services.ts";
import type { Interval } from "../../../core/time/interval.ts";
import { done, type Outcome } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { timesOf } from "../life/reservation-check-in.ts";
import type { Reservation } from "../reservation.ts";
import {
  type BlockedMeeting,
  type BlockerAct,
  cancelBlocker,
  makeBlocker,
  moveBlocker,
} from "./blocker-writes.ts";
import type { BlockerWrite, ServiceChange } from "./ports.ts";

/** A reservation as it is after the act, with the services that it has then. */
export interface ServedReservation extends BlockedMeeting, Interval {
  readonly state: ReservationState;
  readonly services: readonly ModuleService[];
  /** Nothing is made for the row of a series: its dates have the blockers. */
  readonly isParent?: boolean;
  /** One of many dates that are made at once: others' meetings do not wait for its blockers. */
  readonly isBulk?: boolean;
}

/**
 * What an act means for the blockers of a reservation. `before` is the reservation as it is; null for
 * one that is only made. The value is null where there is nothing to be written.
 */
export async function judgeServices(
  deps: ReservationDependencies,
  actor: Actor,
  before: Pick<Reservation, "id" | "services"> | null,
  after: ServedReservation,
  requestId: string,
): Promise<Outcome<ServiceChange | null>> {
  const chosen = after.services.map(({ id }) => id);
  const had = before?.services.chosen.map(({ id }) => id) ?? [];
  if (chosen.length === 0 && had.length === 0) return done(null);
  const standing = before === null ? [] : await deps.store.blockers(before.id);
  const isOnlySaid = after.isParent === true && standing.length === 0;
  if (isOnlySaid && isSame(chosen, had)) return done(null);
  const { beforeMeeting, afterMeeting } = planBlockers(
    after.isParent === true ? [] : wantedBlockers({ ...after, spaceId: after.space.id }),
    standing.map(standingBlocker),
    deps.now(),
  );
  const isUrgent = actor.kind !== "system" && after.isBulk !== true;
  const act = { deps, meeting: after, requestId, priority: isUrgent ? 0 : 1 };
  const ahead = await writesOf(act, beforeMeeting);
  if (!ahead.ok) return ahead;
  const following = await writesOf(act, afterMeeting);
  if (!following.ok) return following;
  return done({
    reservationId: after.id,
    services: isSame(chosen, had) ? null : chosen,
    judged: new Map(standing.map(({ id, ...blocker }) => [id, blocker])),
    beforeMeeting: ahead.value,
    afterMeeting: following.value,
    requestId,
  });
}

/** Of a reservation that stays in its space with the services it has, and comes to its end. */
export async function judgeServicesAtEnd(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
  at: { readonly state: ReservationState; readonly end?: Temporal.Instant },
  requestId: string,
): Promise<Outcome<{ readonly services?: ServiceChange }>> {
  const { chosen } = reservation.services;
  if (chosen.length === 0) return done({});
  const space = await deps.facts.space(reservation.space.id);
  if (space === null) throw new Error(`space ${reservation.space.id} is not there`);
  const after = { ...reservation, ...timesOf(reservation), ...at, space, services: chosen };
  const change = await judgeServices(deps, actor, reservation, after, requestId);
  if (!change.ok) return change;
  return done(change.value === null ? {} : { services: refusingNobody(change.value) });
}

/** What is mandatory refuses whoever wants the meeting; it is there already, or is given up. */
export function refusingNobody(change: ServiceChange): ServiceChange {
  const optional = (write: BlockerWrite): BlockerWrite =>
    write.kind === "cancel" ? write : { ...write, isMandatory: false };
  return {
    ...change,
    beforeMeeting: change.beforeMeeting.map(optional),
    afterMeeting: change.afterMeeting.map(optional),
  };
}

interface LoadedBlocker extends StandingBlocker {
  readonly reservation: Reservation;
}

function standingBlocker(reservation: Reservation): LoadedBlocker {
  const { id, space, blocks, state } = reservation;
  if (blocks === null) throw new Error(`reservation ${id} is no blocker`);
  const isLost = state === "conflicted";
  const place = { spaceId: space.id, ...timesOf(reservation) };
  return { id, part: blocks.part, ...place, isLost, reservation };
}

async function writesOf(
  act: BlockerAct,
  steps: readonly BlockerStep<LoadedBlocker>[],
): Promise<Outcome<readonly BlockerWrite[]>> {
  const writes: BlockerWrite[] = [];
  for (const step of steps) {
    const write = await writeOf(act, step);
    if (!write.ok) return write;
    writes.push(write.value);
  }
  return done(writes);
}

function writeOf(
  act: BlockerAct,
  step: BlockerStep<LoadedBlocker>,
): Promise<Outcome<BlockerWrite>> {
  switch (step.kind) {
    case "make":
      return makeBlocker(act, step.wanted);
    case "move":
      return moveBlocker(act, step.blocker.reservation, step.wanted);
    case "cancel":
      return cancelBlocker(act, step.blocker.reservation);
  }
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.toSorted().join() === right.toSorted().join();
}
