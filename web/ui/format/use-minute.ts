import { useEffect, useState } from "react";

const MINUTE_MS = 60_000;

/** The present, told anew as each minute begins. */
export function useMinute(): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const tell = () => {
        setNow(new Date().toISOString());
        wait();
      };
      timer = setTimeout(tell, MINUTE_MS - (Date.now() % MINUTE_MS));
    };
    wait();
    return () => clearTimeout(timer);
  }, []);
  return now;
}
