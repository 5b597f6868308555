import { useState } from "react";
import { Link } from "wouter";
import type { Reservation, ReservationSeries } from "../../../src/contract/reservations.ts";
import { useSeries } from "../../ui/api/reservations.ts";
import { Button } from "../../ui/components/button.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import { StateChip } from "../reservations/state-chip.tsx";
import { whenOf } from "../reservations/when.ts";
import "./series.css";

/** The other dates of the series that a reservation is of. */
export function SeriesDates({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const addresses = useAddresses();
  const query = useSeries(reservation.id);
  return (
    <section className="section" aria-labelledby="series-heading">
      <div className="row row-between">
        <h2 id="series-heading">{t.series.ahead}</h2>
        {reservation.parent_id === null ? null : (
          <Link href={addresses.reservation(reservation.parent_id)} className="back-link">
            {t.series.wholeSeries}
          </Link>
        )}
      </div>
      <QueryState query={query} bars={2}>
        {(series) => <Dates series={series} shownId={reservation.id} />}
      </QueryState>
    </section>
  );
}

const SHOWN_MAX = 8;

function Dates({ series, shownId }: { series: ReservationSeries; shownId: string }) {
  const { t } = useMessages();
  const [now] = useState(() => Date.now());
  const [showsAll, setShowsAll] = useState(false);
  const { occurrences } = series;
  const hasSeveralRooms = new Set(occurrences.map(({ space }) => space.id)).size > 1;
  const ahead = occurrences.filter(({ end }) => Date.parse(end) > now);
  const shown = showsAll ? occurrences : ahead.slice(0, SHOWN_MAX);
  return (
    <>
      {shown.length === 0 ? <p className="muted">{t.series.noneAhead}</p> : null}
      <ol className="series-dates">
        {shown.map((occurrence) => (
          <li key={occurrence.id}>
            <DateLine
              occurrence={occurrence}
              isShown={occurrence.id === shownId}
              namesRoom={hasSeveralRooms}
            />
          </li>
        ))}
      </ol>
      {showsAll || shown.length === occurrences.length ? null : (
        <div className="row">
          <Button size="small" onPress={() => setShowsAll(true)}>
            {t.series.showAll({ count: occurrences.length })}
          </Button>
        </div>
      )}
    </>
  );
}

interface DateLineProps {
  readonly occurrence: Reservation;
  readonly isShown: boolean;
  readonly namesRoom: boolean;
}

function DateLine({ occurrence, isShown, namesRoom }: DateLineProps) {
  const messages = useMessages();
  const addresses = useAddresses();
  const when = messages.t.booking.dayAndTime(whenOf(messages, occurrence));
  return (
    <>
      <span>
        {isShown ? (
          <strong aria-current="page">{when}</strong>
        ) : (
          <Link href={addresses.reservation(occurrence.id)}>{when}</Link>
        )}
        {namesRoom ? <span className="small muted"> {occurrence.space.name}</span> : null}
      </span>
      <StateChip reservation={occurrence} />
    </>
  );
}
