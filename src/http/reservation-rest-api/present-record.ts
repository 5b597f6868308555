import type { PersonSummary } from "../../app/people/people.ts";
import type { Places, Space } from "../../app/places/ports.ts";
import type { ReservationView } from "../../app/reservations/reservation-view.ts";
import type { RecordDetails, ReservationSearch } from "../../app/reservations/search/ports.ts";
import type { ReservationRecord } from "../../contract/reservation-rest-api/reservations.ts";
import { formatSysId } from "../../core/encoded-query/sys-id.ts";
import { isFinal } from "../../core/reservations/reservation-state.ts";
import { presentContent } from "../reservations/present-reservation.ts";
import {
  checkInChoice,
  editRestriction,
  MEETING_PURPOSE,
  NO_CHOICE,
  sensitivityChoice,
  sourceChoice,
  SPACE_TYPE,
  stateChoice,
  subSourceChoice,
  subtypeChoice,
  syncChoice,
} from "./choice-labels.ts";
import { presentPattern } from "./recurring-pattern.ts";

export interface RecordDependencies {
  readonly places: Pick<Places, "space">;
  readonly search: Pick<ReservationSearch, "details">;
}

/** Records of reservations; what they need to know of spaces and the calendar is read once for all. */
export async function presentRecords(
  { places, search }: RecordDependencies,
  views: readonly ReservationView[],
): Promise<readonly ReservationRecord[]> {
  const details = await search.details(views.map(({ reservation }) => reservation.id));
  const spaces = await loadSpaces(
    places,
    views.map(({ reservation }) => reservation.space.id),
  );
  return views.flatMap((view) => {
    const known = details.get(view.reservation.id);
    const space = spaces.get(view.reservation.space.id);
    // Both are there as long as the reservation is.
    return known && space ? [presentRecord(view, space, known)] : [];
  });
}

async function loadSpaces(
  places: Pick<Places, "space">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Space>> {
  const found = await Promise.all([...new Set(ids)].map((id) => places.space(id)));
  return new Map(found.flatMap((space) => (space === null ? [] : [[space.id, space] as const])));
}

function presentRecord(
  view: ReservationView,
  space: Space,
  details: RecordDetails,
): ReservationRecord {
  const { reservation } = view;
  const { subject, attendees, cancel_notes } = presentContent(reservation, view.sight);
  const isPrivate = reservation.sensitivity === "private";
  return {
    sys_id: formatSysId(reservation.id),
    number: reservation.number,
    location: presentLocation(view, space, attendees.length + 1),
    building: presentBuilding(space),
    start: secondsText(reservation.startAt),
    end: secondsText(reservation.endAt),
    sys_created_on: secondsText(reservation.createdAt),
    sys_updated_on: secondsText(reservation.updatedAt),
    source_reservation: reservation.parentId && formatSysId(reservation.parentId),
    is_parent: reservation.isParent,
    active: !isFinal(reservation.state),
    state: stateChoice(reservation.state),
    check_in_state: checkInChoice(reservation.checkIn.state),
    sync_state: syncChoice(reservation.syncState),
    sensitivity: sensitivityChoice(reservation.sensitivity),
    is_private: isPrivate,
    reservation_type: SPACE_TYPE,
    reservation_subtype: subtypeChoice(reservation),
    reservation_purpose: MEETING_PURPOSE,
    source: sourceChoice(reservation),
    sub_source: subSourceChoice(reservation.subSource),
    last_updated_sub_source: subSourceChoice(details.lastUpdatedSubSource),
    edit_restriction: editRestriction(view),
    external_id: details.eventId,
    external_ical: details.icalUid,
    subject,
    attendees: attendees.map(({ name, email }) => presentUser(null, name || email, email)),
    // The person it is for comes too.
    number_of_attendees: attendees.length + 1,
    requested_for: presentPerson(reservation.requestedFor),
    opened_by: reservation.openedBy && presentPerson(reservation.openedBy),
    reservable_module: presentModule(space.module),
    recurring_pattern: presentPattern(reservation.series),
    cancel_notes,
    shift: null,
    virtual_meeting: null,
    recording_details: [],
    notification_recipients: null,
    notification_custom_message: null,
    auto_conflict_resolution_state: NO_CHOICE,
    reservationAcl: presentAcl(view),
  };
}

function presentLocation(
  { reservation }: ReservationView,
  space: Space,
  people: number,
): ReservationRecord["location"] {
  const state = stateChoice(reservation.state);
  const { displayName: name, email, id } = reservation.requestedFor;
  const requestedFor = { sys_id: formatSysId(id), name, user_name: email };
  const { number } = reservation;
  return {
    sys_id: formatSysId(space.id),
    name: space.name,
    description: null,
    display_value: space.name,
    capacity: space.capacity,
    label_value: LABELS[space.kind],
    email: space.email,
    wsd_email: space.email,
    reservable_module: presentModule(space.module),
    region: NO_PLACE,
    site: NO_PLACE,
    campus: NO_PLACE,
    building: presentBuilding(space),
    floor: { sys_id: space.floor, display_value: space.floor, active: space.floor !== "" },
    area: NO_PLACE,
    is_favorite: false,
    is_private: reservation.sensitivity === "private",
    number,
    number_of_attendees: people,
    state,
    requested_for: requestedFor,
    reservation: {
      sys_id: formatSysId(reservation.id),
      number,
      number_of_attendees: people,
      state,
      requested_for: requestedFor,
      active: !isFinal(reservation.state),
    },
  };
}

const LABELS = { room: "Room name", desk: "Workspace/Desk name", other: "Space name" } as const;
const NO_PLACE = { sys_id: "", display_value: "", active: false };

function presentBuilding(space: Space): ReservationRecord["building"] {
  return {
    sys_id: formatSysId(space.buildingId),
    display_value: space.buildingName,
    active: true,
    timezone: { value: space.timeZone, displayValue: space.timeZone },
  };
}

export function presentModule({ id, name }: Pick<Space["module"], "id" | "name">) {
  return {
    sys_id: formatSysId(id),
    name,
    title: name,
    inline_title: name,
    display_value: name,
  };
}

function presentPerson({ id, displayName, email }: PersonSummary) {
  return presentUser(id, displayName, email);
}

/** Of attendees only their names and addresses are known. */
function presentUser(
  id: string | null,
  name: string,
  email: string,
): ReservationRecord["requested_for"] {
  const sysId = id && formatSysId(id);
  return {
    sys_id: sysId,
    value: sysId,
    displayValue: name,
    display_value: name,
    name,
    user_name: email,
    table: "sys_user",
    avatar: null,
    initials: initialsOf(name),
    email,
    label: "",
  };
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => (/^./u.exec(word)?.[0] ?? "").toUpperCase())
    .join("");
}

/** For whom it is does not change here, so that not every field can be written. */
export function presentAcl({ verdicts }: ReservationView): ReservationRecord["reservationAcl"] {
  const { allowed } = verdicts.update;
  return {
    read: true,
    write: {
      record: allowed,
      allFields: false,
      fields: {
        subject: allowed,
        sensitivity: allowed,
        requested_for: false,
        number_of_attendees: allowed,
        location: allowed,
        is_private: allowed,
      },
    },
  };
}

/** `2026-11-24T09:00:00Z`: that API has no fractions of seconds. */
export function secondsText(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, "Z");
}
