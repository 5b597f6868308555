import { useMemo } from "react";
import { Link } from "wouter";
import type { Space } from "../../../src/contract/places.ts";
import type { BusyTime } from "../../../src/contract/space-calendar.ts";
import { useBusyTimes } from "../../ui/api/space-calendar.ts";
import { Button } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { instantOf } from "../../ui/format/wall-time.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { createTimeScale } from "../../ui/timeline/time-scale.ts";
import { BusyFrame } from "../spaces/busy-frame.tsx";
import { BusyTrack, stretchOf } from "../spaces/busy-track.tsx";
import { isFree, type Stretch } from "../spaces/free-gaps.ts";
import { spaceAddress } from "../spaces/space-address.ts";
import { matches, type SearchState } from "./search-state.ts";

interface FindScheduleProps {
  /** All of the building. */
  readonly spaces: readonly Space[];
  readonly search: SearchState;
  readonly zone: string;
  readonly onTimes: (times: { readonly from: string; readonly to: string }) => void;
  readonly onBook: (space: Space) => void;
}

const NOTHING: readonly BusyTime[] = [];

/** The spaces that have what is looked for, against the day: those that are free then come first. */
export function FindSchedule({ spaces, search, zone, onTimes, onBook }: FindScheduleProps) {
  const { t } = useMessages();
  const scale = useMemo(() => createTimeScale(search.date, "day", zone), [search.date, zone]);
  const busy = useBusyTimes({
    building_id: search.buildingId,
    from: new Date(scale.fromMs).toISOString(),
    to: new Date(scale.toMs).toISOString(),
  });
  const at = (time: string) => instantOf({ date: search.date, time }, zone);
  const wished = stretchOf({ start: at(search.from), end: at(search.to) });
  const found = spaces.filter((space) => space.reservable && matches(search, space));
  return (
    <section className="section" aria-label={t.find.schedule}>
      <p className="small muted">{t.find.scheduleHow}</p>
      <QueryState query={busy}>
        {(times) => {
          const rows = rowsOf(found, times, wished);
          return rows.length === 0 ? (
            <EmptyState title={t.find.nothingSuch}>
              <p>{t.find.nothingFreeNarrow}</p>
            </EmptyState>
          ) : (
            <BusyFrame label={t.find.scheduleLabel} scale={scale} aboutMs={wished.startMs}>
              <ul>
                {rows.map((row) => (
                  <li key={row.space.id}>
                    <RowHead {...row} search={search} onBook={onBook} />
                    <BusyTrack
                      spaceName={row.space.name}
                      scale={scale}
                      busy={row.busy}
                      wished={wished}
                      onChoose={onTimes}
                    />
                  </li>
                ))}
              </ul>
            </BusyFrame>
          );
        }}
      </QueryState>
    </section>
  );
}

interface Row {
  readonly space: Space;
  readonly busy: readonly BusyTime[];
  readonly isFreeThen: boolean;
}

function rowsOf(
  spaces: readonly Space[],
  times: readonly BusyTime[],
  wished: Stretch,
): readonly Row[] {
  const bySpace = Map.groupBy(times, ({ space_id: id }) => id);
  const rows = spaces.map((space) => {
    const busy = bySpace.get(space.id) ?? NOTHING;
    return { space, busy, isFreeThen: isFree(busy.map(stretchOf), wished) };
  });
  return rows.toSorted(
    (a, b) => Number(b.isFreeThen) - Number(a.isFreeThen) || a.space.capacity - b.space.capacity,
  );
}

interface RowHeadProps extends Row, Pick<FindScheduleProps, "search" | "onBook"> {}

function RowHead({ space, isFreeThen, search, onBook }: RowHeadProps) {
  const { t } = useMessages();
  const facts = [
    t.find.seats({ count: space.capacity }),
    ...(space.floor === "" ? [] : [t.find.floor({ floor: space.floor })]),
  ];
  return (
    <div className="busy-head">
      <div>
        <Link href={spaceAddress(space.id, search)}>
          <strong>{space.name}</strong>
        </Link>
        <div className="busy-facts">{facts.join(" · ")}</div>
      </div>
      {isFreeThen ? (
        <Button
          look="primary"
          size="small"
          aria-label={t.find.bookSpace({ space: space.name })}
          onPress={() => onBook(space)}
        >
          {t.actions.book}
        </Button>
      ) : (
        <span className="busy-facts">{t.find.takenThen}</span>
      )}
    </div>
  );
}
