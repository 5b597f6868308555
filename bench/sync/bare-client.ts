import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { TestSimulator } from "../../simulator/test-simulator.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** So much later than the bookings, so that rooms have room for the meetings once more. */
const LATER_MS = 28 * DAY_MS;

interface SentEvent {
  readonly path: string;
  readonly body: {
    readonly start: { readonly dateTime: string };
    readonly end: { readonly dateTime: string };
    readonly singleValueExtendedProperties: readonly { readonly id: string }[];
  };
}

/**
 * The same events once more, sent by a client that does nothing else: so many at once for a mailbox,
 * the next as soon as one is answered. What it takes longer than Microsoft's limits would have it is
 * this machine's and the simulator's doing.
 */
export async function sendBare(
  simulator: TestSimulator,
  database: Client,
  callsAtOnce: number,
): Promise<{ readonly calls: number; readonly seconds: number }> {
  const { rows } = await database.query<{ mailbox: string; request: SentEvent }>(
    `select mailbox, request from sync_event
     where type = 'create' and state = 'processed' and request ->> 'method' = 'POST' order by id`,
  );
  const authorization = `Bearer ${await applicationToken(simulator)}`;
  const startedMs = performance.now();
  const mailboxes = [...Map.groupBy(rows, ({ mailbox }) => mailbox).values()];
  await Promise.all(
    mailboxes.flatMap((events) => {
      const left = events.toReversed();
      const work = async (): Promise<void> => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) {
          await send(simulator, authorization, next.request);
        }
      };
      return Array.from({ length: callsAtOnce }, work);
    }),
  );
  return { calls: rows.length, seconds: (performance.now() - startedMs) / 1000 };
}

async function send(
  simulator: TestSimulator,
  authorization: string,
  { path, body }: SentEvent,
): Promise<void> {
  const answer = await fetch(`${simulator.httpsUrl}/v1.0${path}`, {
    method: "POST",
    headers: {
      authorization,
      "content-type": "application/json",
      prefer: 'IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="text"',
    },
    body: JSON.stringify({
      ...body,
      start: later(body.start),
      end: later(body.end),
      transactionId: randomUUID(),
      singleValueExtendedProperties: body.singleValueExtendedProperties.map(({ id }) => ({
        id,
        value: randomUUID(),
      })),
    }),
  });
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(text);
}

function later(time: SentEvent["body"]["start"]): object {
  const moved = new Date(Date.parse(`${time.dateTime}Z`) + LATER_MS);
  return { ...time, dateTime: moved.toISOString().slice(0, 19) };
}

/** With the application's own rights, which reach every mailbox. */
export async function applicationToken(simulator: TestSimulator): Promise<string> {
  const answer = await fetch(`${simulator.httpsUrl}/${simulator.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: simulator.clientId,
      client_secret: simulator.clientSecret,
      scope: "https://graph.microsoft.com/.default",
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { access_token: string }).access_token;
}
