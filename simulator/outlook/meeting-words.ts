import type { EventView } from "../mailbox/event-view.ts";
import { msToWallTime } from "../mailbox/wall-time.ts";

/** How a copy stands: as its owner answered, or as the rooms answered its organizer. */
export function describeStatus({ item }: EventView): string {
  if (item.isCancelled) return "cancelled";
  if (!item.isOrganizer) return ANSWERS[item.myResponse.response] ?? item.myResponse.response;
  const rooms = item.attendees.filter(({ type }) => type === "resource");
  if (rooms.length === 0) return "organizer";
  const answers = rooms.map((room) => `${room.name}: ${ANSWERS[room.status.response] ?? ""}`);
  return `organizer · ${answers.join(", ")}`;
}

const ANSWERS: Readonly<Record<string, string>> = {
  none: "not answered",
  notResponded: "not answered",
  accepted: "accepted",
  tentativelyAccepted: "tentative",
  declined: "declined",
  organizer: "organizer",
};

/** From when to when, in a zone; an all-day meeting by its days. */
export function shownTime(view: EventView, zone: string): string {
  if (!view.item.isAllDay) {
    return `${clockTime(view.startMs, zone)} – ${clockTime(view.endMs, zone)}`;
  }
  const days = Math.round((view.endMs - view.startMs) / 86_400_000);
  return days <= 1 ? "all day" : `all day, ${days} days`;
}

export function clockTime(epochMs: number, zone: string): string {
  return msToWallTime(epochMs, zone).toPlainTime().toString({ smallestUnit: "minute" });
}
