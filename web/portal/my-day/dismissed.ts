import { useState } from "react";

const KEY = "usher.dismissed-reminders";
/** Reminders last a day: nobody puts more of them away. */
const KEPT_MAX = 50;

/** Which reminders were put away on this device. */
export function useDismissed(): readonly [readonly string[], (id: string) => void] {
  const [dismissed, setDismissed] = useState(read);
  const dismiss = (id: string) => {
    const next = [...dismissed, id].slice(-KEPT_MAX);
    localStorage.setItem(KEY, JSON.stringify(next));
    setDismissed(next);
  };
  return [dismissed, dismiss];
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    // What somebody else wrote there is as good as nothing.
    return [];
  }
}
