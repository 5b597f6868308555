import { counted } from "../counted.ts";
import type { ApprovalPolicy } from "../reservations/approval.ts";
import type { CheckInPolicy } from "../reservations/check-in.ts";

/** What a reservable module says of its spaces, as far as people can change it. */
export interface ModuleSettings {
  readonly name: string;
  readonly durationMinutesMin: number;
  readonly durationMinutesMax: number;
  readonly daysAheadMax: number;
  readonly recurringEnabled: boolean;
  readonly multiSpaceEnabled: boolean;
  readonly groupEnabled: boolean;
  readonly onBehalfShown: boolean;
  readonly subjectRequired: boolean;
  readonly showAs: "busy" | "free";
  readonly checkInPolicy: CheckInPolicy;
  readonly checkInOpensMinutesBefore: number;
  readonly releasesNoShows: boolean;
  readonly approvalPolicy: ApprovalPolicy;
  /** So long before the start people are reminded; 0: they are not. */
  readonly reminderMinutesBefore: number;
  /** Their ids. */
  readonly approvers: readonly string[];
}

/** What a change would meet. */
export interface ModuleFacts {
  /** Reservations that stand and have not begun; of a series, each of its dates. */
  readonly coming: number;
  /** Of these, those that are longer, or shorter, than the change would allow. */
  readonly outsideDuration: number;
  /** Those that wait for approval. */
  readonly awaitingApproval: number;
  /** Of the module, and of these those that are checked in to and approved where it is left to them. */
  readonly spaces: number;
  readonly spacesWithCheckIn: number;
  readonly spacesWithApproval: number;
  /** Managers and administrators who could decide where nobody is named. */
  readonly managers: number;
}

export const CONSEQUENCE_CODES = [
  "durations_hold_from_now_on",
  "days_ahead_hold_from_now_on",
  "check_in_asked_for",
  "check_in_not_asked_for",
  "no_shows_released",
  "no_shows_not_released",
  "approvals_keep_their_state",
  "approval_asked_for",
  "approval_not_asked_for",
  "approvers_decide",
  "nobody_decides",
] as const;
export type ConsequenceCode = (typeof CONSEQUENCE_CODES)[number];

/** What a change means for what is there already, to be read before it is made. */
export interface Consequence {
  readonly code: ConsequenceCode;
  readonly message: string;
  /** Somebody should think again. */
  readonly isWarning: boolean;
}

/** In the order in which they matter to whoever is about to save. */
export function moduleConsequences(
  before: ModuleSettings,
  after: ModuleSettings,
  facts: ModuleFacts,
): readonly Consequence[] {
  return [
    ...ofApproval(before, after, facts),
    ...ofCheckIn(before, after, facts),
    ...ofLimits(before, after, facts),
  ];
}

function ofApproval(
  before: ModuleSettings,
  after: ModuleSettings,
  { coming, awaitingApproval, managers, ...facts }: ModuleFacts,
): readonly Consequence[] {
  const asksBefore = spacesAsking(before.approvalPolicy, facts.spaces, facts.spacesWithApproval);
  const asks = spacesAsking(after.approvalPolicy, facts.spaces, facts.spacesWithApproval);
  const consequences: Consequence[] = [];
  if (before.approvalPolicy !== after.approvalPolicy) {
    consequences.push(
      asks > 0
        ? told(
            "approval_asked_for",
            `${counted(asks, "space needs", "spaces need")} approval from now on.`,
          )
        : told("approval_not_asked_for", "Nothing needs approval from now on."),
    );
    const waiting =
      awaitingApproval === 0
        ? ""
        : ` ${counted(awaitingApproval, "of them goes", "of them go")} on waiting for approval.`;
    if (coming > 0 && asks !== asksBefore) {
      consequences.push(
        told(
          "approvals_keep_their_state",
          `${counted(coming, "coming reservation stays as it is", "coming reservations stay as they are")}.${waiting}`,
        ),
      );
    }
  }
  const isOthers = before.approvers.toSorted().join() !== after.approvers.toSorted().join();
  if (isOthers && awaitingApproval > 0) {
    const who = after.approvers.length === 0 ? "any manager" : "those named now";
    const what = counted(
      awaitingApproval,
      "reservation that waits is",
      "reservations that wait are",
    );
    consequences.push(told("approvers_decide", `${what} for ${who} to decide on.`));
  }
  const isAsked = asks > 0 || awaitingApproval > 0;
  if (isAsked && after.approvers.length === 0 && managers === 0) {
    const message =
      "Nobody is named, and there is no manager: what needs approval would be released undecided.";
    consequences.push({ code: "nobody_decides", message, isWarning: true });
  }
  return consequences;
}

function ofCheckIn(
  before: ModuleSettings,
  after: ModuleSettings,
  { coming, ...facts }: ModuleFacts,
): readonly Consequence[] {
  const asks = spacesAsking(after.checkInPolicy, facts.spaces, facts.spacesWithCheckIn);
  const consequences: Consequence[] = [];
  const including =
    coming === 0
      ? ""
      : `, ${counted(coming, "coming reservation", "coming reservations")} included`;
  if (before.checkInPolicy !== after.checkInPolicy) {
    consequences.push(
      asks > 0
        ? told(
            "check_in_asked_for",
            `People check in to ${counted(asks, "space", "spaces")}${including}.`,
          )
        : told("check_in_not_asked_for", `Nobody has to check in any more${including}.`),
    );
  }
  if (before.releasesNoShows !== after.releasesNoShows) {
    consequences.push(
      after.releasesNoShows
        ? told("no_shows_released", `What nobody checks in to is released for others${including}.`)
        : told("no_shows_not_released", "What nobody checks in to keeps its space."),
    );
  }
  return consequences;
}

function ofLimits(
  before: ModuleSettings,
  after: ModuleSettings,
  { outsideDuration }: ModuleFacts,
): readonly Consequence[] {
  const isOther =
    before.durationMinutesMin !== after.durationMinutesMin ||
    before.durationMinutesMax !== after.durationMinutesMax;
  const consequences: Consequence[] = [];
  if (isOther && outsideDuration > 0) {
    const what = counted(outsideDuration, "coming reservation is", "coming reservations are");
    const message = `${what} shorter or longer than that, and stay. The limits hold for what is made or moved from now on.`;
    consequences.push(told("durations_hold_from_now_on", message));
  }
  if (before.daysAheadMax !== after.daysAheadMax) {
    const message =
      after.daysAheadMax < before.daysAheadMax
        ? "What is reserved further ahead stays. Series hold their space less far ahead from now on."
        : "Series hold their space further ahead within the hour, where it is free.";
    consequences.push(told("days_ahead_hold_from_now_on", message));
  }
  return consequences;
}

function told(code: ConsequenceCode, message: string): Consequence {
  return { code, message, isWarning: false };
}

/** Of how many spaces something is asked. */
function spacesAsking(
  policy: "by_space" | "always" | "never",
  spaces: number,
  bySpace: number,
): number {
  if (policy === "never") return 0;
  return policy === "always" ? spaces : bySpace;
}
