import type { Invariant } from "./history.ts";
import { ACTS_ARE_KEPT } from "./invariants/acts-are-kept.ts";
import { CALENDARS_AGREE } from "./invariants/calendars-agree.ts";
import { NOTHING_IS_UNFINISHED } from "./invariants/nothing-is-unfinished.ts";
import { OUTLOOK_IS_TAKEN_IN } from "./invariants/outlook-is-taken-in.ts";
import { OVERRULED_IS_TOLD } from "./invariants/overruled-is-told.ts";
import { REJECTIONS_ARE_KEPT } from "./invariants/rejections-are-kept.ts";
import { RIGHT_IDENTITY } from "./invariants/right-identity.ts";
import { ROOMS_AGREE } from "./invariants/rooms-agree.ts";
import { ROOMS_SAY_THE_SAME } from "./invariants/rooms-say-the-same.ts";
import { SERIES_AGREE } from "./invariants/series-agree.ts";

/** What must be true of every history in the end. */
export const INVARIANTS: readonly Invariant[] = [
  NOTHING_IS_UNFINISHED,
  ACTS_ARE_KEPT,
  REJECTIONS_ARE_KEPT,
  CALENDARS_AGREE,
  ROOMS_AGREE,
  ROOMS_SAY_THE_SAME,
  SERIES_AGREE,
  OUTLOOK_IS_TAKEN_IN,
  OVERRULED_IS_TOLD,
  RIGHT_IDENTITY,
];
