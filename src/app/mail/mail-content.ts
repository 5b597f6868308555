import type { MailContent, MailedReservation } from "../../core/mail/write-mail.ts";
import { toldAs } from "../../core/mail/share.ts";
import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import { isBefore } from "../../core/time/interval.ts";
import type { PersonActor } from "../people/actor.ts";
import { timesOf } from "../reservations/life/reservation-check-in.ts";
import { isStillSo } from "../reservations/reminders/list-reminders.ts";
import type { Reservation } from "../reservations/reservation.ts";
import { isInvited, type Sight, sightOf } from "../reservations/rights.ts";
import type { SharedNote } from "../reservations/sharing/ports.ts";
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
  const mailed = await mailedReservation(deps, reservation, sight);
  if (about.kind === "share") return shareContent(about, reservation, mailed);
  const { reminder, startAt } = about;
  const now = deps.now();
  const isComing = isBefore(now, mailed.start);
  if (sight === "occupancy" || !isComing) return null;
  if (!isStillSo({ kind: reminder, startAt, reservation }, now)) return null;
  const accountUrl = `${deps.publicUrl()}/account`;
  return { kind: "reminder", reminder, reservation: mailed, accountUrl };
}

function shareContent(
  { about, name, message }: SharedNote,
  { state, isParent, series }: Reservation,
  reservation: MailedReservation,
): MailContent {
  const row = series === null ? "several" : "series";
  return {
    kind: "share",
    about: toldAs(about, state),
    who: name,
    message,
    reservation,
    standsFor: isParent ? row : "itself",
    isConfirmed: !UNCONFIRMED.has(state),
  };
}

const UNCONFIRMED: ReadonlySet<ReservationState> = new Set([
  "draft",
  "awaiting_confirmation",
  "awaiting_approval",
  "approved",
  "conflicted",
]);

/** What they see on the pages, or would, is what they are told by mail. */
function sightOfRecipient(
  { personId, email, roles }: MailRecipient,
  reservation: Reservation,
): Sight {
  if (personId === null) return isInvited(email, reservation) ? "all" : "occupancy";
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
