/**
 * What a use case answers: the value, or a refusal that a person can act on. Expected failures
 * are values; only what nobody foresaw is thrown.
 */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** A no that says why and what to do. `code` is stable and listed in `src/contract/problem-codes.ts`. */
export interface Refusal {
  readonly code: string;
  /** What happened and why, as a sentence for people. */
  readonly message: string;
  /** What the person can do about it. */
  readonly remedy?: string;
  /** Further codes where several rules refuse, and fields at fault; never private content. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(
  code: string,
  message: string,
  remedy?: string,
  details?: Readonly<Record<string, unknown>>,
): { readonly ok: false; readonly refusal: Refusal } {
  return {
    ok: false,
    refusal: { code, message, ...(remedy && { remedy }), ...(details && { details }) },
  };
}
