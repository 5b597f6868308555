import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace } from "./booking-facts.ts";
import type { ReservationDependencies } from "./dependencies.ts";

/** The space, if it is there, can be reserved, and is the panel's own. */
export async function findBookableSpace(
  deps: ReservationDependencies,
  actor: Actor,
  spaceId: string,
): Promise<Outcome<BookableSpace>> {
  const space = await deps.facts.space(spaceId);
  if (space === null) {
    return refused("space_not_found", "There is no such space.", "Look the space up again.");
  }
  if (!space.active) {
    return refused(
      "space_not_reservable",
      `${space.name} cannot be reserved at present.`,
      "Choose another space.",
    );
  }
  if (actor.kind === "panel" && actor.spaceId !== spaceId) {
    return refused(
      "not_this_panel",
      "A panel reserves the space at whose door it hangs, and no other.",
      "Use the portal to reserve other spaces.",
    );
  }
  return done(space);
}
