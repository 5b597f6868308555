import { fail, type Result, succeed } from "../result.ts";
import {
  type Action,
  ACTIONS,
  CHANGES,
  CHANNELS,
  INTEGRATION_MODES,
  ORIGINS,
  type Question,
  RESERVATION_KINDS,
  SYNC_MAILBOXES,
} from "./question.ts";

/** Why something is not a question. `fields` names what is wrong, in the order it is described. */
export interface InvalidQuestion {
  readonly code: "invalid_question";
  readonly message: string;
  readonly fields: readonly string[];
}

const YES_OR_NO = [true, false] as const;

const FIELDS_OF_ANY_ACT = {
  mode: INTEGRATION_MODES,
  action: ACTIONS,
  channel: CHANNELS,
  kind: RESERVATION_KINDS,
  synced: YES_OR_NO,
  requested_for_is_session_user: YES_OR_NO,
  personal_token: YES_OR_NO,
  blocker_user_set: YES_OR_NO,
} as const;

const FIELDS_OF_A_CHANGE = { sync_mailbox: SYNC_MAILBOXES, origin: ORIGINS } as const;

type FieldValues = Readonly<Record<string, readonly (string | boolean)[]>>;

/** The fields that a question about this act has, each with the values it can take. */
export const QUESTION_FIELDS: Readonly<Record<Action, FieldValues>> = {
  create: FIELDS_OF_ANY_ACT,
  update: { ...FIELDS_OF_ANY_ACT, ...FIELDS_OF_A_CHANGE, change: CHANGES },
  cancel: { ...FIELDS_OF_ANY_ACT, ...FIELDS_OF_A_CHANGE },
};

/**
 * Reads a question from what JSON gave. A field that is missing, unknown, or does not go with the
 * action, and a value that the field cannot take, are all named.
 */
export function parseQuestion(input: unknown): Result<Question, InvalidQuestion> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return fail(invalid([{ field: null, text: "a question is a JSON object" }]));
  }
  const given = new Map<string, unknown>(Object.entries(input));
  const action = ACTIONS.find((name) => name === given.get("action"));
  // Without a known action, judge by the widest set, so that only what is wrong anyway is named.
  const expected = QUESTION_FIELDS[action ?? "update"];
  const faults = Object.entries(expected).flatMap(([field, values]): Fault[] => {
    if (!given.has(field)) {
      const isCertain = action !== undefined || field in FIELDS_OF_ANY_ACT;
      return isCertain ? [{ field, text: `"${field}" is missing` }] : [];
    }
    return values.some((value) => value === given.get(field))
      ? []
      : [{ field, text: `"${field}" must be one of ${list(values)}` }];
  });
  for (const field of given.keys()) {
    if (!Object.hasOwn(expected, field)) faults.push(unexpected(field, action));
  }
  if (faults.length > 0) return fail(invalid(faults));
  // Every field is there with a value of its tuple, and no other field is: that is a Question.
  return succeed({ ...input } as Question);
}

interface Fault {
  /** Null if the whole input is at fault. */
  readonly field: string | null;
  readonly text: string;
}

function unexpected(field: string, action: Action | undefined): Fault {
  const isOfAnotherAction = Object.hasOwn(QUESTION_FIELDS.update, field);
  return {
    field,
    text: isOfAnotherAction
      ? `"${field}" does not go with action ${JSON.stringify(action)}`
      : `${JSON.stringify(abbreviate(field))} is not a field of a question`,
  };
}

function invalid(faults: readonly Fault[]): InvalidQuestion {
  return {
    code: "invalid_question",
    message: `${faults.map((fault) => fault.text).join("; ")}.`,
    fields: faults.flatMap((fault) => (fault.field === null ? [] : [abbreviate(fault.field)])),
  };
}

function list(values: readonly (string | boolean)[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}

/** A stranger's field name can be a megabyte long; an answer that repeats it should not be. */
function abbreviate(field: string): string {
  return field.length <= FIELD_NAME_SHOWN_MAX ? field : `${field.slice(0, FIELD_NAME_SHOWN_MAX)}…`;
}

const FIELD_NAME_SHOWN_MAX = 64;
