import { useState } from "react";
import { useSearchParams } from "wouter";
import type { Building, Space } from "../../../src/contract/places.ts";
import { useBuildings, useFreeSpaces, useSpace } from "../../ui/api/places.ts";
import { useSession } from "../../ui/api/session.ts";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { instantOf } from "../../ui/format/wall-time.ts";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { BookingDialog } from "../booking/booking-dialog.tsx";
import { forgetDraft, readDraft, type BookingDraft } from "../booking/booking-draft.ts";
import { noRepeat } from "../booking/repeat.ts";
import { ConnectionNotice } from "../connection/connection-notice.tsx";
import { type ConnectionOutcome, useConnectionOutcome } from "../connection/connection-outcome.ts";
import { TogetherBar } from "../together/together-bar.tsx";
import { TogetherDialog } from "../together/together-dialog.tsx";
import { useTogether } from "../together/use-together.ts";
import { FreeSpaces } from "./free-spaces.tsx";
import { SearchForm } from "./search-form.tsx";
import {
  faultOf,
  proposedTimes,
  readSearch,
  writeSearch,
  type SearchState,
} from "./search-state.ts";
import { keepBuilding, usualBuilding } from "./usual-building.ts";

export function FindPage() {
  const { t } = useMessages();
  const buildings = useBuildings();
  return (
    <Page title={t.find.title}>
      <QueryState query={buildings}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t.find.noBuildings}>
              <p>{t.find.noBuildingsRemedy}</p>
            </EmptyState>
          ) : (
            <Finder buildings={list} />
          )
        }
      </QueryState>
    </Page>
  );
}

function Finder({ buildings }: { buildings: readonly Building[] }) {
  const [params, setParams] = useSearchParams();
  const [now] = useState(() => new Date().toISOString());
  const { person } = useSession();
  const building = usualBuilding(buildings, params.get("building"), person.time_zone);
  const zone = building?.time_zone ?? "UTC";
  const [edited, setEdited] = useState<SearchState | null>(null);
  const search = edited ?? readSearch(params, building?.id ?? "", proposedTimes(now, zone));
  const fault = faultOf(search);
  const free = useFreeSpaces(
    fault === null
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

  const change = (next: SearchState) => {
    // Whether what was chosen is free at another time is not known.
    together.clear();
    keepBuilding(next.buildingId);
    setEdited(next);
    setParams(writeSearch(next), { replace: true });
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
        <FreeSpaces
          query={free}
          search={search}
          onBook={booking.begin}
          chosen={together.chosen}
          onToggle={together.toggle}
        />
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

/** The reservation being made: begun on a card, or found again after the way to Outlook. */
function useBooking(search: SearchState) {
  const [outcome, clearOutcome] = useConnectionOutcome();
  const [draft, setDraft] = useState<BookingDraft | null>(() => readDraft(sessionStorage));
  const [chosen, setChosen] = useState<Space | null>(null);
  const kept = useSpace(draft && !chosen ? draft.spaceId : undefined);

  const begin = (space: Space) => {
    setChosen(space);
    setDraft({
      spaceId: space.id,
      date: search.date,
      from: search.from,
      to: search.to,
      subject: "",
      notes: "",
      isPrivate: false,
      attendees: [],
      requestedFor: null,
      services: [],
      repeat: noRepeat(search.date),
    });
  };
  const end = () => {
    forgetDraft(sessionStorage);
    clearOutcome();
    setDraft(null);
    setChosen(null);
  };
  return { draft, space: chosen ?? kept.data ?? null, outcome, begin, end };
}
