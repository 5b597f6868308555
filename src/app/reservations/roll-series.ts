import { Temporal } from "temporal-polyfill";
import { parseSeries, type SeriesText } from "../../core/recurrence/parse-series.ts";
import { type RolledOccurrence, rollSeries } from "../../core/reservations/roll-series.ts";
import type { SyncLog } from "../sync/sync-log.ts";
import type { AddedOccurrence } from "./ports.ts";

/** A series of which more could be held by now. */
export interface RollingSeries {
  readonly series: SeriesText;
  /** Until then it is settled which dates are reservations. */
  readonly heldUntil: Date;
  /** How far ahead its space may be booked. */
  readonly daysAhead: number;
  /** Those of its dates that are reservations, or were. */
  readonly occurrences: readonly RolledOccurrence[];
  /** Dates that both sides have agreed to be in other rooms than the series. */
  readonly agreedElsewhere: ReadonlySet<string>;
}

export interface RolledSeries {
  /** Where the space is taken, they are conflicted, and hold nothing. */
  readonly added: readonly AddedOccurrence[];
  /** Its rooms' calendars are to be read again, since they say more of its dates than its pattern. */
  readonly readsAgain: boolean;
  readonly heldUntil: Date;
  readonly isComplete: boolean;
}

/** Port, filled by `src/store/series-rolling-store.ts`. */
export interface SeriesRolling {
  /** Ids of the rows of series that hold less than they could, the most behind first. */
  due(limit: number): Promise<readonly string[]>;
  /** Writes what is held from now on; `decide` is given the series while it is locked. */
  roll(id: string, decide: (rolling: RollingSeries) => RolledSeries): Promise<void>;
}

export interface RollSeriesDependencies {
  readonly rolling: SeriesRolling;
  readonly now: () => Temporal.Instant;
  readonly newId: () => string;
  readonly announceChange: () => void;
  readonly log: SyncLog;
}

const SERIES_AT_ONCE_MAX = 200;
const SERIES_PER_RUN_MAX = 20_000;

/**
 * Day by day, makes further occurrences of series that have no end, or one that lies beyond how far
 * ahead people may book. Answers how many series were looked at; safe to run at any time.
 */
export async function rollSeriesOn(deps: RollSeriesDependencies): Promise<number> {
  let rolled = 0;
  while (rolled < SERIES_PER_RUN_MAX) {
    const due = await deps.rolling.due(SERIES_AT_ONCE_MAX);
    for (const id of due) await rollOne(deps, id);
    rolled += due.length;
    if (due.length < SERIES_AT_ONCE_MAX) break;
  }
  if (rolled > 0) deps.announceChange();
  return rolled;
}

async function rollOne(deps: RollSeriesDependencies, id: string): Promise<void> {
  await deps.rolling.roll(id, (rolling) => {
    const { series: text, heldUntil, daysAhead, occurrences: standing, agreedElsewhere } = rolling;
    const series = parseSeries(text);
    if (!series.ok) {
      deps.log.error({ reservationId: id, code: series.problem.code }, "a series is not readable");
      const soon = deps.now().add({ hours: 24 * (daysAhead + 1) });
      const until = new Date(soon.epochMilliseconds);
      return { added: [], readsAgain: false, heldUntil: until, isComplete: true };
    }
    const held = Temporal.Instant.fromEpochMilliseconds(heldUntil.getTime());
    const now = { series: series.value, standing, agreedElsewhere };
    const plan = rollSeries(now, held, deps.now(), daysAhead);
    return {
      added: plan.added.map(({ start, end, ...later }) => ({
        ...later,
        id: deps.newId(),
        startAt: new Date(start.epochMilliseconds),
        endAt: new Date(end.epochMilliseconds),
      })),
      readsAgain: plan.readsAgain,
      heldUntil: new Date(plan.heldUntil.epochMilliseconds),
      isComplete: plan.isComplete,
    };
  });
}
