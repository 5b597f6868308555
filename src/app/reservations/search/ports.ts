import type { EncodedQuery, FieldKind } from "../../../core/encoded-query/encoded-query.ts";
import type { ReservationState } from "../../../core/reservations/reservation-state.ts";
import type { Interval } from "../../../core/time/interval.ts";
import type { ListFilter } from "../ports.ts";
import type { Reservation } from "../reservation.ts";

/** What an encoded query can ask of reservations, by the names of that data model (facts workplace 5). */
export const RESERVATION_FIELDS = {
  sys_id: "reference",
  number: "text",
  active: "flag",
  state: "choice",
  subject: "text",
  sensitivity: "choice",
  is_private: "flag",
  start: "time",
  end: "time",
  location: "reference",
  "location.name": "text",
  building: "reference",
  reservable_module: "reference",
  requested_for: "reference",
  "requested_for.name": "text",
  "requested_for.email": "text",
  opened_by: "reference",
  source_reservation: "reference",
  sync_state: "choice",
  external_id: "text",
  external_ical: "text",
  sys_created_on: "time",
  sys_updated_on: "time",
} as const satisfies Readonly<Record<string, FieldKind>>;
export type ReservationField = keyof typeof RESERVATION_FIELDS;

export interface ReservationFilter {
  /** `requested_for`: those that are for a person, whoever made them. */
  readonly by: ListFilter["by"] | { readonly kind: "requested_for"; readonly personId: string };
  /** And of them those that are for this person, or were made by them. */
  readonly partyId?: string;
  readonly query: EncodedQuery<ReservationField>;
  /** In the subject, the space's name or that of whom it is for. */
  readonly words?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly states?: readonly ReservationState[];
  /** By start, where the query names no order. */
  readonly isDescending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** What the record of a reservation says besides, which no act needs to know. */
export interface RecordDetails {
  /** Of the meeting's event in the calendar; null until it is there. */
  readonly eventId: string | null;
  readonly icalUid: string | null;
  readonly lastUpdatedSubSource: string;
}

/** Port, filled by `src/store/reservation-search-store.ts`. */
export interface ReservationSearch {
  /**
   * Those that hold spaces, as lists have them: no rows of series, no blockers. What is private is
   * not found by its subject, unless the client that asks has made it.
   */
  find(filter: ReservationFilter): Promise<readonly Reservation[]>;
  /** By id. */
  details(ids: readonly string[]): Promise<ReadonlyMap<string, RecordDetails>>;
  /** At how many of the times each of the spaces is held by somebody; none is told of that is free. */
  takenCounts(
    spaceIds: readonly string[],
    times: readonly Interval[],
  ): Promise<ReadonlyMap<string, number>>;
  /** The meeting whose event has this iCalUId; null where none has. */
  idByIcalUid(icalUid: string): Promise<string | null>;
  /** The meeting whose event has this id in its mailbox; null where none has. */
  idByEventId(eventId: string): Promise<string | null>;
}
