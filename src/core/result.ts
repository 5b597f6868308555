/**
 * What people can put right is told by values, not by exceptions. A problem carries a stable code,
 * a sentence that says what happened and why, and the way out.
 */
export interface Problem<Code extends string = string> {
  readonly code: Code;
  /** What happened and why, as one sentence for a person. */
  readonly message: string;
  /** What the person can do about it, as one sentence. */
  readonly remedy: string;
}

/** Either a value, or what stood in its way. */
export type Result<Value, Failure = Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Failure };

export function succeed<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Failure>(problem: Failure): { readonly ok: false; readonly problem: Failure } {
  return { ok: false, problem };
}
