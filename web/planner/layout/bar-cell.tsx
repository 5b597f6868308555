import type { CSSProperties } from "react";
import { Icon } from "../../ui/components/icon.tsx";
import { useMessages, type Messages } from "../../ui/messages/messages.ts";
import type { Bar } from "./schedule-rows.ts";
import { xOf, type TimeScale } from "../../ui/timeline/time-scale.ts";

interface BarCellProps {
  readonly bar: Bar;
  readonly spaceName: string;
  readonly scale: TimeScale;
  readonly isTabStop: boolean;
  readonly isOpen: boolean;
  /** A hand has it, and its ghost is where that is. */
  readonly isHeld: boolean;
}

const LABEL_WIDTH_MIN = 44;
const TONES = {
  draft: "quiet",
  awaiting_confirmation: "info",
  awaiting_approval: "warn",
  approved: "good",
  confirmed: "good",
  in_progress: "good",
  completed: "quiet",
  rejected: "bad",
  conflicted: "bad",
  cancelled: "quiet",
  no_show: "quiet",
} as const;

/** Neither may be done to it by this person: shown dimmed, and not to be dragged. */
export function isReadOnlyBar({ verdicts }: Bar): boolean {
  return !verdicts.update.allowed;
}

export function BarCell({ bar, spaceName, scale, isTabStop, isOpen, isHeld }: BarCellProps) {
  const messages = useMessages();
  const { t } = messages;
  const { reservation, lane, lanes } = bar;
  const left = xOf(scale, bar.startMs);
  const width = Math.max(xOf(scale, bar.endMs) - left - 1, 3);
  const readOnly = isReadOnlyBar(bar);
  const state = t.reservations.states[reservation.state];
  return (
    <div
      role="gridcell"
      className="planner-bar"
      data-bar={bar.id}
      data-tone={TONES[reservation.state]}
      data-state={reservation.state}
      data-dimmed={readOnly || undefined}
      data-blocker={reservation.kind === "blocker" || undefined}
      data-held={isHeld || undefined}
      data-chosen={isOpen || isTabStop || undefined}
      aria-selected={isOpen}
      aria-label={barWords(messages, bar, spaceName, scale.zone)}
      tabIndex={isTabStop ? 0 : -1}
      style={{
        width,
        ...gripOf(width),
        transform: `translateX(${left}px)`,
        ...(lanes === 1 ? {} : { top: `${(lane / lanes) * 100}%`, height: `${100 / lanes}%` }),
      }}
    >
      {width < LABEL_WIDTH_MIN ? null : (
        <span className="planner-bar-text" aria-hidden="true">
          <span className="planner-bar-subject">
            {readOnly ? <Icon name="lock" sizePx={12} /> : null}
            {reservation.sync_state === "sync_required" ? (
              <Icon name="warning" sizePx={12} />
            ) : null}
            {reservation.subject}
          </span>{" "}
          {lanes > 1 ? null : (
            <span className="planner-bar-state">
              {t.planner.stateAndPerson({ state, name: reservation.requested_for_name })}
            </span>
          )}
        </span>
      )}
      {readOnly ? null : (
        <>
          <span className="planner-edge planner-edge-start" data-edge="start" />
          <span className="planner-edge planner-edge-end" data-edge="end" />
        </>
      )}
    </div>
  );
}

const GRIP_PIXELS = 16;

/** How much of a bar its ends take for a finger; the rest of what they take is beside it. */
function gripOf(width: number): CSSProperties {
  const style: CSSProperties & Record<"--grip", string> = {
    "--grip": `${Math.min(GRIP_PIXELS, Math.round(width / 3))}px`,
  };
  return style;
}

/** All that the bar tells by place and colour, in words. */
export function barWords(
  { t, formats, say }: Messages,
  { reservation, verdicts }: Bar,
  space: string,
  zone: string,
): string {
  const { subject, start, end, state, requested_for_name: name, sync_state: sync } = reservation;
  const { allowed, reason = "", remedy = "" } = verdicts.update;
  return t.planner.bar({
    subject,
    space,
    time: formats.timeRange(start, end, zone),
    state: t.reservations.states[state],
    name,
    trouble: sync === "sync_required" ? t.planner.notInStep : "",
    readOnly: allowed
      ? ""
      : t.planner.readOnly({ reason: say(reason).text, remedy: say(remedy).text }),
  });
}
