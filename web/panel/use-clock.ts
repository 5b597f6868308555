import { useEffect, useState } from "react";

const TICK_MS = 1_000;
/** What a door shows changes with the minute; meetings begin and end on whole ones. */
const STEP_MS = 5_000;

/** The server's time, in steps of a few seconds, however wrong this device's clock is. */
export function useClock(clockBehindMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.floor((now + clockBehindMs) / STEP_MS) * STEP_MS;
}
