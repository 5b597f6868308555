import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ReservationStore } from "../../src/app/reservations/ports.ts";
import type { InboundStore } from "../../src/app/sync/inbound/inbound-store.ts";
import { testableKinds } from "../../src/store/testing/test-database.ts";
import { stepsUpTo } from "./run-histories.ts";
import { type HistoryResult, runHistory } from "./run-history.ts";
import { shrinkHistory } from "./shrink.ts";
import { openStage, type Stage } from "./stage.ts";
import type { Sabotage } from "./usher-process.ts";

const KIND = testableKinds().at(-1) ?? "embedded";
const STEPS = stepsUpTo(40);
/** Each is tried without; to find the few that matter among more takes longer, and shows the same. */
const STEPS_TO_SHORTEN = stepsUpTo(16);
/** Most are found at once; what only shows after a lost answer takes one history in thirty. */
const HISTORIES_MAX = 200;

interface Sabotaged {
  /** What is done to the server. */
  readonly sabotage: Sabotage;
  /** The words in which a history should complain. */
  readonly told: RegExp;
  /** A history that has been seen to; where it draws otherwise by now, one of the next does. */
  readonly from?: number;
}

type Change = ReturnType<Parameters<ReservationStore["change"]>[1]>;
type Planned = ReturnType<Parameters<InboundStore["takeIn"]>[2]>;

/** Every change of a reservation is written otherwise than it was judged. */
function changing(otherwise: (change: Change) => Change): NonNullable<Sabotage["reservations"]> {
  return (store) => ({
    ...store,
    change: (act, plan) => store.change(act, (events) => otherwise(plan(events))),
  });
}

/** Every meeting that is read is taken in otherwise than it was planned. */
function takingIn(otherwise: (planned: Planned) => Planned): NonNullable<Sabotage["inbound"]> {
  return (store) => ({
    ...store,
    takeIn: (claimed, page, plan) =>
      store.takeIn(claimed, page, (meeting, facts) => otherwise(plan(meeting, facts))),
  });
}

const SABOTAGES: Readonly<Record<string, Sabotaged>> = {
  "a cancellation that is never sent": {
    sabotage: {
      calendar: (calendar) => ({
        ...calendar,
        cancelEvent: () =>
          Promise.resolve({ ok: true, value: { wasPresent: true, request: {}, response: {} } }),
      }),
    },
    from: 3,
    told: /should be in none|has .* as well/,
  },
  "an event that is made without looking whether it is there": {
    sabotage: {
      calendar: (calendar) => ({
        ...calendar,
        findEvent: () => Promise.resolve({ ok: true, value: null }),
        createEvent: (access, key, content) => {
          const transactionId = `${key.transactionId} ${access.requestId} ${unlike()}`;
          return calendar.createEvent(access, { ...key, transactionId }, content);
        },
      }),
    },
    from: 33,
    told: /and should be in/,
  },
  "a call with the application's rights in place of the person's": {
    sabotage: {
      calendar: (calendar) => ({
        ...calendar,
        createEvent: (access, key, content) => {
          const { providerId } = access.credential;
          const credential = { kind: "application", providerId } as const;
          return calendar.createEvent({ ...access, credential }, key, content);
        },
      }),
    },
    from: 4,
    told: /right identity/,
  },
  "a cancellation that keeps its hold": {
    sabotage: {
      reservations: changing((change) =>
        change.hold.kind === "release" ? { ...change, hold: { kind: "keep" } } : change,
      ),
    },
    from: 3,
    told: /holds is 1, agreed is 0/,
  },
  "a change that is lost": {
    sabotage: {
      reservations: changing((change) => {
        const { notes: _notes, ...columns } = change.columns;
        return { ...change, columns };
      }),
    },
    from: 12,
    told: /notes is/,
  },
  "an act that is written without telling the calendar": {
    sabotage: {
      reservations: changing((change) => ({ ...change, enqueue: [] })),
    },
    told: /calendars agree|rooms agree/,
  },
  "a change in Outlook that is never taken in": {
    sabotage: {
      inbound: takingIn(() => ({ plan: null, isOpen: false, gap: null })),
    },
    told: /rooms agree|Outlook is taken in/,
  },
  "people changed in Outlook of whom no reconciliation hears": {
    sabotage: {
      inbound: takingIn((planned) => {
        const changed = planned.plan?.changed.filter((field) => field !== "attendees");
        return {
          ...planned,
          plan: planned.plan && { ...planned.plan, changed: changed ?? [] },
        };
      }),
    },
    from: 22,
    told: /^(acts are kept|calendars agree|Outlook is taken in): .*attendees/m,
  },
  "a change here of what was made in Outlook": {
    sabotage: {
      reservations: (store) => ({
        ...store,
        find: async (id) => {
          const found = await store.find(id);
          return found && { ...found, origin: "usher" };
        },
      }),
    },
    from: 35,
    told: /The model knows no reservation/,
  },
  "privacy made here of a meeting made in Outlook that its next change undoes": {
    sabotage: {
      inbound: takingIn((planned) => {
        const sensitivity = planned.plan?.agreed?.sensitivity;
        if (planned.plan?.origin !== "calendar" || !sensitivity) return planned;
        const words = { ...planned.plan.words, sensitivity };
        return { ...planned, plan: { ...planned.plan, words } };
      }),
    },
    from: 392,
    told: /Outlook is taken in: .*sensitivity is/,
  },
  "a change of a meeting in several rooms that one of them does not say": {
    sabotage: {
      series: (store) => ({
        change: (judged, plan) =>
          store.change(judged, (events) => {
            const change = plan(events);
            const [first, ...others] = change.occurrences.changed;
            if (first?.originalDate !== null) return change;
            return { ...change, occurrences: { ...change.occurrences, changed: others } };
          }),
      }),
    },
    from: 185,
    told: /rooms say the same|holds is|rooms agree/,
  },
  "a no-show of which the calendar is told with other rights": {
    sabotage: {
      lifeJobs: (deps) => ({
        ...deps,
        lifeStore: {
          complete: (limit) => deps.lifeStore.complete(limit),
          lapse: (limit) => deps.lifeStore.lapse(limit),
          noShows: (page) => deps.lifeStore.noShows(page),
          overButShown: (page) => deps.lifeStore.overButShown(page),
          changePart: (judged, plan) =>
            deps.lifeStore.changePart(judged, (events) => {
              const change = plan(events);
              const enqueue = change.enqueue.map((draft) => ({ ...draft, policyRow: "U9" }));
              return { ...change, enqueue };
            }),
        },
      }),
    },
    from: 10,
    told: /given up by a rule: sync event as U9/,
  },
  "a no-show that keeps its hold": {
    sabotage: {
      life: (store) => ({
        ...store,
        changePart: (judged, plan) =>
          store.changePart(judged, (events) => ({ ...plan(events), hold: { kind: "keep" } })),
      }),
    },
    from: 94,
    told: /holds is 1, agreed is 0/,
  },
  "a rejection that is not written": {
    sabotage: {
      life: (store) => ({
        ...store,
        changePart: (judged, plan) =>
          store.changePart(judged, (events) => {
            const change = plan(events);
            if (change.columns.state !== "rejected") return change;
            return { ...change, columns: { ...change.columns, state: "confirmed" } };
          }),
      }),
    },
    from: 20,
    told: /was rejected, and is not any more/,
  },
  "a change made here that is overruled with nobody told": {
    sabotage: {
      inbound: takingIn((planned) => {
        const { plan } = planned;
        if (!plan) return planned;
        const changed = plan.changed.filter((field) => !plan.overruled.includes(field));
        return { ...planned, plan: { ...plan, changed, overruled: [] } };
      }),
    },
    from: 10,
    told: /overruled is told/,
  },
};

async function firstFailure(
  stage: Stage,
  { from = 1 }: Sabotaged,
  steps = STEPS,
): Promise<HistoryResult> {
  for (let seed = from; seed < from + HISTORIES_MAX; seed += 1) {
    const result = await runHistory(stage, seed, steps);
    if (result.failures.length > 0) return result;
  }
  throw new Error(`${HISTORIES_MAX} histories have found nothing.`);
}

let made = 0;
function unlike(): number {
  made += 1;
  return made;
}

describe("histories find", () => {
  test("the few steps that are enough for something to be wrong", async () => {
    const sabotaged = SABOTAGES["a cancellation that is never sent"];
    assert.ok(sabotaged);
    const stage = await openStage(KIND, sabotaged.sabotage);
    try {
      const failing = await firstFailure(stage, { ...sabotaged, from: 17 }, STEPS_TO_SHORTEN);
      const { steps, result } = await shrinkHistory(stage, failing, STEPS_TO_SHORTEN);
      assert.ok(steps.length <= 4, `${steps.length} steps are left`);
      assert.deepEqual(await runHistory(stage, failing.seed, steps), result);
    } finally {
      await stage.close();
    }
  });

  for (const [name, sabotaged] of Object.entries(SABOTAGES)) {
    test(name, async () => {
      const stage = await openStage(KIND, sabotaged.sabotage);
      try {
        const { failures } = await firstFailure(stage, sabotaged);
        assert.match(failures.join("\n"), sabotaged.told);
      } finally {
        await stage.close();
      }
    });
  }
});
