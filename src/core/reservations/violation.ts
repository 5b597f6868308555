import type { Problem } from "../result.ts";

/** A limit that a request does not keep: what is wrong with which field, and what to do. */
export interface Violation<Code extends string = string> extends Problem<Code> {
  /** The request's field that the person should look at, named as in the API. */
  readonly field: string;
}
