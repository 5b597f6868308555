import type { ApprovalState } from "../../../core/reservations/approval.ts";
import type { PersonActor } from "../../people/actor.ts";
import type { Reason } from "../../sync/sync-event-store.ts";
import { reason } from "../../sync/sync-reasons.ts";

/** What somebody who may decide says. */
export interface Decision {
  readonly actor: PersonActor;
  /** As people know them. */
  readonly name: string;
  readonly verdict: Extract<ApprovalState, "approved" | "rejected">;
  readonly comment: string;
  /** A UUID, which the calls of what is enqueued carry. */
  readonly requestId: string;
}

/** What is written down of a decision, wherever it is. */
export function decided({ actor, verdict, comment }: Decision, at: Date) {
  return {
    approval: verdict,
    decidedBy: actor.personId,
    decidedAt: at,
    decisionComment: comment,
  };
}

/** Why it is rejected, for the page; and with what was said, for those who were invited. */
export function rejection({ name, comment }: Decision): {
  readonly why: Reason;
  readonly cancelNotes: string;
} {
  const sentence = `${name} did not approve it.`;
  return {
    why: reason("approval_rejected", sentence),
    cancelNotes: comment === "" ? sentence : `${sentence} ${comment}`,
  };
}
