import { decideIntegration } from "../../core/integration-rules/decide.ts";
import type {
  Answer,
  Change,
  IntegrationMode,
  Origin,
  ReservationKind,
  SyncMailbox,
} from "../../core/integration-rules/question.ts";
import { explainRefusals } from "../../core/integration-rules/remedies.ts";
import { type Refusal, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookingFacts } from "./booking-facts.ts";
import type { Reservation } from "./reservation.ts";

/** What the integration rules have to know of the reservation that is made or changed. */
export interface JudgedReservation {
  readonly kind: ReservationKind;
  readonly requestedForId: string;
  /**
   * Its event is in the calendar of a person whom it is not for: a blocker's, made in normal mode, in
   * the blocker user's (rule C1). Nobody's own token writes there for whom it is (rule U7).
   */
  readonly isInAnothersCalendar: boolean;
  /** The calendar provider of the space; null where the space is not synced. */
  readonly providerId: string | null;
}

/** What is there already, judged for a space of the provider. */
export function judgedAsItIs(
  {
    kind,
    requestedFor,
    isInAnothersCalendar,
  }: Pick<Reservation, "kind" | "isInAnothersCalendar"> & {
    readonly requestedFor: { readonly id: string };
  },
  providerId: string | null,
): JudgedReservation {
  return { kind, requestedForId: requestedFor.id, isInAnothersCalendar, providerId };
}

/** What is done to it. */
export type JudgedAct =
  | { readonly action: "create" }
  | {
      readonly action: "update";
      readonly syncMailbox: SyncMailbox;
      readonly origin: Origin;
      readonly change: Change;
    }
  | { readonly action: "cancel"; readonly syncMailbox: SyncMailbox; readonly origin: Origin };

/** What holds for every reservation that one actor asks about at one time. */
export interface ActorFacts {
  readonly mode: IntegrationMode;
  readonly blockerUserSet: boolean;
  /** Asked only where the rules ask: in personal mode, of a person, for a synced space. */
  readonly hasUsableToken: (providerId: string) => Promise<boolean>;
}

export async function loadActorFacts(facts: BookingFacts, actor: Actor): Promise<ActorFacts> {
  const mode = await facts.integrationMode();
  const known = new Map<string, Promise<boolean>>();
  return {
    mode,
    blockerUserSet: (await facts.blockerUser()) !== null,
    hasUsableToken(providerId) {
      if (mode !== "personal" || actor.kind !== "person") return Promise.resolve(false);
      const answer = known.get(providerId) ?? facts.hasUsableToken(actor.personId, providerId);
      known.set(providerId, answer);
      return answer;
    },
  };
}

/** Asks the integration rules. Everything that people and clients do here is judged by this. */
export async function judgeIntegration(
  actorFacts: ActorFacts,
  actor: Actor,
  reservation: JudgedReservation,
  act: JudgedAct,
): Promise<Answer> {
  const { providerId, requestedForId, isInAnothersCalendar } = reservation;
  const isOwn =
    actor.kind === "person" && actor.personId === requestedForId && !isInAnothersCalendar;
  const any = {
    mode: actorFacts.mode,
    channel: actor.channel,
    kind: reservation.kind,
    synced: providerId !== null,
    requested_for_is_session_user: isOwn,
    personal_token: providerId !== null && (await actorFacts.hasUsableToken(providerId)),
    blocker_user_set: actorFacts.blockerUserSet,
  };
  if (act.action === "create") return decideIntegration({ ...any, action: "create" });
  const { syncMailbox: sync_mailbox, origin } = act;
  return act.action === "update"
    ? decideIntegration({ ...any, action: "update", sync_mailbox, origin, change: act.change })
    : decideIntegration({ ...any, action: "cancel", sync_mailbox, origin });
}

/** The refusal that people read, from an answer that is not allowed. */
export function refusalOf(answer: Answer): { readonly ok: false; readonly refusal: Refusal } {
  const [code = "not_possible_now"] = answer.codes;
  return refused(code, explainRefusals(answer.codes), answer.remedy ?? undefined, {
    codes: answer.codes,
    row: answer.row,
  });
}
