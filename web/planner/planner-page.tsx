import { useMemo, useState } from "react";
import { useSearchParams } from "wouter";
import type { Building } from "../../src/contract/places.ts";
import { useBuildings } from "../ui/api/places.ts";
import { useSchedules } from "../ui/api/schedule.ts";
import { useSchedulePart, useSession } from "../ui/api/session.ts";
import { useChannel } from "../ui/api/use-channel.ts";
import { EmptyState } from "../ui/components/empty-state.tsx";
import { Notice } from "../ui/components/notice.tsx";
import { ProblemNotice } from "../ui/components/problem-notice.tsx";
import { QueryState } from "../ui/components/query-state.tsx";
import { Skeleton } from "../ui/components/skeleton.tsx";
import { wallTimeOf } from "../ui/format/wall-time.ts";
import { Page } from "../ui/layout/page.tsx";
import { useMessages } from "../ui/messages/messages.ts";
import { createDraftStore, useHeld, type Draft } from "./edit/draft.ts";
import { MoveDialog } from "./edit/move-dialog.tsx";
import { NewReservation } from "./edit/new-reservation.tsx";
import { firstDayOf, paramsOf, viewFrom, type PlannerView } from "./filters/planner-view.ts";
import { SavedViews } from "./filters/saved-views-menu.tsx";
import { DayFields, FilterFields } from "./filters/view-fields.tsx";
import { KeyboardHelp } from "./keyboard-help.tsx";
import { ScheduleGrid } from "./layout/schedule-grid.tsx";
import { barsBySpace, rowsOf } from "./layout/schedule-rows.ts";
import { createTimeScale, type TimeScale } from "../ui/timeline/time-scale.ts";
import { SidePanel } from "./side-panel.tsx";
import { useStill } from "./use-still.ts";
import "./planner.css";

/** Spaces against time, for those who plan for everybody, and those who look at it. */
export default function PlannerPage() {
  const { t } = useMessages();
  const buildings = useBuildings();
  // What is done here is judged by what the planner's channel may.
  useChannel("event_planner");
  return (
    <Page title={t.planner.title}>
      <QueryState query={buildings}>{(items) => <Planner buildings={items} />}</QueryState>
    </Page>
  );
}

function Planner({ buildings }: { buildings: readonly Building[] }) {
  const { t } = useMessages();
  const { person } = useSession();
  const mayPlan = useSchedulePart() === "plan";
  const [params, setParams] = useSearchParams();
  const [now] = useState(() => new Date().toISOString());
  const [isWide] = useState(() => window.matchMedia("(min-width: 641px)").matches);
  const zone = zoneOf(buildings, params.get("building") ?? "", person.time_zone);
  const today = wallTimeOf(now, zone).date;
  const view = viewFrom(params, today);
  const show = (next: PlannerView) => setParams(paramsOf(next), { replace: true });
  const change = (part: Partial<PlannerView>) => show({ ...view, ...part });
  const firstDay = firstDayOf(view);
  const scale = useMemo(
    () => createTimeScale(firstDay, view.span, zone),
    [firstDay, view.span, zone],
  );
  return (
    <>
      <div className="planner-bar-above">
        <DayFields view={view} onChange={change} today={today} />
        <div className="row">
          <SavedViews view={view} onChoose={show} />
          <KeyboardHelp />
        </div>
      </div>
      <details className="planner-filter-box" open={isWide}>
        <summary>{t.planner.filters}</summary>
        <FilterFields view={view} onChange={change} buildings={buildings} />
      </details>
      {mayPlan ? null : <Notice tone="quiet">{t.planner.viewing}</Notice>}
      <Schedule view={view} scale={scale} mayPlan={mayPlan} />
    </>
  );
}

/** That of the building that is looked at, or of all of them where they have the same. */
function zoneOf(buildings: readonly Building[], buildingId: string, own: string): string {
  const chosen = buildings.find(({ id }) => id === buildingId);
  const zones = new Set(buildings.map(({ time_zone: zone }) => zone));
  const [first = own] = zones;
  return chosen?.time_zone ?? (zones.size === 1 ? first : own);
}

interface ScheduleProps {
  readonly view: PlannerView;
  readonly scale: TimeScale;
  readonly mayPlan: boolean;
}

function Schedule({ view, scale, mayPlan }: ScheduleProps) {
  const { t } = useMessages();
  const schedule = useSchedules(
    scale.days.map(({ startMs, endMs }) => ({ from: isoOf(startMs), to: isoOf(endMs) })),
    {
      building_id: view.buildingId,
      floor: view.floor,
      kind: view.kind,
      capacity: view.capacity,
      q: view.name,
    },
  );
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const { answers } = schedule;
  const bars = useMemo(() => barsBySpace(answers), [answers]);
  const [first] = answers;
  const rows = useMemo(
    () => (first === undefined ? [] : rowsOf(first, bars, collapsed)),
    [first, bars, collapsed],
  );
  const [openId, setOpenId] = useState<string | null>(null);
  const [dropped, setDropped] = useState<Draft | null>(null);
  const [store] = useState(createDraftStore);
  const isInHand = useHeld(store).rowKey !== null && dropped === null;
  const shownRows = useStill(rows, isInHand);
  const error = useStill(schedule.error, isInHand);
  const endDraft = () => {
    store.set(null);
    setDropped(null);
  };
  const closePanel = () => {
    setOpenId(null);
    // Back to where it was opened from.
    document.querySelector<HTMLElement>('.planner-content [tabindex="0"]')?.focus();
  };
  if (schedule.error !== null && first === undefined) {
    return <ProblemNotice error={schedule.error} onRetry={schedule.retry} />;
  }
  if (first === undefined) return <Skeleton bars={8} />;
  return (
    <>
      {error === null ? null : <ProblemNotice error={error} onRetry={schedule.retry} />}
      {first.has_more_spaces ? <Notice tone="warn">{t.planner.more}</Notice> : null}
      {first.spaces.length === 0 ? (
        <EmptyState title={t.planner.none}>{t.planner.noneSentence}</EmptyState>
      ) : (
        <div className="planner-ground" data-panel={openId !== null || undefined}>
          <ScheduleGrid
            rows={shownRows}
            known={bars}
            scale={scale}
            date={view.date}
            snapMinutes={view.snapMinutes}
            mayPlan={mayPlan}
            openId={openId}
            store={store}
            onOpen={setOpenId}
            onToggle={(key) => setCollapsed((old) => toggled(old, key))}
            onDrop={(draft) => {
              store.set(draft);
              setDropped(draft);
            }}
          />
          {openId === null ? null : <SidePanel key={openId} id={openId} onClose={closePanel} />}
        </div>
      )}
      {dropped?.kind === "create" ? (
        <NewReservation draft={dropped} onClose={endDraft} onBooked={setOpenId} />
      ) : null}
      {dropped?.bar ? (
        <MoveDialog draft={dropped} bar={dropped.bar} zone={scale.zone} onClose={endDraft} />
      ) : null}
    </>
  );
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}
