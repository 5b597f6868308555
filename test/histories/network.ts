/**
 * The one way out of this process: whatever asks `fetch` reaches the simulator of the history that
 * is running. Calls to Graph wait for their turn; those to Entra ID are part of the turn in which a
 * token is needed, since calls that share a token wait for one another.
 */
export interface Network {
  connect(simulatorFetch: typeof fetch, gate: (call: string) => Promise<void>): void;
  close(): void;
}

export function takeOverNetwork(): Network {
  const machineFetch = globalThis.fetch;
  const offline: typeof fetch = () => Promise.reject(new TypeError("fetch failed"));
  let reach = offline;
  let gate: (call: string) => Promise<void> = () => Promise.resolve();
  globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname.startsWith("/v1.0/")) await gate(callName(pathname, init?.method ?? "GET"));
    // Time limits run by the machine's clock, which has nothing to say here.
    const { signal: _signal, ...rest } = init ?? {};
    return reach(input, rest);
  };
  return {
    connect(simulatorFetch, waitForTurn) {
      reach = simulatorFetch;
      gate = waitForTurn;
    },
    close() {
      globalThis.fetch = machineFetch;
    },
  };
}

function callName(pathname: string, method: string): string {
  const parts = pathname.split("/").slice(2).map(decodeURIComponent);
  const short = parts.map((part) => (part.length > 40 ? `${part.slice(0, 6)}…` : part));
  return `${method} ${short.join("/")}`;
}
