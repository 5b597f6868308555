import type { Temporal } from "temporal-polyfill";
import type { Change, Origin } from "../integration-rules/question.ts";
import { type Attendee, isSameAttendance } from "./attendees.ts";

/** What of a reservation can be changed. Attendees are normalized, texts are as they are kept. */
export interface ChangeableFields {
  /** In order; a multi-space reservation has several. */
  readonly spaceIds: readonly string[];
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly timeZone: string;
  readonly subject: string;
  readonly notes: string;
  readonly sensitivity: "normal" | "private";
  readonly attendees: readonly Attendee[];
  readonly checkInState: string;
  readonly serviceIds: readonly string[];
  readonly visitorIds: readonly string[];
  readonly costCenter: string | null;
}

type FieldName = keyof ChangeableFields;

type FieldRules = {
  readonly [Name in FieldName]: {
    /** Whether the event in the calendar shows it, and so has to be written when it changes. */
    readonly isShown: (origin: Origin) => boolean;
    readonly isSame: (left: ChangeableFields[Name], right: ChangeableFields[Name]) => boolean;
  };
};

const always = () => true;
const never = () => false;
const isIdentical = (left: string | null, right: string | null) => left === right;
const isSameInstant = (left: Temporal.Instant, right: Temporal.Instant) => left.equals(right);

const FIELD_RULES: FieldRules = {
  spaceIds: { isShown: always, isSame: isSameList },
  start: { isShown: always, isSame: isSameInstant },
  end: { isShown: always, isSame: isSameInstant },
  timeZone: { isShown: always, isSame: isIdentical },
  subject: { isShown: always, isSame: isIdentical },
  notes: { isShown: always, isSame: isIdentical },
  // Of a reservation made in Outlook, privacy here is our own affair (policy U0).
  sensitivity: { isShown: (origin) => origin === "usher", isSame: isIdentical },
  attendees: { isShown: always, isSame: isSameAttendance },
  checkInState: { isShown: never, isSame: isIdentical },
  serviceIds: { isShown: never, isSame: isSameSet },
  visitorIds: { isShown: never, isSame: isSameSet },
  costCenter: { isShown: never, isSame: isIdentical },
};

export interface RequestedChange {
  /** What would be different afterwards; empty if the patch asks for what is there already. */
  readonly fields: readonly FieldName[];
  /** What the rules are asked about; null where nothing would change. */
  readonly change: Change | null;
}

/**
 * Says what a patch would change, and whether the event in the calendar shows any of it. The
 * stored fields may be those that the patch can touch only, as long as none of the patch's is
 * missing among them.
 */
export function requestedChange<Stored extends Partial<ChangeableFields>>(
  stored: Stored,
  patch: Partial<Pick<ChangeableFields, keyof Stored & FieldName>>,
  origin: Origin,
): RequestedChange {
  const fields = FIELD_NAMES.filter((name) => isChanged(name, stored, patch));
  if (fields.length === 0) return { fields, change: null };
  const isShown = fields.some((name) => FIELD_RULES[name].isShown(origin));
  return { fields, change: isShown ? "calendar" : "local" };
}

const FIELD_NAMES = Object.keys(FIELD_RULES) as readonly FieldName[];

function isChanged<Name extends FieldName>(
  name: Name,
  { [name]: present }: Partial<Pick<ChangeableFields, Name>>,
  { [name]: wanted }: Partial<Pick<ChangeableFields, Name>>,
): boolean {
  if (wanted === undefined) return false;
  return present === undefined || !FIELD_RULES[name].isSame(present, wanted);
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return isSameList(left.toSorted(), right.toSorted());
}
