import { useState } from "react";
import type { Reservation, Scope } from "../../../src/contract/reservations.ts";
import { useChangePreview } from "../../ui/api/reservations.ts";
import { faultOfRepeat, type Repeat } from "../booking/repeat.ts";
import { changedRecurrence, repeatOf } from "./changed-repeat.ts";

/** How a series is to repeat that is being changed: as it does, until somebody says otherwise. */
export function useChangedRepeat(
  { id, recurrence }: Pick<Reservation, "id" | "recurrence">,
  scope: Scope | null,
) {
  const [said, setSaid] = useState<{ readonly scope: Scope; readonly repeat: Repeat } | null>(null);
  // What follows a date has dates of its own to count: a change of nothing tells them.
  const rest = useChangePreview(id, scope === "following" ? { scope } : null);
  const following = scope === "following" ? (rest.data?.recurrence ?? null) : null;
  const standing = scope === "all" ? recurrence : following;
  const filled = standing && repeatOf(standing);
  const repeat = said?.scope === scope ? said.repeat : filled;
  const asked = standing && repeat ? changedRecurrence(standing, repeat) : undefined;
  return {
    rest,
    /** The series that is changed; null where none is, or it is not known yet. */
    standing,
    repeat,
    change: (next: Repeat) => scope && setSaid({ scope, repeat: next }),
    hasFault:
      standing && repeat ? faultOfRepeat(repeat, standing.range.start_date) !== null : false,
    /** What is asked of the server; undefined where it repeats as before. */
    asked,
    isAnotherPattern:
      asked !== undefined && "pattern" in asked && asked.pattern !== standing?.pattern,
  };
}
