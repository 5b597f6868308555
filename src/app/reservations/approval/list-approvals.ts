import { done, type Outcome, refused } from "../../outcome.ts";
import type { PersonActor } from "../../people/actor.ts";
import { decodeCursor, encodeCursor } from "../page-cursor.ts";
import { type ReservationView, viewsOf } from "../reservation-view.ts";
import { isManager, isStaff } from "../rights.ts";
import type { ApprovalDependencies, Approver } from "./ports.ts";

export interface ApprovalPage {
  readonly items: readonly {
    readonly view: ReservationView;
    readonly count: number;
    readonly firstStart: Date;
  }[];
  readonly nextCursor: string | null;
}

/** More than this is told as this many. */
const APPROVALS_COUNTED_MAX = 1_000;

/** A page of what waits for the actor's approval, what begins first first. */
export async function listApprovals(
  deps: ApprovalDependencies,
  actor: PersonActor,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Outcome<ApprovalPage>> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  if (cursor !== undefined && after === null) {
    return refused(
      "invalid_cursor",
      "The cursor is not one that was given with a page before.",
      "Begin again without a cursor.",
    );
  }
  const found = await deps.approvals.waiting(approverFrom(actor), { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  const views = await viewsOf(
    deps,
    actor,
    page.map(({ reservation }) => reservation),
  );
  return done({
    items: page.flatMap(({ count, firstStart }, at) => {
      const view = views[at];
      return view === undefined ? [] : [{ view, count, firstStart }];
    }),
    nextCursor: last ? encodeCursor({ startAt: last.firstStart, id: last.reservation.id }) : null,
  });
}

/** How much waits for the actor's approval, and whether anything may. */
export function countApprovals(
  deps: ApprovalDependencies,
  actor: PersonActor,
): ReturnType<ApprovalDependencies["approvals"]["standing"]> {
  return deps.approvals.standing(approverFrom(actor), APPROVALS_COUNTED_MAX);
}

function approverFrom(actor: PersonActor): Approver {
  return {
    personId: actor.personId,
    isManager: isManager(actor),
    decidesOnOwn: isStaff(actor),
  };
}
