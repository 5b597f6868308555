/**
 * The Graph adapter by itself against the simulated Exchange Online over HTTPS, and beside it plain
 * Graph as Outlook's users would change things. No database.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { tokensFor } from "../../simulator/entra/entra-requests.ts";
import { appTokenOf } from "../../simulator/graph/graph-test-client.ts";
import { ROOM_PROCESSING_DEFAULTS } from "../../simulator/rooms/room-processing.ts";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import { startTestSimulator, type TestSimulator } from "../../simulator/test-simulator.ts";
import type { CredentialUse } from "../../src/app/sync/access-tokens.ts";
import type { CalendarResult } from "../../src/app/sync/calendar.ts";
import type { ReadingAccess } from "../../src/app/sync/room-calendar.ts";
import {
  createExchange,
  type Exchange,
  type ExchangeOptions,
} from "../../src/exchange/exchange.ts";

export { until } from "./sync-stage.ts";
export { COLLEAGUE, EMPLOYEE, ROOMS, SERVICE } from "./organisation.ts";

export type Json = Readonly<Record<string, unknown>>;

export interface ExchangeStage extends Exchange {
  readonly simulator: TestSimulator;
  /** An adapter of its own, tuned otherwise. */
  exchangeWith(tuning: Partial<ExchangeOptions>): Exchange;
  /** How a mailbox is reached; with the application's token unless a person signs in for it. */
  access(mailbox: string, credential?: CredentialUse): ReadingAccess;
  /** Signs a person in, whose token then serves as the delegated user's. */
  signIn(upn: string, scope: string): Promise<void>;
  /** Plain Graph with the application's token, below a mailbox. */
  graph(method: string, mailbox: string, path: string, body?: Json): Promise<Json>;
  /** Empties all calendars and puts the settings back. */
  reset(): void;
  close(): Promise<void>;
}

export const BY_APPLICATION: CredentialUse = { kind: "application", providerId: "exchange" };
export const BY_DELEGATED_USER: CredentialUse = { kind: "delegated_user", providerId: "exchange" };

export async function openExchangeStage(): Promise<ExchangeStage> {
  const simulator = await startTestSimulator({ application: { consented: true } });
  const { world } = simulator;
  const tokens = new Map([[BY_APPLICATION.kind, await appTokenOf(simulator)]]);
  const exchangeWith = (tuning: Partial<ExchangeOptions>): Exchange =>
    createExchange({
      graphUrl: simulator.httpsUrl,
      accessTokens: {
        get: ({ kind }) => {
          const token = tokens.get(kind) ?? "";
          return Promise.resolve({ ok: true, value: { token, expiresAt: new Date() } });
        },
      },
      now: () => new Date(),
      ...tuning,
    });
  return {
    simulator,
    ...exchangeWith({}),
    exchangeWith,
    access: (mailbox, credential = BY_APPLICATION) => ({
      mailbox,
      credential,
      requestId: randomUUID(),
      fallbackTimeZone: "Europe/Berlin",
    }),
    async signIn(upn, scope) {
      const { body } = await tokensFor(simulator, upn, { scope: `openid offline_access ${scope}` });
      tokens.set(BY_DELEGATED_USER.kind, String(body["access_token"]));
    },
    async graph(method, mailbox, path, body) {
      const response = await fetch(`${simulator.httpsUrl}/v1.0/users/${mailbox}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${tokens.get(BY_APPLICATION.kind)}`,
          "content-type": "application/json",
          prefer: 'IdType="ImmutableId"',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
      return text === "" ? {} : (JSON.parse(text) as Json);
    },
    reset() {
      for (const mailbox of world.mailboxes.all()) {
        for (const { key } of mailbox.items()) mailbox.remove(key);
      }
      for (const { room } of world.directory.users.values()) {
        Object.assign(room?.processing ?? {}, ROOM_PROCESSING_DEFAULTS);
      }
      world.faults.clear();
      world.journal.clear();
      Object.assign(world.settings, structuredClone(SIMULATOR_SETTINGS_DEFAULTS), {
        roomDecisionDelayMs: [20, 60],
        roomRewriteDelayMs: 20,
      });
    },
    async close() {
      // An answer that Microsoft's schema does not allow would prove nothing.
      const violations = world.journal.violations();
      await simulator.close();
      assert.deepEqual(violations, []);
    },
  };
}

/** The value of a call that is expected to be granted. */
export async function granted<T>(result: Promise<CalendarResult<T>>): Promise<T> {
  const answer = await result;
  if (!answer.ok) assert.fail(`${answer.failure.code}: ${answer.failure.message}`);
  return answer.value;
}

/** The kind of failure that a call ends with; empty if it was granted. */
export async function failureKind(result: Promise<CalendarResult<unknown>>): Promise<string> {
  const answer = await result;
  return answer.ok ? "" : answer.failure.kind;
}

/** The Monday after next, so that what is booked lies within every room's window. */
export const MONDAY: Temporal.PlainDate = (() => {
  const today = Temporal.Now.plainDateISO("UTC");
  return today.add({ days: 15 - today.dayOfWeek });
})();

/** A day counted from that Monday. */
export const day = (days: number): string => MONDAY.add({ days }).toString();

/** The instant of a wall time on a day counted from that Monday, in Berlin unless told. */
export function at(days: number, time: string, zone = "Europe/Berlin"): Date {
  const wallTime = MONDAY.add({ days }).toPlainDateTime(time);
  return new Date(wallTime.toZonedDateTime(zone).epochMilliseconds);
}

/** An event as a client writes it, at a wall time in Berlin. */
export function eventBody(
  days: number,
  times: readonly [start: string, end: string],
  fields: Json = {},
): Json {
  const timeZone = "W. Europe Standard Time";
  return {
    subject: "Review",
    start: { dateTime: `${day(days)}T${times[0]}`, timeZone },
    end: { dateTime: `${day(days)}T${times[1]}`, timeZone },
    ...fields,
  };
}

/** Attendees as Graph has them; rooms are resources. */
export function invited(...emails: readonly string[]): Json {
  return {
    attendees: emails.map((address) => ({
      type: address.startsWith("room.") ? "resource" : "required",
      emailAddress: { address },
    })),
  };
}

/** Every working day from the Monday on. */
export function daily(numberOfOccurrences: number): Json {
  return {
    recurrence: {
      pattern: {
        type: "weekly",
        interval: 1,
        daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      },
      range: { type: "numbered", startDate: day(0), numberOfOccurrences },
    },
  };
}
