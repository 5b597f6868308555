import type { CalendarFailure } from "../calendar.ts";
import type { ReadingAccess } from "../room-calendar.ts";
import type { ClaimedRoom } from "./claimed-room.ts";

/**
 * With which of the system's rights the organizer's copy of a meeting is read; null where none
 * reach it, and then its words stay unknown. No personal token ever serves here.
 */
export type OrganizerAccess = (
  room: ClaimedRoom,
  mailbox: string,
  requestId: string,
) => Promise<ReadingAccess | null>;

/**
 * What reads the rooms reads the organizers' copies: an application that has rights on mailboxes,
 * every one that it may; a delegated user, their own.
 */
export function organizerAccessBy(
  delegatedUserEmail: (providerId: string) => Promise<string | null>,
): OrganizerAccess {
  return async ({ credential, providerId, buildingZone }, mailbox, requestId) => {
    const access = { credential, mailbox, requestId, fallbackTimeZone: buildingZone };
    if (credential.kind === "application") return access;
    const own = await delegatedUserEmail(providerId);
    return own?.toLowerCase() === mailbox.toLowerCase() ? access : null;
  };
}

/**
 * Whether the failure says that the copy is out of reach: the organizer is of another organization,
 * or the rights do not extend to them. Anything else may be better the next time.
 */
export function isOutOfReach({ kind }: CalendarFailure): boolean {
  return kind === "access_denied" || kind === "not_found" || kind === "invalid";
}
