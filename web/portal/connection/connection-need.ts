import type { Space } from "../../../src/contract/places.ts";
import { useCalendarConnection, useSession } from "../../ui/api/session.ts";

interface ConnectionNeed {
  /** Booking this space writes into the person's own calendar, with their own token. */
  readonly isOwnCalendar: boolean;
  readonly isMissing: boolean;
}

/** Whether booking a space writes with the person's own token, and whether that is missing. */
export function useConnectionNeed(): (space: Pick<Space, "synced">) => ConnectionNeed {
  const session = useSession();
  const { data = session.calendar_connection } = useCalendarConnection();
  return (space) => {
    const isOwnCalendar = session.integration_mode === "personal" && space.synced;
    return { isOwnCalendar, isMissing: isOwnCalendar && data.state !== "connected" };
  };
}
