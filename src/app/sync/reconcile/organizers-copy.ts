import type { RoomCalendar } from "../room-calendar.ts";
import type { ReconciliationStore } from "./ports.ts";

/** What is known of the organizer's copy: `unreadable` where the system's rights do not reach it. */
export type OrganizersCopy = "there" | "gone" | "unreadable";

/**
 * Looks whether the organizer's calendar still has the meeting: with the application's rights where
 * they read the room, else with the delegated user's in their own calendar alone. No personal token
 * serves here.
 */
export async function findOrganizersCopy(
  deps: {
    readonly rooms: Pick<RoomCalendar, "readMeetings">;
    readonly reconciliations: Pick<ReconciliationStore, "writtenEvent">;
    readonly newId: () => string;
  },
  reservationId: string,
): Promise<OrganizersCopy> {
  const event = await deps.reconciliations.writtenEvent(reservationId);
  if (event === null) return "unreadable";
  const { mailbox, eventId, providerId, credential, delegatedUserEmail } = event;
  const isOwn = delegatedUserEmail?.toLowerCase() === mailbox.toLowerCase();
  if (credential === null || (credential === "delegated_user" && !isOwn)) return "unreadable";
  const access = {
    credential: { kind: credential, providerId },
    mailbox,
    requestId: deps.newId(),
    fallbackTimeZone: event.timeZone,
  } as const;
  const read = (await deps.rooms.readMeetings(access, [eventId])).get(eventId);
  if (read === undefined || !read.ok) return "unreadable";
  return read.value === null || read.value.isCancelled ? "gone" : "there";
}
