/**
 * The integration rules written a second time, for the tests alone: not as a function with
 * branches but as lines of data, read from top to bottom by a small interpreter. It shares only
 * the types with the function under test, so that a slip in one is unlikely to be in the other.
 */
import type { Answer, Question, RefusalCode, RuleRow, SyncMailbox } from "./question.ts";

/** A line holds when each named fact has one of the listed values; `!` in front negates them. */
type Facts = Readonly<Record<string, string>>;

/** `mailbox → sync mailbox, credential, invited`; `=` leaves the sync mailbox as it is. */
type Outcome = readonly [mailbox: string, sync: string, credential: string, invited?: string];

interface Line {
  readonly row: RuleRow;
  readonly when: string;
  readonly gives: Outcome | RefusalCode;
}

const IN_PERSON = "portal|event_planner|quick_reservation|mobile|outlook_addin";
const NEW = "stage:new";
const HELD = "stage:held";

const LINES: readonly Line[] = [
  { row: "N", when: "synced:false", gives: ["none", "none", "none"] },
  // What comes before everything else for an update or a cancellation.
  { row: "U0", when: "action:update change:local", gives: ["none", "=", "none"] },
  { row: "U11", when: "action:!create channel:calendar", gives: ["none", "=", "none"] },
  {
    row: "U12",
    when: "action:!create origin:calendar channel:system mode:normal",
    gives: ["room", "=", "application"],
  },
  {
    row: "U12",
    when: "action:!create origin:calendar channel:system mode:strict|personal",
    gives: ["room", "=", "delegated_user"],
  },
  { row: "U10", when: "action:!create origin:calendar", gives: "made_in_calendar" },
  // What is new to the calendar: a creation, or a change to what has not reached it.
  { row: "C10", when: `${NEW} channel:calendar`, gives: ["none", "none", "none"] },
  {
    row: "C1",
    when: `${NEW} mode:normal kind:blocker blocker_user_set:true`,
    gives: ["blocker_user", "user", "application"],
  },
  { row: "C1", when: `${NEW} mode:normal`, gives: ["requested_for", "user", "application"] },
  {
    row: "C2",
    when: `${NEW} mode:strict kind:blocker blocker_user_set:true`,
    gives: ["delegated_user", "other", "delegated_user", "blocker_user"],
  },
  {
    row: "C2",
    when: `${NEW} mode:strict`,
    gives: ["delegated_user", "other", "delegated_user", "requested_for"],
  },
  {
    row: "C4",
    when: `${NEW} mode:personal kind:blocker blocker_user_set:true`,
    gives: ["delegated_user", "other", "delegated_user", "blocker_user"],
  },
  {
    row: "C4",
    when: `${NEW} mode:personal kind:blocker`,
    gives: ["delegated_user", "other", "delegated_user", "requested_for"],
  },
  { row: "C3", when: `${NEW} mode:personal kind:group`, gives: "group_not_supported" },
  {
    row: "C6",
    when: `${NEW} mode:personal channel:${IN_PERSON} requested_for_is_session_user:false`,
    gives: "on_behalf_not_supported",
  },
  {
    row: "C7",
    when:
      `${NEW} mode:personal channel:${IN_PERSON} ` +
      "requested_for_is_session_user:true personal_token:false",
    gives: "personal_token_missing",
  },
  {
    row: "C8",
    when: `${NEW} mode:personal channel:${IN_PERSON}`,
    gives: ["requested_for", "user", "personal"],
  },
  {
    row: "C5",
    when: `${NEW} mode:personal channel:rest_api|panel`,
    gives: ["delegated_user", "other", "delegated_user", "requested_for"],
  },
  {
    row: "C9",
    when: `${NEW} mode:personal channel:system`,
    gives: ["delegated_user", "other", "delegated_user", "requested_for"],
  },
  // What a calendar holds already.
  {
    row: "U1",
    when: `${HELD} mode:normal sync_mailbox:user`,
    gives: ["requested_for", "user", "application"],
  },
  {
    row: "U1",
    when: `${HELD} mode:normal sync_mailbox:other`,
    gives: ["delegated_user", "other", "application"],
  },
  {
    row: "U2",
    when: `${HELD} mode:strict sync_mailbox:other`,
    gives: ["delegated_user", "other", "delegated_user"],
  },
  {
    row: "U4",
    when: `${HELD} mode:personal sync_mailbox:other`,
    gives: ["delegated_user", "other", "delegated_user"],
  },
  {
    row: "U5",
    when: `${HELD} mode:strict|personal sync_mailbox:user channel:system`,
    gives: ["requested_for", "user", "delegated_user"],
  },
  { row: "U3", when: `${HELD} mode:strict sync_mailbox:user`, gives: "not_in_delegated_calendar" },
  {
    row: "U6",
    when: `${HELD} mode:personal sync_mailbox:user channel:outlook_addin|panel|rest_api`,
    gives: "channel_not_allowed",
  },
  {
    row: "U7",
    when: `${HELD} mode:personal sync_mailbox:user requested_for_is_session_user:false`,
    gives: "not_requested_for",
  },
  {
    row: "U8",
    when: `${HELD} mode:personal sync_mailbox:user personal_token:false`,
    gives: "personal_token_missing",
  },
  {
    row: "U9",
    when: `${HELD} mode:personal sync_mailbox:user`,
    gives: ["requested_for", "user", "personal"],
  },
];

const JOINT_REFUSALS: readonly (readonly RuleRow[])[] = [
  ["C3", "C6", "C7"],
  ["U6", "U7", "U8"],
];

/** Everything but the wording of the remedy. */
export type OracleAnswer = Omit<Answer, "remedy">;

export function consultOracle(question: Question): OracleAnswer {
  const facts = factsOf(question);
  const holding = LINES.filter((line) => holds(line.when, facts));
  const first = holding[0];
  if (first === undefined) throw new Error(`no line for ${JSON.stringify(question)}`);
  const before = question.action === "create" ? "none" : question.sync_mailbox;
  if (typeof first.gives === "string") {
    const joint = JOINT_REFUSALS.find((rows) => rows.includes(first.row)) ?? [first.row];
    const codes = holding
      .filter((line) => joint.includes(line.row))
      .flatMap((line) => (typeof line.gives === "string" ? [line.gives] : []));
    const nothing = { mailbox: "none", credential: "none", invited: null } as const;
    return { allowed: false, codes, row: first.row, sync_mailbox: before, ...nothing };
  }
  const [mailbox, sync, credential, invited = null] = first.gives;
  return {
    allowed: true,
    codes: [],
    row: first.row,
    mailbox: mailbox as Answer["mailbox"],
    sync_mailbox: sync === "=" ? before : (sync as SyncMailbox),
    credential: credential as Answer["credential"],
    invited: invited as Answer["invited"],
  };
}

function factsOf(question: Question): Facts {
  const plain = Object.entries(question).map(([name, value]) => [name, String(value)]);
  const isNew = question.action === "create" || question.sync_mailbox === "none";
  return { ...Object.fromEntries(plain), stage: isNew ? "new" : "held" };
}

function holds(condition: string, facts: Facts): boolean {
  return condition.split(" ").every((term) => {
    const [name = "", wanted = ""] = term.split(":");
    const isNegated = wanted.startsWith("!");
    const values = wanted.replace("!", "").split("|");
    const fact = facts[name];
    return fact !== undefined && values.includes(fact) !== isNegated;
  });
}
