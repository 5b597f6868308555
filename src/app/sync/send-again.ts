import { isGivenUp, placedState } from "../../core/reservations/reservation-state.ts";
import { isWrite } from "../../core/sync/outbound-plan.ts";
import { done, type Outcome, type Refusal, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { spaceTaken } from "../reservations/space-taken.ts";
import { getSyncEvent, syncEventNotFound } from "./list-sync-events.ts";
import type {
  Resending,
  SentSyncEvent,
  SyncEventRecord,
  SyncEventRegister,
} from "./sync-event-register.ts";
import { isUnwritten } from "./sync-reasons.ts";

export interface SendAgainDependencies {
  readonly register: SyncEventRegister;
  readonly wakeLanes: () => void;
  readonly announceChange: () => void;
}

/**
 * An administrator sends a sync event again, with the count of its tries begun anew:
 *
 * - `error`: once what stood in the way is mended; a reservation that let its space go because of
 *   it takes it again and awaits the room's answer, or is refused where somebody else has it now;
 * - `waiting_for_token`, or `new` and waiting for its next try: now instead of later;
 * - of a dry run (`not_sent`, or not yet taken up): once its space is none any more; the room is
 *   asked then;
 * - `processed` and `superseded` have nothing left to send, and `processing` is being sent; nor has
 *   what a reservation was to show that is cancelled or rejected by now;
 * - what a later intent of the reservation has overtaken would undo that one.
 *
 * It goes out in the recorded mailbox and with the recorded credential, showing the reservation as
 * it is now.
 */
export async function sendAgain(
  deps: SendAgainDependencies,
  actor: Actor,
  id: string,
): Promise<Outcome<SyncEventRecord>> {
  const known = await getSyncEvent(deps, id);
  if (!known.ok) return known;
  const sent = await deps.register.sendAgain(id, judgeSendingAgain, actor, null);
  if (sent === null) return syncEventNotFound();
  if (sent.outcome === "refused") return { ok: false, refusal: sent.refusal };
  if (sent.outcome === "space_taken") return spaceTaken(sent.spaceName);
  deps.wakeLanes();
  deps.announceChange();
  const now = await getSyncEvent(deps, id);
  return now.ok ? done(now.value) : now;
}

/** Whether an event can be sent again, and what that means for its reservation. */
export function judgeSendingAgain(event: SentSyncEvent): Outcome<Resending> {
  const refusal = objectionTo(event);
  if (refusal !== null) return { ok: false, refusal };
  const { type, dryRun, reservationState, reservationReasonCode } = event;
  // What a dry run confirmed here without asking, the room is now asked for.
  const isAgreedHere = reservationState === "confirmed" || reservationState === "awaiting_approval";
  const wasNeverAsked = dryRun && isAgreedHere;
  const asksRoom = wasNeverAsked || isUnwritten(reservationState, reservationReasonCode);
  const isPlaced = isWrite(type) && asksRoom;
  return done({
    placedState: isPlaced ? placedState({ roomAnswer: true, approval: false }) : null,
  });
}

function objectionTo(event: SentSyncEvent): Refusal | null {
  if (event.state === "processing") {
    return notResendable("It is being sent at this moment.", "Look again in a few seconds.");
  }
  if (event.state === "processed" || event.state === "superseded") {
    return notResendable(
      event.state === "processed"
        ? "It has been carried out, so there is nothing left to send."
        : "A later change took its place before it was sent, so there is nothing left to send.",
      "Change the reservation to have something new to send.",
    );
  }
  if (event.hasLater) {
    return notResendable(
      "A later change of the same reservation has overtaken it.",
      "Send the reservation's latest sync event again instead.",
    );
  }
  if (isWrite(event.type) && isGivenUp(event.reservationState)) {
    return notResendable(
      `The reservation is ${event.reservationState}, so the calendar has nothing left to show.`,
      "Reserve again if the space is still needed.",
    );
  }
  if (event.dryRun && event.isDryRunNow) {
    return notResendable(
      "Its space is still a dry run, in which nothing is sent.",
      "End the dry run in the space's sync configuration first.",
    );
  }
  return null;
}

function notResendable(message: string, remedy: string): Refusal {
  return refused("sync_event_not_resendable", message, remedy).refusal;
}
