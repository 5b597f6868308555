import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { AuditRecord, AuditTrail } from "../settings/ports.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { getReservation } from "./get-reservation.ts";

/** More has happened to hardly any reservation; who wants it all reads the audit. */
const ENTRIES_MAX = 200;

/** What happened to a reservation, newest first, for those who may open it. */
export async function reservationHistory(
  deps: ReservationDependencies,
  audit: Pick<AuditTrail, "list">,
  actor: Actor,
  id: string,
): Promise<Outcome<readonly AuditRecord[]>> {
  const view = await getReservation(deps, actor, id);
  if (!view.ok) return view;
  const subject = { subjectKind: "reservation", subjectId: view.value.reservation.id };
  return done(await audit.list({ ...subject, before: null, limit: ENTRIES_MAX }));
}
