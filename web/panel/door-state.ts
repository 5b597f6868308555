import type { DoorMeeting } from "../../src/contract/door.ts";

const SOON_MINUTES = 15;

/** `soon`: free, but not for long. */
export interface DoorState {
  readonly kind: "free" | "soon" | "busy";
  /** What goes on. */
  readonly current: DoorMeeting | null;
  /** What comes after it, or first. */
  readonly next: DoorMeeting | null;
  /** Until when it is so: a door stays busy over meetings that follow each other at once. */
  readonly until: string | null;
}

type Timed = Pick<DoorMeeting, "start" | "end">;

/** What a door says at an instant, of the meetings that were told of it. */
export function doorStateOf(meetings: readonly DoorMeeting[], nowMs: number): DoorState {
  const standing = meetings.filter(({ end }) => Date.parse(end) > nowMs);
  const current = standing.find(({ start }) => Date.parse(start) <= nowMs) ?? null;
  const next = standing.find((meeting) => meeting !== current) ?? null;
  if (current !== null) return { kind: "busy", current, next, until: endOfRun(standing, current) };
  const until = next?.start ?? null;
  const isSoon = until !== null && Date.parse(until) - nowMs <= SOON_MINUTES * 60_000;
  return { kind: isSoon ? "soon" : "free", current, next, until };
}

function endOfRun(meetings: readonly Timed[], first: Timed): string {
  let { end } = first;
  for (const meeting of meetings)
    if (Date.parse(meeting.start) <= Date.parse(end)) end = later(end, meeting.end);
  return end;
}

function later(one: string, other: string): string {
  return Date.parse(one) >= Date.parse(other) ? one : other;
}

const NIGHT_FROM_HOUR = 20;
const NIGHT_TO_HOUR = 6;

/** Where the screen may be dark: nobody comes, and the same picture would stand all night. */
export function isNightAt({ kind }: Pick<DoorState, "kind">, timeOfDay: string): boolean {
  const hour = Number(timeOfDay.slice(0, 2));
  return kind === "free" && (hour >= NIGHT_FROM_HOUR || hour < NIGHT_TO_HOUR);
}
