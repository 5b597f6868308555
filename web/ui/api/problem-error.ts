import { problemSchema, type Problem } from "../../../src/contract/problem.ts";

/**
 * Every way in which a call can fail, in one shape: what the server answered as a problem, or, with
 * status 0, what stood between us and the server (`offline`, `unreadable_answer`).
 */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    super(`${problem.code}: ${problem.detail}`, { cause });
    this.name = "ProblemError";
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** A failure that never reached a server's judgement; the faces word it from their catalogue. */
export function localProblem(
  code: "offline" | "unreadable_answer",
  requestId: string,
  cause?: unknown,
): ProblemError {
  return new ProblemError(
    { type: "about:blank", title: "", status: 0, code, detail: "", request_id: requestId },
    cause,
  );
}

/** Reads a failed answer; a proxy's HTML page or an empty body becomes `unreadable_answer`. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const requestId = response.headers.get("Request-Id") ?? "";
  const text = await response.text();
  try {
    const parsed = problemSchema.safeParse(JSON.parse(text));
    if (parsed.success) return new ProblemError(parsed.data);
    return localProblem("unreadable_answer", requestId, parsed.error);
  } catch (error) {
    return localProblem("unreadable_answer", requestId, error);
  }
}

export function isProblem(error: unknown, code?: string): error is ProblemError {
  return error instanceof ProblemError && (code === undefined || error.code === code);
}
