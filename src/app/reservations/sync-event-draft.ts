import type { Answer } from "../../core/integration-rules/question.ts";
import type { OutboundPlan } from "../../core/sync/outbound-plan.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace, BookingFacts } from "./booking-facts.ts";
import type { InvitedBesides, SyncEventDraft, WrittenSyncEvent } from "./ports.ts";
import type { PersonSummary } from "../people/people.ts";

/** Everything of a sync event but what the events before it decide: its type and its mailbox. */
export interface DecidedIntent {
  readonly answer: Answer;
  readonly providerId: string;
  /** Where a new event is written; an event that exists is changed where it is. */
  readonly mailbox: string;
  readonly invited: InvitedBesides | null;
  readonly dryRun: boolean;
}

/**
 * The calendar that the answer names, as an address. Refuses where the answer needs a delegated
 * user and the provider has none: better now and here than for ever in the queue.
 */
export async function mailboxOf(
  facts: BookingFacts,
  answer: Answer,
  space: BookableSpace,
  requestedFor: PersonSummary,
): Promise<Outcome<string>> {
  switch (answer.mailbox) {
    case "requested_for":
      return done(requestedFor.email);
    case "blocker_user":
      // The rules name this mailbox only where the property is set.
      return done((await facts.blockerUser()) ?? requestedFor.email);
    case "room":
      return done(space.sync?.roomMailbox ?? "");
    case "delegated_user": {
      const email = space.sync?.delegatedUserEmail;
      return email ? done(email) : noDelegatedUser();
    }
    case "none":
      return done("");
  }
}

/** For what was written somewhere, or is being written: its own event says where. */
export function intentWhereItIs(
  answer: Answer,
  providerId: string | null,
  dryRun: boolean,
): DecidedIntent {
  return { answer, providerId: providerId ?? "", mailbox: "", invited: null, dryRun };
}

/** Whom the answer invites besides, so that the property may change before the event is written. */
export async function invitedBy(
  facts: BookingFacts,
  { invited }: Answer,
): Promise<InvitedBesides | null> {
  if (invited !== "blocker_user") return invited;
  // The rules name this person only where the property is set, and it is set to an address.
  return ((await facts.blockerUser()) as InvitedBesides | null) ?? "requested_for";
}

function noDelegatedUser() {
  return refused(
    "delegated_user_missing",
    "This would be written to the delegated user's calendar, and the calendar provider names none.",
    "Ask an administrator to enter the calendar provider's delegated user and connect it.",
  );
}

/** The event to enqueue for the intent; null where the plan says that nothing has to be said. */
export function draftSyncEvent(
  actor: Actor,
  intent: DecidedIntent,
  plan: Pick<OutboundPlan, "enqueue" | "mayAlreadyExist">,
  before: WrittenSyncEvent | undefined,
): SyncEventDraft | null {
  const { answer, providerId, dryRun } = intent;
  if (plan.enqueue === null || answer.credential === "none") return null;
  return {
    providerId,
    type: plan.enqueue,
    policyRow: answer.row,
    mailbox: intent.mailbox,
    syncMailbox: answer.sync_mailbox,
    credential: answer.credential,
    credentialPersonId:
      answer.credential === "personal" && actor.kind === "person" ? actor.personId : null,
    // Whoever was invited because the event is not in their own calendar stays invited: a change
    // writes the whole list of attendees.
    invited: intent.invited ?? before?.invited ?? null,
    channel: actor.channel,
    priority: actor.kind === "system" ? 1 : 0,
    dryRun,
    mayHaveBeenSent: plan.mayAlreadyExist,
  };
}
