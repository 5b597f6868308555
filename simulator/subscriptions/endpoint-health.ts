/** How an endpoint has answered lately, which decides how it is served (facts 3.4). */
export type EndpointState = "healthy" | "slow" | "drop";

interface Answer {
  readonly atMs: number;
  readonly tookMs: number;
}

/** How far back answers count, and how long a slow endpoint waits for its notifications. */
export const HEALTH_WINDOW_MS = 600_000;
const SLOW_SHARE = 0.1;
const DROP_SHARE = 0.15;

export interface AnswerLimits {
  readonly answerLimitMs: number;
  readonly answerTimeoutMs: number;
}

/** Answers of all endpoints; an endpoint is a notification URL without its query. */
export class EndpointHealth {
  readonly #answers = new Map<string, Answer[]>();

  record(url: string, atMs: number, tookMs: number): void {
    const endpoint = endpointOf(url);
    const answers = this.#recent(endpoint, atMs);
    this.#answers.set(endpoint, [...answers, { atMs, tookMs }]);
  }

  /**
   * "drop" where more than 15 % of the answers of ten minutes took as long as the timeout, "slow"
   * where more than 10 % were over the limit. Nothing is delivered meanwhile, so that after ten
   * minutes no answer counts any more and the endpoint has its next chance.
   */
  state(url: string, nowMs: number, limits: AnswerLimits): EndpointState {
    const answers = this.#recent(endpointOf(url), nowMs);
    const share = (isLate: (answer: Answer) => boolean): number =>
      answers.length === 0 ? 0 : answers.filter(isLate).length / answers.length;
    if (share(({ tookMs }) => tookMs >= limits.answerTimeoutMs) > DROP_SHARE) return "drop";
    return share(({ tookMs }) => tookMs > limits.answerLimitMs) > SLOW_SHARE ? "slow" : "healthy";
  }

  #recent(endpoint: string, nowMs: number): Answer[] {
    const answers = this.#answers.get(endpoint) ?? [];
    return answers.filter(({ atMs }) => atMs > nowMs - HEALTH_WINDOW_MS);
  }
}

function endpointOf(url: string): string {
  return url.split("?")[0] ?? url;
}
