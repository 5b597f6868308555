import type { Reservation } from "../../../src/contract/reservations.ts";

/** The row of a group, whose members have their own meetings: it has nobody and nothing itself. */
export function isGroupRow({ kind, is_parent: isParent, group_id: groupId }: Reservation): boolean {
  return kind === "group" && isParent && groupId === null;
}

/** The row of several spaces: each of them is listed with it. */
export function isRowOfSeveral({ is_parent: isParent, recurrence }: Reservation): boolean {
  return isParent && recurrence === null;
}

/** Where it is cannot be chosen here: of one meeting in several spaces, and of a whole group. */
export function hasFixedSpace(reservation: Reservation): boolean {
  return isRowOfSeveral(reservation) || reservation.kind === "multi_space";
}
