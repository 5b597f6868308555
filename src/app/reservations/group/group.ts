import { isFinal } from "../../../core/reservations/reservation-state.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";

/** The row that a group's reservations are of (decision 17); never one of these. */
export function isGroupRow({
  kind,
  isParent,
  groupId,
}: Pick<Reservation, "kind" | "isParent" | "groupId">): boolean {
  return kind === "group" && isParent && groupId === null;
}

/** Those of a group that were not given up and are not over. */
export async function standingMembers(
  { store }: Pick<ReservationDependencies, "store">,
  groupId: string,
): Promise<readonly Reservation[]> {
  const members = await store.children(groupId);
  return members.filter(({ state }) => !isFinal(state));
}
