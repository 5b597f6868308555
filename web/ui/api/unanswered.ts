import type { z } from "zod";
import { type ApiCall, callApi } from "./api-call.ts";
import { isProblem, localProblem, ProblemError } from "./problem-error.ts";

/** A connection that hangs is as good as none. */
const CALL_MS_MAX = 12_000;

/** Calls the API, and takes what does not answer in time for no contact. */
export async function callInTime<S extends z.ZodType>(
  call: Omit<ApiCall<S>, "signal">,
): Promise<z.output<S>> {
  const signal = AbortSignal.timeout(CALL_MS_MAX);
  try {
    return await callApi({ ...call, signal });
  } catch (error) {
    throw signal.aborted && !isProblem(error) ? localProblem("offline", "", error) : error;
  }
}

/**
 * A server that judged has said its last word. One that failed, was not reached, or does not know who
 * asks may have done it, or may still.
 */
export function isJudged(status: number): boolean {
  return status >= 200 && status < 500 && !NOT_JUDGED.has(status);
}

/** Nobody is signed in, the request took too long, or there are too many. */
const NOT_JUDGED: ReadonlySet<number> = new Set([401, 408, 425, 429]);

/** A judged answer stays what it is; only what did not get through is worth another try. */
export function didNotGetThrough(error: unknown): boolean {
  return error instanceof ProblemError && (error.status === 0 || error.status >= 502);
}

const AGAIN_FIRST_MS = 2_000;
const AGAIN_LAST_MS = 30_000;

/** How long to wait before it is asked again, after so many times in vain. */
export function againAfterMs(timesInVain: number): number {
  return Math.min(AGAIN_FIRST_MS * 2 ** Math.max(timesInVain - 1, 0), AGAIN_LAST_MS);
}
