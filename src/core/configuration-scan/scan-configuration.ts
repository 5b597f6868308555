import { judgeCalendarGaps } from "./calendar-gap-rules.ts";
import { judgeChangeSources } from "./change-source-rules.ts";
import { judgeConfigurations } from "./configuration-rules.ts";
import type { ScanFacts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { Severity } from "./finding-codes.ts";
import { judgeInstance } from "./instance-rules.ts";
import { judgeMailboxes } from "./mailbox-rules.ts";
import { judgeProviders } from "./provider-rules.ts";
import { judgeReservations } from "./reservation-rules.ts";
import { judgeRoomSettings } from "./room-settings-rules.ts";

const WORST_FIRST: readonly Severity[] = ["error", "warning", "notice"];

/** Everything that is wrong or worth knowing, worst first, and what is alike side by side. */
export function scanConfiguration(facts: ScanFacts): readonly Finding[] {
  const found = [
    ...judgeInstance(facts),
    ...judgeProviders(facts),
    ...judgeConfigurations(facts),
    ...judgeMailboxes(facts),
    ...judgeChangeSources(facts),
    ...judgeReservations(facts),
    ...judgeCalendarGaps(facts),
    ...judgeRoomSettings(facts),
  ];
  const byCode = Map.groupBy(found, ({ code }) => code);
  return [...byCode.values()].toSorted((left, right) => rankOf(left) - rankOf(right)).flat();
}

/** All findings of one code are equally severe. */
function rankOf([first]: readonly Finding[]): number {
  return first === undefined ? WORST_FIRST.length : WORST_FIRST.indexOf(first.severity);
}
