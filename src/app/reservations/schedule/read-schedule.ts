import type { Temporal } from "temporal-polyfill";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { loadActorFacts } from "../integration-verdict.ts";
import { WITHHELD_SUBJECT } from "../reservation.ts";
import { type Verdict, verdictOn } from "../reservation-view.ts";
import { isParty } from "../rights.ts";
import type {
  ScheduledReservation,
  ScheduledSpace,
  ScheduledSpacesFilter,
  ScheduleStore,
  Standing,
} from "./ports.ts";

export interface ScheduleDependencies extends Pick<ReservationDependencies, "facts"> {
  readonly schedule: ScheduleStore;
}

export interface ScheduleRequest extends Omit<ScheduledSpacesFilter, "limit"> {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

export interface Schedule {
  readonly spaces: readonly ScheduledSpace[];
  /** There are more spaces than a schedule shows: the filters have to be narrowed. */
  readonly hasMoreSpaces: boolean;
  readonly reservations: readonly ShownReservation[];
  /** Each that occurs, once: most reservations of a day have the same. */
  readonly verdicts: readonly ScheduleVerdicts[];
}

export interface ShownReservation {
  readonly reservation: ScheduledReservation;
  /** Withheld where the reader may not see it. */
  readonly subject: string;
  /** Which of the verdicts are its own. */
  readonly verdict: number;
}

export interface ScheduleVerdicts {
  readonly update: Verdict;
  readonly cancel: Verdict;
}

const SPACES_MAX = 1_000;
const DAYS_MAX = 32;

/**
 * Spaces against time: what each holds, and whether the reader may change or cancel it, by the same
 * rules that judge the act itself.
 */
export async function readSchedule(
  deps: ScheduleDependencies,
  actor: Actor,
  request: ScheduleRequest,
): Promise<Outcome<Schedule>> {
  const { from, to, ...filter } = request;
  const wrong = refuseWindow(from, to, DAYS_MAX);
  if (wrong !== null) return wrong;
  const reader = actor.kind === "person" ? await deps.facts.person(actor.personId) : null;
  const found = await deps.schedule.spaces({ ...filter, limit: SPACES_MAX + 1 });
  const spaces = found.slice(0, SPACES_MAX);
  const window = { from: new Date(from.epochMilliseconds), to: new Date(to.epochMilliseconds) };
  const reservations = await deps.schedule.reservations(
    spaces.map(({ id }) => id),
    window,
    reader?.email ?? null,
  );
  const judged = await judge(deps, actor, reservations);
  return done({ spaces, hasMoreSpaces: found.length > SPACES_MAX, ...judged });
}

async function judge(
  deps: ScheduleDependencies,
  actor: Actor,
  reservations: readonly ScheduledReservation[],
): Promise<Pick<Schedule, "reservations" | "verdicts">> {
  const actorFacts = await loadActorFacts(deps.facts, actor);
  const verdicts: ScheduleVerdicts[] = [];
  const known = new Map<Standing, Map<string, number>>();
  const shown: ShownReservation[] = [];
  for (const reservation of reservations) {
    const { standing, blocks, requestedFor, openedBy, spaceId } = reservation;
    const alike = known.get(standing) ?? new Map<string, number>();
    known.set(standing, alike);
    const key = keyOf(actor, reservation);
    let verdict = alike.get(key);
    if (verdict === undefined) {
      const judged = { ...standing, blocks, requestedFor, openedBy, space: { id: spaceId } };
      verdict = verdicts.push({
        update: await verdictOn(actorFacts, actor, judged, "update"),
        cancel: await verdictOn(actorFacts, actor, judged, "cancel"),
      });
      verdict -= 1;
      alike.set(key, verdict);
    }
    shown.push({ reservation, verdict, subject: subjectFor(actor, reservation) });
  }
  return { reservations: shown, verdicts };
}

/** All that a verdict depends on beside how it stands: where both are the same, so is the verdict. */
function keyOf(
  actor: Actor,
  {
    requestedFor,
    openedBy,
    blocks,
  }: Pick<ScheduledReservation, "requestedFor" | "openedBy" | "blocks">,
): string {
  const isOwn = actor.kind === "person" && actor.personId === requestedFor.id;
  const isMadeByReader = actor.kind === "person" && actor.personId === openedBy?.id;
  const meeting = blocks === null ? "" : `${blocks.part} ${blocks.number}`;
  return `${isOwn} ${isMadeByReader} ${meeting}`;
}

function subjectFor(actor: Actor, reservation: ScheduledReservation): string {
  const { isPrivate, isReaderInvited, openedByClient, subject } = reservation;
  if (!isPrivate || isReaderInvited) return subject;
  const seesAll =
    actor.kind === "person"
      ? isParty(actor.personId, reservation)
      : actor.kind === "api_client" && openedByClient === actor.clientId;
  return seesAll ? subject : WITHHELD_SUBJECT;
}

/** One may look at so many days at once. */
export function refuseWindow(from: Temporal.Instant, to: Temporal.Instant, daysMax: number) {
  const hours = from.until(to).total("hours");
  if (hours > 0 && hours <= daysMax * 24) return null;
  const message = hours <= 0 ? "It is not after from." : `It is more than ${daysMax} days after.`;
  return refused(
    "invalid_request",
    `to: ${message}`,
    `Ask for at most ${daysMax} days at a time.`,
    { fields: [{ field: "to", message }] },
  );
}
