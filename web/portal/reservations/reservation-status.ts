import type { Reservation } from "../../../src/contract/reservations.ts";
import type { BadgeProps } from "../../ui/components/badge.tsx";
import type { IconName } from "../../ui/components/icon.tsx";

/** How a state looks; its words are in the catalogue under the state's own name. */
export interface StateLook {
  readonly tone: BadgeProps["tone"];
  readonly icon: IconName;
  readonly isBusy: boolean;
}

const LOOKS: Readonly<Record<Reservation["state"], StateLook>> = {
  draft: { tone: "quiet", icon: "clock", isBusy: false },
  awaiting_confirmation: { tone: "info", icon: "sync", isBusy: true },
  awaiting_approval: { tone: "info", icon: "clock", isBusy: false },
  approved: { tone: "good", icon: "check", isBusy: false },
  confirmed: { tone: "good", icon: "check", isBusy: false },
  in_progress: { tone: "good", icon: "check", isBusy: false },
  completed: { tone: "quiet", icon: "check", isBusy: false },
  rejected: { tone: "bad", icon: "cross", isBusy: false },
  conflicted: { tone: "bad", icon: "warning", isBusy: false },
  cancelled: { tone: "quiet", icon: "cross", isBusy: false },
  no_show: { tone: "warn", icon: "warning", isBusy: false },
};

/** A reservation that waits for the person says so, instead of turning as if work were under way. */
export function lookOf(reservation: Pick<Reservation, "state" | "sync_event_state">): StateLook {
  const look = LOOKS[reservation.state];
  if (!look.isBusy || !isStuck(reservation)) return look;
  return { tone: "warn", icon: "pause", isBusy: false };
}

/** What the calendar side is at, where that is worth a line of its own. */
export type SyncStep =
  | "sending"
  | "asking_room"
  | "asking_people"
  | "waiting_for_token"
  | "failed"
  | "dry_run";

export function syncStepOf(
  reservation: Pick<Reservation, "state" | "sync_event_state" | "external_approval">,
): SyncStep | null {
  switch (reservation.sync_event_state) {
    case "waiting_for_token":
      return "waiting_for_token";
    case "error":
      return "failed";
    case "not_sent":
      return "dry_run";
    case "new":
    case "processing":
      return "sending";
    case "processed":
    case "superseded":
    case null:
      return roomStepOf(reservation);
  }
}

/** Whose answer is awaited once Outlook has the meeting, whoever put it there. */
function roomStepOf({
  state,
  sync_event_state: sent,
  external_approval: approval,
}: Pick<Reservation, "state" | "sync_event_state" | "external_approval">): SyncStep | null {
  if (state === "awaiting_approval" && approval === "awaiting_approval") return "asking_people";
  return state === "awaiting_confirmation" && sent !== "superseded" ? "asking_room" : null;
}

function isStuck(reservation: Pick<Reservation, "sync_event_state">): boolean {
  return (
    reservation.sync_event_state === "waiting_for_token" || reservation.sync_event_state === "error"
  );
}

const FINAL: readonly Reservation["state"][] = ["cancelled", "completed", "rejected", "no_show"];

/** Nothing can be done with it any more, so nothing is offered. */
export function isFinal(reservation: Pick<Reservation, "state" | "end">, now: string): boolean {
  return FINAL.includes(reservation.state) || Date.parse(reservation.end) <= Date.parse(now);
}

/** Reads only: neither act is allowed to this person, though the reservation still stands. */
export function isReadOnly(reservation: {
  readonly verdicts: Pick<Reservation["verdicts"], "update" | "cancel">;
}): boolean {
  return !reservation.verdicts.update.allowed && !reservation.verdicts.cancel.allowed;
}
