import assert from "node:assert/strict";
import type { Actor } from "../../src/app/people/actor.ts";
import { cancelReservation } from "../../src/app/reservations/cancel-reservation.ts";
import type { CreateRequest } from "../../src/app/reservations/create-request.ts";
import type { ReservationPatch } from "../../src/app/reservations/judge-update.ts";
import { updateReservation } from "../../src/app/reservations/update-reservation.ts";
import { valueOf } from "./refusals.ts";
import type { Stage } from "./stage.ts";

/** A reservation whose event stands in the calendar, as a lane would have left it. */
export async function standing(stage: Stage, actor: Actor, request?: Partial<CreateRequest>) {
  const { id } = valueOf(await stage.create(actor, request)).view.reservation;
  await stage.database.pool.query(
    `update sync_event set state = 'processed', may_have_been_sent = true
     where reservation_id = $1 and not dry_run`,
    [id],
  );
  await stage.database.pool.query(
    `update reservation r set state = 'confirmed', sync_state = 'synchronized',
       calendar_event_id = 'event', calendar_mailbox = e.mailbox
     from sync_event e where e.reservation_id = r.id and r.id = $1`,
    [id],
  );
  return id;
}

export function update(stage: Stage, actor: Actor, id: string, patch: ReservationPatch) {
  return updateReservation(stage.deps, actor, { id, patch });
}

export function cancel(stage: Stage, actor: Actor, id: string) {
  return cancelReservation(stage.deps, actor, { id, cancelNotes: "" });
}

export async function lastEvent(stage: Stage) {
  const event = (await stage.syncEvents()).at(-1);
  assert.ok(event);
  return event;
}

export async function holds(stage: Stage) {
  return stage.database.kysely.selectFrom("space_hold").selectAll().execute();
}
