import type { Reservation } from "../../src/contract/reservations.ts";
import { PHONE_ADDRESSES } from "../portal/addresses.ts";
import { ReservationDetail, ReservationFrame } from "../portal/reservations/reservation-page.tsx";
import { useInstant } from "../portal/reservations/use-instant.ts";
import { ActsNow } from "../portal/space-now/acts-now.tsx";
import { useMessages } from "../ui/messages/messages.ts";

/** All of a reservation on the phone: what goes on is checked in to, extended and ended here too. */
export function ReservationPage({ id }: { id: string }) {
  const { t } = useMessages();
  return (
    <ReservationFrame id={id} back={{ href: PHONE_ADDRESSES.home, label: t.myDay.title }}>
      {(reservation) => <Detail reservation={reservation} />}
    </ReservationFrame>
  );
}

function Detail({ reservation }: { reservation: Reservation }) {
  const { start, end, state } = reservation;
  const now = Date.parse(useInstant([start, end]));
  const goesOn = GOING_ON.includes(state) && Date.parse(start) <= now && now < Date.parse(end);
  return (
    <ReservationDetail
      reservation={reservation}
      {...(goesOn ? { acts: <ActsNow reservation={reservation} /> } : {})}
    />
  );
}

const GOING_ON: readonly Reservation["state"][] = ["confirmed", "in_progress"];
