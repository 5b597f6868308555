import { useMessages } from "../../ui/messages/messages.ts";
import { isReadOnlyBar } from "./bar-cell.tsx";
import type { Bar } from "./schedule-rows.ts";

export interface ShownCard {
  readonly bar: Bar;
  readonly spaceName: string;
  /** Of the bar, in the window. */
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

const WIDTH = 300;
const HEIGHT_MAX = 190;

/** What a bar has no room for, and why it cannot be changed here; for the eye: the bar says it too. */
export function BarCard({ card, zone }: { card: ShownCard; zone: string }) {
  const { t, formats, say } = useMessages();
  const { bar, spaceName, left, top, bottom } = card;
  const { reservation, verdicts } = bar;
  const { subject, start, end, state, requested_for_name: name } = reservation;
  const isAbove = bottom + HEIGHT_MAX > window.innerHeight;
  return (
    <div
      className="planner-card"
      aria-hidden="true"
      style={{
        left: Math.max(8, Math.min(left, window.innerWidth - WIDTH - 8)),
        ...(isAbove ? { bottom: window.innerHeight - top + 4 } : { top: bottom + 4 }),
      }}
    >
      <strong>{subject === "" ? t.reservations.noSubject : subject}</strong>
      <span>
        {formats.timeRange(start, end, zone)}, {spaceName}
      </span>
      <span className="muted">
        {t.planner.stateAndPerson({ state: t.reservations.states[state], name })}
      </span>
      {isReadOnlyBar(bar) ? (
        <span className="planner-card-reason">
          {t.planner.readOnly({
            reason: say(verdicts.update.reason ?? "").text,
            remedy: say(verdicts.update.remedy ?? "").text,
          })}
        </span>
      ) : null}
    </div>
  );
}
