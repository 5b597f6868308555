import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Client, GraphError, RetryHandlerOptions } from "@microsoft/microsoft-graph-client";
import type { Event } from "@microsoft/microsoft-graph-types";
import { requestTokens, tokensFor } from "../entra/entra-requests.ts";
import type { SimulatorSettings } from "../settings.ts";
import type { SimulatorOptions } from "../simulator.ts";
import { startTestSimulator, TEST_PEOPLE, type TestSimulator } from "../test-simulator.ts";

/** Graph over HTTPS as Microsoft's own client speaks to it (facts 7). */
export interface GraphTest {
  readonly simulator: TestSimulator;
  /** With the application's own token. */
  readonly app: Client;
  /** With a person's token for these scopes. */
  personClient(upn: string, scope: string): Promise<Client>;
  /** Plain fetch with the application's token, for what the client hides. */
  fetchAsApp(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export const ROOM_ADDRESS = "room.wren@larkfield.example";
export const OTHER_ROOM_ADDRESS = "room.robin@larkfield.example";
export const ANNA: string = TEST_PEOPLE.employee;
export const BORIS: string = TEST_PEOPLE.colleague;

/** Starts a consented demo company whose rooms decide within a tenth of a second. */
export async function startGraphTest(
  settings: Partial<SimulatorSettings> = {},
  options: Partial<SimulatorOptions> = {},
): Promise<GraphTest> {
  const simulator = await startTestSimulator({
    ...options,
    application: { consented: true },
    settings: { roomDecisionDelayMs: [20, 60], roomRewriteDelayMs: 20, ...settings },
  });
  const appToken = await appTokenOf(simulator);
  return {
    simulator,
    app: clientWith(simulator, appToken),
    async personClient(upn, scope) {
      const reply = await tokensFor(simulator, upn, { scope: `openid offline_access ${scope}` });
      return clientWith(simulator, accessToken(reply.body));
    },
    fetchAsApp(path, init = {}) {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${appToken}`);
      if (init.body) headers.set("content-type", "application/json");
      return fetch(`${simulator.httpsUrl}/v1.0${path}`, { ...init, headers });
    },
    async close() {
      // A response that Microsoft's schema does not allow fails whichever test provoked it.
      const violations = simulator.world.journal.violations();
      await simulator.close();
      assert.deepEqual(violations, []);
    },
  };
}

/** A new token of the application, after its grants have changed. */
export async function appTokenOf(simulator: TestSimulator): Promise<string> {
  const reply = await requestTokens(simulator, {
    grant_type: "client_credentials",
    scope: "https://graph.microsoft.com/.default",
  });
  return accessToken(reply.body);
}

export function clientWith(simulator: TestSimulator, token: string): Client {
  return Client.init({
    baseUrl: simulator.httpsUrl,
    customHosts: new Set(["localhost"]),
    authProvider: (done) => done(null, token),
  });
}

/** For requests whose refusal is the point: the client would retry 429, 503 and 504. */
export const WITHOUT_RETRIES = [new RetryHandlerOptions(0, 0)];

/** The refusal that a request ends with. */
export async function refusalOf(request: Promise<unknown>): Promise<GraphError> {
  try {
    await request;
  } catch (error) {
    assert.ok(error instanceof GraphError, String(error));
    return error;
  }
  assert.fail("The request was not refused.");
}

/** An hour on a day of January 2027, in Berlin, with these attendees. */
export function meeting(day: number, hour: number, attendees: readonly string[] = []): Event {
  const at = (value: number): string =>
    `2027-01-${String(day).padStart(2, "0")}T${String(value).padStart(2, "0")}:00:00`;
  const timeZone = "Europe/Berlin";
  return {
    subject: "Planning",
    body: { contentType: "html", content: "<p>Agenda</p>" },
    start: { dateTime: at(hour), timeZone },
    end: { dateTime: at(hour + 1), timeZone },
    attendees: attendees.map((address) => ({
      type: address.startsWith("room.") ? "resource" : "required",
      emailAddress: { address },
    })),
  };
}

/** Asks again until the condition holds; fails after five seconds. */
export async function until<T>(
  ask: () => Promise<T>,
  holds: (value: T) => boolean,
  what: string,
): Promise<T> {
  const deadlineMs = Date.now() + 5_000;
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    assert.ok(Date.now() < deadlineMs, `${what}: ${JSON.stringify(value)}`);
    await delay(20);
  }
}

/** How an attendee stands on an event. */
export function statusOf(event: Event, address: string): string | undefined {
  const attendee = event.attendees?.find((each) => each.emailAddress?.address === address);
  return attendee?.status?.response ?? undefined;
}

export function idOf(event: Event): string {
  assert.ok(event.id);
  return encodeURIComponent(event.id);
}

function accessToken(body: Record<string, unknown>): string {
  const token = body["access_token"];
  assert.ok(typeof token === "string", JSON.stringify(body));
  return token;
}
