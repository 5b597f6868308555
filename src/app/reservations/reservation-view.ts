import type { Temporal } from "temporal-polyfill";
import {
  isFinal,
  type ReservationState,
  transition,
} from "../../core/reservations/reservation-state.ts";
import {
  type BlockerPart,
  missingParts,
  wantedBlockers,
} from "../../core/reservations/blockers.ts";
import type { Problem } from "../../core/result.ts";
import type { Actor } from "../people/actor.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import {
  type ActorFacts,
  judgedAsItIs,
  judgeIntegration,
  loadActorFacts,
  refusalOf,
} from "./integration-verdict.ts";
import {
  type CheckInFacts,
  type CheckInTimes,
  refuseCheckIn,
  refuseCheckOut,
  refuseEnd,
} from "../../core/reservations/check-in.ts";
import { isBefore } from "../../core/time/interval.ts";
import { refuseToDecide } from "./approval/refuse-to-decide.ts";
import { checkInFactsOf, timesOf } from "./life/reservation-check-in.ts";
import { isGroupRow, standingMembers } from "./group/group.ts";
import type { Reservation } from "./reservation.ts";
import { followsItsMeeting } from "./services/service-refusals.ts";
import {
  mayAct,
  mayCheckIn,
  notYours,
  type Owned,
  refuseViewer,
  type Sight,
  sightOf,
} from "./rights.ts";

/** What the reader may do with a reservation, by the same rules that judge the act itself. */
export interface Verdict {
  readonly allowed: boolean;
  /** Empty when allowed; the first is the code that the act would be refused with. */
  readonly codes: readonly string[];
  /** The row of the integration rules; empty where rights or the state refuse before them. */
  readonly row: string;
  readonly reason?: string;
  readonly remedy?: string;
}

export interface ReservationView {
  readonly reservation: Reservation;
  readonly sight: Sight;
  /** When people can check in, and when it is released; null where they need not. */
  readonly checkInTimes: CheckInTimes | null;
  /** What the services need, and the space was taken for; while they are yet to follow, none. */
  readonly blockersLeftOut: readonly BlockerPart[];
  readonly verdicts: Verdicts;
}

export interface Verdicts {
  readonly update: Verdict;
  readonly cancel: Verdict;
  readonly checkIn: Verdict;
  /** Where it is allowed and has a reason, that says why the space stays taken all the same. */
  readonly checkOut: Verdict;
  /** Ending it before its time, so that its space is free, whether anybody checked in or not. */
  readonly end: Verdict;
  /** Approving it, and rejecting it. */
  readonly decide: Verdict;
}

export async function viewOf(
  deps: ReservationDependencies,
  actor: Actor,
  reservation: Reservation,
): Promise<ReservationView> {
  const [view] = await viewsOf(deps, actor, [reservation]);
  if (view === undefined) throw new Error("one reservation has one view");
  return view;
}

/** Views of many reservations for one reader, whose facts are loaded once. */
export async function viewsOf(
  deps: ReservationDependencies,
  actor: Actor,
  reservations: readonly Reservation[],
): Promise<readonly ReservationView[]> {
  const actorFacts = await loadActorFacts(deps.facts, actor);
  const reader = actor.kind === "person" ? await deps.facts.person(actor.personId) : null;
  const releaseAfterMinutes = await deps.facts.noShowAfterMinutes();
  const now = deps.now();
  return Promise.all(
    reservations.map(async (reservation) => {
      const { update, cancel } = await verdictsOn(deps, actorFacts, actor, reservation);
      const facts = checkInFactsOf(reservation, releaseAfterMinutes);
      const reading = { actor, readerEmail: reader?.email ?? null, now };
      return {
        reservation,
        sight: sightOf(actor, reservation, reader?.email ?? null),
        checkInTimes: facts.checkInState === "not_required" ? null : facts.times,
        blockersLeftOut: blockersLeftOut(reservation, now),
        verdicts: {
          update,
          cancel,
          checkIn: verdictOnCheckIn(reading, reservation, facts),
          checkOut: verdictOnCheckOut(reading, reservation, facts, update),
          end: verdictOnEnd(reading, reservation, facts, update),
          decide: verdictOnDecision(reading, reservation),
        },
      };
    }),
  );
}

function blockersLeftOut(reservation: Reservation, now: Temporal.Instant): readonly BlockerPart[] {
  const { services, space, state } = reservation;
  if (services.isToFollow || services.chosen.length === 0 || reservation.isParent) return [];
  const meeting = { state, spaceId: space.id, services: services.chosen, ...timesOf(reservation) };
  const standing = services.blockers.filter((blocker) => blocker.state !== "conflicted");
  return missingParts(wantedBlockers(meeting), standing, now);
}

interface Reading {
  readonly actor: Actor;
  readonly readerEmail: string | null;
  readonly now: Temporal.Instant;
}

function verdictOnCheckIn(
  { actor, readerEmail, now }: Reading,
  reservation: Reservation,
  facts: CheckInFacts,
): Verdict {
  if (!mayCheckIn(actor, reservation, readerEmail)) return refusedVerdict(notYours().refusal);
  const problem = refuseCheckIn(facts, now);
  return problem === null ? ALLOWED_LOCALLY : refusedVerdict(problem);
}

/** Where the event is not the actor's to change, the space stays taken, and it is said why. */
function verdictOnCheckOut(
  { actor, now }: Reading,
  reservation: Reservation,
  facts: CheckInFacts,
  update: Verdict,
): Verdict {
  if (!mayAct(actor, reservation)) return refusedVerdict(notYours().refusal);
  const { blocks } = reservation;
  if (blocks !== null) return refusedVerdict(followsItsMeeting(blocks).refusal);
  const problem = refuseCheckOut(facts);
  if (problem !== null) return refusedVerdict(problem);
  const isBegun = !isBefore(now, timesOf(reservation).start);
  if (update.allowed || !isBegun) return { ...ALLOWED_LOCALLY, row: update.row };
  const { row, reason, remedy } = update;
  return { allowed: true, codes: [], row, ...(reason && { reason }), ...(remedy && { remedy }) };
}

function verdictOnEnd(
  { actor, now }: Reading,
  reservation: Reservation,
  facts: CheckInFacts,
  update: Verdict,
): Verdict {
  if (!mayAct(actor, reservation)) return refusedVerdict(notYours().refusal);
  const { blocks } = reservation;
  if (blocks !== null) return refusedVerdict(followsItsMeeting(blocks).refusal);
  const problem = refuseEnd(facts, timesOf(reservation).start, now);
  return problem === null ? update : refusedVerdict(problem);
}

function verdictOnDecision({ actor }: Reading, reservation: Reservation): Verdict {
  const problem = refuseToDecide(actor, reservation);
  return problem === null ? ALLOWED_LOCALLY : refusedVerdict(problem);
}

const ALLOWED_LOCALLY: Verdict = { allowed: true, codes: [], row: "U0" };

/** On a group, that on all of its members that stand. */
async function verdictsOn(
  deps: Pick<ReservationDependencies, "store">,
  actorFacts: ActorFacts,
  actor: Actor,
  reservation: Reservation,
): Promise<Pick<Verdicts, "update" | "cancel">> {
  const members = isGroupRow(reservation) ? await standingMembers(deps, reservation.id) : [];
  const about = members.length > 0 ? members : [reservation];
  const on = async (action: "update" | "cancel"): Promise<Verdict> => {
    const verdicts = about.map((each) => verdictOn(actorFacts, actor, each, action));
    const [first, ...others] = await Promise.all(verdicts);
    if (first === undefined) throw new Error("one reservation has one verdict");
    return [first, ...others].find(({ allowed }) => !allowed) ?? first;
  };
  return { update: await on("update"), cancel: await on("cancel") };
}

/** What a verdict on changing or cancelling a reservation depends on. */
export type Judged = Owned &
  Pick<
    Reservation,
    | "blocks"
    | "state"
    | "kind"
    | "judgedProviderId"
    | "isInAnothersCalendar"
    | "syncMailbox"
    | "origin"
  >;

/** `update` is asked about what the calendar shows: time, place, subject, people. */
export async function verdictOn(
  actorFacts: ActorFacts,
  actor: Actor,
  reservation: Judged,
  action: "update" | "cancel",
): Promise<Verdict> {
  const viewer = refuseViewer(actor);
  if (viewer !== null) return refusedVerdict(viewer.refusal);
  if (!mayAct(actor, reservation)) return refusedVerdict(notYours().refusal);
  const { blocks } = reservation;
  if (blocks !== null) return refusedVerdict(followsItsMeeting(blocks).refusal);
  const tooLate = problemOfState(reservation.state, action);
  if (tooLate !== null) return refusedVerdict(tooLate);
  const { judgedProviderId, syncMailbox, origin } = reservation;
  const judged = judgedAsItIs(reservation, judgedProviderId);
  const act =
    action === "update"
      ? ({ action, syncMailbox, origin, change: "calendar" } as const)
      : ({ action, syncMailbox, origin } as const);
  const answer = await judgeIntegration(actorFacts, actor, judged, act);
  if (answer.allowed) return { allowed: true, codes: [], row: answer.row };
  const { refusal } = refusalOf(answer);
  return { ...refusedVerdict(refusal), codes: answer.codes, row: answer.row };
}

/** Why the state allows no such act; null where it does. */
export function problemOfState(
  state: ReservationState,
  action: "update" | "cancel",
): Problem | null {
  // Cancelling twice does no harm, but there is nothing left that a person could want to do.
  if (state === "cancelled") return ALREADY_CANCELLED;
  if (action === "update" && !isFinal(state)) return null;
  const next = transition(state, { type: "cancelled" });
  return next.ok ? null : next.problem;
}

const ALREADY_CANCELLED: Problem = {
  code: "reservation_is_over",
  message: "The reservation is cancelled, and nothing about it can change any more.",
  remedy: "Make a new reservation.",
};

function refusedVerdict(refusal: {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}): Verdict {
  return {
    allowed: false,
    codes: [refusal.code],
    row: "",
    reason: refusal.message,
    ...(refusal.remedy && { remedy: refusal.remedy }),
  };
}
