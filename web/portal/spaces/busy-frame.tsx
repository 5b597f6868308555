import { useLayoutEffect, useRef, type ReactNode } from "react";
import { NowLine, TimeAxis } from "../../ui/timeline/time-axis.tsx";
import { HOUR_MS, type TimeScale, xOf } from "../../ui/timeline/time-scale.ts";
import "./busy.css";

interface BusyFrameProps {
  readonly label: string;
  readonly scale: TimeScale;
  /** What has to be in sight at first. */
  readonly aboutMs: number;
  readonly children: ReactNode;
}

const FIRST_HOUR = 7;

/** The hours of a day above rows of spaces, scrolled to the time that is looked for. */
export function BusyFrame({ label, scale, aboutMs, children }: BusyFrameProps) {
  const scroller = useRef<HTMLElement>(null);
  const first = useRef(Math.max(aboutMs - HOUR_MS, scale.fromMs + FIRST_HOUR * HOUR_MS));
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ left: xOf(scale, first.current) });
    // Only at first: who has scrolled and then presses a gap stays where they are.
  }, [scale]);
  return (
    <section className="busy-scroll" ref={scroller} aria-label={label}>
      <TimeAxis scale={scale} />
      <div className="busy-rows">
        {children}
        <div className="busy-overlay">
          <NowLine scale={scale} />
        </div>
      </div>
    </section>
  );
}
