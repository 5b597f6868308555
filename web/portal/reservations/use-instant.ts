import { useEffect, useState } from "react";

/** Browsers' timers take no longer delay. */
const DELAY_MAX_MS = 2 ** 31 - 1;

/** The present instant, told anew as each of these is reached. */
export function useInstant(marks: readonly (string | null)[]): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  const ahead = marks
    .map((mark) => (mark === null ? Number.NaN : Date.parse(mark)))
    .filter((mark) => mark > Date.parse(now));
  const next = ahead.length === 0 ? null : Math.min(...ahead);
  useEffect(() => {
    if (next === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const leftMs = next - Date.now();
      const reach = leftMs > DELAY_MAX_MS ? wait : () => setNow(new Date().toISOString());
      timer = setTimeout(reach, Math.min(Math.max(leftMs, 0) + 1, DELAY_MAX_MS));
    };
    wait();
    return () => clearTimeout(timer);
  }, [next]);
  return now;
}
