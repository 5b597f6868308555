import { type Refusal, refused } from "../outcome.ts";

export function reservationNotFound(): { readonly ok: false; readonly refusal: Refusal } {
  return refused(
    "reservation_not_found",
    "There is no such reservation.",
    "Look it up again in the list of reservations.",
  );
}

export function changedMeanwhile(): { readonly ok: false; readonly refusal: Refusal } {
  return refused(
    "reservation_changed",
    "The reservation has been changed since you read it.",
    "Read it again and repeat what you wanted to change.",
  );
}
