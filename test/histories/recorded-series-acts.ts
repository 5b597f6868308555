import type { Actor } from "../../src/app/people/actor.ts";
import type { ReservationDependencies } from "../../src/app/reservations/dependencies.ts";
import type { ReservationPatch } from "../../src/app/reservations/judge-update.ts";
import type { NewSeries, ReservationStore } from "../../src/app/reservations/ports.ts";
import type {
  FollowingSeries,
  SeriesChange,
  SeriesStore,
} from "../../src/app/reservations/series-ports.ts";
import type { Company } from "./company.ts";
import type { Model } from "./model.ts";
import { bound, type RecordedAct } from "./recorded-acts.ts";
import type { AgreedSeries } from "./series-model.ts";
import { type ActionName, watchVerdicts } from "./verdicts.ts";

export interface AskedSeriesAct {
  readonly isFor: string;
  readonly wanted: ReservationPatch;
  /** Part of it alone is cancelled: to the calendar that is a change. */
  readonly isPart: boolean;
}

/**
 * Watches one act upon a series, as `recordAct` does upon a reservation: what was written of it is
 * what has been agreed.
 */
export function recordSeriesAct(
  deps: ReservationDependencies,
  { model, company }: { readonly model: Model; readonly company: Company },
  actor: Actor,
  action: ActionName,
  { isFor, wanted, isPart }: AskedSeriesAct,
): RecordedAct {
  const asked = { kind: "recurring", isFor } as const;
  const verdicts = watchVerdicts(deps, { model, company }, actor, action, asked);
  const { judged, wrong, answerFor, addressOf, invitedBy } = verdicts;

  function made(row: NewSeries, skippedDates: readonly string[]): void {
    const answer = answerFor(row.spaceId);
    const place = addressOf(answer, row.requestedFor);
    if (!answer.allowed) wrong(`written, though ${answer.row} refuses: ${answer.codes.join(", ")}`);
    if ((row.syncEvent === null) !== (place === null)) wrong("the calendar is told, or is not");
    if (row.syncEvent && place) verdicts.checkDraft(row.syncEvent, answer, [place]);
    const { id, spaceId, subject, notes, sensitivity, attendees, series } = row;
    const cancelledDates = [...(series.cancelledDates ?? []), ...skippedDates].toSorted();
    model.series.set(id, {
      id,
      requestedFor: isFor,
      spaceId,
      subject,
      notes,
      sensitivity,
      attendees,
      cancelledAtMs: null,
      place,
      invited: invitedBy(answer.invited, isFor),
      series: { ...series, cancelledDates },
      spaces: new Map(
        row.occurrences.flatMap((each) =>
          each.spaceId === spaceId ? [] : [[each.originalDate, each.spaceId]],
        ),
      ),
      isTouched: false,
    });
    model.count(`rule ${answer.row}`);
  }

  function changed(id: string, change: SeriesChange): void {
    const agreed = model.series.get(id);
    if (agreed === undefined) return wrong("a series is changed that nobody made");
    const { following, columns } = change;
    const to = following === null ? (columns.spaceId ?? agreed.spaceId) : agreed.spaceId;
    const isWhole = action === "cancel" && columns.state === "cancelled";
    const answer = answerFor(to, action === "cancel" && !isWhole ? "update" : action);
    if (!answer.allowed) wrong(`written, though ${answer.row} refuses: ${answer.codes.join(", ")}`);
    model.count(`rule ${answer.row}`);
    if (isWhole || company.spaceById(to).mailbox === null) agreed.place = null;
    else if (judged.found?.syncMailbox === "none" && answer.credential !== "none") {
      agreed.place = addressOf(answer, agreed.requestedFor);
      agreed.invited = invitedBy(answer.invited, agreed.requestedFor);
    }
    if (isWhole) agreed.cancelledAtMs ??= deps.now().epochMilliseconds;
    if (following !== null) follow(agreed, following);
    else Object.assign(agreed, wordsOf(columns), { spaceId: to });
    agreed.series = change.series?.text ?? agreed.series;
    const home = following?.spaceId ?? agreed.spaceId;
    const owner = following === null ? agreed : model.series.get(following.id);
    for (const each of [...change.occurrences.changed, ...change.occurrences.added]) {
      const { originalDate, spaceId } = each;
      if (originalDate === null) continue;
      if (spaceId === home) owner?.spaces.delete(originalDate);
      else owner?.spaces.set(originalDate, spaceId);
    }
  }

  /** What follows is another series, made by whoever cut the first one in two. */
  function follow(ended: AgreedSeries, following: FollowingSeries): void {
    const { id, spaceId, text, columns, syncEvent } = following;
    const answer = answerFor(spaceId, "create");
    if (!answer.allowed) wrong(`follows, though ${answer.row} refuses`);
    const place = addressOf(answer, ended.requestedFor);
    if (syncEvent && place) verdicts.checkDraft(syncEvent, answer, [place]);
    model.series.set(id, {
      ...ended,
      ...wordsOf(columns),
      id,
      spaceId,
      place,
      invited: invitedBy(answer.invited, ended.requestedFor),
      series: text,
      spaces: new Map(),
    });
  }

  const store: ReservationStore = {
    ...bound(deps.store),
    async find(id) {
      return (judged.found = await deps.store.find(id));
    },
    async createSeries(row) {
      const outcome = await deps.store.createSeries(row);
      if (outcome.outcome === "created") made(row, outcome.skippedDates);
      return outcome;
    },
  };
  const seriesStore: SeriesStore = {
    async change(act, plan) {
      let planned: SeriesChange | undefined;
      const outcome = await deps.seriesStore.change(act, (events) => (planned = plan(events)));
      if (outcome.outcome === "changed" && planned) changed(act.id, planned);
      return outcome;
    },
  };

  return {
    deps: { ...deps, store, seriesStore, facts: verdicts.facts },
    ended(outcome) {
      const what = `series ${action}`;
      model.count(outcome.ok ? `${what} accepted` : `${what} ${outcome.refusal.code}`);
      if (outcome.ok || isPart) return;
      verdicts.checkRefusal(outcome.refusal, wanted.spaceId ?? judged.found?.space.id ?? "");
    },
  };
}

function wordsOf({ subject, notes, sensitivity, attendees }: SeriesChange["columns"]) {
  return {
    ...(subject !== undefined && { subject }),
    ...(notes !== undefined && { notes }),
    ...(sensitivity !== undefined && { sensitivity }),
    ...(attendees !== undefined && { attendees }),
  };
}
