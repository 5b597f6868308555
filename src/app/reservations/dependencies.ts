import type { Temporal } from "temporal-polyfill";
import type { BookingFacts } from "./booking-facts.ts";
import type { LifeStore } from "./life/ports.ts";
import type { ReservationStore } from "./ports.ts";
import type { SeriesStore } from "./series-ports.ts";

/** What the use cases of reservations stand on; made once, where the parts are wired. */
export interface ReservationDependencies {
  readonly store: ReservationStore;
  readonly seriesStore: SeriesStore;
  readonly lifeStore: LifeStore;
  readonly facts: BookingFacts;
  readonly now: () => Temporal.Instant;
  readonly newId: () => string;
  /** A sync event was enqueued by this process: the lanes need not wait for their next look. */
  readonly wakeLanes: () => void;
  /** A reservation was changed by this process: open pages need not wait either. */
  readonly announceChange: () => void;
}
