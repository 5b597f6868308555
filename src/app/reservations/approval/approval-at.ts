import {
  approvalAfterMove,
  type ApprovalState,
  approvalWhenPlaced,
  requiresApproval,
} from "../../../core/reservations/approval.ts";
import type { Interval } from "../../../core/time/interval.ts";
import type { BookableSpace } from "../booking-facts.ts";
import { timesOf } from "../life/reservation-check-in.ts";
import type { Reservation } from "../reservation.ts";

/**
 * How it stands with being approved once a reservation is at another time or in another space.
 * `spaceId` is another than that of `to` for an occurrence that its series moves in time alone, and
 * that stays elsewhere: it is asked about where it was before.
 */
export function approvalAt(
  reservation: Reservation,
  to: Pick<BookableSpace, "id" | "approval">,
  { start, end }: Interval,
  spaceId: string = to.id,
): ApprovalState {
  const { kind, space, approval } = reservation;
  const before = { ...timesOf(reservation), spaceId: space.id, approval: approval.state };
  const isRequired =
    spaceId === to.id ? requiresApproval(to.approval) : approval.state !== "not_required";
  const placed = approvalWhenPlaced(isRequired, kind);
  return approvalAfterMove(before, { start, end, spaceId }, placed);
}
