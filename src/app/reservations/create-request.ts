import type { Temporal } from "temporal-polyfill";
import type { ReservationKind } from "../../core/integration-rules/question.ts";
import type { Attendee } from "../../core/reservations/attendees.ts";
import type { ReservationView } from "./reservation-view.ts";

export interface CreateRequest {
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
  /** Of the HTTP request, a UUID; what no request caused is given an id of its own. */
  readonly requestId?: string;
  readonly idempotency?: { readonly key: string; readonly requestHash: Uint8Array };
}

export interface Created {
  readonly view: ReservationView;
  /** The same request was carried out before, and this is what it made. */
  readonly isReplay: boolean;
}
