import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type {
  ReconciliationCause,
  ReconciliationRecord,
  ReconciliationScope,
  ReconciliationStore,
} from "./ports.ts";

export interface ReconciliationDependencies {
  readonly reconciliations: ReconciliationStore;
  readonly newId: () => string;
  readonly announceChange: () => void;
  /** The process' own reconciler need not wait for its next look. */
  readonly wakeReconciler: () => void;
}

/**
 * Begins to compare rooms' calendars whole with the reservations here, and to mend what differs. It
 * goes on by itself, in whichever process has the service `sync`, and where it was cut off.
 */
export async function startReconciliation(
  deps: ReconciliationDependencies,
  actor: Actor,
  request: {
    readonly scope: ReconciliationScope;
    readonly repairs: boolean;
    readonly cause: Extract<ReconciliationCause, "administrator" | "command_line">;
  },
): Promise<Outcome<ReconciliationRecord>> {
  const { scope, repairs, cause } = request;
  const started = await deps.reconciliations.start({
    id: deps.newId(),
    scope,
    cause,
    repairs,
    spreadMs: 0,
    audit: { actor, action: "reconciliation_started", details: { scope: scope.kind, repairs } },
  });
  if (started === null) {
    return refused(
      "nothing_to_reconcile",
      "No room of these is synced at present.",
      "Activate a sync configuration first.",
    );
  }
  deps.wakeReconciler();
  deps.announceChange();
  return done(started);
}

/** No more rooms of it begin; those under way come to their end. */
export async function endReconciliation(
  deps: ReconciliationDependencies,
  actor: Actor,
  id: string,
): Promise<Outcome<ReconciliationRecord>> {
  const audit = { actor, action: "reconciliation_ended", details: {} } as const;
  const ended = await deps.reconciliations.end(id, audit);
  if (ended === null) return reconciliationNotFound();
  deps.announceChange();
  return done(ended);
}

export async function getReconciliation(
  { reconciliations }: Pick<ReconciliationDependencies, "reconciliations">,
  id: string,
): Promise<Outcome<ReconciliationRecord>> {
  const found = await reconciliations.find(id);
  return found === null ? reconciliationNotFound() : done(found);
}

function reconciliationNotFound() {
  return refused(
    "reconciliation_not_found",
    "There is no such reconciliation.",
    "Look it up again in the list.",
  );
}
