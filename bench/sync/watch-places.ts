import type { TestSimulator } from "../../simulator/test-simulator.ts";

/** How some mailboxes' places for calls were used while they were watched. */
export interface PlacesUsed {
  readonly calls: number;
  /** Since the first of the calls. */
  readonly seconds: number;
  /** Of all the places, the share of the time in which a call was under way. */
  readonly busyShare: number;
  /** How long a call held its place, on average. */
  readonly heldMs: number;
}

/** Watches the simulated limit of calls at once, which is kept by mailbox, from now on. */
export function watchPlaces(
  { world }: TestSimulator,
  addresses: readonly string[],
  placesOfMailbox: number,
): () => PlacesUsed {
  const watched = new Set(addresses.map((address) => world.directory.findUser(address)?.id));
  const enter = world.throttle.enter.bind(world.throttle);
  let [calls, heldMs, firstMs] = [0, 0, 0];
  world.throttle.enter = (clientId, mailboxId) => {
    const admission = enter(clientId, mailboxId);
    if (!admission.admitted || !watched.has(mailboxId)) return admission;
    const enteredMs = performance.now();
    if (calls === 0) firstMs = enteredMs;
    calls += 1;
    return {
      ...admission,
      leave() {
        heldMs += performance.now() - enteredMs;
        admission.leave();
      },
    };
  };
  return () => {
    const places = watched.size * placesOfMailbox;
    const elapsedMs = calls === 0 ? 0 : performance.now() - firstMs;
    return {
      calls,
      seconds: elapsedMs / 1000,
      busyShare: calls === 0 ? 0 : heldMs / (places * elapsedMs),
      heldMs: calls === 0 ? 0 : heldMs / calls,
    };
  };
}
