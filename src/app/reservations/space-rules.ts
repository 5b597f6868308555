import { requiresApproval } from "../../core/reservations/approval.ts";
import { requiresCheckIn } from "../../core/reservations/check-in.ts";
import type { ModuleLimits } from "../../core/reservations/module-limits.ts";
import { done, type Outcome } from "../outcome.ts";
import { refuseUnknownSpace } from "../places/place-refusals.ts";
import type { BookingFacts } from "./booking-facts.ts";

/** How a space is reserved, told before anybody is refused. */
export interface SpaceRules {
  readonly limits: ModuleLimits;
  readonly needsApproval: boolean;
  /** Null where nobody checks in to it. */
  readonly checkIn: {
    readonly opensMinutesBefore: number;
    /** After so many minutes what nobody has checked in to is released; null: it is not. */
    readonly noShowAfterMinutes: number | null;
  } | null;
}

export async function readSpaceRules(
  facts: BookingFacts,
  spaceId: string,
): Promise<Outcome<SpaceRules>> {
  const space = await facts.space(spaceId);
  if (space === null) return refuseUnknownSpace();
  const { limits, approval, checkIn } = space;
  const { opensMinutesBefore, releasesNoShows } = checkIn;
  const noShowAfterMinutes = releasesNoShows ? await facts.noShowAfterMinutes() : null;
  return done({
    limits,
    needsApproval: requiresApproval(approval),
    checkIn: requiresCheckIn(checkIn) ? { opensMinutesBefore, noShowAfterMinutes } : null,
  });
}
