import type { UseQueryResult } from "@tanstack/react-query";
import type { Space } from "../../../src/contract/places.ts";
import type { SeriesPreview } from "../../../src/contract/reservations.ts";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Select } from "../../ui/components/select.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ON_TAKEN } from "./repeat.ts";
import { LEFT_OUT, type TakenAnswer, takenDates, type TakenDate } from "./taken-dates.ts";

interface SeriesPreviewBoxProps {
  readonly query: UseQueryResult<SeriesPreview>;
  /** Where the series is to be. */
  readonly space: Home;
  /** What it is looked at for. */
  readonly act: "book" | "change";
  readonly answer: TakenAnswer;
  readonly onChange: (part: Partial<TakenAnswer>) => void;
}

const TAKEN_SHOWN_MAX = 8;

type Home = Pick<Space, "name" | "building_id">;

/** Which dates of the series are free, before it is booked or changed, and what becomes of the others. */
export function SeriesPreviewBox({ query, ...asked }: SeriesPreviewBoxProps) {
  const { t } = useMessages();
  return (
    <section className="series-preview" aria-label={t.series.previewTitle} aria-live="polite">
      <QueryState query={query} bars={1}>
        {(preview) => {
          const count = preview.occurrences.length;
          const { taken_count: taken } = preview;
          return (
            <>
              <p>
                {taken === 0 ? t.series.allFree({ count }) : t.series.someTaken({ taken, count })}
              </p>
              {taken === count && count > 0 ? (
                <p>{t.series.allTakenRemedy({ space: asked.space.name })}</p>
              ) : null}
              {taken === 0 || taken === count ? null : <Taken preview={preview} {...asked} />}
              {preview.has_more ? <p className="small muted">{t.series.hasMore}</p> : null}
            </>
          );
        }}
      </QueryState>
    </section>
  );
}

interface TakenProps extends Omit<SeriesPreviewBoxProps, "query"> {
  readonly preview: SeriesPreview;
}

function Taken({ preview, space, act, answer, onChange }: TakenProps) {
  const { t, formats } = useMessages();
  const { onTaken, roomsByDate } = answer;
  const dates = takenDates(preview, answer);
  const canMove = dates.some(({ rooms }) => rooms.length > 0);
  const shown = onTaken === "elsewhere" ? dates : dates.slice(0, TAKEN_SHOWN_MAX);
  const hidden = dates.length - shown.length;
  const dayOf = ({ start }: TakenDate) =>
    formats.day(start, preview.recurrence.time_zone, new Date().toISOString());
  return (
    <>
      {onTaken === "elsewhere" ? null : (
        <ul className="taken-dates">
          {shown.map((each) => (
            <li key={each.date}>
              <strong>{dayOf(each)}</strong> <span className="muted">{freeElsewhere(each)}</span>
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 ? <p className="small muted">{t.series.more({ count: hidden })}</p> : null}
      <ChoiceList
        label={t.series.onTaken}
        choices={ON_TAKEN.filter((key) => key !== "elsewhere" || canMove).map((key) => ({
          key,
          label: key === "stop" ? t.series.onTakenStop[act] : t.series.onTakenChoices[key],
        }))}
        value={[onTaken]}
        onChange={([chosen]) => onChange({ onTaken: chosen ?? "stop" })}
        isSingle
      />
      <p className="small muted">
        {canMove ? t.series.onTakenMeans[act][onTaken] : t.series.nowhereElse}
      </p>
      {onTaken !== "elsewhere"
        ? null
        : shown.map((each) => (
            <DateRoom
              key={each.date}
              day={dayOf(each)}
              taken={each}
              space={space}
              onChange={(id) => onChange({ roomsByDate: { ...roomsByDate, [each.date]: id } })}
            />
          ))}
    </>
  );

  function freeElsewhere({ rooms: [nearest] }: TakenDate): string {
    return nearest === undefined
      ? t.series.noAlternative
      : t.series.alternative({ space: nearest.name });
  }
}

interface DateRoomProps {
  readonly day: string;
  readonly taken: TakenDate;
  readonly space: Home;
  readonly onChange: (spaceId: string) => void;
}

/** In which room one date is to be. */
function DateRoom({ day, taken, space, onChange }: DateRoomProps) {
  const { t } = useMessages();
  const { rooms, chosen } = taken;
  const whereIs = (room: Space): string => {
    const floor = t.find.floor({ floor: room.floor });
    const place = room.building_id === space.building_id ? floor : room.building_name;
    const facts = [place, t.find.seats({ count: room.capacity })];
    return [...facts, ...(room.needs_approval ? [t.approvals.needed] : [])].join(" · ");
  };
  return (
    <Select
      label={day}
      choices={[
        ...rooms.map((room) => ({ key: room.id, label: room.name, description: whereIs(room) })),
        { key: LEFT_OUT, label: t.series.leaveOut },
      ]}
      value={chosen?.id ?? LEFT_OUT}
      onChange={onChange}
    />
  );
}
