import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { AuditRecord, AuditTrail } from "../settings/ports.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { getReservation } from "./get-reservation.ts";

/** More has happened to hardly any reservation; who wants it all reads the audit. */
const ENTRIES_MAX = 200;

/**
 * What happened to a reservation, newest first, for those who may open it. Of what is part of a
 * meeting, most is written down with the meeting.
 */
export async function reservationHistory(
  deps: ReservationDependencies,
  audit: Pick<AuditTrail, "list">,
  actor: Actor,
  id: string,
): Promise<Outcome<readonly AuditRecord[]>> {
  const view = await getReservation(deps, actor, id);
  if (!view.ok) return view;
  const { parentId, id: ownId } = view.value.reservation;
  const ids = parentId === null ? [ownId] : [ownId, parentId];
  const histories = await Promise.all(
    ids.map((subjectId) =>
      audit.list({ subjectKind: "reservation", subjectId, before: null, limit: ENTRIES_MAX }),
    ),
  );
  const newestFirst = histories
    .flat()
    .toSorted((left, right) => Number(right.id) - Number(left.id));
  return done(newestFirst.slice(0, ENTRIES_MAX));
}
