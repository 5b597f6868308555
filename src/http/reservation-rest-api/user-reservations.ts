import type { z } from "zod";
import type { Places, Space } from "../../app/places/ports.ts";
import type { ReservationView } from "../../app/reservations/reservation-view.ts";
import type { userReservationsSchema } from "../../contract/reservation-rest-api/reservations.ts";
import { formatSysId } from "../../core/encoded-query/sys-id.ts";
import { secondsText } from "./present-record.ts";

type Answer = z.output<typeof userReservationsSchema>["result"];

/** What somebody has reserved, by the day that it is on where it is. */
export async function presentUserReservations(
  places: Pick<Places, "space">,
  views: readonly ReservationView[],
  searched: { readonly from: Date; readonly to: Date },
): Promise<Answer> {
  const byDate: Record<string, Answer["reservationsByDate"][string]> = {};
  const spaces = new Map<string, Space | null>();
  for (const { reservation } of views) {
    const { id } = reservation.space;
    const space = spaces.get(id) ?? (await places.space(id));
    spaces.set(id, space);
    if (space === null) continue;
    const date = dayOf(reservation.startAt, space.timeZone);
    (byDate[date] ??= []).push({
      sys_id: formatSysId(reservation.id),
      number: reservation.number,
      start: secondsText(reservation.startAt),
      end: secondsText(reservation.endAt),
      location: {
        displayValue: space.name,
        value: formatSysId(space.id),
        externalId: "",
        type: TYPES[space.kind],
      },
      floor: { displayValue: space.floor, value: space.floor },
      building: {
        displayValue: space.buildingName,
        value: formatSysId(space.buildingId),
        timezone: { value: space.timeZone, displayValue: space.timeZone },
      },
    });
  }
  return {
    searchStartDate: dayOf(searched.from, "UTC"),
    searchEndDate: dayOf(searched.to, "UTC"),
    sortedReservationDates: Object.keys(byDate).toSorted(),
    reservationsByDate: byDate,
    workplaceProfile: null,
    informEmployeePrivacy: views.some(({ reservation }) => reservation.sensitivity === "private"),
  };
}

const TYPES = { room: "Room", desk: "Workspace/Desk", other: "Space" } as const;

function dayOf(date: Date, timeZone: string): string {
  // The Swedish way to write a date is ISO's.
  return date.toLocaleDateString("sv-SE", { timeZone });
}
