import { auditedRule } from "../reservations/audited-rule.ts";
import { holdsSpace, transition } from "../../core/reservations/reservation-state.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { type CalendarCourse, judgeCalendarCourse } from "../reservations/calendar-course.ts";
import type { ReservationDependencies } from "../reservations/dependencies.ts";
import {
  judgedSeries,
  loadSeries,
  occurrencesAhead,
  sameOccurrence,
} from "../reservations/load-series.ts";
import type { PageEnd } from "../reservations/page-cursor.ts";
import type { ChangeOutcome, ReservationAudit } from "../reservations/ports.ts";
import type { Reservation } from "../reservations/reservation.ts";
import type { ChangedOccurrence, SeriesChangeOutcome } from "../reservations/series-ports.ts";
import { SUB_SOURCES } from "../reservations/sub-source.ts";
import { JUDGEMENTS_MAX } from "../reservations/update-reservation.ts";
import type { SyncConfigurations } from "../settings/ports.ts";
import { BULK_STEP_MAX, type BulkStep, type BulkWorkStore, takeBulkStep } from "./bulk-work.ts";

export interface ExportDependencies extends ReservationDependencies {
  readonly bulk: BulkWorkStore;
  readonly configurations: Pick<SyncConfigurations, "find">;
}

/** No person acts: each reservation was agreed when it was made (policy, C1, C2 and C9). */
const SYSTEM: Actor = { kind: "system", channel: "system" };
const UPDATED_BY_SYSTEM = {
  lastUpdatedChannel: SYSTEM.channel,
  lastUpdatedSubSource: SUB_SOURCES[SYSTEM.channel],
} as const;

/**
 * Writes the coming reservations of a space that has become synced into the calendar: those that
 * are in none, oldest start first, as bulk work. Each awaits its room's answer from then on; a dry
 * run records what would be sent. What was exported is in a calendar, so that a step that was cut
 * off is repeated without doing anything twice.
 */
export async function exportReservations(
  deps: ExportDependencies,
  actor: Actor,
  request: { readonly configurationId: string; readonly after: PageEnd | null },
): Promise<Outcome<BulkStep>> {
  const configuration = await deps.configurations.find(request.configurationId);
  if (configuration === null) {
    return refused(
      "sync_configuration_not_found",
      "There is no such sync configuration.",
      "Look it up again in the list.",
    );
  }
  if (!configuration.active || !configuration.providerActive) {
    return refused(
      "not_synced",
      `${configuration.spaceName} is not synced at present.`,
      "Activate its sync configuration and the calendar provider first.",
    );
  }
  const found = await deps.bulk.outsideCalendar(configuration.id, request.after, BULK_STEP_MAX);
  const step = await takeBulkStep(found, async ({ id }) => {
    const outcome = await exportOne(deps, actor, id, configuration.spaceId);
    return { refusedWith: outcome.ok ? null : outcome.refusal.code };
  });
  if (step.enqueued > 0) {
    deps.wakeLanes();
    deps.announceChange();
  }
  return done(step);
}

async function exportOne(
  deps: ExportDependencies,
  actor: Actor,
  id: string,
  spaceId: string,
): Promise<Outcome<null>> {
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const reservation = await deps.store.find(id);
    const space = await deps.facts.space(spaceId);
    if (reservation === null || space === null) return vanished();
    const course = await judgeCalendarCourse(deps, SYSTEM, reservation, space, "calendar");
    if (!course.ok) return course;
    const judged: Judged = { actor, reservation, spaceId, course: course.value };
    const change = await (reservation.isParent ? exportSeveral : exportSingle)(deps, judged);
    if (!change.ok) return change;
    if (change.value === "changed") return done(null);
  }
  return refused(
    "reservation_changed",
    "The reservation goes on being changed.",
    "Export the space's reservations once more.",
  );
}

/** What is written, once the rules have allowed it. */
interface Judged {
  readonly actor: Actor;
  readonly reservation: Reservation;
  readonly spaceId: string;
  readonly course: CalendarCourse;
}

async function exportSingle(
  deps: ExportDependencies,
  { actor, reservation, spaceId, course }: Judged,
): Promise<Outcome<ChangeOutcome["outcome"]>> {
  const state = stateAfter(reservation, course.asksRoom);
  if (!state.ok) return state;
  const { id, version, syncMailbox } = reservation;
  const act = { id, version, syncMailbox, requestId: deps.newId() };
  const change = await deps.store.change(act, (events) => {
    const { supersede, enqueue, ...sync } = course.plan(events);
    return {
      columns: {
        ...sync,
        ...(state.value !== reservation.state && { state: state.value }),
        ...UPDATED_BY_SYSTEM,
      },
      hold: { kind: "keep" },
      supersede,
      enqueue,
      audit: exported(actor, spaceId, course),
    };
  });
  return done(change.outcome);
}

/** A series is one meeting: its row is written, and the room is asked for each date to come. */
async function exportSeveral(
  deps: ExportDependencies,
  { actor, reservation, spaceId, course }: Judged,
): Promise<Outcome<SeriesChangeOutcome["outcome"]>> {
  const loaded = await loadSeries(deps, reservation, "all");
  if (!loaded.ok) return loaded;
  const changed: ChangedOccurrence[] = [];
  // A date that has no space is not asked for: it is conflicted, and stays so.
  for (const each of occurrencesAhead(loaded.value, deps.now())) {
    if (!holdsSpace(each.state)) continue;
    const state = stateAfter(each, course.asksRoom);
    if (!state.ok) return state;
    if (state.value !== each.state) changed.push({ ...sameOccurrence(each), state: state.value });
  }
  const judged = judgedSeries(loaded.value, deps.newId());
  const change = await deps.seriesStore.change(judged, (events) => {
    const { supersede, enqueue, ...sync } = course.plan(events);
    return {
      columns: { ...sync, ...UPDATED_BY_SYSTEM },
      series: null,
      occurrences: { changed, added: [], shared: UPDATED_BY_SYSTEM },
      following: null,
      supersede,
      enqueue,
      audit: exported(actor, spaceId, course),
    };
  });
  return done(change.outcome);
}

function exported(actor: Actor, spaceId: string, course: CalendarCourse): ReservationAudit {
  const details = { space_id: spaceId, ...auditedRule(course) };
  return { actor, action: "reservation_exported", details };
}

/** Placed anew: the room is asked for what was agreed without it. */
function stateAfter(
  { state, approval }: Reservation,
  asksRoom: boolean,
): Outcome<Reservation["state"]> {
  const awaited = { roomAnswer: asksRoom, approval: approval.state === "awaiting_approval" };
  const next = transition(state, { type: "placed", awaited });
  if (next.ok) return done(next.value);
  return refused(next.problem.code, next.problem.message, next.problem.remedy);
}

function vanished() {
  return refused(
    "reservation_not_found",
    "There is no such reservation.",
    "Look it up again in the list of reservations.",
  );
}
