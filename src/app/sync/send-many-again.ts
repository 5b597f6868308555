import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { PageEnd } from "../reservations/page-cursor.ts";
import {
  BULK_PRIORITY,
  BULK_STEP_MAX,
  type BulkStep,
  type BulkWorkStore,
  type ErrorFilter,
  takeBulkStep,
} from "./bulk-work.ts";
import { judgeSendingAgain, type SendAgainDependencies } from "./send-again.ts";

/**
 * Sends everything in error again, or what has one cause, once that is mended: after an outage of
 * hours. The oldest promises go first, as bulk work, so that people who book meanwhile do not wait
 * behind. What cannot be sent again is counted by its refusal and left as it is.
 */
export async function sendManyAgain(
  deps: SendAgainDependencies & { readonly bulk: BulkWorkStore },
  actor: Actor,
  request: { readonly filter: ErrorFilter; readonly after: PageEnd | null },
): Promise<Outcome<BulkStep>> {
  const found = await deps.bulk.inError(request.filter, request.after, BULK_STEP_MAX);
  const step = await takeBulkStep(found, async ({ id }) => {
    const sent = await deps.register.sendAgain(id, judgeSendingAgain, actor, BULK_PRIORITY);
    if (sent === null) return { refusedWith: "sync_event_not_found" };
    if (sent.outcome === "refused") return { refusedWith: sent.refusal.code };
    return { refusedWith: sent.outcome === "space_taken" ? "space_taken" : null };
  });
  if (step.enqueued > 0) {
    deps.wakeLanes();
    deps.announceChange();
  }
  return done(step);
}
