import type { World } from "./world.ts";

/**
 * Time for whoever drives a world step by step, on a virtual clock or on one that stands: nothing
 * here waits for the machine's time. A step ends when what it set off is done, deliveries to
 * endpoints among it; an endpoint must therefore answer without waiting for a later step.
 */

/** When the next thing is due: a room's decision, a delivery, the end of a subscription. */
export function nextDueMs(world: World): number | null {
  return world.clock.nextDueMs();
}

/** Does everything that is due now, and what follows from it at once; returns how much that was. */
export async function runDue(world: World): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await world.clock.runDue();
    await world.subscriptions.outbox.idle();
    if (count === 0) return total;
    total += count;
  }
}

/** Moves time to the next thing that is due and does it; false where nothing is. */
export async function advanceToNextDue(world: World): Promise<boolean> {
  const dueMs = nextDueMs(world);
  if (dueMs === null) return false;
  await advanceTo(world, dueMs);
  return true;
}

/** Moves time to an instant (epoch ms), and does everything on the way at its own time. */
export async function advanceTo(world: World, instantMs: number): Promise<void> {
  const { clock } = world;
  await runDue(world);
  for (
    let dueMs = nextDueMs(world);
    dueMs !== null && dueMs <= instantMs;
    dueMs = nextDueMs(world)
  ) {
    await clock.advance(Math.max(0, dueMs - clock.now()));
    await runDue(world);
  }
  await clock.advance(Math.max(0, instantMs - clock.now()));
}
