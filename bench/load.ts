import { once } from "node:events";
import autocannon from "autocannon";
import { figuresOf, type LoadFigures } from "./statistics.ts";

export interface HttpLoad {
  readonly url: string;
  readonly clients: number;
  readonly durationSeconds: number;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  /** Path and body of the next request. */
  next(): { readonly path: string; readonly body?: string };
  readonly expectedStatus: number;
}

/** Closed-loop load over HTTP: each client sends its next request when the last was answered. */
export async function loadOverHttp(load: HttpLoad): Promise<LoadFigures> {
  const latenciesMs: number[] = [];
  let failures = 0;
  const startedMs = performance.now();
  const options: autocannon.Options = {
    url: load.url,
    connections: load.clients,
    duration: load.durationSeconds,
    requests: [
      {
        method: load.method,
        headers: { ...load.headers },
        setupRequest: (request) => ({ ...request, ...load.next() }),
      },
    ],
  };
  const run = autocannon(options, () => {});
  run.on("response", (_client, statusCode, _bytes, responseTimeMs) => {
    if (statusCode === load.expectedStatus) latenciesMs.push(responseTimeMs);
    else failures += 1;
  });
  await once(run, "done");
  return figuresOf(latenciesMs, performance.now() - startedMs, failures);
}

/** The same closed loop over any asynchronous work: bare SQL, for the floor. */
export async function loadOverWork(
  clients: number,
  durationSeconds: number,
  work: () => Promise<void>,
): Promise<LoadFigures> {
  const latenciesMs: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + durationSeconds * 1000;
  const client = async (): Promise<void> => {
    for (let beganMs = performance.now(); beganMs < endMs; beganMs = performance.now()) {
      await work();
      latenciesMs.push(performance.now() - beganMs);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return figuresOf(latenciesMs, performance.now() - startedMs, 0);
}
