import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useReservation } from "../../ui/api/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { Icon } from "../../ui/components/icon.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import { ConnectionNotice } from "../connection/connection-notice.tsx";
import { useConnectionOutcome } from "../connection/connection-outcome.ts";
import { ApprovalNotice, Rejection } from "../approvals/approval-notice.tsx";
import { recurrenceWords } from "../series/recurrence-words.ts";
import { SeriesDates } from "../series/series-dates.tsx";
import {
  ServiceFacts,
  ServicesChange,
  ServicesLeftOut,
} from "../services/reservation-services.tsx";
import { AttendeeNames } from "./attendee-names.tsx";
import { CheckIn, CheckInOutcome } from "./check-in.tsx";
import { MeetingRooms } from "./meeting-rooms.tsx";
import { ReservationActions } from "./reservation-actions.tsx";
import { ReservationHistory } from "./reservation-history.tsx";
import { Reason, ReservationNotices } from "./reservation-notices.tsx";
import { isFinal } from "./reservation-status.ts";
import { isGroupRow, isRowOfSeveral } from "./several-spaces.ts";
import { ShareReservation } from "./share-dialog.tsx";
import { StateChip } from "./state-chip.tsx";
import { whenOf } from "./when.ts";
import "./reservations.css";

export function ReservationPage({ id }: { id: string }) {
  const { t } = useMessages();
  return (
    <ReservationFrame id={id} back={{ href: "/reservations", label: t.reservations.title }}>
      {(reservation) => <ReservationDetail reservation={reservation} />}
    </ReservationFrame>
  );
}

interface ReservationFrameProps {
  readonly id: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly children: (reservation: Reservation) => ReactNode;
}

/** A page about one reservation, on whichever face: where one came from, and what became of connecting. */
export function ReservationFrame({ id, back, children }: ReservationFrameProps) {
  const { t } = useMessages();
  const query = useReservation(id);
  const [outcome] = useConnectionOutcome();
  const subject = query.data?.subject ?? "";
  return (
    <Page
      title={subject === "" ? t.reservations.one : subject}
      actions={
        <Link href={back.href} className="back-link">
          <Icon name="back" sizePx={16} />
          {back.label}
        </Link>
      }
    >
      {outcome ? <ConnectionNotice outcome={outcome} /> : null}
      <QueryState query={query}>{children}</QueryState>
    </Page>
  );
}

interface ReservationDetailProps {
  readonly reservation: Reservation;
  /** In the place of checking in, where more than that can be done. */
  readonly acts?: ReactNode;
}

/** All of a reservation, and what can be done about it. */
export function ReservationDetail({ reservation, acts }: ReservationDetailProps) {
  const { t } = useMessages();
  const addresses = useAddresses();
  const [now] = useState(() => new Date().toISOString());
  return (
    <>
      <article className="card" aria-label={t.reservations.one}>
        <div className="row row-between">
          <StateChip reservation={reservation} />
          <span className="muted">{reservation.number}</span>
        </div>
        <ReservationFacts reservation={reservation} />
        {isFinal(reservation, now) && !isOpenSeries(reservation) ? (
          <EndReason reservation={reservation} />
        ) : (
          <>
            <ReservationNotices
              reservation={reservation}
              returnTo={addresses.reservation(reservation.id)}
              headingLevel={2}
            />
            <ApprovalNotice reservation={reservation} />
            <ServicesLeftOut reservation={reservation} />
            {acts ?? <CheckIn reservation={reservation} />}
            <div className="row row-end">
              <ShareReservation reservation={reservation} />
              <ServicesChange reservation={reservation} />
              <ReservationActions reservation={reservation} />
            </div>
          </>
        )}
      </article>
      {reservation.parent_id === null &&
      reservation.group_id === null &&
      !reservation.is_parent ? null : (
        <MeetingRooms reservation={reservation} />
      )}
      {reservation.recurrence === null ? null : <SeriesDates reservation={reservation} />}
      <ReservationHistory reservation={reservation} />
    </>
  );
}

/** Of what is over, what others made of it needs to be explained, and what came of its check-in. */
function EndReason({ reservation }: { reservation: Reservation }) {
  const { state } = reservation;
  if (state === "rejected") return <RejectionReason reservation={reservation} />;
  return state === "cancelled" || state === "no_show" ? (
    <Reason reservation={reservation} />
  ) : (
    <CheckInOutcome reservation={reservation} />
  );
}

/** Somebody rejected it, or nobody decided. */
function RejectionReason({ reservation }: { reservation: Reservation }) {
  return reservation.approval?.state === "rejected" ? (
    <Rejection reservation={reservation} />
  ) : (
    <Reason reservation={reservation} />
  );
}

/** The first date of a series may be over while others are still to come. */
function isOpenSeries({ is_parent: isParent, state }: Reservation): boolean {
  return isParent && !["cancelled", "completed", "rejected"].includes(state);
}

/** Where its meeting stands; one that was made in Outlook is its organizer's, whoever that is. */
function calendarOf({ origin, sync_mailbox: mailbox }: Reservation) {
  return origin === "calendar" ? "organizer" : (mailbox ?? "none");
}

/** Why it was rejected is told with who did. */
function hasCancelNotes({ cancel_notes: notes, state }: Reservation): boolean {
  return notes !== null && notes !== "" && state !== "rejected";
}

function ReservationFacts({ reservation }: { reservation: Reservation }) {
  const messages = useMessages();
  const { t, formats } = messages;
  const { person } = useSession();
  const addresses = useAddresses();
  const { space, start, time_zone: zone, recurrence, opened_by: openedBy } = reservation;
  const isSeries = reservation.is_parent && recurrence !== null;
  return (
    <dl className="facts">
      <dt>{isSeries ? t.series.firstDate : t.booking.when}</dt>
      <dd>
        {t.booking.dayAndTime(whenOf(messages, reservation))}
        {formats.sameClock(zone, person.time_zone, start) ? null : (
          <span className="muted"> {formats.zone(zone, start)}</span>
        )}
      </dd>
      {recurrence === null ? null : (
        <>
          <dt>{t.series.repeats}</dt>
          <dd>
            {recurrenceWords(t, formats, recurrence)}
            {reservation.is_exception ? (
              <span className="muted"> {t.series.isException}</span>
            ) : null}
          </dd>
        </>
      )}
      <dt>{t.booking.where}</dt>
      <dd>
        {isRowOfSeveral(reservation) ? (
          space.building_name
        ) : (
          <Link href={addresses.space(space.id)}>
            {t.reservations.place({ space: space.name, building: space.building_name })}
          </Link>
        )}
      </dd>
      <dt>{t.reservations.requestedFor}</dt>
      <dd>{reservation.requested_for.display_name}</dd>
      {openedBy && openedBy.id !== reservation.requested_for.id ? (
        <>
          <dt>{t.reservations.openedBy}</dt>
          <dd>{openedBy.display_name}</dd>
        </>
      ) : null}
      {isGroupRow(reservation) ? null : (
        <>
          <dt>{t.reservations.calendar}</dt>
          <dd>{t.reservations.calendars[calendarOf(reservation)]}</dd>
          <dt>{t.booking.attendees}</dt>
          <dd>
            <AttendeeNames attendees={reservation.attendees} />
          </dd>
        </>
      )}
      {reservation.notes === "" ? null : (
        <>
          <dt>{t.booking.notes}</dt>
          <dd className="reservation-notes">{reservation.notes}</dd>
        </>
      )}
      <ServiceFacts reservation={reservation} />
      {reservation.sensitivity === "private" ? (
        <>
          <dt>{t.booking.private}</dt>
          <dd>{t.booking.privateMeans}</dd>
        </>
      ) : null}
      {hasCancelNotes(reservation) ? (
        <>
          <dt>{t.reservations.cancelNotes}</dt>
          <dd className="reservation-notes">{reservation.cancel_notes}</dd>
        </>
      ) : null}
    </dl>
  );
}
