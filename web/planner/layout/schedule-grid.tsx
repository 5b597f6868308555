import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import { useMessages } from "../../ui/messages/messages.ts";
import { DraftGhost, DraftStatus } from "../edit/draft-ghost.tsx";
import { isUnmoved, type Draft, type DraftStore } from "../edit/draft.ts";
import { draftAfter, newAt } from "../edit/grid-keys.ts";
import { usePointerDraft } from "../edit/use-pointer-draft.ts";
import { BarCard, type ShownCard } from "./bar-card.tsx";
import { cursorAfter, type Cursor } from "./cursor.ts";
import { GroupCells, SpaceCells } from "./row-cells.tsx";
import type { Row } from "./schedule-rows.ts";
import { NowLine, TimeAxis } from "../../ui/timeline/time-axis.tsx";
import { HOUR_MS, MINUTE_MS, xOf, type TimeScale } from "../../ui/timeline/time-scale.ts";
import { heightOf, offsetsOf, rowAt, visibleRange } from "./visible-rows.ts";

interface ScheduleGridProps {
  readonly rows: readonly Row[];
  readonly scale: TimeScale;
  /** The day that is brought into sight. */
  readonly date: string;
  readonly snapMinutes: number;
  readonly mayPlan: boolean;
  readonly openId: string | null;
  readonly store: DraftStore;
  readonly onOpen: (id: string) => void;
  readonly onToggle: (groupKey: string) => void;
  readonly onDrop: (draft: Draft) => void;
}

const AXIS_HEIGHT = 36;
const CARD_DELAY_MS = 120;

/** Spaces against time. Only the rows in sight are there; the keyboard goes everywhere. */
export function ScheduleGrid(props: ScheduleGridProps) {
  const { rows, scale, snapMinutes, openId, store } = props;
  const { t, formats } = useMessages();
  const content = useRef<HTMLDivElement>(null);
  const offsets = useMemo(() => offsetsOf(rows), [rows]);
  const { scroller, range, onScroll } = useVisibleRows(offsets);
  const cellMs = scale.span === "day" ? snapMinutes * MINUTE_MS : HOUR_MS;
  const { cursor, place, moveTo } = useCursor({ rows, scale, offsets, scroller, content });
  const card = useCard(rows);
  const pointAt = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const box = content.current?.getBoundingClientRect();
    const y = clientY - (box?.top ?? 0);
    return {
      x: clientX - (box?.left ?? 0) - columnWidth(content.current),
      row: rows[rowAt(offsets, y)],
    };
  };
  const pointer = usePointerDraft({ ...props, scroller, pointAt });
  const placeOf = useCallback(
    (rowKey: string) => {
      const index = rows.findIndex(({ key }) => key === rowKey);
      const row = rows[index];
      return row === undefined ? null : { top: offsets[index] ?? 0, height: heightOf(row) };
    },
    [rows, offsets],
  );
  useStartOfDay(scroller, scale, props.date);

  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (pointer.isEndOfDrag()) return;
    card.hide();
    const target = event.target as HTMLElement;
    const group = target.closest<HTMLElement>("[data-group]")?.dataset["group"];
    if (group !== undefined) {
      place({ rowKey: group, atMs: cursor.atMs, barId: null });
      props.onToggle(group);
      return;
    }
    const { x, row } = pointAt(event);
    if (row?.kind !== "space" || x < 0) return;
    const bar = target.closest<HTMLElement>("[data-bar]")?.dataset["bar"];
    const found = row.bars.find(({ id }) => id === bar);
    if (found !== undefined) {
      place({ rowKey: row.key, atMs: found.startMs, barId: found.id });
      props.onOpen(found.id);
    } else if (target.dataset["free"] !== undefined) {
      if (props.mayPlan) props.onDrop(newAt(row, cursor.atMs));
    } else {
      const cells = Math.floor(x / scale.pixelsPerMs / cellMs);
      moveTo({ rowKey: row.key, atMs: scale.fromMs + cells * cellMs, barId: null });
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    card.hide();
    const draft = store.get();
    const row = rows.find(({ key }) => key === cursor.rowKey);
    const next = props.mayPlan
      ? draftAfter({ rows, scale, snapMinutes }, draft, cursor, event)
      : null;
    if (next !== null) store.set(next);
    else if (event.key === "Escape" && draft !== null) store.set(null);
    else if (event.key === "Enter" || event.key === " ") {
      if (draft !== null && !isUnmoved(draft)) props.onDrop(draft);
      else if (row?.kind === "group") props.onToggle(row.key);
      else if (cursor.barId !== null) props.onOpen(cursor.barId);
      else if (row !== undefined && props.mayPlan) props.onDrop(newAt(row, cursor.atMs));
    } else {
      const to = event.altKey
        ? null
        : cursorAfter({ rows, scale, cellMs }, cursor, event.key, event.ctrlKey || event.metaKey);
      if (to === null) return;
      store.set(null);
      moveTo(to);
    }
    event.preventDefault();
  };

  const cursorIndex = rows.findIndex(({ key }) => key === cursor.rowKey);
  const [first, last] = range;
  const shown = Array.from({ length: last - first }, (_, index) => first + index);
  if (cursorIndex >= 0 && (cursorIndex < first || cursorIndex >= last)) shown.push(cursorIndex);
  return (
    <div className="planner-frame">
      <div
        ref={scroller}
        className="planner-scroll"
        data-span={scale.span}
        onScroll={() => {
          card.hide();
          onScroll();
        }}
      >
        <TimeAxis scale={scale} />
        <div
          ref={content}
          role="grid"
          aria-label={t.planner.grid}
          aria-rowcount={rows.length}
          className="planner-content"
          style={contentStyle(offsets, scale)}
          tabIndex={-1}
          onClick={onClick}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            card.hide();
            pointer.onPointerDown(event);
          }}
          onPointerOver={card.onPointerOver}
          onPointerLeave={card.hide}
          onFocus={card.onFocus}
          onBlur={card.hide}
        >
          {shown.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            const isAtCursor = index === cursorIndex;
            const style = { height: heightOf(row), transform: `translateY(${offsets[index]}px)` };
            return (
              <div
                key={row.key}
                role="row"
                aria-rowindex={index + 1}
                className={`planner-row planner-row-${row.kind}`}
                style={style}
              >
                {row.kind === "group" ? (
                  <GroupCells
                    row={row}
                    width={scale.width}
                    isTabStop={isAtCursor}
                    zoneNote={zoneNote(row.building.time_zone)}
                  />
                ) : (
                  <SpaceCells
                    row={row}
                    scale={scale}
                    cellMs={cellMs}
                    cursor={isAtCursor ? cursor : null}
                    openId={openId}
                  />
                )}
              </div>
            );
          })}
          <div className="planner-overlay" role="presentation">
            <NowLine scale={scale} />
            <DraftGhost store={store} scale={scale} placeOf={placeOf} />
          </div>
        </div>
        {card.shown === null ? null : <BarCard card={card.shown} zone={scale.zone} />}
      </div>
      <DraftStatus store={store} zone={scale.zone} />
    </div>
  );

  /** Buildings whose clocks show something else than the axis say so. */
  function zoneNote(zone: string): string {
    const at = new Date(scale.fromMs).toISOString();
    return formats.sameClock(zone, scale.zone, at) ? "" : formats.zone(zone, at);
  }
}

function contentStyle(offsets: readonly number[], scale: TimeScale): CSSProperties {
  const style: CSSProperties & Record<"--track-width", string> = {
    height: offsets.at(-1),
    "--track-width": `${scale.width}px`,
  };
  return style;
}

function columnWidth(content: HTMLElement | null): number {
  const header = content?.querySelector<HTMLElement>("[role=rowheader]");
  return header?.offsetWidth ?? 0;
}

/** The rows in sight; the observer tells also when it is there first, and of other rows. */
function useVisibleRows(offsets: readonly number[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const update = (where: readonly number[]) => {
    const element = scroller.current;
    if (element === null) return;
    const [first, last] = visibleRange(where, element.scrollTop, element.clientHeight);
    setRange((old) => (old[0] === first && old[1] === last ? old : [first, last]));
  };
  const look = useEffectEvent(update);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => look(offsets));
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [offsets]);
  return { scroller, range, onScroll: () => update(offsets) };
}

interface CursorPlace {
  readonly rows: readonly Row[];
  readonly scale: TimeScale;
  readonly offsets: readonly number[];
  readonly scroller: { readonly current: HTMLElement | null };
  readonly content: { readonly current: HTMLElement | null };
}

/** One place in the grid can be reached with Tab; arrows move it, and the focus with it. */
function useCursor({ rows, scale, offsets, scroller, content }: CursorPlace) {
  const [kept, setKept] = useState<Cursor | null>(null);
  const takesFocus = useRef(false);
  const startMs = scale.fromMs + FIRST_HOUR * HOUR_MS;
  const isThere = kept !== null && rows.some(({ key }) => key === kept.rowKey);
  const isInSight = isThere && kept.atMs < scale.toMs && kept.atMs >= scale.fromMs - 24 * HOUR_MS;
  const cursor = isInSight ? kept : { rowKey: rows[0]?.key ?? "", atMs: startMs, barId: null };
  const moveTo = (next: Cursor) => {
    takesFocus.current = true;
    setKept(next);
    reveal(next);
  };
  useEffect(() => {
    if (!takesFocus.current) return;
    takesFocus.current = false;
    content.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  function reveal({ rowKey, atMs }: Cursor): void {
    const element = scroller.current;
    const index = rows.findIndex(({ key }) => key === rowKey);
    const row = rows[index];
    if (element === null || row === undefined) return;
    const top = offsets[index] ?? 0;
    const { scrollTop, clientHeight, scrollLeft, clientWidth } = element;
    const lowest = top + heightOf(row) + AXIS_HEIGHT - clientHeight;
    if (top < scrollTop) element.scrollTo({ top });
    else if (lowest > scrollTop) element.scrollTo({ top: lowest });
    const x = xOf(scale, atMs);
    const room = clientWidth - columnWidth(content.current);
    if (x < scrollLeft || x > scrollLeft + room - EDGE_PIXELS) {
      element.scrollTo({ left: Math.max(x - room / 3, 0) });
    }
  }
  return { cursor, place: setKept, moveTo };
}

const FIRST_HOUR = 8;
const EDGE_PIXELS = 80;

/** A day begins where work does, or a little before the present; a week with the day that is meant. */
function useStartOfDay(
  scroller: { readonly current: HTMLElement | null },
  scale: TimeScale,
  date: string,
): void {
  useLayoutEffect(() => {
    const now = Date.now();
    const isToday = now >= scale.fromMs && now < scale.toMs;
    const day = scale.days.find((one) => one.date === date)?.startMs ?? scale.fromMs;
    const beginsMs = scale.span === "week" ? day : day + (FIRST_HOUR - 1) * HOUR_MS;
    const wantedMs = isToday && scale.span === "day" ? Math.max(beginsMs, now - HOUR_MS) : beginsMs;
    scroller.current?.scrollTo({ left: xOf(scale, wantedMs) });
  }, [scroller, scale, date]);
}

/** The card of the bar that the mouse rests on, or that the keyboard has reached. */
function useCard(rows: readonly Row[]) {
  const [shown, setShown] = useState<ShownCard | null>(null);
  const timer = useRef(0);
  const hide = useCallback(() => {
    window.clearTimeout(timer.current);
    setShown(null);
  }, []);
  const show = (target: EventTarget) => {
    window.clearTimeout(timer.current);
    const element = (target as HTMLElement).closest<HTMLElement>("[data-bar]");
    if (element === null) {
      setShown(null);
      return;
    }
    timer.current = window.setTimeout(() => {
      const row = rows.find(
        (one) => one.kind === "space" && one.bars.some(({ id }) => id === element.dataset["bar"]),
      );
      if (row?.kind !== "space" || document.body.classList.contains("planner-dragging")) return;
      const bar = row.bars.find(({ id }) => id === element.dataset["bar"]);
      const { left, top, bottom } = element.getBoundingClientRect();
      if (bar) setShown({ bar, spaceName: row.space.name, left, top, bottom });
    }, CARD_DELAY_MS);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return {
    shown,
    hide,
    onPointerOver: (event: { target: EventTarget; pointerType: string }) => {
      if (event.pointerType !== "touch") show(event.target);
    },
    onFocus: (event: { target: EventTarget }) => show(event.target),
  };
}
