import assert from "node:assert/strict";
import type { FastifyInstance } from "fastify";
import { type SignInChoice, signInAs } from "../../simulator/entra/sign-in-driver.ts";

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

/** A browser: cookies of ours and of the sign-in pages, and the redirects between them. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(
    method: "POST" | "PATCH" | "DELETE" | "PUT",
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** As `send`, with the session's own CSRF token. */
  act(method: "POST" | "PATCH" | "DELETE", path: string, body?: object): Promise<Answer>;
  /** Where a flow of ours sends the browser away to. */
  begin(path: string): Promise<URL>;
  /** Begins a flow, goes through the sign-in pages as `upn`, and comes back to us. */
  through(path: string, upn: string, choice?: SignInChoice): Promise<Answer>;
  signIn(upn: string): Promise<Answer>;
}

export function createBrowser(app: FastifyInstance): Browser {
  const cookies = new Map<string, string>();
  const pagesCookies = new Map<string, string>();

  async function request(
    method: "GET" | "POST" | "PATCH" | "DELETE" | "PUT",
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await app.inject({
      method,
      url,
      headers: { ...(cookie && { cookie }), ...headers },
      ...(body && { payload: body }),
    });
    for (const { name, value } of response.cookies) {
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const isJson = response.headers["content-type"]?.toString().includes("json") ?? false;
    return {
      status: response.statusCode,
      location: response.headers.location?.toString() ?? null,
      body: isJson ? response.json<Record<string, unknown>>() : {},
      text: response.body,
    };
  }

  const browser: Browser = {
    cookies,
    get: (path, headers) => request("GET", path, undefined, headers),
    send: request,
    async act(method, path, body) {
      const session = await browser.get("/api/v1/session");
      const token = String(session.body["csrf_token"]);
      return request(method, path, body, { "x-csrf-token": token });
    },
    async begin(path) {
      const { status, location, text } = await browser.get(path);
      assert.equal(status, 303, text);
      return new URL(location ?? "", "http://localhost:8080");
    },
    async through(path, upn, choice = {}) {
      const away = await browser.begin(path);
      const back = await signInAs(away, upn, { cookies: pagesCookies, ...choice });
      return browser.get(back.pathname + back.search);
    },
    signIn: (upn) => browser.through("/auth/sign-in", upn),
  };
  return browser;
}
