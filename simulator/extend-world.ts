import { createFaultRules } from "./faults/fault-rules.ts";
import { createJournal } from "./graph/journal.ts";
import { createThrottle } from "./graph/throttle.ts";
import { createMailboxes } from "./mailbox/mailboxes.ts";
import { resumeAttendants } from "./rooms/room-attendant.ts";
import { Subscriptions } from "./subscriptions/subscriptions.ts";
import type { World, WorldFoundation } from "./world.ts";

/**
 * Puts Exchange's state on a world, in place: mailboxes (read from `persistence` where there is
 * one), faults, journal, throttle and subscriptions. Call it when the directory holds its users: rooms then take
 * up the requests that were undecided when the simulator last stopped.
 */
export function extendWorld(foundation: WorldFoundation): World {
  const { clock, random, settings, persistence } = foundation;
  const exchange = Object.assign(foundation, {
    mailboxes: createMailboxes(clock, random, persistence),
    faults: createFaultRules(random),
    journal: createJournal(),
    throttle: createThrottle(clock, settings),
  });
  const world: World = Object.assign(exchange, { subscriptions: new Subscriptions(exchange) });
  if (persistence) resumeAttendants(world);
  return world;
}
