import type { Temporal } from "temporal-polyfill";
import { type Interval, isBefore } from "../time/interval.ts";
import { holdsSpace, type ReservationState } from "./reservation-state.ts";
import type { ModuleService } from "./services.ts";

export const BLOCKER_PARTS = ["preparation", "clean_up"] as const;
/** Before the meeting, or after it. */
export type BlockerPart = (typeof BLOCKER_PARTS)[number];

/** A reservation as far as what its services need around it depends on it. */
export interface ServedMeeting extends Interval {
  readonly state: ReservationState;
  readonly spaceId: string;
  readonly services: readonly ServiceTimes[];
}

export type ServiceTimes = Pick<
  ModuleService,
  "preparationMinutes" | "cleanUpMinutes" | "isBlockerMandatory"
>;

/** Time in the meeting's space that its services need. */
export interface WantedBlocker extends Interval {
  readonly part: BlockerPart;
  readonly spaceId: string;
  /** Without it, the meeting does not take place. */
  readonly isMandatory: boolean;
}

/** A blocker that was made, and was not given up. */
export interface StandingBlocker extends Interval {
  readonly id: string;
  readonly part: BlockerPart;
  readonly spaceId: string;
  /** Its room has declined it, or given it to another, or could not be told. */
  readonly isLost: boolean;
}

/**
 * The blockers that a reservation wants: the longest preparation right before it, and the longest
 * clean-up right after it, while it has its space. What took place is cleaned up after, also where it
 * ended early.
 */
export function wantedBlockers(meeting: ServedMeeting): readonly WantedBlocker[] {
  if (!holdsSpace(meeting.state) && meeting.state !== "completed") return [];
  return BLOCKER_PARTS.flatMap((part) => wantedPart(meeting, part) ?? []);
}

function wantedPart(meeting: ServedMeeting, part: BlockerPart): WantedBlocker | null {
  const { start, end, spaceId, services } = meeting;
  const needing = services.filter((service) => minutesOf(service, part) > 0);
  if (needing.length === 0) return null;
  const minutes = Math.max(...needing.map((service) => minutesOf(service, part)));
  const isMandatory = needing.some(({ isBlockerMandatory }) => isBlockerMandatory);
  return part === "preparation"
    ? { part, spaceId, isMandatory, start: start.subtract({ minutes }), end: start }
    : { part, spaceId, isMandatory, start: end, end: end.add({ minutes }) };
}

function minutesOf(
  { preparationMinutes, cleanUpMinutes }: ServiceTimes,
  part: BlockerPart,
): number {
  return part === "preparation" ? preparationMinutes : cleanUpMinutes;
}

/** What is to be done so that there are the blockers that are wanted. */
export type BlockerStep<Standing extends StandingBlocker> =
  | { readonly kind: "make"; readonly wanted: WantedBlocker }
  | { readonly kind: "move"; readonly blocker: Standing; readonly wanted: WantedBlocker }
  | { readonly kind: "cancel"; readonly blocker: Standing };

/** In this order nothing meets in the space what is about to leave it, the meeting included. */
export interface BlockerPlan<Standing extends StandingBlocker> {
  readonly beforeMeeting: readonly BlockerStep<Standing>[];
  readonly afterMeeting: readonly BlockerStep<Standing>[];
}

/**
 * The difference between the blockers that are wanted and those that stand. What is over is left as
 * it was. One that has lost its room is given up, and is not asked for again where it was before
 * something changes: else the two would go on for ever.
 *
 * A blocker that moves away from the meeting leaves before the meeting follows; one that the meeting
 * moves away from follows it.
 */
export function planBlockers<Standing extends StandingBlocker>(
  wanted: readonly WantedBlocker[],
  standing: readonly Standing[],
  now: Temporal.Instant,
): BlockerPlan<Standing> {
  const current = standing.filter(({ end }) => isBefore(now, end));
  const steps = BLOCKER_PARTS.flatMap((part) =>
    stepsOfPart(
      wanted.find((each) => each.part === part && isBefore(now, each.end)),
      current.filter((each) => each.part === part),
    ),
  );
  return {
    beforeMeeting: steps.filter(goesAhead),
    afterMeeting: steps.filter((step) => !goesAhead(step)),
  };
}

function stepsOfPart<Standing extends StandingBlocker>(
  wanted: WantedBlocker | undefined,
  standing: readonly Standing[],
): BlockerStep<Standing>[] {
  const [blocker, ...others] = standing;
  const cancelled = others.map((each) => ({ kind: "cancel", blocker: each }) as const);
  if (wanted === undefined) {
    return blocker === undefined ? cancelled : [{ kind: "cancel", blocker }, ...cancelled];
  }
  if (blocker === undefined) return [{ kind: "make", wanted }];
  const isThere =
    blocker.spaceId === wanted.spaceId &&
    blocker.start.equals(wanted.start) &&
    blocker.end.equals(wanted.end);
  if (!isThere) return [...cancelled, { kind: "move", blocker, wanted }];
  return blocker.isLost ? [{ kind: "cancel", blocker }, ...cancelled] : cancelled;
}

function goesAhead<Standing extends StandingBlocker>(step: BlockerStep<Standing>): boolean {
  if (step.kind !== "move") return step.kind === "cancel";
  const { blocker, wanted } = step;
  if (blocker.spaceId !== wanted.spaceId) return false;
  return wanted.part === "preparation"
    ? isBefore(wanted.end, blocker.end)
    : isBefore(blocker.start, wanted.start);
}

/** The parts that the reservation wants, has no blocker for, and that are not over. */
export function missingParts(
  wanted: readonly WantedBlocker[],
  standing: readonly Pick<StandingBlocker, "part">[],
  now: Temporal.Instant,
): readonly BlockerPart[] {
  return wanted
    .filter(({ part, end }) => isBefore(now, end) && !standing.some((each) => each.part === part))
    .map(({ part }) => part);
}
