/**
 * What Exchange says when it refuses an operation: Graph's code and sentence with its HTTP status.
 */
export interface CalendarError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Members that Graph puts beside code and message, e.g. "@event.existingEventId". */
  readonly extra?: Readonly<Record<string, string>>;
  /** Headers of the refusal, e.g. the Location of a 410. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: CalendarError };

export function succeed<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse(
  status: number,
  code: string,
  message: string,
  extra?: Readonly<Record<string, string>>,
): { readonly ok: false; readonly error: CalendarError } {
  return { ok: false, error: { status, code, message, ...(extra && { extra }) } };
}

/** Refusals that several operations share, in Exchange's words (facts 1.6, 5). */
export const refusals = {
  itemNotFound: () =>
    refuse(404, "ErrorItemNotFound", "The specified object was not found in the store."),
  accessDenied: () =>
    refuse(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."),
  malformedId: () => refuse(400, "ErrorInvalidIdMalformed", "The Id is invalid."),
  invalidRequest: (message: string) => refuse(400, "ErrorInvalidRequest", message),
  validationFailure: (detail: string) =>
    refuse(
      400,
      "ErrorPropertyValidationFailure",
      `At least one property failed validation. ${detail}`.trim(),
    ),
  unknownZone: (name: string) =>
    refuse(
      400,
      "TimeZoneNotSupportedException",
      "A valid TimeZone value must be specified. " +
        `The following TimeZone value is not supported: '${name}'.`,
    ),
  staleChangeKey: (status: 412 | 409) =>
    refuse(
      status,
      "ErrorIrresolvableConflict",
      "The send or update operation could not be performed because the change key passed in " +
        "the request does not match the current change key for the item.",
    ),
};
