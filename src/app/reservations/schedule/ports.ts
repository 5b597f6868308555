import type { ApprovalRule } from "../../../core/reservations/approval.ts";
import type { PersonSummary } from "../../people/people.ts";
import type { SpaceKind } from "../../places/ports.ts";
import type { Judged } from "../reservation-view.ts";
import type { Reservation } from "../reservation.ts";

/** Which spaces are looked at. */
export interface ScheduledSpacesFilter {
  readonly buildingId?: string | undefined;
  readonly floor?: string | undefined;
  readonly kind?: SpaceKind | undefined;
  /** At least so many seats. */
  readonly capacity?: number | undefined;
  /** Anywhere in the name, in any case. */
  readonly name?: string | undefined;
  readonly limit: number;
}

export interface ScheduledSpace {
  readonly id: string;
  readonly name: string;
  readonly kind: SpaceKind;
  readonly buildingId: string;
  readonly buildingName: string;
  /** The building's IANA zone. */
  readonly timeZone: string;
  readonly floor: string;
  readonly capacity: number;
  readonly synced: boolean;
  readonly approval: ApprovalRule;
}

/** How reservations stand, which thousands of a day have in common with others: they share it. */
export interface Standing
  extends
    Pick<
      Judged,
      "kind" | "state" | "origin" | "syncMailbox" | "judgedProviderId" | "isInAnothersCalendar"
    >,
    Pick<Reservation, "syncState"> {}

/** What a bar in the schedule shows, and what a verdict on it depends on. */
export interface ScheduledReservation
  extends
    Pick<Judged, "blocks" | "openedBy">,
    Pick<
      Reservation,
      "id" | "parentId" | "version" | "startAt" | "endAt" | "subject" | "openedByClient"
    > {
  readonly spaceId: string;
  readonly standing: Standing;
  readonly requestedFor: Pick<PersonSummary, "id" | "displayName">;
  readonly isPrivate: boolean;
  /** Of what is private: the reader is among those invited. */
  readonly isReaderInvited: boolean;
}

/** Port, filled by `src/store/schedule-store.ts`. */
export interface ScheduleStore {
  /** Active ones by building, floor and name. */
  spaces(filter: ScheduledSpacesFilter): Promise<readonly ScheduledSpace[]>;
  /** What is in the spaces at some time of the window, and was neither cancelled nor let go. */
  reservations(
    spaceIds: readonly string[],
    window: { readonly from: Date; readonly to: Date },
    readerEmail: string | null,
  ): Promise<readonly ScheduledReservation[]>;
}
