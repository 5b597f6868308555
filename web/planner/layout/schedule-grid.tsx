import {
  useCallback,
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
import { isUnmoved, useHeld, type Draft, type DraftStore } from "../edit/draft.ts";
import { draftAfter, newAt } from "../edit/grid-keys.ts";
import { usePointerDraft } from "../edit/use-pointer-draft.ts";
import { BarCard } from "./bar-card.tsx";
import { cursorAfter } from "./cursor.ts";
import { GroupCells, SpaceCells } from "./row-cells.tsx";
import type { BarsBySpace, Row } from "./schedule-rows.ts";
import { NowLine, TimeAxis } from "../../ui/timeline/time-axis.tsx";
import { HOUR_MS, MINUTE_MS, type TimeScale } from "../../ui/timeline/time-scale.ts";
import { columnWidth, sightOf } from "./sight.ts";
import { useCard } from "./use-card.ts";
import { useCursor, useStartOfDay } from "./use-cursor.ts";
import { heightOf, offsetsOf, rowAt, visibleRange } from "./visible-rows.ts";

interface ScheduleGridProps {
  readonly rows: readonly Row[];
  /** What was read last, which the rows wait to show while something is held. */
  readonly known: BarsBySpace;
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

/** Spaces against time. Only the rows in sight are there; the keyboard goes everywhere. */
export function ScheduleGrid(props: ScheduleGridProps) {
  const { rows, known, scale, snapMinutes, openId, store } = props;
  const { t } = useMessages();
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
  const sight = () => sightOf(scroller.current, content.current);
  const pointer = usePointerDraft({ ...props, scroller, pointAt, sight });
  const held = useHeld(store);
  const [byHand, setByHand] = useState(false);
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
  const isShown = (index: number) => index < 0 || shown.includes(index);
  if (!isShown(cursorIndex)) shown.push(cursorIndex);
  // What a finger has touched has to stay there, or nobody hears of the finger any more.
  const heldIndex = rows.findIndex(({ key }) => key === held.rowKey);
  if (!isShown(heldIndex)) shown.push(heldIndex);
  return (
    <div className="planner-frame">
      <div
        ref={scroller}
        className="planner-scroll"
        data-span={scale.span}
        data-by-hand={byHand || undefined}
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
            setByHand(event.pointerType !== "mouse");
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
                  <GroupCells row={row} scale={scale} isTabStop={isAtCursor} />
                ) : (
                  <SpaceCells
                    row={row}
                    scale={scale}
                    cellMs={cellMs}
                    cursor={isAtCursor ? cursor : null}
                    openId={openId}
                    heldId={held.barId}
                  />
                )}
              </div>
            );
          })}
          <div className="planner-overlay" role="presentation">
            <NowLine scale={scale} />
            <DraftGhost store={store} known={known} scale={scale} placeOf={placeOf} />
          </div>
        </div>
        {card.shown === null ? null : <BarCard card={card.shown} zone={scale.zone} />}
      </div>
      <DraftStatus store={store} known={known} zone={scale.zone} />
    </div>
  );
}

function contentStyle(offsets: readonly number[], scale: TimeScale): CSSProperties {
  const style: CSSProperties & Record<"--track-width", string> = {
    height: offsets.at(-1),
    "--track-width": `${scale.width}px`,
  };
  return style;
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
