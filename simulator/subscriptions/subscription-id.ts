import type { World } from "../world.ts";

/** A GUID of the world's own chance, so that a run can be replayed; unlike any that is in use. */
export function newSubscriptionId(world: Pick<World, "random" | "subscriptions">): string {
  for (;;) {
    const id = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replaceAll("x", () =>
      Math.floor(world.random() * 16).toString(16),
    );
    if (world.subscriptions.get(id) === undefined) return id;
  }
}
