import type { ReservableModule } from "../../app/places/modules.ts";
import type { Space } from "../../app/places/ports.ts";
import type { ReservationView } from "../../app/reservations/reservation-view.ts";
import type { SpaceAvailability } from "../../app/reservations/search/space-availability.ts";
import { timesOf } from "../../app/reservations/life/reservation-check-in.ts";
import type {
  Reservable,
  ReservableModuleRecord,
  ReservableUnit,
} from "../../contract/reservation-rest-api/search.ts";
import { formatSysId } from "../../core/encoded-query/sys-id.ts";
import { type Interval, overlaps } from "../../core/time/interval.ts";
import { presentContent } from "../reservations/present-reservation.ts";
import { MEETING_PURPOSE, stateChoice } from "./choice-labels.ts";
import { presentModule, secondsText } from "./present-record.ts";
import { utcText } from "./recurring-pattern.ts";

const TYPES = {
  room: { sys_id: "room", display_value: "Room", name: "Room" },
  desk: { sys_id: "desk", display_value: "Workspace/Desk", name: "Workspace/Desk" },
  other: { sys_id: "other", display_value: "Space", name: "Space" },
} as const;

export function presentReservable(space: Space): Reservable {
  return {
    sys_id: formatSysId(space.id),
    external_id: null,
    email: space.email,
    wsd_email: space.email,
    name: space.name,
    title: space.name,
    description: null,
    image: null,
    number: null,
    site: null,
    campus: null,
    building: {
      ...namedPlace(formatSysId(space.buildingId), space.buildingName),
      timezone: { value: space.timeZone, displayValue: space.timeZone },
    },
    floor: namedPlace(space.floor, space.floor),
    area: null,
    capacity: String(space.capacity),
    reservable_quantity: null,
    location_type: TYPES[space.kind],
    order: null,
    requires_check_in: space.requiresCheckIn,
    is_reservable: space.isReservable ? "1" : "0",
    require_approval: space.needsApproval,
    tableName: space.kind === "room" ? "sn_wsd_core_room" : "sn_wsd_core_space",
    reservable_module: presentModule(space.module),
    standard_services: [],
    reservable_purposes: [],
    is_favorite: false,
  };
}

/** `isOpen`: the reader may see what holds the space. */
export interface Shown {
  readonly wanted: Interval;
  readonly isOpen: boolean;
}

export function presentUnit(
  space: Space,
  availability: SpaceAvailability,
  shown: Shown,
): ReservableUnit {
  return {
    ...presentReservable(space),
    ...presentTimes(space, availability, shown),
    includedInResult: true,
    is_reserved: !availability.isAvailable,
    is_selected: false,
    showPrivacyOption: false,
    defaultPrivacyValue: false,
  };
}

export function presentAvailability(space: Space, availability: SpaceAvailability, shown: Shown) {
  const { sys_id, name, email, floor, building, campus } = presentReservable(space);
  const times = presentTimes(space, availability, shown);
  return { sys_id, name, email, ...times, floor, building, campus };
}

function presentTimes(
  space: Space,
  { isAvailable, freeTimes, holders }: SpaceAvailability,
  { wanted, isOpen }: Shown,
) {
  return {
    is_available: isAvailable && space.isReservable,
    availableTimes: freeTimes.map(({ start, end }): [string, string] => [
      utcText(start),
      utcText(end),
    ]),
    reservations: isOpen ? holders.map((view) => presentHolder(view, space, wanted)) : [],
  };
}

function presentHolder(view: ReservationView, space: Space, wanted: Interval) {
  const { reservation, sight } = view;
  return {
    sys_id: formatSysId(reservation.id),
    number: reservation.number,
    location: {
      location: formatSysId(space.id),
      timezone: { value: space.timeZone, displayValue: space.timeZone },
    },
    configuration_item: null,
    start: secondsText(reservation.startAt),
    end: secondsText(reservation.endAt),
    subject: presentContent(reservation, sight).subject,
    reservation_purpose: MEETING_PURPOSE,
    state: stateChoice(reservation.state),
    is_collided: overlaps(timesOf(reservation), wanted),
    requested_for: {
      sys_id: formatSysId(reservation.requestedFor.id),
      name: reservation.requestedFor.displayName,
    },
  };
}

export function presentFloors(spaces: readonly Space[]) {
  const floors = [...new Set(spaces.map(({ floor }) => floor))].filter((floor) => floor !== "");
  return floors.toSorted().map((floor) => ({ ...namedPlace(floor, floor), external_id: null }));
}

function namedPlace(sysId: string, name: string) {
  return { sys_id: sysId, display_value: name, name };
}

const APPROVAL_POLICIES = {
  by_space: "no_override",
  always: "always_required",
  never: "never_required",
} as const;

export function presentReservableModule(module: ReservableModule): ReservableModuleRecord {
  return {
    ...presentModule(module),
    short_description: "",
    reservable_table: "sn_wsd_core_space",
    reservable_type: "location",
    selection_type: "unit",
    require_subject: module.subjectRequired,
    require_cancel_notes: false,
    allow_invitees: true,
    display_on_behalf_of: module.onBehalfShown,
    display_sensitivity: true,
    max_days_in_future: String(module.daysAheadMax),
    min_duration_minutes: module.durationMinutesMin,
    max_duration_minutes: module.durationMinutesMax,
    enable_group_reservations: module.groupEnabled,
    checkin_before_minutes: module.checkInOpensMinutesBefore,
    override_approval_policy: APPROVAL_POLICIES[module.approvalPolicy],
    apply_to_shift: false,
    virtual_meeting_provider: null,
    timeSlots: [],
  };
}
