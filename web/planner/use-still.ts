import { useState } from "react";

/** What a hand is at stays as it was until it is done, and is then what it has become. */
export function useStill<T>(value: T, isAtHand: boolean): T {
  const [kept, setKept] = useState(value);
  if (!isAtHand && kept !== value) setKept(value);
  return isAtHand ? kept : value;
}
