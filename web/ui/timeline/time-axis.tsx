import { useEffect, useState } from "react";
import { useMessages } from "../messages/messages.ts";
import { HOUR_MS, MINUTE_MS, xOf, type TimeScale } from "./time-scale.ts";
import "./timeline.css";

/** The hours of the day, or the days of the week, above it all; bars say their times themselves. */
export function TimeAxis({ scale }: { scale: TimeScale }) {
  const { formats } = useMessages();
  const iso = (ms: number) => new Date(ms).toISOString();
  const marks =
    scale.span === "week"
      ? scale.days.map(({ startMs, endMs }) => ({
          startMs,
          width: xOf(scale, endMs) - xOf(scale, startMs),
          label: formats.day(iso(startMs), scale.zone),
        }))
      : Array.from({ length: Math.round((scale.toMs - scale.fromMs) / HOUR_MS) }, (_, hour) => {
          const startMs = scale.fromMs + hour * HOUR_MS;
          const width = HOUR_MS * scale.pixelsPerMs;
          return { startMs, width, label: formats.time(iso(startMs), scale.zone) };
        });
  return (
    <div className="timeline-axis" aria-hidden="true">
      <div className="timeline-corner">{formats.zone(scale.zone, iso(scale.fromMs))}</div>
      <div className="timeline-marks" style={{ width: scale.width }}>
        {marks.map(({ startMs, width, label }) => (
          <span key={startMs} className="timeline-mark" style={{ width }}>
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Where the present is, if that is in sight. */
export function NowLine({ scale }: { scale: TimeScale }) {
  const nowMs = usePresent();
  if (nowMs < scale.fromMs || nowMs >= scale.toMs) return null;
  return (
    <div
      className="timeline-now"
      aria-hidden="true"
      style={{ transform: `translateX(${xOf(scale, nowMs)}px)` }}
    />
  );
}

function usePresent(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNowMs(Date.now()), MINUTE_MS);
    return () => window.clearInterval(timer);
  }, []);
  return nowMs;
}
