import type { LightMyRequestResponse } from "fastify";
import { answerReceived, textOf } from "./graph/register-graph.ts";
import type { Simulator } from "./simulator.ts";
import type { World } from "./world.ts";

/** Statuses whose answers have no body: a Response of one refuses to be made with any. */
const BODILESS_STATUSES: ReadonlySet<number> = new Set([204, 205, 304]);
/** As many as a browser follows (Fetch standard, HTTP-redirect fetch). */
const REDIRECTS_MAX = 20;

/**
 * A `fetch` that reaches the simulator's HTTPS addresses without sockets, for tests that ask it
 * many thousands of times. A broken connection rejects with a TypeError, as it does over the wire;
 * so does every other address, since nothing else is there. With its `world`, Graph is reached past
 * the web server.
 */
export function createInProcessFetch(
  simulator: Pick<Simulator, "httpsUrl" | "inject">,
  world?: World,
): typeof fetch {
  return async (input, init) => {
    let request = new Request(input, init);
    if (world && isForGraph(simulator, request.url)) return await askGraph(world, request);
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
      const answer = await ask(simulator, request);
      const location = answer.headers.get("location");
      const isRedirect = answer.status >= 300 && answer.status < 400 && location !== null;
      if (!isRedirect || request.redirect === "manual") return answer;
      if (request.redirect === "error") throw unreachable(request.url, "unexpected redirect");
      request = redirected(request, new URL(location, request.url), answer.status);
    }
    throw unreachable(request.url, "redirect count exceeded");
  };
}

/** The few pages below /v1.0 that are not Graph's own go the way of all others. */
function isForGraph({ httpsUrl }: Pick<Simulator, "httpsUrl">, url: string): boolean {
  return url.startsWith(`${httpsUrl}/v1.0/`) && !url.includes("revokeSignInSessions");
}

/** Past the web server, which takes longer than Graph does. */
async function askGraph(world: World, request: Request): Promise<Response> {
  const { origin, pathname, search, host } = new URL(request.url);
  request.signal.throwIfAborted();
  const answer = await answerReceived(world, {
    method: request.method,
    target: `${pathname}${search}`.replace(/^\/v1\.0/, ""),
    headers: { host, ...Object.fromEntries(request.headers) },
    text: await request.text(),
    baseUrl: origin,
  });
  if (answer.breakConnection) throw unreachable(request.url, "other side closed");
  const { text, contentType } = textOf(answer);
  const headers = new Headers(answer.headers);
  if (contentType !== undefined) headers.set("content-type", contentType);
  const body = BODILESS_STATUSES.has(answer.status) ? null : text;
  const response = new Response(body, { status: answer.status, headers });
  return Object.defineProperty(response, "url", { value: request.url });
}

async function ask(
  simulator: Pick<Simulator, "httpsUrl" | "inject">,
  request: Request,
): Promise<Response> {
  const { origin, pathname, search, host } = new URL(request.url);
  if (origin !== simulator.httpsUrl) throw unreachable(request.url, "not the simulator's address");
  request.signal.throwIfAborted();
  const payload = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  const asked = simulator.inject({
    method: request.method,
    url: pathname + search,
    headers: { host, ...Object.fromEntries(request.headers) },
    ...(payload && { payload }),
  });
  return await Promise.race([
    asked.then(
      (answer) => readAnswer(request.url, answer),
      (error: unknown) => {
        throw unreachable(request.url, "other side closed", error);
      },
    ),
    aborted(request.signal),
  ]);
}

function readAnswer(url: string, answer: LightMyRequestResponse): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) headers.append(name, String(one));
    }
  }
  const body = BODILESS_STATUSES.has(answer.statusCode) ? null : new Uint8Array(answer.rawPayload);
  const response = new Response(body, { status: answer.statusCode, headers });
  // A Response that one makes oneself has no address; clients read links against it.
  return Object.defineProperty(response, "url", { value: url });
}

/** The next request of a redirect: 303, and 301 and 302 after a POST, make it a GET. */
function redirected(request: Request, url: URL, status: number): Request {
  const { method, headers, redirect, signal } = request;
  const becomesGet = status === 303 || (status < 303 && method === "POST");
  if (!becomesGet && method !== "GET" && method !== "HEAD") {
    throw unreachable(url.href, "a redirect would send the body again");
  }
  return new Request(url, { method: becomesGet ? "GET" : method, headers, redirect, signal });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

/** What `fetch` says where no answer came (Fetch standard: a network error is a TypeError). */
function unreachable(url: string, detail: string, cause?: unknown): TypeError {
  return new TypeError("fetch failed", { cause: cause ?? new Error(`${detail}: ${url}`) });
}
