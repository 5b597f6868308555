import type { DirectoryUser } from "../directory/directory.ts";
import { WORK_HOURS_DEFAULT } from "../rooms/work-hours.ts";

/** A mailbox's working hours as `mailboxSettings` and `getSchedule` give them. */
export function workingHoursJson(user: DirectoryUser): Record<string, unknown> {
  return {
    daysOfWeek: WORK_HOURS_DEFAULT.daysOfWeek,
    startTime: timeOfDay(WORK_HOURS_DEFAULT.startMinute),
    endTime: timeOfDay(WORK_HOURS_DEFAULT.endMinute),
    timeZone: { name: user.timeZone },
  };
}

function timeOfDay(minute: number): string {
  const hours = String(Math.floor(minute / 60)).padStart(2, "0");
  return `${hours}:${String(minute % 60).padStart(2, "0")}:00.0000000`;
}
