import type { Temporal } from "temporal-polyfill";
import type { Door, DoorMeeting } from "../../app/door/read-door.ts";
import type { Door as DoorAnswer, DoorMeeting as DoorMeetingAnswer } from "../../contract/door.ts";
import { presentReservation, presentVerdict } from "../reservations/present-reservation.ts";

/** A door on the wire: of a meeting no more than its reader may see, which at a panel is who passes. */
export function presentDoor({ space, now, meetings, offers, noOffers }: Door): DoorAnswer {
  return {
    now: textOf(now),
    space: {
      id: space.id,
      name: space.name,
      building_name: space.buildingName,
      floor: space.floor,
      capacity: space.capacity,
      time_zone: space.buildingZone,
    },
    meetings: meetings.map(presentMeeting),
    offers: offers.map(({ start, end }) => ({ start: textOf(start), end: textOf(end) })),
    no_offers: noOffers && {
      code: noOffers.code,
      reason: noOffers.message,
      remedy: noOffers.remedy ?? null,
    },
  };
}

function presentMeeting({ view, laterEnds }: DoorMeeting): DoorMeetingAnswer {
  const { id, version, state, start, end, ...more } = presentReservation(view);
  const isPrivate = more.sensitivity !== "normal";
  const isWithheld = isPrivate && view.sight !== "all";
  return {
    id,
    version,
    state,
    start,
    end,
    subject: isWithheld ? null : more.subject,
    organizer: isWithheld ? null : more.requested_for.display_name,
    is_private: isPrivate,
    is_blocker: more.kind === "blocker",
    check_in_opens_at: more.check_in_opens_at,
    no_show_at: more.no_show_at,
    is_checked_in: more.check_in_state === "checked_in",
    later_ends: laterEnds.map(textOf),
    verdicts: {
      check_in: more.verdicts.check_in,
      extend: more.verdicts.update,
      end: presentVerdict(view.verdicts.end),
    },
  };
}

function textOf(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString();
}
