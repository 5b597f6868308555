import { Link } from "wouter";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { recurrenceWords } from "../series/recurrence-words.ts";
import { ReservationActions } from "./reservation-actions.tsx";
import { ReservationNotices } from "./reservation-notices.tsx";
import { isFinal, isReadOnly } from "./reservation-status.ts";
import { StateChip } from "./state-chip.tsx";

export function ReservationCard({ reservation, now }: { reservation: Reservation; now: string }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const { space, start, end, time_zone: zone } = reservation;
  const over = isFinal(reservation, now);
  const subject = reservation.subject === "" ? t.reservations.noSubject : reservation.subject;
  const isForAnother = reservation.requested_for.id !== person.id;
  return (
    <article
      className="card reservation-card"
      aria-label={t.reservations.cardLabel({ subject, space: space.name })}
      data-dimmed={(!over && isReadOnly(reservation)) || undefined}
    >
      <div className="reservation-head">
        <div className="reservation-time">
          <strong>{formats.timeRange(start, end, zone)}</strong>
          <span>{formats.day(start, zone, now)}</span>
          {formats.sameClock(zone, person.time_zone, start) ? null : (
            <span className="small muted">{formats.zone(zone, start)}</span>
          )}
        </div>
        <div className="reservation-what">
          <h2>
            <Link href={`/reservations/${reservation.id}`}>{subject}</Link>
          </h2>
          <p className="muted">
            {t.reservations.place({ space: space.name, building: space.building_name })}
          </p>
          {reservation.recurrence === null ? null : (
            <p className="small muted">{recurrenceWords(t, formats, reservation.recurrence)}</p>
          )}
          {isForAnother ? (
            <p className="small muted">
              {t.reservations.isFor({ name: reservation.requested_for.display_name })}
            </p>
          ) : null}
        </div>
        <StateChip reservation={reservation} />
      </div>
      {over ? null : (
        <>
          <ReservationNotices reservation={reservation} returnTo="/reservations" headingLevel={3} />
          <ReservationActions reservation={reservation} />
        </>
      )}
    </article>
  );
}
