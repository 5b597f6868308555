import type { MailContent, MailedReservation } from "../../core/mail/write-mail.ts";
import { isBefore } from "../../core/time/interval.ts";
import type { PersonActor } from "../people/actor.ts";
import { timesOf } from "../reservations/life/reservation-check-in.ts";
import { isStillSo } from "../reservations/reminders/list-reminders.ts";
import type { Reservation } from "../reservations/reservation.ts";
import { type Sight, sightOf } from "../reservations/rights.ts";
import type { DueMail, MailRecipient } from "./ports.ts";
import type { SendMailDependencies } from "./send-due-mail.ts";

type Dependencies = Pick<SendMailDependencies, "store" | "facts" | "now" | "publicUrl">;

/** What the mail has to say as things are now; null where it has nothing to say any more. */
export async function mailContent(
  deps: Dependencies,
  { reservationId, recipient, about }: DueMail,
): Promise<MailContent | null> {
  const reservation = await deps.store.find(reservationId);
  if (reservation === null || !recipient.isActive) return null;
  const sight = sightOfRecipient(recipient, reservation);
  const told = { kind: about.reminder, startAt: about.startAt, reservation };
  const now = deps.now();
  const isComing = isBefore(now, timesOf(reservation).start) && isStillSo(told, now);
  if (sight === "occupancy" || !isComing) return null;
  return {
    kind: "reminder",
    reminder: about.reminder,
    reservation: await mailedReservation(deps, reservation, sight),
    accountUrl: `${deps.publicUrl()}/account`,
  };
}

/** What they see on the pages is what they are told by mail. */
function sightOfRecipient({ personId, email, roles }: MailRecipient, reservation: Reservation) {
  const reader: PersonActor = { kind: "person", personId, roles, channel: "portal" };
  return sightOf(reader, reservation, email);
}

async function mailedReservation(
  deps: Dependencies,
  reservation: Reservation,
  sight: Sight,
): Promise<MailedReservation> {
  const { id, number, subject, sensitivity, space, requestedFor, timeZone } = reservation;
  const known = await deps.facts.space(space.id);
  return {
    ...timesOf(reservation),
    number,
    subject: sight === "all" || sensitivity === "normal" ? subject : null,
    zone: known?.buildingZone ?? timeZone,
    space: space.name,
    building: space.buildingName,
    floor: space.floor,
    requestedFor: requestedFor.displayName,
    url: `${deps.publicUrl()}/reservations/${id}`,
  };
}
