/**
 * A filter as ServiceNow writes it in one line, such as
 * `active=true^state=confirmed^ORstate=in_progress^start>=2026-11-24 09:00:00^ORDERBYstart`.
 */
export interface EncodedQuery<Field extends string> {
  /** All of these hold, of each at least one. */
  readonly every: readonly (readonly Comparison<Field>[])[];
  readonly order: readonly QueryOrder<Field>[];
}

export interface Comparison<Field extends string> {
  readonly field: Field;
  readonly operator: QueryOperator;
  /** Of the kind that the field has; none where it is asked whether there is anything. */
  readonly values: readonly QueryValue[];
}

export interface QueryOrder<Field extends string> {
  readonly field: Field;
  readonly isDescending: boolean;
}

/** A reference is a UUID, a time an instant in ISO 8601. */
export type QueryValue = string | number | boolean;

export type FieldKind = "reference" | "choice" | "text" | "time" | "number" | "flag";

export type QueryOperator = keyof typeof OPERATOR_KINDS;

/** Which kinds of field an operator can be asked of. */
export const OPERATOR_KINDS = {
  "=": ["reference", "choice", "text", "time", "number", "flag"],
  "!=": ["reference", "choice", "text", "time", "number", "flag"],
  IN: ["reference", "choice", "text", "number"],
  "NOT IN": ["reference", "choice", "text", "number"],
  LIKE: ["text"],
  "NOT LIKE": ["text"],
  STARTSWITH: ["text"],
  ENDSWITH: ["text"],
  ">": ["time", "number"],
  ">=": ["time", "number"],
  "<": ["time", "number"],
  "<=": ["time", "number"],
  ISEMPTY: ["reference", "text"],
  ISNOTEMPTY: ["reference", "text"],
} as const satisfies Readonly<Record<string, readonly FieldKind[]>>;
