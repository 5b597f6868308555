import { Temporal } from "temporal-polyfill";

/**
 * Where tests book by the real clock: at seven or eight in Berlin, so that what lasts some hours, or
 * is moved by some, stays within its day, whenever the tests run. Rules are about days: a reservation
 * goes over one, and no date of a series comes to the day of the next.
 */
export const TOMORROW_MORNING: Temporal.Instant = Temporal.Now.plainDateISO("UTC")
  .add({ days: 1 })
  .toZonedDateTime({ timeZone: "UTC", plainTime: "06:00" })
  .toInstant();
