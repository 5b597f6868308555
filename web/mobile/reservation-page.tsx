import { Link } from "wouter";
import type { Reservation } from "../../src/contract/reservations.ts";
import { PHONE_ADDRESSES } from "../portal/addresses.ts";
import { ConnectionNotice } from "../portal/connection/connection-notice.tsx";
import { useConnectionOutcome } from "../portal/connection/connection-outcome.ts";
import { ReservationDetail } from "../portal/reservations/reservation-page.tsx";
import { useInstant } from "../portal/reservations/use-instant.ts";
import { ActsNow } from "../portal/space-now/acts-now.tsx";
import { useReservation } from "../ui/api/reservations.ts";
import { Icon } from "../ui/components/icon.tsx";
import { QueryState } from "../ui/components/query-state.tsx";
import { Page } from "../ui/layout/page.tsx";
import { useMessages } from "../ui/messages/messages.ts";

/** All of a reservation on the phone: what goes on is checked in to, extended and ended here too. */
export function ReservationPage({ id }: { id: string }) {
  const { t } = useMessages();
  const query = useReservation(id);
  const [outcome] = useConnectionOutcome();
  const subject = query.data?.subject ?? "";
  return (
    <Page
      title={subject === "" ? t.reservations.one : subject}
      actions={
        <Link href={PHONE_ADDRESSES.home} className="back-link">
          <Icon name="back" sizePx={16} />
          {t.myDay.title}
        </Link>
      }
    >
      {outcome ? <ConnectionNotice outcome={outcome} /> : null}
      <QueryState query={query}>{(reservation) => <Detail reservation={reservation} />}</QueryState>
    </Page>
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
