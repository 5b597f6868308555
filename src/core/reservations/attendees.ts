import { fail, type Problem, type Result, succeed } from "../result.ts";

/** Exchange takes no more on one event, rooms included (facts exchange-online 1.1). */
export const EVENT_ATTENDEES_MAX = 500;
const EMAIL_CHARACTERS_MAX = 254;

export interface Attendee {
  readonly email: string;
  readonly name: string;
  readonly type: "required" | "optional";
  /** Of one that was taken over from Outlook: who it was to us then. */
  readonly kind?: AttendeeKind;
}

/**
 * `user` works here; `visitor` is known and does not; `external` is anybody else (facts workplace
 * 4.2).
 */
export type AttendeeKind = "user" | "visitor" | "external";

export type AttendeeProblemCode = "attendee_email_invalid" | "too_many_attendees";

/**
 * Brings a list of attendees into the one form that is kept and compared: addresses trimmed and in
 * lower case (two spellings of one address are one attendee), each once, in the order of first
 * mention. Whoever is required once is required; a name beats none.
 *
 * `addedCount` is how many the event gets besides: its rooms, and whoever the rules invite.
 */
export function normalizeAttendees(
  attendees: readonly Attendee[],
  addedCount: number,
): Result<readonly Attendee[], Problem<AttendeeProblemCode>> {
  const byEmail = new Map<string, Attendee>();
  for (const attendee of attendees) {
    const email = normalizeEmail(attendee.email);
    if (email === undefined) return fail(invalidEmail(attendee.email));
    byEmail.set(email, merge({ ...attendee, email }, byEmail.get(email)));
  }
  const attendeesMax = EVENT_ATTENDEES_MAX - addedCount;
  if (byEmail.size > attendeesMax) return fail(tooMany(byEmail.size, attendeesMax));
  return succeed([...byEmail.values()]);
}

/** The address trimmed and in lower case, or undefined where it cannot be one. */
export function normalizeEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  const isPlausible = /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(email);
  return isPlausible && email.length <= EMAIL_CHARACTERS_MAX ? email : undefined;
}

/** Whether the two lists, both normalized, invite the same people in the same way. */
export function isSameAttendance(left: readonly Attendee[], right: readonly Attendee[]): boolean {
  if (left.length !== right.length) return false;
  const typeByEmail = new Map(right.map(({ email, type }) => [email, type]));
  return left.every(({ email, type }) => typeByEmail.get(email) === type);
}

function merge(later: Attendee, earlier: Attendee | undefined): Attendee {
  const name = earlier?.name.trim() || later.name.trim();
  const isRequired = later.type === "required" || earlier?.type === "required";
  return { email: later.email, name, type: isRequired ? "required" : "optional" };
}

function invalidEmail(email: string): Problem<AttendeeProblemCode> {
  const shown = email.length > 60 ? `${email.slice(0, 60)}…` : email;
  return {
    code: "attendee_email_invalid",
    message: `"${shown}" is not an e-mail address.`,
    remedy: "Correct the address or remove the attendee.",
  };
}

function tooMany(count: number, attendeesMax: number): Problem<AttendeeProblemCode> {
  return {
    code: "too_many_attendees",
    message: `There are ${count} attendees, and Exchange takes ${attendeesMax} here at most.`,
    remedy: "Invite a distribution list instead of its members, or fewer people.",
  };
}
