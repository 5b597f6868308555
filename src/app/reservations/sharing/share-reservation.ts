import type { SharedAbout } from "../../../core/mail/share.ts";
import { normalizeEmail } from "../../../core/reservations/attendees.ts";
import { refuseWithoutMail } from "../../mail/refuse-without-mail.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import { getReservation } from "../get-reservation.ts";
import type { ReservationView } from "../reservation-view.ts";
import { notYours, refuseViewer } from "../rights.ts";
import type { Recipient, ShareDependencies, Sharer } from "./ports.ts";

/** Mails that one person or program may have sent so within a day. */
const SHARED_IN_A_DAY_MAX = 500;

export interface ShareRequest {
  readonly id: string;
  /** Ids of people, or addresses of anybody. */
  readonly recipients: readonly string[];
  readonly about: SharedAbout;
  readonly message: string;
}

/**
 * Has the details of a reservation mailed to others, for whoever sees it whole; answers to how many.
 * What of it is private is told to none of them who would not see it by themselves.
 */
export async function shareReservation(
  deps: ShareDependencies,
  actor: Actor,
  { id, recipients, about, message }: ShareRequest,
): Promise<Outcome<number>> {
  const found = await getReservation(deps, actor, id);
  if (!found.ok) return found;
  const refusal = refuseToShare(actor, found.value);
  if (refusal !== null) return refusal;
  if (!deps.isMailSent) return refuseWithoutMail();
  const known = await recipientsFrom(deps, recipients);
  if (!known.ok) return known;
  const share = {
    id: deps.newId(),
    reservationId: id,
    about,
    message: message.trim(),
    actor,
    sharer: await sharerOf(deps, actor),
    recipients: known.value,
  };
  if ((await deps.shares.share(share, SHARED_IN_A_DAY_MAX)) === "too_many") return tooMany();
  deps.wakeMailSender();
  return done(known.value.length);
}

/** Whoever does not see what it is about cannot have others told. */
function refuseToShare(actor: Actor, { sight, reservation }: ReservationView) {
  const viewer = refuseViewer(actor);
  if (viewer !== null) return viewer;
  if (sight === "all") return null;
  if (sight !== "all_but_private") return notYours();
  if (reservation.sensitivity === "normal") return null;
  return refused(
    "content_withheld",
    "The reservation is private, and what it is about is not yours to share.",
    "Ask the person it is for, or who made it.",
  );
}

/** Each once, however they were named. */
async function recipientsFrom(
  { facts }: Pick<ShareDependencies, "facts">,
  named: readonly string[],
): Promise<Outcome<readonly Recipient[]>> {
  const byKey = new Map<string, Recipient>();
  for (const name of named) {
    const person = await facts.person(name);
    const address = normalizeEmail(name);
    if (person?.active === true) byKey.set(person.id, { personId: person.id });
    else if (person === null && address !== undefined) byKey.set(address, { address });
    else return unknownRecipient(name);
  }
  return done([...byKey.values()]);
}

async function sharerOf(
  { facts }: Pick<ShareDependencies, "facts">,
  actor: Actor,
): Promise<Sharer> {
  if (actor.kind === "api_client") return { name: actor.name, replyTo: null };
  const person = actor.kind === "person" ? await facts.person(actor.personId) : null;
  return { name: person?.displayName ?? "Usher", replyTo: person?.email ?? null };
}

function unknownRecipient(name: string) {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return refused(
    "recipient_unknown",
    `"${shown}" is neither somebody who works here nor an e-mail address.`,
    "Name people by their id or address, and anybody else by address.",
    { fields: [{ field: "recipients", message: "Nobody can be reached by this." }] },
  );
}

function tooMany() {
  return refused(
    "too_many_shares",
    `No more than ${SHARED_IN_A_DAY_MAX} mails can be sent so within a day.`,
    "Try again tomorrow, with fewer recipients, or let Exchange invite them.",
  );
}
