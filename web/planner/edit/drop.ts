import type { Reservation, UpdateReservation } from "../../../src/contract/reservations.ts";
import type { Rehearsal } from "../../../src/contract/schedule.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import type { Draft } from "./draft.ts";
import type { Bar } from "../layout/schedule-rows.ts";

/** Where and when a reservation is, or is to be. */
export interface Place {
  readonly spaceId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A reservation that is being moved, as it was read last. */
export interface Taken extends Place {
  readonly version: number;
  readonly spaceName: string;
  readonly subject: string;
  readonly isOfSeries: boolean;
}

type Consequences = Rehearsal["consequences"];

/** What a drop asks of the server. */
export interface DropCalls {
  readonly read: () => Promise<Reservation>;
  readonly rehearse: (change: UpdateReservation, version: number) => Promise<Rehearsal>;
  readonly change: (change: UpdateReservation, version: number) => Promise<Reservation>;
}

/** `asks`: it is not what was confirmed any more, and nothing was done. */
export type DropOutcome =
  | { readonly kind: "moved"; readonly reservation: Reservation }
  | { readonly kind: "asks" };

export function takenAsShown({ reservation, startMs, endMs }: Bar, { origin }: Draft): Taken {
  const { version, subject, kind } = reservation;
  const { id: spaceId, name: spaceName } = origin.space;
  const isOfSeries = kind === "recurring";
  return { spaceId, spaceName, startMs, endMs, version, subject, isOfSeries };
}

export function takenAsRead({ space, start, end, version, subject, kind }: Reservation): Taken {
  const times = { startMs: Date.parse(start), endMs: Date.parse(end) };
  const place = { spaceId: space.id, spaceName: space.name, ...times };
  return { ...place, version, subject, isOfSeries: kind === "recurring" };
}

export function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.spaceId === other.spaceId && one.startMs === other.startMs && one.endMs === other.endMs
  );
}

/** What takes it there from where it is now; of a series one date alone is taken by the hand. */
export function changeTo(target: Place, taken: Taken): UpdateReservation {
  const isMoved = target.startMs !== taken.startMs || target.endMs !== taken.endMs;
  return {
    ...(target.spaceId === taken.spaceId ? {} : { space_id: target.spaceId }),
    ...(isMoved
      ? {
          start: new Date(target.startMs).toISOString(),
          end: new Date(target.endMs).toISOString(),
        }
      : {}),
    ...(taken.isOfSeries ? { scope: "this" as const } : {}),
  };
}

/**
 * Does what was confirmed. Where the reservation has changed meanwhile it is read anew, and sent once
 * more if it is still where it was and the same follows: then the answer would be the same, too.
 */
export async function sendDrop(
  { read, rehearse, change }: DropCalls,
  target: Place,
  confirmed: { readonly taken: Taken; readonly consequences: Consequences },
): Promise<DropOutcome> {
  const body = changeTo(target, confirmed.taken);
  try {
    return { kind: "moved", reservation: await change(body, confirmed.taken.version) };
  } catch (error) {
    if (!isProblem(error, "reservation_changed")) throw error;
  }
  const taken = takenAsRead(await read());
  if (!isSamePlace(taken, confirmed.taken)) return { kind: "asks" };
  const { consequences } = await rehearse(body, taken.version);
  if (!isSameNews(consequences, confirmed.consequences)) return { kind: "asks" };
  return { kind: "moved", reservation: await change(body, taken.version) };
}

function isSameNews(one: Consequences, other: Consequences): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
