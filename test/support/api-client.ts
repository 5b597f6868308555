import assert from "node:assert/strict";
import type { Reservation } from "../../src/contract/reservations.ts";
import { describeDemoOrganisation } from "../../scripts/demo-organisation.ts";

/** What the API answered, read to its end. */
export interface ApiAnswer {
  readonly status: number;
  /** The code of a problem answer; null for any other. */
  readonly code: string | null;
  readonly headers: Headers;
  readonly text: string;
}

/** A reservation to ask for. */
export interface Booking {
  readonly spaceId: string;
  readonly start: Date;
  readonly end: Date;
  readonly requestedFor: string;
  readonly subject?: string;
  readonly sensitivity?: "normal" | "private";
}

export interface Room {
  readonly id: string;
  readonly name: string;
  /** The room mailbox. */
  readonly email: string;
}

/** An integration with its own key, as it would call a server at this address. */
export interface ApiClient {
  send(method: string, path: string, body?: unknown, headers?: SentHeaders): Promise<ApiAnswer>;
  book(booking: Booking, idempotencyKey?: string): Promise<ApiAnswer>;
  reservation(id: string): Promise<Reservation>;
  rooms(): Promise<readonly Room[]>;
  /** Every reservation of the space, whatever became of it. */
  schedule(spaceId: string): Promise<readonly Reservation[]>;
}

type SentHeaders = Readonly<Record<string, string>>;

export function createApiClient(url: string, key: string): ApiClient {
  const send: ApiClient["send"] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, code: codeOf(answer, text), headers: answer.headers, text };
  };
  const read = async (path: string): Promise<unknown> => {
    const answer = await send("GET", path);
    assert.equal(answer.status, 200, answer.text);
    return JSON.parse(answer.text);
  };
  async function pages<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor = ""; ;) {
      const page = (await read(`${path}${cursor}`)) as { items: T[]; next_cursor: string | null };
      items.push(...page.items);
      if (page.next_cursor === null) return items;
      cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
    }
  }
  return {
    send,
    book: (booking, idempotencyKey) =>
      send(
        "POST",
        "/api/v1/reservations",
        bookingBody(booking),
        idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey },
      ),
    reservation: async (id) => (await read(`/api/v1/reservations/${id}`)) as Reservation,
    rooms: () => pages<Room>("/api/v1/spaces?limit=200"),
    schedule: (spaceId) =>
      pages<Reservation>(`/api/v1/reservations?scope=space&space_id=${spaceId}&limit=200`),
  };
}

function bookingBody(booking: Booking): object {
  return {
    space_id: booking.spaceId,
    start: booking.start.toISOString(),
    end: booking.end.toISOString(),
    requested_for: booking.requestedFor,
    subject: booking.subject ?? "Calibration review",
    ...(booking.sensitivity && { sensitivity: booking.sensitivity }),
  };
}

function codeOf(answer: Response, text: string): string | null {
  const type = answer.headers.get("content-type") ?? "";
  if (!type.startsWith("application/problem+json")) return null;
  return (JSON.parse(text) as { code: string }).code;
}

/** The reservation that a creation, a change or a cancellation was answered with. */
export function reservationIn({ text }: ApiAnswer): Reservation {
  return JSON.parse(text) as Reservation;
}

/** Those who book in the demonstration company, by address. */
export function demoPeople(): readonly string[] {
  return (describeDemoOrganisation().people ?? []).map(({ email }) => email);
}

const SLOT_MS = 30 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** One beginning for the whole run, so that the same number is always the same slot. */
const FIRST_SLOT_MS = Math.ceil((Date.now() + DAY_MS) / SLOT_MS) * SLOT_MS;

/** The n-th half hour of a plan that begins tomorrow; no two overlap. */
export function slotAt(n: number): { readonly start: Date; readonly end: Date } {
  const startMs = FIRST_SLOT_MS + n * SLOT_MS;
  return { start: new Date(startMs), end: new Date(startMs + SLOT_MS) };
}
