import { Temporal } from "temporal-polyfill";

const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "Pacific/Auckland",
  "Asia/Tokyo",
  "Asia/Kolkata",
] as const;

/** A zone in which it is daytime now, and hours from midnight, for what begins at once. */
export function zoneOfDaytime(): string {
  const hours = ZONES.map((zone) => ({ zone, hour: Temporal.Now.zonedDateTimeISO(zone).hour }));
  const found = hours.find(({ hour }) => hour >= 8 && hour < 18);
  if (found === undefined) throw new Error("it is daytime somewhere");
  return found.zone;
}
