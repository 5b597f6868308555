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
    const delayMs = Math.min(Math.max(next - Date.now(), 0), DELAY_MAX_MS);
    const timer = setTimeout(() => setNow(new Date().toISOString()), delayMs + 1);
    return () => clearTimeout(timer);
  }, [next, now]);
  return now;
}
