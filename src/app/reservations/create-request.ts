import type { Temporal } from "temporal-polyfill";
import type { ReservationKind } from "../../core/integration-rules/question.ts";
import type { RequestedRecurrence } from "../../core/recurrence/requested-series.ts";
import type { Attendee } from "../../core/reservations/attendees.ts";
import type { ReservationView } from "./reservation-view.ts";

/**
 * What becomes of a series some of whose dates are taken: none of it is made, or those dates are left
 * out as if they had been cancelled.
 */
export type OnConflict = "refuse" | "skip";

/** A date of a series that is to be in another space than the others. */
export interface DateElsewhere {
  /** `2027-03-29` */
  readonly originalDate: string;
  readonly spaceId: string;
}

/** What becomes of those dates of a series that are taken where it is to be. */
export interface ConflictAnswer {
  readonly onConflict?: OnConflict;
  /** None of them is ever left out. */
  readonly datesElsewhere?: readonly DateElsewhere[];
}

export interface CreateRequest extends ConflictAnswer {
  readonly spaceId: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** IANA zone the times are meant in; by default the building's. */
  readonly timeZone?: string;
  readonly subject: string;
  readonly notes: string;
  readonly sensitivity: "normal" | "private";
  readonly attendees: readonly Attendee[];
  /** A person's id or e-mail address; by default the person who acts. */
  readonly requestedFor?: string;
  readonly kind?: ReservationKind;
  /** Makes it a series, whose first occurrence the times are. */
  readonly recurrence?: RequestedRecurrence;
  /** Ids of those that are chosen; what every reservation of the module has is there by itself. */
  readonly services?: readonly string[];
  /** Of the HTTP request, a UUID; what no request caused is given an id of its own. */
  readonly requestId?: string;
  readonly idempotency?: { readonly key: string; readonly requestHash: Uint8Array };
}

export interface Created {
  readonly view: ReservationView;
  /** The same request was carried out before, and this is what it made. */
  readonly isReplay: boolean;
}
