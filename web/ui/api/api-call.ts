import type { z } from "zod";
import { isProblem, localProblem, problemOf } from "./problem-error.ts";

export type QueryValues = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export interface ApiCall<S extends z.ZodType> {
  readonly path: string;
  /** What the answer must be; a field the contract lacks never reaches a page. */
  readonly schema: S;
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: QueryValues;
  readonly body?: unknown;
  /** The version the change is based on; sent as `If-Match`. */
  readonly ifVersion?: number | undefined;
  readonly idempotencyKey?: string | undefined;
  /** The face that acts; by default the portal. */
  readonly channel?: "quick_reservation";
  /** A device's token: the device acts, and whoever is signed in on it does not. */
  readonly bearer?: string;
  readonly signal?: AbortSignal | undefined;
}

let csrfToken = "";
let renewCsrfToken: (() => Promise<void>) | undefined;

type Channel = "portal" | "event_planner" | "mobile";
let channel: Channel = "portal";

/** On which channel people act from now on: that of the face which they have before them. */
export function actOnChannel(next: Channel): void {
  channel = next;
}

/** The session gives its token here, and the way to a fresh one when it has been replaced. */
export function setCsrfToken(token: string, renew: () => Promise<void>): void {
  csrfToken = token;
  renewCsrfToken = renew;
}

/** Appends the values that are set, a list repeatedly; without `undefined` and empty strings. */
export function pathWithQuery(path: string, query: QueryValues = {}): string {
  const values = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []]
      .flat()
      .filter((one) => one !== "")
      .map((one) => [name, String(one)]),
  );
  return values.length === 0 ? path : `${path}?${new URLSearchParams(values)}`;
}

/** Calls the API as the signed-in person, or as the device. Throws `ProblemError`, and nothing else but aborts. */
export async function callApi<S extends z.ZodType>(call: ApiCall<S>): Promise<z.output<S>> {
  try {
    return await callOnce(call);
  } catch (error) {
    // Another tab signed in anew: its session has another token, and the act is still wanted.
    if (!isProblem(error, "csrf_token_invalid") || !renewCsrfToken) throw error;
    await renewCsrfToken();
    return await callOnce(call);
  }
}

async function callOnce<S extends z.ZodType>(call: ApiCall<S>): Promise<z.output<S>> {
  const response = await send(call);
  if (!response.ok) throw await problemOf(response);
  const body: unknown = response.status === 204 ? undefined : await readJson(response);
  const parsed = call.schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw localProblem("unreadable_answer", response.headers.get("Request-Id") ?? "", parsed.error);
}

async function send(call: ApiCall<z.ZodType>): Promise<Response> {
  const headers = new Headers({ Accept: "application/json" });
  const method = call.method ?? "GET";
  if (call.bearer === undefined) {
    headers.set("Usher-Channel", call.channel ?? channel);
    if (method !== "GET") headers.set("X-CSRF-Token", csrfToken);
  } else {
    headers.set("Authorization", `Bearer ${call.bearer}`);
  }
  if (call.body !== undefined) headers.set("Content-Type", "application/json");
  if (call.ifVersion !== undefined) headers.set("If-Match", `"${call.ifVersion}"`);
  if (call.idempotencyKey !== undefined) headers.set("Idempotency-Key", call.idempotencyKey);
  try {
    return await fetch(pathWithQuery(call.path, call.query), {
      method,
      headers,
      credentials: call.bearer === undefined ? "same-origin" : "omit",
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal ? { signal: call.signal } : {}),
    });
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw localProblem("offline", "", error);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw localProblem("unreadable_answer", response.headers.get("Request-Id") ?? "", error);
  }
}
