import type { ReservationKind } from "../../integration-rules/question.ts";
import type { MeetingHere } from "./views.ts";
import type { WantedMeeting } from "./wanted-meeting.ts";

export interface MeetingForm {
  readonly kind: ReservationKind;
  readonly isParent: boolean;
}

export function formNow({ kind, isParent }: MeetingHere): MeetingForm {
  return { kind, isParent };
}

/** One reservation, or the parent of several; what was several in one meeting stays so. */
export function formOf({ view, rooms }: WantedMeeting, here: MeetingHere | null): MeetingForm {
  if (view.timing.kind === "series") return { kind: "recurring", isParent: true };
  const isSeveral = rooms.length > 1 || (here?.isParent === true && here.kind !== "recurring");
  const plain = here === null || here.kind === "recurring" ? "single" : here.kind;
  if (!isSeveral) return { kind: plain, isParent: false };
  return { kind: plain === "single" ? "multi_space" : plain, isParent: true };
}
