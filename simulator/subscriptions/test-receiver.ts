import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { CertificateAndKey } from "../certificates/issue-certificates.ts";

/** One notification as it arrived. */
export interface Received {
  readonly subscriptionId: string;
  readonly subscriptionExpirationDateTime: string;
  readonly clientState: string | null;
  readonly changeType?: "created" | "updated" | "deleted";
  readonly lifecycleEvent?: string;
  readonly resource: string;
  readonly tenantId: string;
  readonly resourceData?: Readonly<Record<string, string>>;
}

/** A client's endpoint for notifications, which does as it is told. */
export interface TestReceiver {
  readonly url: string;
  readonly lifecycleUrl: string;
  /** What arrived, a list for each POST, whatever it was answered. */
  readonly posts: Received[][];
  readonly lifecyclePosts: Received[][];
  /** Paths with the queries of all requests. */
  readonly targets: string[];
  /** How the next POSTs of notifications are answered, and after what time. */
  behaviour: { status: number; delayMs: number };
  /** How validations are answered; null for the decoded token, as it should be. */
  validation: ((token: string) => { status: number; contentType: string; text: string }) | null;
  /** How long a validation takes. */
  validationDelayMs: number;
  close(): Promise<void>;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Listens on a free port at loopback: with plain HTTP, or with HTTPS where it has a certificate. */
export async function startTestReceiver(certificate?: CertificateAndKey): Promise<TestReceiver> {
  const listener = (request: IncomingMessage, response: ServerResponse): void =>
    void answer(request, response);
  const server = certificate
    ? createHttpsServer(
        { cert: certificate.certificatePem, key: certificate.privateKeyPem },
        listener,
      )
    : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const base = `${certificate ? "https" : "http"}://127.0.0.1:${port}`;
  const receiver: TestReceiver = {
    url: `${base}/notifications?client=one`,
    lifecycleUrl: `${base}/lifecycle`,
    posts: [],
    lifecyclePosts: [],
    targets: [],
    behaviour: { status: 202, delayMs: 0 },
    validation: null,
    validationDelayMs: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? "";
    receiver.targets.push(target);
    const text = await readText(request);
    const token = new URL(target, base).searchParams.get("validationToken");
    if (token !== null) {
      await delay(receiver.validationDelayMs);
      const reply = receiver.validation?.(token) ?? {
        status: 200,
        contentType: "text/plain",
        text: token,
      };
      response.writeHead(reply.status, { "content-type": reply.contentType }).end(reply.text);
      return;
    }
    const { value } = JSON.parse(text) as { value: Received[] };
    const posts = target.startsWith("/lifecycle") ? receiver.lifecyclePosts : receiver.posts;
    posts.push(value);
    const { status, delayMs } = receiver.behaviour;
    // Without holding the process: a test may end before its endpoint answers.
    if (delayMs > 0) await delay(delayMs, undefined, { ref: false });
    response.writeHead(status).end();
  }

  return receiver;
}
