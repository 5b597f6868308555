import type { CalendarConnected } from "../people/calendar-connected.ts";
import type { SyncLog } from "./sync-log.ts";
import type { WaitingEventStore, WaitingFor } from "./waiting-event-store.ts";

export interface ResumeDependencies {
  readonly store: WaitingEventStore;
  readonly wakeLanes: () => void;
  readonly announceChange: () => void;
  readonly log: SyncLog;
}

/** After a connection was made, what waited for it goes out by itself. */
export function createResumeWaitingEvents(deps: ResumeDependencies): CalendarConnected {
  const resume = async (waitingFor: WaitingFor): Promise<void> => {
    const count = await deps.store.resume(waitingFor);
    if (count === 0) return;
    deps.log.info({ ...waitingFor, count }, "waiting sync events go on");
    deps.wakeLanes();
    deps.announceChange();
  };
  return {
    onConnected: (personId) => resume({ kind: "person", personId }),
    onDelegatedUserConnected: (providerId) => resume({ kind: "delegated_user", providerId }),
  };
}
