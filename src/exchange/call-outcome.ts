import type { CalendarFailure } from "../app/sync/calendar.ts";
import type { GraphAnswer } from "./graph-client.ts";

/** What becomes of a call to Graph, in the words of the calendar port. */
export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** A failure of the call, as the port tells it. */
export interface Refused {
  readonly ok: false;
  readonly failure: CalendarFailure;
}

/** A failure that we find ourselves. */
export function refusal(kind: CalendarFailure["kind"], code: string, message: string): Refused {
  return { ok: false, failure: { kind, code, message, mayHaveHappened: false } };
}

/** An answer that is not what Graph documents. */
export function strangeAnswer(
  mailbox: string,
  answer: GraphAnswer,
  mayHaveHappened = false,
): Refused {
  const message = `Exchange answered for the mailbox ${mailbox} in a form that could not be read.`;
  const { failure } = refusal("transient", "strange_answer", message);
  return { ok: false, failure: { ...failure, mayHaveHappened, response: gistOf(answer) } };
}

/** An answer in the record of a sync event. */
export function gistOf(answer: GraphAnswer): Readonly<Record<string, unknown>> {
  return { status: answer.status, requestId: answer.requestId };
}
