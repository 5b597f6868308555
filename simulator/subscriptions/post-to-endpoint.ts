import type { Clock } from "../clock.ts";

/** How notifications get out of the simulator, and what their answers' time is measured by. */
export interface EndpointLine {
  /** Default: the process's own `fetch`. */
  readonly fetchEndpoint?: typeof fetch;
  readonly clock: Pick<Clock, "stopwatchMs">;
}

/** What came of a POST to a client's endpoint. */
export interface EndpointAnswer {
  /** Null where no answer came: refused, broken, or given up. */
  readonly status: number | null;
  readonly contentType: string;
  readonly text: string;
  /** By the clock that the client answers by. */
  readonly tookMs: number;
  /** What went wrong with the connection; null where an answer came. */
  readonly fault: string | null;
}

export interface EndpointPost {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  readonly timeoutMs: number;
  /** Gives up early, when the simulator closes. */
  readonly signal: AbortSignal;
}

/** The most of an answer that is read: no client needs more to say yes. */
const ANSWER_CHARACTERS_MAX = 4_096;

/** Posts and waits for the whole answer; never rejects for what the other side does. */
export async function postToEndpoint(
  { fetchEndpoint = fetch, clock }: EndpointLine,
  post: EndpointPost,
): Promise<EndpointAnswer> {
  const startedAtMs = clock.stopwatchMs();
  const tookMs = (): number => clock.stopwatchMs() - startedAtMs;
  try {
    const response = await fetchEndpoint(post.url, {
      method: "POST",
      headers: { "content-type": post.contentType },
      body: post.body,
      redirect: "manual",
      signal: AbortSignal.any([post.signal, AbortSignal.timeout(post.timeoutMs)]),
    });
    const text = (await response.text()).slice(0, ANSWER_CHARACTERS_MAX);
    const contentType = response.headers.get("content-type") ?? "";
    return { status: response.status, contentType, text, tookMs: tookMs(), fault: null };
  } catch (error) {
    return { status: null, contentType: "", text: "", tookMs: tookMs(), fault: describe(error) };
  }
}

function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
