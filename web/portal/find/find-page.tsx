import { useState } from "react";
import { useSearchParams } from "wouter";
import type { Building } from "../../../src/contract/places.ts";
import { useFreeSpaces, useSpaces } from "../../ui/api/places.ts";
import { useSession } from "../../ui/api/session.ts";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { instantOf } from "../../ui/format/wall-time.ts";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { BookingDialog } from "../booking/booking-dialog.tsx";
import { useBooking } from "../booking/use-booking.ts";
import { ConnectionNotice } from "../connection/connection-notice.tsx";
import type { ConnectionOutcome } from "../connection/connection-outcome.ts";
import { TogetherBar } from "../together/together-bar.tsx";
import { TogetherDialog } from "../together/together-dialog.tsx";
import { useTogether } from "../together/use-together.ts";
import { FindSchedule } from "./find-schedule.tsx";
import { FreeSpaces } from "./free-spaces.tsx";
import { SearchForm } from "./search-form.tsx";
import {
  faultOf,
  proposedTimes,
  readSearch,
  writeSearch,
  type SearchState,
  VIEWS,
} from "./search-state.ts";
import { keepBuilding, usualBuilding } from "./usual-building.ts";
import { WithBuildings } from "./with-buildings.tsx";

export function FindPage() {
  const { t } = useMessages();
  return (
    <Page title={t.find.title}>
      <WithBuildings>{(buildings) => <Finder buildings={buildings} />}</WithBuildings>
    </Page>
  );
}

function Finder({ buildings }: { buildings: readonly Building[] }) {
  const { t } = useMessages();
  const [params, setParams] = useSearchParams();
  const [now] = useState(() => new Date().toISOString());
  const { person } = useSession();
  const building = usualBuilding(buildings, params.get("building"), person.time_zone);
  const zone = building?.time_zone ?? "UTC";
  const [edited, setEdited] = useState<SearchState | null>(null);
  const search = edited ?? readSearch(params, building?.id ?? "", proposedTimes(now, zone));
  const fault = faultOf(search);
  const { data: spaces = [] } = useSpaces(search.buildingId);
  const free = useFreeSpaces(
    fault === null && search.view === "cards"
      ? {
          buildingId: search.buildingId,
          start: instantOf({ date: search.date, time: search.from }, zone),
          end: instantOf({ date: search.date, time: search.to }, zone),
          capacity: search.capacity,
          equipment: search.equipment,
        }
      : null,
  );
  const booking = useBooking(search);
  const together = useTogether(search);

  const show = (next: SearchState) => {
    setEdited(next);
    setParams(writeSearch(next), { replace: true });
  };
  const change = (next: SearchState) => {
    // Whether what was chosen is free at another time is not known.
    together.clear();
    keepBuilding(next.buildingId);
    show(next);
  };

  return (
    <>
      {booking.outcome && !booking.draft && !together.draft ? (
        <ConnectionNotice outcome={booking.outcome} />
      ) : null}
      <SearchForm
        buildings={buildings}
        search={search}
        fault={fault}
        zone={zone}
        onChange={change}
      />
      {fault === null ? (
        <>
          <ChoiceList
            label={t.find.view}
            choices={VIEWS.map((key) => ({ key, label: t.find.views[key] }))}
            value={[search.view]}
            onChange={([view]) => show({ ...search, view: view ?? "cards" })}
            isSingle
          />
          {search.view === "cards" ? (
            <FreeSpaces
              query={free}
              search={search}
              onBook={booking.begin}
              chosen={together.chosen}
              onToggle={together.toggle}
            />
          ) : (
            <FindSchedule
              spaces={spaces}
              search={search}
              zone={zone}
              onTimes={(times) => change({ ...search, ...times })}
              onBook={booking.begin}
            />
          )}
        </>
      ) : null}
      <Together together={together} outcome={booking.outcome} onEnd={booking.end} />
      {booking.draft && booking.space ? (
        <BookingDialog
          key={booking.space.id}
          space={booking.space}
          initial={booking.draft}
          connectionOutcome={booking.outcome}
          onClose={booking.end}
        />
      ) : null}
    </>
  );
}

interface TogetherProps {
  readonly together: ReturnType<typeof useTogether>;
  readonly outcome: ConnectionOutcome | null;
  readonly onEnd: () => void;
}

/** What is chosen to be booked in one go, and its dialog once that has begun. */
function Together({ together, outcome, onEnd }: TogetherProps) {
  const { chosen, draft, begin, clear } = together;
  const [first, ...others] = together.spaces ?? [];
  const end = () => {
    together.end();
    onEnd();
  };
  return (
    <>
      {chosen.length === 0 ? null : <TogetherBar spaces={chosen} onBook={begin} onClear={clear} />}
      {draft && first ? (
        <TogetherDialog
          spaces={[first, ...others]}
          initial={draft}
          connectionOutcome={outcome}
          onBooked={() => {
            clear();
            end();
          }}
          onClose={end}
        />
      ) : null}
    </>
  );
}
