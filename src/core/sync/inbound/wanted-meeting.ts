import { isFinal } from "../../reservations/reservation-state.ts";
import type { AgreedField, AgreedMeeting } from "../agreed.ts";
import type { MeetingView } from "./merge-meeting.ts";
import type { RoomView } from "./slots.ts";
import type { MeetingHere, MeetingThere, Timing, Words } from "./views.ts";

/** What a meeting is to be here from now on, before its rooms' answers are heard. */
export interface WantedMeeting {
  readonly view: MeetingView;
  readonly rooms: readonly WantedRoom[];
  readonly taken: readonly AgreedField[];
  readonly overruled: readonly AgreedField[];
  readonly agreed: AgreedMeeting | null;
  /** Cancelled or deleted in Outlook. */
  readonly isGone: boolean;
}

export interface WantedRoom extends RoomView {
  readonly timing: Timing;
  /** What is reserved there stays as it is: its own calendar, once it is read, says more. */
  readonly isLeft: boolean;
  /** It does not take part in any of it. */
  readonly isRefused: boolean;
}

/** What was cancelled stays so: what comes back under its name is another meeting. */
export function stillStanding(here: MeetingHere | null): MeetingHere | null {
  return here === null || isFinal(here.state) ? null : here;
}

export function isPlacedIn(here: MeetingHere | null, spaceId: string): boolean {
  return here?.placements.some((each) => each.spaceId === spaceId && !isFinal(each.state)) === true;
}

/** When the meeting is by the rooms' copies that were read: by one that has a series before others. */
export function timingOfRoom({ roomCopies }: MeetingThere): Timing | undefined {
  const timings = [...roomCopies.values()].flatMap((copy) =>
    copy.kind === "read" ? [copy.timing] : [],
  );
  return timings.find(({ kind }) => kind === "series") ?? timings[0];
}

export function wordsOf({ subject, sensitivity, attendees }: Words): Words {
  return { subject, sensitivity, attendees };
}
