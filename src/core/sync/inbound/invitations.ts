import type { RoomResponse } from "../confirmation-plan.ts";
import type { OrganizerCopy } from "./views.ts";

type ReadCopy = Extract<OrganizerCopy, { kind: "read" }>;

/** What an organizer's copy says of one room: null where it does not invite it. */
export interface Invitation {
  /** To the meeting; of a series, to all occurrences that have no invitation of their own. */
  readonly whole: RoomResponse | null;
  /** To single occurrences, by the date that the pattern gave them. */
  readonly byDate: ReadonlyMap<string, RoomResponse | null>;
}

export function invitationOf(
  { timing, invited, invitedByDate }: ReadCopy,
  spaceId: string,
): Invitation {
  const dates = timing.kind === "series" ? [...invitedByDate] : [];
  return {
    whole: invited.get(spaceId) ?? null,
    byDate: new Map(dates.map(([date, rooms]) => [date, rooms.get(spaceId) ?? null])),
  };
}

/** The room's answer for one occurrence, or for a single meeting. */
export function saidOn(
  { whole, byDate }: Invitation,
  originalDate: string | null,
): RoomResponse | null {
  const own = originalDate === null ? undefined : byDate.get(originalDate);
  return own === undefined ? whole : own;
}

export function isInvited({ whole, byDate }: Invitation): boolean {
  return whole !== null || [...byDate.values()].some((said) => said !== null);
}

/** It has yet to answer some of it. */
export function isAwaited({ whole, byDate }: Invitation): boolean {
  return whole === "none" || [...byDate.values()].includes("none");
}

/** The room will have none of it. */
export function isDeclined({ whole, byDate }: Invitation): boolean {
  return [whole, ...byDate.values()].every((said) => said === null || said === "declined");
}
