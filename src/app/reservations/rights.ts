import type { Actor } from "../people/actor.ts";
import type { PersonSummary } from "../people/people.ts";
import { type Refusal, refused } from "../outcome.ts";
import type { Reservation, ReservedSpace } from "./reservation.ts";

/**
 * Who may see and do what with a reservation, before the integration rules are asked.
 *
 * - The person it is for, who made it, and those invited see all of it.
 * - Planners, managers and administrators see all but what is private, and so do those who may look
 *   at the schedule (role viewer) and whoever may approve it; so do API clients, unless they made it.
 * - A panel, which anybody can read, sees of its own space what each is about, unless it is private,
 *   but neither notes nor who else comes.
 * - Everybody else sees in a space's schedule that it is reserved, when and for whom, and cannot
 *   open it: its id is answered with `not_yours`, whatever is asked of it.
 *
 * Private subjects, notes and attendees are withheld from administrators too: administering a
 * system is no reason to read people's appointments.
 */
export type Sight = "all" | "all_but_private" | "door" | "occupancy";

/** Who has to do with it, which is what rights come from. */
export interface Owned {
  readonly requestedFor: Pick<PersonSummary, "id">;
  readonly openedBy: Pick<PersonSummary, "id"> | null;
  readonly space: Pick<ReservedSpace, "id">;
}
type Seen = Owned & Pick<Reservation, "openedByClient" | "attendees" | "approval">;

/** `readerEmail` is the acting person's address, by which attendees are known; else null. */
export function sightOf(actor: Actor, reservation: Seen, readerEmail: string | null): Sight {
  switch (actor.kind) {
    case "system":
      return "all";
    case "api_client":
      return reservation.openedByClient === actor.clientId ? "all" : "all_but_private";
    case "panel":
      return reservation.space.id === actor.spaceId ? "door" : "occupancy";
    case "person":
      if (isParty(actor.personId, reservation)) return "all";
      if (readerEmail !== null && isInvited(readerEmail, reservation)) return "all";
      return mayViewSchedule(actor) || isApprover(actor, reservation)
        ? "all_but_private"
        : "occupancy";
  }
}

/** Whether the actor may change or cancel it at all; the integration rules come on top. */
export function mayAct(actor: Actor, reservation: Owned): boolean {
  switch (actor.kind) {
    case "system":
      return true;
    case "api_client":
      return actor.scopes.includes("reservations:write");
    case "panel":
      return reservation.space.id === actor.spaceId;
    case "person":
      return isParty(actor.personId, reservation) || isStaff(actor);
  }
}

/**
 * Whether the actor may say that the meeting has come: whoever may act on it, and whoever is
 * invited, since the first to arrive is not always the one it is for. Ending it is not theirs.
 */
export function mayCheckIn(
  actor: Actor,
  reservation: Reservation,
  readerEmail: string | null,
): boolean {
  if (mayAct(actor, reservation)) return true;
  return actor.kind === "person" && readerEmail !== null && isInvited(readerEmail, reservation);
}

/**
 * Whether the actor decides on what is to be approved: the approvers of its module, or where it names
 * none, managers and administrators.
 */
export function isApprover(actor: Actor, { approval }: Pick<Reservation, "approval">): boolean {
  if (actor.kind !== "person" || approval.state === "not_required") return false;
  return approval.approvers.length === 0
    ? isManager(actor)
    : approval.approvers.some(({ id }) => id === actor.personId);
}

/** Whoever decides where a module names no approvers. */
export function isManager(actor: Actor): boolean {
  return (
    actor.kind === "person" && actor.roles.some((role) => role === "manager" || role === "admin")
  );
}

/** Why the actor does not decide on this reservation; null where they do (decision 13). */
export function refuseDecider(
  actor: Actor,
  reservation: Reservation,
): { readonly ok: false; readonly refusal: Refusal } | null {
  // Where nobody decides, it does not matter who.
  if (reservation.approval.state === "not_required") return null;
  if (actor.kind !== "person" || !isApprover(actor, reservation)) {
    const { approvers } = reservation.approval;
    const names = approvers.map(({ displayName }) => displayName).join(", ");
    return refused(
      "not_an_approver",
      `Reservations of ${reservation.space.name} are approved by others.`,
      `Ask one of those who decide: ${names === "" ? "any manager" : names}.`,
    );
  }
  if (!isParty(actor.personId, reservation) || isStaff(actor)) return null;
  return refused(
    "own_reservation",
    "This reservation is your own, and nobody approves their own.",
    "Ask another of those who decide.",
  );
}

/** Planners, managers and administrators: they plan for others, and module limits do not bind them. */
export function isStaff(actor: Actor): boolean {
  return (
    actor.kind === "person" &&
    actor.roles.some((role) => role === "planner" || role === "manager" || role === "admin")
  );
}

/** Who may look at the schedule of all spaces, beside programs that may read reservations. */
export function mayViewSchedule(actor: Actor): boolean {
  return isStaff(actor) || (actor.kind === "person" && actor.roles.includes("viewer"));
}

/**
 * Why whoever may only look at the schedule does nothing in it, not even with their own; null for
 * everybody else. Elsewhere they book and change their own like anybody.
 */
export function refuseViewer(
  actor: Actor,
): { readonly ok: false; readonly refusal: Refusal } | null {
  const isViewing =
    actor.kind === "person" &&
    actor.channel === "event_planner" &&
    actor.roles.includes("viewer") &&
    !isStaff(actor);
  if (!isViewing) return null;
  return refused(
    "role_missing",
    "You can look at the schedule; changing it needs the role planner.",
    "Change your own reservations in My reservations, or ask a planner.",
  );
}

export function notYours(): { readonly ok: false; readonly refusal: Refusal } {
  return refused(
    "not_yours",
    "This reservation is somebody else's.",
    "Ask the person it is for, or a planner, to do it.",
  );
}

/** It is for them, or they made it. */
export function isParty(
  personId: string,
  reservation: Pick<Owned, "requestedFor" | "openedBy">,
): boolean {
  return reservation.requestedFor.id === personId || reservation.openedBy?.id === personId;
}

export function isInvited(email: string, reservation: Pick<Reservation, "attendees">): boolean {
  const wanted = email.toLowerCase();
  return reservation.attendees.some((attendee) => attendee.email === wanted);
}
