/** Meetings for tests of what follows from their copies. */
import { Temporal } from "temporal-polyfill";
import type { RoomResponse } from "../confirmation-plan.ts";
import { type MeetingPlan, planMeeting } from "./plan-meeting.ts";
import type { PlanQuestion } from "./plan-placements.ts";
import type {
  MeetingHere,
  MeetingThere,
  OrganizerCopy,
  Placement,
  RoomCopy,
  SingleCopy,
  SingleTiming,
  SyncedRoom,
  Timing,
} from "./views.ts";

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

let counter = 0;
const newId = (): string => `id-${(counter += 1)}`;

export const alone = (hour: number, response: RoomResponse = "accepted"): SingleCopy => {
  const { start, end } = single(hour);
  return { start, end, response };
};
/** A room's copy, with what else it was asked for alone. */
export const copy = (
  timing: Timing,
  response: RoomResponse = "accepted",
  others: readonly SingleCopy[] = [],
): RoomCopy => ({
  kind: "read",
  timing,
  response,
  responseByDate: new Map(),
  singles: timing.kind === "single" ? [{ ...timing, response }, ...others] : others,
  isNew: false,
});

export function plan(
  there: MeetingThere,
  here: MeetingHere | null,
  rooms: PlanQuestion["rooms"] = ROOMS,
): MeetingPlan | null {
  return planMeeting({ there, here, rooms, now: NOW, newId });
}

export const ours = (
  placement: Partial<Placement> = {},
  meeting: Partial<MeetingHere> = {},
): MeetingHere => {
  const { start, end } = NOW_PLUS;
  const own: Placement = {
    id: "own",
    spaceId: "elbe",
    originalDate: null,
    isException: false,
    state: "confirmed",
    externalApproval: "not_required",
    approval: "not_required",
    reasonCode: null,
    releasedAt: null,
    start,
    end,
    ...placement,
  };
  return {
    ...WORDS,
    id: "own",
    origin: "usher",
    kind: "single",
    isParent: false,
    state: own.state,
    timing: single(0),
    requestedForEmail: "ada@example.org",
    spaceId: own.spaceId,
    agreed: null,
    mayBeShown: [],
    outbound: "settled",
    isAsked: false,
    placements: [own],
    ...meeting,
  };
};
const NOW_PLUS = { start: NOW.add({ hours: 24 }), end: NOW.add({ hours: 25 }) };
export const seenAt = (
  timing: Timing,
  organizer: Partial<Extract<OrganizerCopy, { kind: "read" }>> | null,
  copies: Readonly<Record<string, RoomCopy>>,
): MeetingThere => ({
  organizerEmail: "ada@example.org",
  organizerCopy:
    organizer === null
      ? { kind: "unreadable" }
      : {
          kind: "read",
          words: WORDS,
          timing,
          invited: new Map([["elbe", "accepted"]]),
          invitedByDate: new Map(),
          ...organizer,
        },
  roomCopies: new Map(Object.entries(copies)),
});

/** The database's part, as a fold: what stands here once a plan is carried out. */
export function carriedOut(here: MeetingHere | null, made: MeetingPlan | null): MeetingHere | null {
  if (made === null) return here;
  const kept = here !== null && here.isParent === made.isParent ? here.placements : [];
  const byId = new Map(kept.map((each) => [each.id, each]));
  for (const each of made.placements) {
    byId.set(each.id, {
      ...each,
      reasonCode: each.reason === undefined ? each.reasonBefore : each.reason,
      releasedAt: byId.get(each.id)?.releasedAt ?? null,
    });
  }
  const placements = [...byId.values()];
  const isOver = placements.every(({ state }) => state === "cancelled");
  return {
    ...made.words,
    id: made.id,
    origin: made.origin,
    kind: made.kind,
    isParent: made.isParent,
    state: isOver ? "cancelled" : "confirmed",
    timing: made.timing,
    requestedForEmail: "ada@example.org",
    spaceId: here?.spaceId ?? placements[0]?.spaceId ?? "",
    agreed: made.agreed,
    mayBeShown: [],
    outbound: here?.outbound ?? "settled",
    isAsked: here?.isAsked === true && !isOver,
    placements,
  };
}
