import type { ReactNode } from "react";
import { Link } from "wouter";
import { useSession } from "../../ui/api/session.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import type { MeetingRooms } from "../reservations/group-rooms.ts";
import { StateChip } from "../reservations/state-chip.tsx";
import { whenOf } from "../reservations/when.ts";

interface MeetingCardProps {
  readonly rooms: MeetingRooms;
  readonly now: string;
  /** Of another day than today. */
  readonly showsDay?: boolean;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** A meeting with what can be done about it. */
export function MeetingCard({ rooms, now, showsDay = false, children }: MeetingCardProps) {
  const { t } = useMessages();
  const addresses = useAddresses();
  const [first] = rooms;
  const subject = first.subject === "" ? t.reservations.noSubject : first.subject;
  const space = placesOf(rooms);
  return (
    <article className="card my-day-card" aria-label={t.reservations.cardLabel({ subject, space })}>
      <div className="my-day-head">
        <p className="my-day-time">
          <MeetingTime rooms={rooms} now={now} showsDay={showsDay} />
        </p>
        {rooms.length === 1 ? <StateChip reservation={first} /> : null}
      </div>
      <div>
        <h3>
          <Link href={addresses.reservation(first.id)}>{subject}</Link>
        </h3>
        <p className="muted">
          {t.reservations.place({ space, building: first.space.building_name })}
        </p>
        <CalledBy rooms={rooms} />
      </div>
      {children}
    </article>
  );
}

/** A meeting in a line, where there is nothing to do about it yet or any more. */
export function MeetingLine({ rooms, now }: Pick<MeetingCardProps, "rooms" | "now">) {
  const { t } = useMessages();
  const addresses = useAddresses();
  const [first] = rooms;
  return (
    <li className="my-day-line">
      <span className="my-day-line-time">
        <MeetingTime rooms={rooms} now={now} showsDay={false} />
      </span>
      <span>
        <Link href={addresses.reservation(first.id)}>
          {first.subject === "" ? t.reservations.noSubject : first.subject}
        </Link>{" "}
        <span className="muted">{placesOf(rooms)}</span>
      </span>
    </li>
  );
}

function MeetingTime({ rooms: [first], now, showsDay }: MeetingCardProps) {
  const messages = useMessages();
  const { person } = useSession();
  const { day, time } = whenOf(messages, first, now);
  const { formats } = messages;
  const isElsewhere = !formats.sameClock(first.time_zone, person.time_zone, first.start);
  return (
    <>
      {showsDay ? messages.t.booking.dayAndTime({ day, time }) : time}
      {isElsewhere ? (
        <span className="small muted"> {formats.zone(first.time_zone, first.start)}</span>
      ) : null}
    </>
  );
}

/** Whose meeting it is, where it is somebody else's. */
function CalledBy({ rooms: [first] }: Pick<MeetingCardProps, "rooms">) {
  const { t } = useMessages();
  const { person } = useSession();
  if (first.requested_for.id === person.id) return null;
  return (
    <p className="small muted">{t.myDay.calledBy({ name: first.requested_for.display_name })}</p>
  );
}

function placesOf(rooms: MeetingRooms): string {
  return rooms.map(({ space }) => space.name).join(", ");
}
