import { useId, useMemo } from "react";
import type { Space } from "../../../src/contract/places.ts";
import type { BusyTime } from "../../../src/contract/space-calendar.ts";
import { useBusyTimes } from "../../ui/api/space-calendar.ts";
import { Button } from "../../ui/components/button.tsx";
import { DateField, TimeField } from "../../ui/components/date-time-fields.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { instantOf, laterDay } from "../../ui/format/wall-time.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { createTimeScale } from "../../ui/timeline/time-scale.ts";
import { faultOf, type SearchFault } from "../find/search-state.ts";
import { BusyFrame } from "./busy-frame.tsx";
import { BusyTrack, stretchOf } from "./busy-track.tsx";
import { isFree } from "./free-gaps.ts";
import "./space-page.css";

export interface SpaceTime {
  readonly date: string;
  readonly from: string;
  readonly to: string;
}

interface SpaceTimesProps {
  readonly space: Space;
  readonly wished: SpaceTime;
  readonly now: string;
  readonly onChange: (wished: SpaceTime) => void;
  readonly onBook: () => void;
}

const DAYS = 7;

/** When a space is free on a day and in the week from it, to choose a time and book it. */
export function SpaceTimes(props: SpaceTimesProps) {
  const { t } = useMessages();
  const { wished, onChange } = props;
  const fault = faultOf(wished);
  const heading = useId();
  return (
    <section className="section" aria-labelledby={heading}>
      <h2 id={heading}>{t.spaces.times}</h2>
      <div className="space-wish">
        <DateField
          label={t.find.date}
          value={wished.date}
          onChange={(date) => onChange({ ...wished, date })}
          error={fault === "date_missing" ? t.find.dateMissing : undefined}
        />
        <TimeField
          label={t.find.from}
          value={wished.from}
          onChange={(from) => onChange({ ...wished, from })}
          error={fault === "time_missing" ? t.find.timeMissing : undefined}
        />
        <TimeField
          label={t.find.to}
          value={wished.to}
          onChange={(to) => onChange({ ...wished, to })}
          error={fault === "ends_before_start" ? t.find.endsBeforeStart : undefined}
        />
      </div>
      {fault === "date_missing" ? null : <DayAndWeek {...props} fault={fault} />}
    </section>
  );
}

function DayAndWeek(props: SpaceTimesProps & { readonly fault: SearchFault }) {
  const { space, wished, now, fault, onChange, onBook } = props;
  const { t, formats } = useMessages();
  const zone = space.time_zone;
  const scale = useMemo(() => createTimeScale(wished.date, "day", zone), [wished.date, zone]);
  const weekEnd = instantOf({ date: laterDay(wished.date, DAYS), time: "00:00" }, zone);
  const from = new Date(scale.fromMs).toISOString();
  const busy = useBusyTimes({ space_id: space.id, from, to: weekEnd });
  const at = (time: string) => instantOf({ date: wished.date, time }, zone);
  const wish = fault === null ? stretchOf({ start: at(wished.from), end: at(wished.to) }) : null;
  return (
    <QueryState query={busy}>
      {(times) => {
        const isTaken = wish !== null && !isFree(times.map(stretchOf), wish);
        const isPast = wish !== null && wish.startMs < Date.parse(now);
        return (
          <>
            <div className="row">
              <Button
                look="primary"
                isDisabled={wish === null || isTaken || isPast}
                onPress={onBook}
              >
                {t.find.bookSpace({ space: space.name })}
              </Button>
              <span className="small muted">{t.spaces.how}</span>
            </div>
            {isTaken ? <Notice tone="warn">{t.spaces.takenThen}</Notice> : null}
            {isPast && !isTaken ? <Notice tone="quiet">{t.spaces.past}</Notice> : null}
            <BusyFrame
              label={t.spaces.dayLabel}
              scale={scale}
              aboutMs={wish?.startMs ?? scale.fromMs}
            >
              <ul>
                <li>
                  <div className="busy-head">
                    <strong>{formats.day(from, zone, now)}</strong>
                  </div>
                  <BusyTrack
                    spaceName={space.name}
                    scale={scale}
                    busy={times}
                    wished={wish}
                    onChoose={(chosen) => onChange({ ...wished, ...chosen })}
                  />
                </li>
              </ul>
            </BusyFrame>
            <Week times={times} date={wished.date} zone={zone} />
          </>
        );
      }}
    </QueryState>
  );
}

interface WeekProps {
  readonly times: readonly BusyTime[];
  readonly date: string;
  readonly zone: string;
}

/** Day by day in words. */
function Week({ times, date, zone }: WeekProps) {
  const { t, formats } = useMessages();
  const heading = useId();
  const days = Array.from({ length: DAYS }, (_, index) => laterDay(date, index));
  const startOf = (day: string) => Date.parse(instantOf({ date: day, time: "00:00" }, zone));
  return (
    <section className="card" aria-labelledby={heading}>
      <h3 id={heading}>{t.spaces.week}</h3>
      <dl className="busy-days">
        {days.map((day) => {
          const whole = { startMs: startOf(day), endMs: startOf(laterDay(day, 1)) };
          const taken = times.filter((time) => !isFree([stretchOf(time)], whole));
          const ranges = taken.map(({ start, end }) => formats.timeRange(start, end, zone));
          return (
            <div className="facts-pair" key={day}>
              <dt>
                {formats.day(new Date(whole.startMs).toISOString(), zone, new Date().toISOString())}
              </dt>
              <dd>
                {ranges.length === 0
                  ? t.spaces.freeAllDay
                  : t.spaces.takenTimes({ times: formats.list(ranges) })}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
