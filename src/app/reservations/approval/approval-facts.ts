import type { ApprovalFacts } from "../../../core/reservations/approval.ts";
import type { Reservation } from "../reservation.ts";

/** What the rules of approving have to know of a reservation. */
export function approvalFactsOf(reservation: Reservation): ApprovalFacts {
  const { state, approval, isParent, kind } = reservation;
  return {
    state,
    approval: approval.state,
    isAwaitedInOutlook: isAwaitedInOutlook(reservation),
    isSeries: isParent && kind === "recurring",
    isOfRooms: isParent && kind !== "recurring",
  };
}

export function isAwaitedInOutlook({ externalApproval }: Reservation): boolean {
  return externalApproval === "awaiting_approval";
}
