import { Link } from "wouter";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useMeetingRooms } from "../../ui/api/reservations.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { QueryState } from "../../ui/components/query-state.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import type { MeetingRooms as Rooms } from "./group-rooms.ts";
import { isGroupRow } from "./several-spaces.ts";
import { StateChip } from "./state-chip.tsx";

/** The rooms of the meeting that a reservation is of, where there are several. */
export function MeetingRooms({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const addresses = useAddresses();
  const isGroup = reservation.group_id !== null || isGroupRow(reservation);
  const query = useMeetingRooms(reservation.group_id ?? reservation.id);
  // Of a group whose row is not theirs to open, people see their own place alone.
  const isNotTheirs = isProblem(query.error, "not_yours");
  if (isNotTheirs || (query.data !== undefined && query.data.length < 2)) return null;
  return (
    <section className="section" aria-labelledby="rooms-heading">
      <div className="row row-between">
        <h2 id="rooms-heading">{isGroup ? t.together.members : t.reservations.rooms}</h2>
        {reservation.group_id === null ? null : (
          <Link href={addresses.reservation(reservation.group_id)}>{t.together.showGroup}</Link>
        )}
      </div>
      <QueryState query={query} bars={1}>
        {([first, ...others]) =>
          first === undefined ? null : (
            <RoomLines rooms={[first, ...others]} shownId={reservation.id} />
          )
        }
      </QueryState>
    </section>
  );
}

interface RoomLinesProps {
  readonly rooms: Rooms;
  /** The one whose page this is. */
  readonly shownId?: string;
}

/** Each room with what has become of it; each stands or falls by itself. */
export function RoomLines({ rooms, shownId }: RoomLinesProps) {
  const { t } = useMessages();
  const addresses = useAddresses();
  return (
    <ul
      className="room-lines"
      aria-label={rooms[0].kind === "group" ? t.together.members : t.reservations.rooms}
    >
      {rooms.map((reservation) => {
        const { id, space, kind, requested_for: person } = reservation;
        const where = t.reservations.place({ space: space.name, building: space.building_name });
        const place =
          kind === "group" ? t.together.member({ place: where, name: person.display_name }) : where;
        return (
          <li key={id}>
            {id === shownId ? (
              <strong aria-current="page">{place}</strong>
            ) : (
              <Link href={addresses.reservation(id)}>{place}</Link>
            )}
            <StateChip reservation={reservation} />
          </li>
        );
      })}
    </ul>
  );
}
