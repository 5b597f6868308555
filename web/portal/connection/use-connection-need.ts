import type { Space } from "../../../src/contract/places.ts";
import { useCalendarConnection, useSession } from "../../ui/api/session.ts";

/** Whether booking this space writes with the person's own token, and whether that is missing. */
export function useConnectionNeed({ synced }: Pick<Space, "synced">): {
  readonly isOwnCalendar: boolean;
  readonly isMissing: boolean;
} {
  const session = useSession();
  const { data = session.calendar_connection } = useCalendarConnection();
  const isOwnCalendar = session.integration_mode === "personal" && synced;
  return { isOwnCalendar, isMissing: isOwnCalendar && data.state !== "connected" };
}
