/**
 * How the room's answer is awaited: it is read from the organizer's copy of the meeting, often at
 * first, since a room mailbox answers within seconds, and never for longer than some minutes.
 */

/** How long after the last look the next one comes; from the last on, always that long. */
const READ_DELAYS_MS = [500, 1000, 2000, 3000, 5000, 10_000, 15_000] as const;
const READ_DELAY_LATER_MS = 15_000;

/** While a delegate of the room decides: a minute is soon enough for a person. */
const APPROVAL_READ_DELAY_MS = 60 * 1000;
const APPROVAL_READ_DELAY_LATER_MS = 5 * 60 * 1000;
const APPROVAL_SOON_MS = 60 * 60 * 1000;

export type NextRead =
  | { readonly action: "read"; readonly delayMs: number }
  /** The invitation may have been lost: it is sent anew, and the waiting begins again. */
  | { readonly action: "ask_again" }
  /** The reservation is conflicted, and this is why. */
  | { readonly action: "give_up"; readonly code: "room_did_not_answer" };

/**
 * When to look next for the answer of a room.
 *
 * @param reads how often it was looked for
 * @param waitedMs how long ago the calendar took the meeting
 * @param limitMs how long is waited at most; then the room is asked once again, and after that
 *   taken for one that does not answer
 * @param wasAskedAgain whether that has been done
 */
export function nextRead(
  reads: number,
  waitedMs: number,
  limitMs: number,
  wasAskedAgain: boolean,
): NextRead {
  if (waitedMs >= limitMs) {
    return wasAskedAgain
      ? { action: "give_up", code: "room_did_not_answer" }
      : { action: "ask_again" };
  }
  const delayMs = READ_DELAYS_MS[reads] ?? READ_DELAY_LATER_MS;
  // The last look comes at the limit, not behind it.
  return { action: "read", delayMs: Math.min(delayMs, limitMs - waitedMs) };
}

/** When to look next while somebody decides in Outlook; that may take them days. */
export function nextApprovalReadDelayMs(waitedMs: number): number {
  return waitedMs < APPROVAL_SOON_MS ? APPROVAL_READ_DELAY_MS : APPROVAL_READ_DELAY_LATER_MS;
}

/** What a room said, as the organizer's copy shows it. */
export type RoomResponse = "none" | "accepted" | "tentatively_accepted" | "declined";

export interface RoomAnswer {
  /** The room mailbox's address. */
  readonly email: string;
  readonly response: RoomResponse;
}

export interface RoomJudgement {
  /** `awaiting_approval`: a room accepted tentatively, so a delegate decides in Outlook. */
  readonly outcome: "confirmed" | "awaiting_approval" | "pending" | "conflicted";
  /** The rooms that made it so, in the order they were invited; for `confirmed` all of them. */
  readonly rooms: readonly string[];
}

/** From the answer that outweighs the others to the one that only counts if all gave it. */
const OUTCOMES = [
  ["declined", "conflicted"],
  ["none", "pending"],
  ["tentatively_accepted", "awaiting_approval"],
  ["accepted", "confirmed"],
] as const;

/**
 * What the rooms' answers mean for the reservation that invited them. One that declined outweighs
 * all; a room that is not among the answers has not answered. Addresses are compared without case.
 */
export function judgeRoomAnswers(
  invitedRooms: readonly string[],
  answers: readonly RoomAnswer[],
): RoomJudgement {
  const responses = new Map(answers.map(({ email, response }) => [email.toLowerCase(), response]));
  for (const [response, outcome] of OUTCOMES) {
    const rooms = invitedRooms.filter(
      (email) => (responses.get(email.toLowerCase()) ?? "none") === response,
    );
    if (rooms.length > 0) return { outcome, rooms };
  }
  // No room was invited, so no answer will ever come: the limit of waiting deals with it.
  return { outcome: "pending", rooms: [] };
}
