import { memo } from "react";
import { Icon } from "../../ui/components/icon.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { BarCell } from "./bar-cell.tsx";
import type { Cursor } from "./cursor.ts";
import type { GroupRow, SpaceRow } from "./schedule-rows.ts";
import { xOf, type TimeScale } from "../../ui/timeline/time-scale.ts";

interface SpaceCellsProps {
  readonly row: SpaceRow;
  readonly scale: TimeScale;
  readonly cellMs: number;
  /** Where the keyboard is, if it is in this row. */
  readonly cursor: Cursor | null;
  readonly openId: string | null;
  readonly heldId: string | null;
}

/** The name of a space, and what it holds. */
export const SpaceCells = memo(function SpaceCells(props: SpaceCellsProps) {
  const { row, scale, cellMs, cursor, openId, heldId } = props;
  const { t } = useMessages();
  const { space, bars } = row;
  const kind = t.planner.kinds[space.kind];
  const shown = bars.filter(({ startMs, endMs }) => endMs > scale.fromMs && startMs < scale.toMs);
  return (
    <>
      <div role="rowheader" className="planner-space">
        <strong>{space.name}</strong>
        <span className="planner-space-facts">
          {t.planner.spaceFacts({ kind, seats: space.capacity })}
          {space.synced ? t.planner.synced : ""}
        </span>
      </div>
      <div className="timeline-track" role="presentation" style={{ width: scale.width }}>
        {shown.map((bar) => (
          <BarCell
            key={bar.id}
            bar={bar}
            spaceName={space.name}
            scale={scale}
            isTabStop={cursor?.barId === bar.id}
            isOpen={openId === bar.id}
            isHeld={heldId === bar.id}
          />
        ))}
        {cursor !== null && cursor.barId === null ? (
          <FreeCell row={row} scale={scale} startMs={cursor.atMs} cellMs={cellMs} />
        ) : shown.length === 0 ? (
          <span role="gridcell" className="visually-hidden">
            {t.planner.allFree}
          </span>
        ) : null}
      </div>
    </>
  );
});

interface FreeCellProps {
  readonly row: SpaceRow;
  readonly scale: TimeScale;
  readonly startMs: number;
  readonly cellMs: number;
}

/** The free time that the keyboard is at; there is one at a time. */
function FreeCell({ row, scale, startMs, cellMs }: FreeCellProps) {
  const { t, formats } = useMessages();
  const iso = (ms: number) => new Date(ms).toISOString();
  const time = formats.timeRange(iso(startMs), iso(startMs + cellMs), scale.zone);
  const left = xOf(scale, startMs);
  return (
    <div
      role="gridcell"
      className="planner-free"
      data-free={startMs}
      tabIndex={0}
      aria-label={t.planner.free({ space: row.space.name, time })}
      style={{
        width: xOf(scale, startMs + cellMs) - left,
        transform: `translateX(${left}px)`,
      }}
    />
  );
}

interface GroupCellsProps {
  readonly row: GroupRow;
  readonly scale: TimeScale;
  readonly isTabStop: boolean;
}

export const GroupCells = memo(function GroupCells(props: GroupCellsProps) {
  const { row, scale, isTabStop } = props;
  const { t, formats } = useMessages();
  const { time_zone: zone } = row.building;
  const at = new Date(scale.fromMs).toISOString();
  // Buildings whose clocks show something else than the axis say so.
  const zoneNote = formats.sameClock(zone, scale.zone, at) ? [] : [formats.zone(zone, at)];
  return (
    <div
      role="gridcell"
      className="planner-group"
      data-group={row.key}
      tabIndex={isTabStop ? 0 : -1}
      aria-expanded={!row.isCollapsed}
      style={{ width: scale.width }}
    >
      <span className="planner-group-words">
        <span className="planner-group-mark" data-collapsed={row.isCollapsed || undefined}>
          <Icon name="chevron" sizePx={14} />
        </span>
        {t.planner.group({ building: row.building.name, floor: row.floor })}
        <span className="muted small">
          {[t.planner.spaces({ count: row.spaceCount }), ...zoneNote].join(" · ")}
        </span>
      </span>
    </div>
  );
});
