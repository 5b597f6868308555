import type { SyncEventType } from "./outbound-plan.ts";

/** What went wrong with a call to a calendar, in words that hold for any provider. */
export const FAILURE_KINDS = [
  "throttled",
  "transient",
  "token_unusable",
  "credential_rejected",
  "access_denied",
  "not_found",
  "changed_meanwhile",
  "cursor_lost",
  "invalid",
] as const;
/**
 * `transient`: no answer, or the provider is in trouble; `token_unusable`: whose token it is has to
 * connect again; `credential_rejected`: the application's secret or certificate is wrong;
 * `changed_meanwhile`: the event is not any more as we knew it; `cursor_lost`: how far we had read
 * is forgotten there, so everything is read anew; `invalid`: it will never be taken.
 */
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** What a failure calls for. */
export type FailureCourse =
  /** Once more after a while; it counts as one of the tries. */
  | "try_again"
  /** Once more as soon as the provider allows; nobody is at fault, so it is not counted. */
  | "wait_as_told"
  /** Read the event again, then once more; it counts. */
  | "read_and_try_again"
  /** Until somebody connects, then at once. */
  | "wait_for_token"
  /** What was to be gone is gone. */
  | "done"
  /** Nothing we can do by ourselves: an administrator is told. */
  | "give_up";

export function courseAfter(kind: FailureKind, type: SyncEventType): FailureCourse {
  switch (kind) {
    case "throttled":
      return "wait_as_told";
    case "transient":
      return "try_again";
    case "changed_meanwhile":
      return "read_and_try_again";
    // A secret that is being exchanged must not lose what was booked meanwhile.
    case "token_unusable":
    case "credential_rejected":
      return "wait_for_token";
    case "not_found":
      return type === "cancel" ? "done" : "give_up";
    case "access_denied":
    // Of reading changes only; a write that got it would not get anything else a second time.
    case "cursor_lost":
    case "invalid":
      return "give_up";
  }
}

/**
 * Whether the calendar may hold the outcome of a sync event after a call for it failed: a lost
 * answer leaves that open, a refusal does not add to what earlier calls left open.
 */
export function mayHaveBeenSentAfter(before: boolean, kind: FailureKind): boolean {
  return before || kind === "transient";
}
