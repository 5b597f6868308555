import { Link } from "wouter";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { recurrenceWords } from "../series/recurrence-words.ts";
import { spaceAddress } from "../spaces/space-address.ts";
import { ApprovalNotice, Rejection } from "../approvals/approval-notice.tsx";
import type { MeetingRooms } from "./group-rooms.ts";
import { CheckIn } from "./check-in.tsx";
import { RoomLines } from "./meeting-rooms.tsx";
import { ReadOnlyReason } from "./read-only-reason.tsx";
import { ReservationActions } from "./reservation-actions.tsx";
import { Reason, ReservationNotices } from "./reservation-notices.tsx";
import { isFinal, isReadOnly } from "./reservation-status.ts";
import { StateChip } from "./state-chip.tsx";
import { whenOf } from "./when.ts";

interface ReservationCardProps {
  /** One reservation, or one for each room of a meeting that has several. */
  readonly rooms: MeetingRooms;
  readonly now: string;
}

export function ReservationCard({ rooms, now }: ReservationCardProps) {
  const { t } = useMessages();
  const [reservation] = rooms;
  const isOne = rooms.length === 1;
  const isOver = rooms.every((room) => isFinal(room, now));
  const subject = reservation.subject === "" ? t.reservations.noSubject : reservation.subject;
  const space = rooms.map((room) => room.space.name).join(", ");
  return (
    <article
      className="card reservation-card"
      aria-label={t.reservations.cardLabel({ subject, space })}
      data-dimmed={(!isOver && rooms.every(isReadOnly)) || undefined}
    >
      <div className="reservation-head">
        <CardTime reservation={reservation} now={now} />
        <div className="reservation-what">
          <h2>
            <Link href={`/reservations/${reservation.id}`}>{subject}</Link>
          </h2>
          <CardFacts reservation={reservation} showsPlace={isOne} />
        </div>
        {isOne ? <StateChip reservation={reservation} /> : null}
      </div>
      {isOne ? null : <RoomLines rooms={rooms} />}
      {isOver ? <EndReasons rooms={rooms} /> : null}
      {isOver || !isOne ? null : (
        <>
          <ReservationNotices reservation={reservation} returnTo="/reservations" headingLevel={3} />
          <ApprovalNotice reservation={reservation} isInList />
          <CheckIn reservation={reservation} isInList />
          <ReservationActions reservation={reservation} />
        </>
      )}
      {isOver || isOne ? null : <RoomNotices rooms={rooms} />}
    </article>
  );
}

function CardTime({ reservation, now }: { reservation: Reservation; now: string }) {
  const messages = useMessages();
  const { formats } = messages;
  const { person } = useSession();
  const { start, time_zone: zone } = reservation;
  const { day, time } = whenOf(messages, reservation, now);
  return (
    <div className="reservation-time">
      <strong>{time}</strong>
      <span>{day}</span>
      {formats.sameClock(zone, person.time_zone, start) ? null : (
        <span className="small muted">{formats.zone(zone, start)}</span>
      )}
    </div>
  );
}

interface CardFactsProps {
  readonly reservation: Reservation;
  readonly showsPlace: boolean;
}

function CardFacts({ reservation, showsPlace }: CardFactsProps) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const { space, recurrence, requested_for: requestedFor } = reservation;
  return (
    <>
      {showsPlace ? (
        <p className="muted">
          <Link href={spaceAddress(space.id)}>
            {t.reservations.place({ space: space.name, building: space.building_name })}
          </Link>
        </p>
      ) : null}
      {recurrence === null ? null : (
        <p className="small muted">{recurrenceWords(t, formats, recurrence)}</p>
      )}
      {requestedFor.id === person.id ? null : (
        <p className="small muted">{t.reservations.isFor({ name: requestedFor.display_name })}</p>
      )}
    </>
  );
}

/** Each room's own page has what can be done about that room. */
function RoomNotices({ rooms }: { rooms: MeetingRooms }) {
  return (
    <>
      {rooms.map((room) => (
        <Reason key={room.id} reservation={room} room={room.space.name} />
      ))}
      <ReadOnlyReason reservation={rooms[0]} returnTo="/reservations" />
    </>
  );
}

const EXPLAINED: readonly Reservation["state"][] = ["cancelled", "no_show", "rejected"];

/** What was cancelled in Outlook, or released, says so, and who needs the room still books anew. */
function EndReasons({ rooms }: { rooms: MeetingRooms }) {
  const ended = rooms.filter(({ state }) => EXPLAINED.includes(state));
  const isOne = rooms.length === 1;
  return ended.map((room) =>
    isOne && room.approval?.state === "rejected" ? (
      <Rejection key={room.id} reservation={room} />
    ) : (
      <Reason key={room.id} reservation={room} {...(isOne ? {} : { room: room.space.name })} />
    ),
  );
}
