import { Temporal } from "temporal-polyfill";
import { type ReminderKind, stillHolds } from "../../../core/reservations/reminders.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { PersonActor } from "../../people/actor.ts";
import { timesOf } from "../life/reservation-check-in.ts";
import { type ReservationView, viewsOf } from "../reservation-view.ts";
import type { ReminderDependencies, ToldReminder } from "./ports.ts";

export interface ReminderView {
  readonly id: string;
  readonly kind: ReminderKind;
  readonly toldAt: Date;
  readonly view: ReservationView;
}

const REMINDERS_MAX = 50;

/** What the person was reminded of and is still so, what begins first first. */
export async function listReminders(
  deps: ReminderDependencies,
  actor: PersonActor,
): Promise<readonly ReminderView[]> {
  const now = deps.now();
  const told = await deps.reminders.told(actor.personId, REMINDERS_MAX);
  const holding = told.filter((reminder) => isStillSo(reminder, now));
  const views = await viewsOf(
    deps,
    actor,
    holding.map(({ reservation }) => reservation),
  );
  return holding.flatMap(({ id, kind, toldAt }, at) => {
    const view = views[at];
    return view === undefined ? [] : [{ id, kind, toldAt, view }];
  });
}

/** The person has seen it. Refuses `reminder_not_found`. */
export async function dismissReminder(
  deps: Pick<ReminderDependencies, "reminders">,
  actor: PersonActor,
  id: string,
): Promise<Outcome<null>> {
  if (await deps.reminders.dismiss(id, actor.personId)) return done(null);
  return refused("reminder_not_found", "You have no such reminder.", "Look it up again.");
}

/** Whether what was told still is so, of the reservation as it is now. */
export function isStillSo(
  { kind, startAt, reservation }: Pick<ToldReminder, "kind" | "startAt" | "reservation">,
  now: Temporal.Instant,
): boolean {
  const toldForStart = Temporal.Instant.fromEpochMilliseconds(startAt.getTime());
  const { state, approval, checkIn } = reservation;
  const standing = { state, approval: approval.state, checkInState: checkIn.state };
  return stillHolds(kind, toldForStart, { ...timesOf(reservation), ...standing }, now);
}
