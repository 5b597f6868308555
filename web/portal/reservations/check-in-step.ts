import type { Reservation } from "../../../src/contract/reservations.ts";

/** `ahead`: it is too early; `open`: somebody can; `in_use`: somebody has; `left`: and has gone. */
export type CheckInStep = "ahead" | "open" | "in_use" | "left";

/** Where a reservation is with checking in; null where nobody has to, or it is over. */
export function checkInStepOf(
  reservation: Pick<
    Reservation,
    "state" | "check_in_state" | "check_in_opens_at" | "check_in_closes_at"
  >,
  now: string,
): CheckInStep | null {
  const { state, check_in_state: step, check_in_opens_at: opensAt } = reservation;
  if (state === "in_progress" && step === "checked_in") return "in_use";
  if (state === "in_progress" && step === "checked_out") return "left";
  if (step !== "awaiting_check_in" || opensAt === null) return null;
  const { check_in_closes_at: closesAt } = reservation;
  if (closesAt !== null && Date.parse(closesAt) <= Date.parse(now)) return null;
  return state === "confirmed" && Date.parse(opensAt) <= Date.parse(now) ? "open" : "ahead";
}
