import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  type Intent,
  type KnownSyncEvent,
  type OutboundPlan,
  planOutbound,
} from "./outbound-plan.ts";

type Brief = readonly [KnownSyncEvent["type"], KnownSyncEvent["state"], "may_have_been_sent"?];

/** Plans over events numbered from 1. */
function plan(events: readonly Brief[], intent: Intent, isDryRun = false): OutboundPlan {
  const known = events.map(([type, state, sent], index) => {
    const mayHaveBeenSent = sent !== undefined || state === "processed";
    return { id: String(index + 1), type, state, mayHaveBeenSent };
  });
  return planOutbound(known, intent, isDryRun);
}

const NOTHING: OutboundPlan = {
  enqueue: null,
  mayAlreadyExist: false,
  supersede: [],
  waitsFor: null,
};

test("the first intent creates", () => {
  assert.deepEqual(plan([], "write"), { ...NOTHING, enqueue: "create" });
});

test("cancelling what was never sent says nothing at all", () => {
  for (const state of ["new", "waiting_for_token"] as const) {
    assert.deepEqual(plan([["create", state]], "cancel"), { ...NOTHING, supersede: ["1"] });
  }
});

test("a change to what was never sent becomes part of the creation", () => {
  assert.deepEqual(plan([["create", "new"]], "write"), {
    ...NOTHING,
    enqueue: "create",
    supersede: ["1"],
  });
});

test("of two changes the later one wins", () => {
  assert.deepEqual(
    plan(
      [
        ["create", "processed"],
        ["update", "new"],
      ],
      "write",
    ),
    {
      ...NOTHING,
      enqueue: "update",
      supersede: ["2"],
    },
  );
});

test("a cancellation supersedes a change that was not sent", () => {
  assert.deepEqual(
    plan(
      [
        ["create", "processed"],
        ["update", "waiting_for_token"],
      ],
      "cancel",
    ),
    {
      ...NOTHING,
      enqueue: "cancel",
      supersede: ["2"],
    },
  );
});

test("a cancellation waits behind a creation that is under way or may have arrived", () => {
  const underWay: readonly Brief[] = [
    ["create", "processing"],
    ["create", "new", "may_have_been_sent"],
    ["create", "waiting_for_token", "may_have_been_sent"],
  ];
  for (const creation of underWay) {
    assert.deepEqual(plan([creation], "cancel"), { ...NOTHING, enqueue: "cancel", waitsFor: "1" });
    assert.deepEqual(plan([creation], "write"), { ...NOTHING, enqueue: "update", waitsFor: "1" });
  }
});

test("a creation given up before any call left nothing behind", () => {
  assert.deepEqual(plan([["create", "error"]], "cancel"), NOTHING);
  assert.deepEqual(plan([["create", "error"]], "write"), { ...NOTHING, enqueue: "create" });
});

test("a creation given up after a call may have left an event, which is looked for", () => {
  const events: readonly Brief[] = [["create", "error", "may_have_been_sent"]];
  const looked = { ...NOTHING, mayAlreadyExist: true };
  assert.deepEqual(plan(events, "write"), { ...looked, enqueue: "create" });
  assert.deepEqual(plan(events, "cancel"), { ...looked, enqueue: "cancel" });
});

test("a cancellation given up after a call may have left the event, which is looked for", () => {
  const events: readonly Brief[] = [
    ["create", "processed"],
    ["cancel", "error", "may_have_been_sent"],
  ];
  const looked = { ...NOTHING, mayAlreadyExist: true };
  assert.deepEqual(plan(events, "cancel"), { ...looked, enqueue: "cancel" });
});

test("a change that was given up leaves the event where it is", () => {
  const events: readonly Brief[] = [
    ["create", "processed"],
    ["update", "error", "may_have_been_sent"],
  ];
  assert.deepEqual(plan(events, "write"), { ...NOTHING, enqueue: "update" });
});

test("cancelling twice says it once", () => {
  assert.deepEqual(
    plan(
      [
        ["create", "processed"],
        ["cancel", "new"],
      ],
      "cancel",
    ),
    NOTHING,
  );
  assert.deepEqual(
    plan(
      [
        ["create", "processed"],
        ["cancel", "processing"],
      ],
      "cancel",
    ),
    NOTHING,
  );
  assert.deepEqual(
    plan(
      [
        ["create", "processed"],
        ["cancel", "processed"],
      ],
      "cancel",
    ),
    NOTHING,
  );
});

test("writing again after a cancellation calls it off, or creates anew once it was sent", () => {
  assert.deepEqual(
    plan(
      [
        ["create", "processed"],
        ["cancel", "new"],
      ],
      "write",
    ),
    {
      ...NOTHING,
      enqueue: "update",
      supersede: ["2"],
    },
  );
  assert.deepEqual(
    plan(
      [
        ["create", "processed"],
        ["cancel", "processing"],
      ],
      "write",
    ),
    {
      ...NOTHING,
      enqueue: "create",
      mayAlreadyExist: true,
      waitsFor: "2",
    },
  );
});

test("a creation behind a cancellation under way looks for what that may leave behind", () => {
  const events: readonly Brief[] = [
    ["create", "error", "may_have_been_sent"],
    ["cancel", "new", "may_have_been_sent"],
  ];
  const looked = { ...NOTHING, mayAlreadyExist: true };
  assert.deepEqual(plan(events, "write"), { ...looked, enqueue: "create", waitsFor: "2" });
});

test("a dry run plans on as if its requests had been sent, and its end as they were not", () => {
  const events: readonly Brief[] = [["create", "not_sent"]];
  assert.deepEqual(plan(events, "write", true), { ...NOTHING, enqueue: "update" });
  assert.deepEqual(plan(events, "cancel", true), { ...NOTHING, enqueue: "cancel" });
  assert.deepEqual(plan(events, "write", false), { ...NOTHING, enqueue: "create" });
  assert.deepEqual(plan(events, "cancel", false), NOTHING);
});

/** How one call can end: by whether its work was done, and what is known of it. */
const OUTCOMES = {
  answered: { isSent: true, isDone: true, state: "processed" },
  answer_lost: { isSent: true, isDone: true, state: "new" },
  request_lost: { isSent: true, isDone: false, state: "new" },
  no_token: { isSent: false, isDone: false, state: "waiting_for_token" },
  given_up: { isSent: true, isDone: false, state: "error" },
  given_up_though_done: { isSent: true, isDone: true, state: "error" },
} as const;
type CallOutcome = keyof typeof OUTCOMES;
const CALL_OUTCOMES = Object.keys(OUTCOMES) as CallOutcome[];
type Step = Intent | CallOutcome;

/**
 * A calendar and the queue of one reservation, driven as the plan says. Content is taken when it
 * is sent. Whoever sends a creation looks for an earlier event only if the plan, or an earlier
 * call for the same sync event, says that there may be one.
 */
class Rehearsal {
  private events: (KnownSyncEvent & { readonly mayAlreadyExist: boolean })[] = [];
  /** The version of the reservation that each of our events in the calendar shows. */
  private calendar: string[] = [];
  private wanted: string | null = null;
  private intents = 0;

  take(step: Step): void {
    if (step === "write" || step === "cancel") this.intend(step);
    else this.call(step);
    assert.ok(this.calendar.length <= 1, "two events stand for one reservation");
  }

  /** Lets all that waits be sent well; then the calendar shows what was wanted last. */
  settle(): void {
    for (let left = this.events.length; left > 0; left--) this.take("answered");
    const last = this.events.filter(({ state }) => state !== "superseded").at(-1);
    if (last?.state === "error") return;
    assert.deepEqual(this.calendar, this.wanted === null ? [] : [this.wanted]);
  }

  private intend(intent: Intent): void {
    this.intents++;
    this.wanted = intent === "write" ? `version ${this.intents}` : null;
    const { enqueue, supersede, mayAlreadyExist } = planOutbound(this.events, intent, false);
    this.events = this.events.map((event) =>
      supersede.includes(event.id) ? { ...event, state: "superseded" } : event,
    );
    if (enqueue === null) return;
    const id = String(this.events.length + 1);
    const untouched = { state: "new", mayHaveBeenSent: false } as const;
    this.events.push({ id, type: enqueue, ...untouched, mayAlreadyExist });
  }

  private call(outcome: CallOutcome): void {
    const event = this.events.find(({ state }) => state === "new" || state === "waiting_for_token");
    if (event === undefined) return;
    const { isSent, isDone, state } = OUTCOMES[outcome];
    if (isDone) this.work(event);
    const mayHaveBeenSent = event.mayHaveBeenSent || isSent;
    this.events = this.events.map((other) =>
      other.id === event.id ? { ...event, state, mayHaveBeenSent } : other,
    );
  }

  private work({ type, mayHaveBeenSent, mayAlreadyExist }: (typeof this.events)[number]): void {
    const isNew = type === "create" && !mayHaveBeenSent && !mayAlreadyExist;
    const others = isNew ? this.calendar : [];
    this.calendar = type === "cancel" ? [] : [...others, this.wanted ?? "cancelled"];
  }
}

test("whatever happens on the way, the calendar ends as the last intent wants it", () => {
  const step = fc.constantFrom<Step>("write", "cancel", ...CALL_OUTCOMES);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const rehearsal = new Rehearsal();
      for (const each of steps) rehearsal.take(each);
      rehearsal.settle();
    }),
    { numRuns: 20_000 },
  );
});
