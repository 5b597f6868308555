import { Icon } from "../../ui/components/icon.tsx";
import { useMessages, type Messages } from "../../ui/messages/messages.ts";
import { xOf, type TimeScale } from "../../ui/timeline/time-scale.ts";
import type { BarsBySpace } from "../layout/schedule-rows.ts";
import { outlookOf, useDraft, type Draft, type DraftOutlook, type DraftStore } from "./draft.ts";

interface DraftGhostProps {
  readonly store: DraftStore;
  readonly known: BarsBySpace;
  readonly scale: TimeScale;
  /** Where the row of a space is, and how high. */
  readonly placeOf: (rowKey: string) => { readonly top: number; readonly height: number } | null;
}

/** Where the reservation would be. */
export function DraftGhost({ store, known, scale, placeOf }: DraftGhostProps) {
  const draft = useDraft(store);
  const place = draft && placeOf(draft.row.key);
  if (draft === null || place === null) return null;
  const x = xOf(scale, draft.startMs);
  return (
    <div
      className="planner-ghost"
      data-conflict={outlookOf(draft, known).conflicts.length > 0 || undefined}
      aria-hidden="true"
      style={{
        top: place.top,
        height: place.height,
        width: Math.max(xOf(scale, draft.endMs) - x, 4),
        transform: `translateX(${x}px)`,
      }}
    />
  );
}

interface DraftStatusProps {
  readonly store: DraftStore;
  readonly known: BarsBySpace;
  readonly zone: string;
}

/** What speaks against it or follows from it; read out while the keyboard moves it. */
export function DraftStatus({ store, known, zone }: DraftStatusProps) {
  const messages = useMessages();
  const draft = useDraft(store);
  const outlook = draft && outlookOf(draft, known);
  const words = draft && outlook ? draftWords(messages, zone, draft, outlook) : "";
  const isConflicting = outlook !== null && outlook.conflicts.length > 0;
  return (
    <div className="planner-status">
      {draft === null ? null : (
        <div
          className="planner-status-words"
          data-conflict={isConflicting || undefined}
          aria-hidden="true"
        >
          {isConflicting ? <Icon name="warning" sizePx={16} /> : null}
          {words}
        </div>
      )}
      <output className="visually-hidden" aria-live="assertive">
        {draft?.by === "keyboard" ? `${words}. ${messages.t.planner.draftKeys}` : ""}
      </output>
    </div>
  );
}

function draftWords(
  { t, formats }: Messages,
  zone: string,
  { startMs, endMs, row }: Draft,
  { conflicts, leavesOutlook, needsApproval, asksRoom }: DraftOutlook,
): string {
  const iso = (ms: number) => new Date(ms).toISOString();
  const time = formats.timeRange(iso(startMs), iso(endMs), zone);
  const [first] = conflicts;
  const follows = leavesOutlook
    ? t.planner.leavesOutlook
    : needsApproval
      ? t.planner.needsApproval
      : asksRoom
        ? t.planner.asksRoom
        : "";
  const what =
    first === undefined
      ? follows
      : t.planner.conflictsWith({ subject: first.reservation.subject, count: conflicts.length });
  return t.planner.draft({ time, space: row.space.name, what });
}
