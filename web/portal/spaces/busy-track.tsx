import { useMemo, useState } from "react";
import { Button } from "react-aria-components";
import { Link } from "wouter";
import type { BusyTime } from "../../../src/contract/space-calendar.ts";
import { wallTimeOf } from "../../ui/format/wall-time.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { MINUTE_MS, msAt, snapped, type TimeScale, xOf } from "../../ui/timeline/time-scale.ts";
import { freeGaps, type Stretch, timeInGap } from "./free-gaps.ts";

interface BusyTrackProps {
  readonly spaceName: string;
  readonly scale: TimeScale;
  readonly busy: readonly BusyTime[];
  /** The time that is looked for; null where the form has none. */
  readonly wished: Stretch | null;
  /** Wall times of the scale's zone; what is free can be pressed. */
  readonly onChoose: (times: { readonly from: string; readonly to: string }) => void;
}

const SNAP_MINUTES = 15;
const USUAL_LENGTH_MS = 60 * MINUTE_MS;
/** In less nobody meets, and nobody can press it. */
const SHORTEST_MS = 15 * MINUTE_MS;

/** A space against the hours of a day: what is taken, what is wished, and what is free to be chosen. */
export function BusyTrack({ spaceName, scale, busy, wished, onChoose }: BusyTrackProps) {
  const [nowMs] = useState(() => Date.now());
  const taken = useMemo(() => busy.map((time) => ({ ...stretchOf(time), time })), [busy]);
  // A reservation of the search ends on the day that it begins.
  const open = {
    startMs: Math.max(scale.fromMs, Math.min(nowMs, scale.toMs)),
    endMs: scale.toMs - MINUTE_MS,
  };
  const gaps = freeGaps(taken, open, SHORTEST_MS);
  const choose = (gap: Stretch, atMs: number) => {
    const lengthMs = wished === null ? USUAL_LENGTH_MS : wished.endMs - wished.startMs;
    const chosen = timeInGap(gap, atMs, lengthMs);
    const clock = (ms: number) => wallTimeOf(new Date(ms).toISOString(), scale.zone).time;
    onChoose({ from: clock(chosen.startMs), to: clock(chosen.endMs) });
  };
  return (
    <div className="timeline-track busy-track" style={{ width: scale.width }}>
      {gaps.map((gap) => (
        <Gap key={gap.startMs} gap={gap} spaceName={spaceName} scale={scale} onChoose={choose} />
      ))}
      {taken.map(({ time, startMs, endMs }) => (
        <Taken key={time.start} time={time} scale={scale} style={placed(scale, startMs, endMs)} />
      ))}
      {wished === null ? null : (
        <div
          className="busy-wished"
          aria-hidden="true"
          style={placed(scale, wished.startMs, wished.endMs)}
        />
      )}
    </div>
  );
}

export function stretchOf({ start, end }: Pick<BusyTime, "start" | "end">): Stretch {
  return { startMs: Date.parse(start), endMs: Date.parse(end) };
}

function placed(scale: TimeScale, startMs: number, endMs: number) {
  const left = xOf(scale, startMs);
  return { width: Math.max(xOf(scale, endMs) - left, 2), transform: `translateX(${left}px)` };
}

interface GapProps {
  readonly gap: Stretch;
  readonly spaceName: string;
  readonly scale: TimeScale;
  readonly onChoose: (gap: Stretch, atMs: number) => void;
}

/** With a mouse or a finger the time is where it was pressed; by keyboard it begins with the gap. */
function Gap({ gap, spaceName, scale, onChoose }: GapProps) {
  const { t, formats } = useMessages();
  const iso = (ms: number) => new Date(ms).toISOString();
  const time = formats.timeRange(iso(gap.startMs), iso(gap.endMs), scale.zone);
  const firstMs = Math.ceil(gap.startMs / MINUTE_MS) * MINUTE_MS;
  return (
    <Button
      className="busy-gap"
      aria-label={t.spaces.chooseGap({ space: spaceName, time })}
      style={placed(scale, gap.startMs, gap.endMs)}
      onPress={({ x, pointerType }) => {
        const isPlaced = pointerType !== "keyboard" && pointerType !== "virtual";
        const at = isPlaced ? msAt(scale, xOf(scale, gap.startMs) + x) : firstMs;
        onChoose(
          { ...gap, startMs: firstMs },
          isPlaced ? snapped(scale, at, SNAP_MINUTES) : firstMs,
        );
      }}
    />
  );
}

interface TakenProps {
  readonly time: BusyTime;
  readonly scale: TimeScale;
  readonly style: { readonly width: number; readonly transform: string };
}

function Taken({ time, scale, style }: TakenProps) {
  const { t, formats } = useMessages();
  const { own } = time;
  const when = formats.timeRange(time.start, time.end, scale.zone);
  const words = t.spaces.taken({ time: when, subject: own?.subject ?? "" });
  return own === null ? (
    <span className="busy-taken" style={style} title={words}>
      <span className="visually-hidden">{words}</span>
    </span>
  ) : (
    <Link
      href={`/reservations/${own.id}`}
      className="busy-taken busy-own"
      style={style}
      aria-label={words}
      title={words}
    >
      <span aria-hidden="true">{own.subject}</span>
    </Link>
  );
}
