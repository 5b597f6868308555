import type { RefusalCode } from "./question.ts";

/** What a refusal says to a person: what happened, why, and the way out. */
export interface RefusalText {
  /** A full sentence. */
  readonly happened: string;
  /** A full sentence. */
  readonly why: string;
  /** An imperative clause without capital or full stop, so that several can be joined. */
  readonly toDo: string;
}

export const REFUSAL_TEXTS: Readonly<Record<RefusalCode, RefusalText>> = {
  group_not_supported: {
    happened: "A group reservation cannot be made for this space.",
    why:
      "The space is synchronized with Exchange in personal mode, where each reservation is " +
      "written to the calendar of the one person who makes it.",
    toDo:
      "let each person make their own reservation, or choose only spaces that are not " +
      "synchronized with a calendar",
  },
  on_behalf_not_supported: {
    happened: "This space cannot be reserved for somebody else.",
    why:
      "The space is synchronized with Exchange in personal mode, and there is no access to " +
      "another person's calendar.",
    toDo:
      "make the reservation for yourself, ask the person to make it, or choose a space that is " +
      "not synchronized with a calendar",
  },
  not_in_delegated_calendar: {
    happened: "This reservation can be read here, but not changed or cancelled.",
    why:
      "Its meeting is in the person's own calendar, and in strict mode only meetings in the " +
      "delegated user's calendar can be written.",
    toDo:
      "ask an administrator to return to normal mode for it, or ask the person the reservation " +
      "is for to change or cancel the meeting in Outlook, which the reservation does not follow",
  },
  channel_not_allowed: {
    happened: "This reservation cannot be changed or cancelled from here.",
    why:
      "Its meeting is in the person's own calendar, and in personal mode that is written only " +
      "where the person is signed in.",
    toDo: "use the portal, signed in as the person the reservation is for",
  },
  not_requested_for: {
    happened:
      "This reservation can be changed or cancelled only by the person in whose calendar it is.",
    why:
      "Its meeting is in that person's own calendar, and in personal mode nobody else's token " +
      "may write there.",
    toDo: "ask that person to change or cancel it, here or in Outlook",
  },
  personal_token_missing: {
    happened: "Your Outlook calendar is not connected.",
    why: "In personal mode the meeting is written with your own permission.",
    toDo: "connect your Outlook calendar with the account you are signed in with, and try again",
  },
  made_in_calendar: {
    happened: "This reservation was made in Outlook and cannot be changed or cancelled here.",
    why: "For a meeting made in Outlook, the calendar is the primary source.",
    toDo: "ask the meeting's organizer to change or cancel it in Outlook",
  },
};

/** One sentence with the way out of all the refusals together; null if there are none. */
export function remedyFor(codes: readonly RefusalCode[]): string | null {
  if (codes.length === 0) return null;
  const clauses = codes.map((code) => REFUSAL_TEXTS[code].toDo).join("; and also ");
  return `${clauses.charAt(0).toUpperCase()}${clauses.slice(1)}.`;
}

/** What happened and why, as sentences in the order of the codes. */
export function explainRefusals(codes: readonly RefusalCode[]): string {
  return codes
    .map((code) => `${REFUSAL_TEXTS[code].happened} ${REFUSAL_TEXTS[code].why}`)
    .join(" ");
}
