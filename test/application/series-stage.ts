import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import type { Outcome } from "../../src/app/outcome.ts";
import { cancelReservation } from "../../src/app/reservations/cancel-reservation.ts";
import type { ConflictAnswer, CreateRequest } from "../../src/app/reservations/create-request.ts";
import type { ReservationPatch } from "../../src/app/reservations/judge-update.ts";
import type { Scope } from "../../src/app/reservations/load-series.ts";
import type { Reservation } from "../../src/app/reservations/reservation.ts";
import { updateReservation } from "../../src/app/reservations/update-reservation.ts";
import type { RequestedRecurrence } from "../../src/core/recurrence/requested-series.ts";
import { openStage, personActor, type Stage } from "./stage.ts";

/** Four Tuesdays. */
export const WEEKLY = {
  kind: "pattern",
  pattern: { type: "weekly", daysOfWeek: ["tuesday"] },
  range: { type: "numbered", numberOfOccurrences: 4 },
} as const satisfies RequestedRecurrence;
export const DATES = ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15"] as const;

/** A series of Ada's in Oak, Tuesdays at 10 in Berlin, whose create event has been carried out. */
export async function openSeries(database: Parameters<typeof openStage>[0], isWritten = true) {
  const stage = await openStage(database);
  const ada = personActor(stage.workplace.ada);
  const made = valueOf(await stage.create(ada, { recurrence: WEEKLY }));
  const { id } = made.view.reservation;
  if (isWritten) {
    await stage.database.pool.query(
      "update sync_event set state = 'processed', may_have_been_sent = true",
    );
    await stage.database.pool.query("update reservation set state = 'confirmed'");
  }
  const change = (
    reservationId: string,
    patch: ReservationPatch,
    scope?: Scope,
    answer: ConflictAnswer = {},
  ) =>
    updateReservation(stage.deps, ada, {
      id: reservationId,
      patch,
      ...(scope && { scope }),
      ...answer,
    });
  const cancel = (reservationId: string, scope?: Scope) =>
    cancelReservation(stage.deps, ada, {
      id: reservationId,
      cancelNotes: "Not needed",
      ...(scope && { scope }),
    });
  return {
    stage,
    id,
    change,
    cancel,
    row: () => find(stage, id),
    occurrences: (parentId = id) => stage.deps.store.children(parentId),
    on: async (date: string): Promise<string> => {
      const children = await stage.deps.store.children(id);
      return children.find(({ originalDate }) => originalDate === date)?.id ?? assert.fail(date);
    },
  };
}

export async function find(stage: Stage, id: string): Promise<Reservation> {
  return (await stage.deps.store.find(id)) ?? assert.fail("it is gone");
}

export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}

export function at(date: string, hour: number, minutes = 60): Pick<CreateRequest, "start" | "end"> {
  const start = Temporal.PlainDateTime.from(`${date}T00:00`)
    .add({ hours: hour })
    .toZonedDateTime("Europe/Berlin")
    .toInstant();
  return { start, end: start.add({ minutes }) };
}

export function shown(occurrences: readonly Reservation[]): readonly string[] {
  return occurrences.map(({ originalDate, state, startAt }) => {
    const time = startAt.toISOString().slice(5, 16);
    return `${originalDate} ${state} ${time}`;
  });
}

export async function holdsMatch(stage: Stage): Promise<void> {
  const { rows } = await stage.database.pool.query<{ wrong: number }>(
    `select count(*)::integer as wrong from reservation r
     left join space_hold h on h.reservation_id = r.id
     where not r.is_parent and (case
       when r.state in ('awaiting_confirmation', 'confirmed', 'in_progress')
       then h.space_id is distinct from r.space_id or h.start_at <> r.start_at
         or h.end_at <> r.end_at
       else h.space_id is not null end)`,
  );
  assert.deepEqual(rows, [{ wrong: 0 }]);
}
