import type { Temporal } from "temporal-polyfill";
import { spaceSubject } from "./configuration-rules.ts";
import type { ChangeSourceFact, RoomFacts, ScanFacts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";

/** Reconciliation reads every room far more often, whether it changed or not. */
const SILENT_HOURS = 24;

/** Whether changes made in Outlook reach us, for each room that is to be followed. */
export function judgeChangeSources({ rooms, providers, now }: ScanFacts): Finding[] {
  const active = new Set(providers.filter((each) => each.active).map(({ id }) => id));
  return rooms
    .filter((room) => room.active && active.has(room.providerId))
    .flatMap((room) => {
      const { changeSource } = room;
      return changeSource === null ? [] : judgeChangeSource(room, changeSource, now);
    });
}

function judgeChangeSource(
  room: RoomFacts,
  fact: ChangeSourceFact,
  now: Temporal.Instant,
): Finding[] {
  const subject = spaceSubject(room);
  // It is only just being set going.
  if (fact.state === "pending") return [];
  const restart = {
    text: "Deactivate the sync configuration and activate it again, which subscribes anew.",
    place: "sync_configurations",
  } as const;
  if (fact.state === "failing") {
    const message =
      fact.reason === null
        ? `${room.roomMailbox}: its calendar cannot be followed.`
        : `${room.roomMailbox}: ${fact.reason}`;
    return [finding("change_source_failing", subject, message, restart)];
  }
  const isUnsubscribed = fact.source === "subscription" && fact.subscriptionId === null;
  if (fact.state === "inactive" || fact.source === "none" || isUnsubscribed) {
    const message = `Nobody tells of changes in the calendar of ${room.roomMailbox}.`;
    return [finding("change_source_missing", subject, message, restart)];
  }
  const expiresAt = fact.subscriptionExpiresAt;
  if (fact.source === "subscription" && expiresAt !== null && isPast(expiresAt, now)) {
    const message = `The subscription to ${room.roomMailbox} ended at ${expiresAt.toString()}.`;
    return [finding("subscription_expired", subject, message, restart)];
  }
  const readAt = fact.lastReadAt;
  if (readAt !== null && now.since(readAt).total("hours") > SILENT_HOURS) {
    const message = `The calendar of ${room.roomMailbox} was last read at ${readAt.toString()}.`;
    return [
      finding("change_source_silent", subject, message, {
        text: "Check that a process with the service sync is running, and look at its log.",
      }),
    ];
  }
  return [];
}

function isPast(instant: Temporal.Instant, now: Temporal.Instant): boolean {
  return instant.epochMilliseconds < now.epochMilliseconds;
}
