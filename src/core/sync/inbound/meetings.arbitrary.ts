/** Meetings for tests of what follows from their copies. */
import { Temporal } from "temporal-polyfill";
import type { SingleTiming, SyncedRoom, Timing } from "./views.ts";

export const NOW = Temporal.Instant.from("2027-03-01T08:00:00Z");
export const ROOMS: readonly SyncedRoom[] = ["elbe", "oder", "spree"].map((spaceId) => ({
  spaceId,
  email: `${spaceId}@example.org`,
  daysAhead: 30,
  requiresApproval: spaceId === "spree",
  isReadWhole: true,
}));
export const WORDS = { subject: "Planning", sensitivity: "normal", attendees: [] } as const;

/** An hour that begins so many hours into the day after `NOW`. */
export const single = (hour: number): SingleTiming => {
  const start = NOW.add({ hours: 24 + hour });
  const end = start.add({ hours: 1 });
  return { kind: "single", start, end, timeZone: "Europe/Berlin", isAllDay: false };
};
/** Four days from that day on, of which some of March are cancelled. */
export const series = (hour: number, cancelled: readonly number[] = []): Timing => ({
  kind: "series",
  isAllDay: false,
  series: {
    pattern: { type: "daily", interval: 1 },
    range: {
      type: "numbered",
      startDate: Temporal.PlainDate.from("2027-03-02"),
      numberOfOccurrences: 4,
    },
    startTime: Temporal.PlainTime.from({ hour: 9 + hour }),
    durationMinutes: 60,
    zone: "Europe/Berlin",
    exceptions: [],
    cancelledDates: cancelled.map((day) => Temporal.PlainDate.from({ year: 2027, month: 3, day })),
  },
});
