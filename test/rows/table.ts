import type {
  IntegrationMode,
  ReservationKind,
  RefusalCode,
  RuleRow,
} from "../../src/core/integration-rules/question.ts";
import { FACES, MACHINES, type PersonName, type Way, WAYS } from "./company.ts";

/** Somebody makes something. Who acts on a face is Jonas, and for himself, unless it is said. */
export interface Creation {
  readonly row: RuleRow;
  readonly act: "create";
  readonly by: readonly Way[];
  readonly who?: PersonName;
  readonly for?: PersonName;
  /** A blocker is made for a meeting that has a service. */
  readonly kind?: ReservationKind;
  readonly unsynced?: true;
  /** All that refuse it, where that is more than the row's own code. */
  readonly codes?: readonly RefusalCode[];
}

/**
 * What is changed: made just now over a channel, in this mode, or in an earlier one.
 *
 * - `own`: Jonas made it for himself in the portal; `felix`: Felix did, in normal mode;
 * - `by_program`: a program made it for Mira;
 * - `kept`: as `own`, in normal mode; `delegated`: as `own`, in strict mode;
 * - `met`: Jonas made it in Outlook; `outlook`: the same, one for the whole mode.
 */
export type Subject = "own" | "by_program" | "kept" | "felix" | "delegated" | "met" | "outlook";

/**
 * Somebody changes it and then cancels it; or changes its privacy, which of a meeting made in Outlook is
 * ours. At a door what was made there is given another end and then ended (`creation`); what the rules
 * leave to others, it is refused too.
 */
export interface Change {
  readonly row: RuleRow;
  readonly act: "change_and_cancel" | "change_privacy";
  readonly by: readonly Way[];
  readonly of: Subject;
  readonly who?: PersonName;
  readonly codes?: readonly RefusalCode[];
}

/** What happens in Outlook, or what no person does: who decides for the house, or takes a room into the calendar. */
export interface Happening {
  readonly row: RuleRow;
  readonly act:
    | "meet"
    | "move_in_outlook"
    | "cancel_in_outlook"
    | "reject"
    | "reject_outlook"
    | "export";
}

export type Line = Creation | Change | Happening;

export interface Phase {
  readonly mode: IntegrationMode;
  /** Beside the mode, where the page's title needs it. */
  readonly also?: string;
  readonly blockerUser?: true;
  readonly lines: readonly Line[];
}

const PORTAL = ["portal"] as const;
const IN_PERSON = [...FACES, "outlook_addin"] as const;
/** Those that change what comes later: a door has what goes on alone. */
const PROGRAMS = ["rest_api", "workplace_api"] as const;
const AHEAD = [...IN_PERSON, ...PROGRAMS] as const;

/** What is so in every mode. */
const ALWAYS: readonly Line[] = [
  { row: "N", act: "create", by: [...PORTAL, "rest_api"], for: "mira", unsynced: true },
  { row: "C10", act: "meet" },
  { row: "U0", act: "change_privacy", by: ["portal", "rest_api"], of: "met" },
  { row: "U10", act: "change_and_cancel", by: WAYS, of: "outlook" },
  { row: "U11", act: "move_in_outlook" },
  { row: "U11", act: "cancel_in_outlook" },
  { row: "U12", act: "reject_outlook" },
];

const blockerOf = (row: RuleRow): Line => ({ row, act: "create", by: PORTAL, kind: "blocker" });

function everyKind(row: RuleRow): readonly Line[] {
  const kinds = ["recurring", "multi_space", "group"] as const;
  return [
    { row, act: "create", by: WAYS },
    { row, act: "create", by: ["event_planner"], who: "renata", for: "felix" },
    ...kinds.map((kind): Line => ({ row, act: "create", by: PORTAL, kind })),
    blockerOf(row),
  ];
}

const change = (row: RuleRow, by: readonly Way[], of: Subject, who?: PersonName): Line => {
  return { row, act: "change_and_cancel", by, of, ...(who && { who }) };
};

export const PHASES: readonly Phase[] = [
  {
    mode: "normal",
    lines: [...ALWAYS, ...everyKind("C1"), change("U1", AHEAD, "own")],
  },
  { mode: "normal", also: "with a blocker user", blockerUser: true, lines: [blockerOf("C1")] },
  {
    mode: "strict",
    lines: [
      ...ALWAYS,
      ...everyKind("C2"),
      change("U2", AHEAD, "own"),
      change("U3", WAYS, "kept"),
      { row: "U5", act: "reject" },
    ],
  },
  { mode: "strict", also: "with a blocker user", blockerUser: true, lines: [blockerOf("C2")] },
  {
    mode: "personal",
    lines: [
      ...ALWAYS,
      { row: "C3", act: "create", by: [...PORTAL, "event_planner", "rest_api"], kind: "group" },
      blockerOf("C4"),
      { row: "C5", act: "create", by: MACHINES },
      { row: "C5", act: "create", by: ["rest_api"], kind: "recurring" },
      { row: "C6", act: "create", by: IN_PERSON, who: "renata", for: "felix" },
      { row: "C7", act: "create", by: IN_PERSON, who: "felix" },
      { row: "C8", act: "create", by: IN_PERSON },
      { row: "C8", act: "create", by: PORTAL, kind: "recurring" },
      { row: "C8", act: "create", by: PORTAL, kind: "multi_space" },
      { row: "C9", act: "export" },
      change("U4", AHEAD, "by_program", "renata"),
      { row: "U5", act: "reject" },
      change("U6", ["outlook_addin"], "kept"),
      {
        row: "U6",
        act: "change_and_cancel",
        by: MACHINES,
        of: "kept",
        codes: ["channel_not_allowed", "not_requested_for", "personal_token_missing"],
      },
      {
        row: "U7",
        act: "change_and_cancel",
        by: FACES,
        who: "renata",
        of: "kept",
        codes: ["not_requested_for", "personal_token_missing"],
      },
      change("U8", FACES, "felix", "felix"),
      change("U9", FACES, "own"),
    ],
  },
  { mode: "personal", also: "with a blocker user", blockerUser: true, lines: [blockerOf("C4")] },
  {
    mode: "normal",
    also: "again",
    lines: [change("U1", ["outlook_addin", ...PROGRAMS], "delegated")],
  },
];
