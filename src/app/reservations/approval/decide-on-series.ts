import { auditedRule } from "../audited-rule.ts";
import { isFinal } from "../../../core/reservations/reservation-state.ts";
import { stateWhenApproved } from "../../../core/reservations/approval.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { lastUpdatedBy, ruleOfLocalChange } from "../life/judged-part.ts";
import { judgedSeries, type LoadedSeries, loadSeries, sameOccurrence } from "../load-series.ts";
import type { Reservation } from "../reservation.ts";
import { isApprover } from "../rights.ts";
import type { ChangedOccurrence, SeriesChange } from "../series-ports.ts";
import { isAwaitedInOutlook } from "./approval-facts.ts";
import { decided, type Decision, rejection } from "./decision.ts";
import { judgeSeriesRejection } from "./judge-series-rejection.ts";

/**
 * Decides on all of a series that waits for the decider's word, its exceptions too. In several rooms,
 * those that others decide on go on waiting for them.
 */
export async function decideOnSeries(
  deps: ReservationDependencies,
  decision: Decision,
  row: Reservation,
): Promise<Outcome<"changed" | "stale">> {
  const loaded = await loadSeries(deps, row, "all");
  if (!loaded.ok) return loaded;
  const undecided = loaded.value.occurrences.filter(
    ({ approval, state }) => approval.state === "awaiting_approval" && !isFinal(state),
  );
  const waiting = undecided.filter((each) => isApprover(decision.actor, each));
  if (waiting.length === 0) return decidedByOthers();
  const isAll = waiting.length === undecided.length;
  const judge = decision.verdict === "approved" ? judgeApproval : judgeRejection;
  const plan = await judge(deps, decision, loaded.value, { waiting, isAll });
  if (!plan.ok) return plan;
  const judged = judgedSeries(loaded.value, decision.requestId);
  const change = await deps.seriesStore.change(judged, plan.value);
  return done(change.outcome === "changed" ? "changed" : "stale");
}

type Plan = (
  events: Parameters<Parameters<ReservationDependencies["seriesStore"]["change"]>[1]>[0],
) => SeriesChange;

/** What is decided on now. */
interface Decided {
  readonly waiting: readonly Reservation[];
  /** Nothing of the series waits for others: then it is told of its row who decided. */
  readonly isAll: boolean;
}

function decidedByOthers() {
  return refused(
    "not_an_approver",
    "What waits of this series is in spaces that others decide on.",
    "Ask one of those who decide.",
  );
}

async function judgeApproval(
  deps: ReservationDependencies,
  decision: Decision,
  { row }: LoadedSeries,
  { waiting, isAll }: Decided,
): Promise<Outcome<Plan>> {
  const { actor } = decision;
  const rule = await ruleOfLocalChange(deps, actor, row);
  const changed = waiting.map((each) => ({
    ...sameOccurrence(each),
    state: stateWhenApproved(each.state, isAwaitedInOutlook(each)),
    approval: decision.verdict,
  }));
  const { approval: _, ...who } = decided(decision, new Date(deps.now().epochMilliseconds));
  return done(() => ({
    columns: { ...(isAll && who), ...lastUpdatedBy(actor) },
    series: null,
    occurrences: { changed, added: [], shared: { ...who, ...lastUpdatedBy(actor) } },
    following: null,
    supersede: [],
    enqueue: [],
    audit: {
      actor,
      action: "reservation_approved",
      details: { scope: "all", dates: datesOf(waiting), ...auditedRule(rule) },
    },
  }));
}

async function judgeRejection(
  deps: ReservationDependencies,
  decision: Decision,
  loaded: LoadedSeries,
  { waiting, isAll }: Decided,
): Promise<Outcome<Plan>> {
  const { actor } = decision;
  const course = await judgeSeriesRejection(deps, loaded, waiting);
  if (!course.ok) return course;
  const { series, isWhole, plan } = course.value;
  const { why, cancelNotes } = rejection(decision);
  const changed = waiting.map((each): ChangedOccurrence => ({
    ...sameOccurrence(each),
    state: "rejected",
    approval: decision.verdict,
    hold: "release",
  }));
  const { approval: _, ...who } = decided(decision, new Date(deps.now().epochMilliseconds));
  const said = { ...who, cancelNotes, reasonCode: why.code, reason: why.sentence };
  return done((events) => {
    const { supersede, enqueue, ...sync } = plan(events);
    return {
      columns: {
        ...(isAll && said),
        ...sync,
        ...(isWhole && REJECTED),
        ...lastUpdatedBy(actor),
      },
      series: series && { text: series },
      occurrences: { changed, added: [], shared: { ...said, ...lastUpdatedBy(actor) } },
      following: null,
      supersede,
      enqueue,
      audit: {
        actor,
        action: "reservation_rejected",
        details: { scope: "all", dates: datesOf(waiting), ...auditedRule(course.value) },
      },
    };
  });
}

/** Whatever of it had taken place before. */
const REJECTED = { state: "rejected", approval: "rejected" } as const;

function datesOf(occurrences: readonly Reservation[]): readonly string[] {
  return occurrences.map(({ originalDate }) => originalDate ?? "");
}
