import { Link } from "wouter";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useMeetingRooms } from "../../ui/api/reservations.ts";
import { QueryState } from "../../ui/components/query-state.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import type { MeetingRooms as Rooms } from "./group-rooms.ts";
import { StateChip } from "./state-chip.tsx";

/** The rooms of the meeting that a reservation is of, where there are several. */
export function MeetingRooms({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const query = useMeetingRooms(reservation.id);
  if (query.data !== undefined && query.data.length < 2) return null;
  return (
    <section className="section" aria-labelledby="rooms-heading">
      <h2 id="rooms-heading">{t.reservations.rooms}</h2>
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
  return (
    <ul className="room-lines" aria-label={t.reservations.rooms}>
      {rooms.map((reservation) => {
        const { id, space } = reservation;
        const place = t.reservations.place({ space: space.name, building: space.building_name });
        return (
          <li key={id}>
            {id === shownId ? (
              <strong aria-current="page">{place}</strong>
            ) : (
              <Link href={`/reservations/${id}`}>{place}</Link>
            )}
            <StateChip reservation={reservation} />
          </li>
        );
      })}
    </ul>
  );
}
