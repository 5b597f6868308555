import { done, type Outcome } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";
import { sightOf } from "../rights.ts";
import type { SyncEventDraft } from "../ports.ts";
import { findForChange, updateReservation, type UpdateRequest } from "../update-reservation.ts";

/** Something that a change brings with it beside what was asked for. */
export interface Consequence {
  readonly code:
    | "room_asked"
    | "approval_asked"
    | "people_told"
    | "enters_calendar"
    | "leaves_calendar"
    | "this_date_only"
    | "all_rooms"
    | "services_lost"
    | "too_small";
  readonly names?: readonly string[];
  readonly count?: number;
}

/** What a change that was rehearsed would have written. */
interface Rehearsed {
  readonly states: readonly string[];
  readonly approvals: readonly (string | undefined)[];
  readonly enqueue: readonly SyncEventDraft[];
  readonly after: Reservation;
}

/**
 * Says what a change would bring with it. The change itself is made, by the same use case and in a
 * transaction that does not stand, so that it is refused here where it would be refused: nothing is
 * judged a second time.
 */
export async function rehearseChange(
  deps: ReservationDependencies,
  actor: Actor,
  request: UpdateRequest,
): Promise<Outcome<readonly Consequence[]>> {
  const before = await findForChange(deps, actor, request);
  if (!before.ok) return before;
  const seen: { last: Rehearsed | null } = { last: null };
  const outcome = await updateReservation(rehearsing(deps, seen), actor, request);
  if (!outcome.ok) return outcome;
  if (seen.last === null) return done([]);
  const spaceId = request.patch.spaceId ?? before.value.space.id;
  const space = await deps.facts.space(spaceId);
  const reader = actor.kind === "person" ? await deps.facts.person(actor.personId) : null;
  const isWithheld =
    before.value.sensitivity === "private" &&
    sightOf(actor, before.value, reader?.email ?? null) !== "all";
  return done([
    ...ofSeries(before.value, request, seen.last),
    ...ofCalendar(before.value, seen.last, isWithheld),
    ...ofServices(before.value, seen.last.after),
    ...(isWithheld ? [] : ofSeats(before.value, space?.capacity ?? Infinity)),
  ]);
}

function rehearsing(
  deps: ReservationDependencies,
  seen: { last: Rehearsed | null },
): ReservationDependencies {
  const isRehearsal = true;
  return {
    ...deps,
    wakeLanes: () => undefined,
    announceChange: () => undefined,
    store: {
      ...deps.store,
      async change(act, plan) {
        let planned: Omit<Rehearsed, "after"> | null = null;
        const outcome = await deps.store.change({ ...act, isRehearsal }, (events) => {
          const change = plan(events);
          const { state, approval } = change.columns;
          planned = { states: [state ?? ""], approvals: [approval], enqueue: change.enqueue };
          return change;
        });
        remember(seen, planned, outcome);
        return outcome;
      },
    },
    seriesStore: {
      ...deps.seriesStore,
      async change(judged, plan) {
        let planned: Omit<Rehearsed, "after"> | null = null;
        const outcome = await deps.seriesStore.change({ ...judged, isRehearsal }, (events) => {
          const change = plan(events);
          const { changed } = change.occurrences;
          planned = {
            states: changed.map(({ state }) => state),
            approvals: changed.map(({ approval, hold }) =>
              hold === "take" ? approval : undefined,
            ),
            enqueue: change.enqueue,
          };
          return change;
        });
        remember(seen, planned, outcome);
        return outcome;
      },
    },
  };
}

function remember(
  seen: { last: Rehearsed | null },
  planned: Omit<Rehearsed, "after"> | null,
  outcome: { readonly outcome: string; readonly reservation?: Reservation },
): void {
  const after = outcome.reservation;
  if (planned !== null && after !== undefined) seen.last = { ...planned, after };
}

function ofSeries(
  before: Reservation,
  { scope = "this" }: UpdateRequest,
  { states }: Rehearsed,
): readonly Consequence[] {
  if (before.kind === "multi_space") return [{ code: "all_rooms", count: states.length }];
  const isOneDate = before.series !== null && !before.isParent && scope === "this";
  return isOneDate ? [{ code: "this_date_only" }] : [];
}

function ofCalendar(
  before: Reservation,
  { states, approvals, enqueue, after }: Rehearsed,
  isWithheld: boolean,
): readonly Consequence[] {
  const types = new Set(enqueue.map(({ type }) => type));
  const isWritten = types.has("create") || types.has("update");
  const invited = isWithheld ? 0 : before.attendees.length;
  const consequences: Consequence[] = [];
  if (types.has("cancel")) consequences.push({ code: "leaves_calendar" });
  if (types.has("create")) consequences.push({ code: "enters_calendar" });
  if (isWritten && states.includes("awaiting_confirmation")) {
    consequences.push({ code: "room_asked" });
  }
  if (approvals.includes("awaiting_approval")) {
    const names = after.approval.approvers.map(({ displayName }) => displayName);
    consequences.push({ code: "approval_asked", names });
  }
  if (enqueue.length > 0 && before.attendees.length > 0) {
    consequences.push({ code: "people_told", count: invited });
  }
  return consequences;
}

function ofServices(before: Reservation, after: Reservation): readonly Consequence[] {
  // Of a series' date the row of the series is read, and it has no services.
  if (after.id !== before.id) return [];
  const kept = new Set(after.services.chosen.map(({ id }) => id));
  const lost = before.services.chosen.filter(({ id }) => !kept.has(id));
  return lost.length === 0 ? [] : [{ code: "services_lost", names: lost.map(({ name }) => name) }];
}

function ofSeats(before: Reservation, capacity: number): readonly Consequence[] {
  const count = before.attendees.length + 1;
  return count > capacity ? [{ code: "too_small", count }] : [];
}
