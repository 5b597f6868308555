import type { Space } from "../../../src/contract/places.ts";

/** What is wanted, in three choices. */
export interface QuickChoice {
  readonly minutes: number;
  /** How many people, or a desk. */
  readonly party: Party;
  readonly buildingId: string;
  readonly start: "now" | "quarter";
}

export type Party = number | "desk";

export const LENGTHS_MINUTES: readonly number[] = [15, 30, 60, 90];
export const PARTIES: readonly number[] = [1, 4, 8, 12];

const USUAL: Pick<QuickChoice, "minutes" | "party" | "start"> = {
  minutes: 30,
  party: 1,
  start: "now",
};
const MINUTES_MIN = 5;
const MINUTES_MAX = 720;
const PEOPLE_MAX = 1_000;
const QUARTER_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/** Reads the choices from the page's address; what is absent or senseless is as usual. */
export function readChoice(params: URLSearchParams, buildingId: string): QuickChoice {
  const minutes = wholeIn(params.get("minutes"), MINUTES_MIN, MINUTES_MAX);
  const people = wholeIn(params.get("people"), 1, PEOPLE_MAX);
  return {
    minutes: minutes ?? USUAL.minutes,
    party: params.get("kind") === "desk" ? "desk" : (people ?? USUAL.party),
    buildingId,
    start: params.get("start") === "quarter" ? "quarter" : USUAL.start,
  };
}

/** The address of the choices, to come back to and to send to somebody. */
export function writeChoice({ minutes, party, buildingId, start }: QuickChoice): URLSearchParams {
  return new URLSearchParams({
    minutes: String(minutes),
    ...(party === "desk" ? { kind: party } : { people: String(party) }),
    building: buildingId,
    start,
  });
}

/** The choices that are in sight: the usual ones, and the one that a link brought. */
export function withChosen(usual: readonly number[], chosen: number): readonly number[] {
  return [...new Set([...usual, chosen])].sort((one, other) => one - other);
}

/** From the minute that has begun, or from the next full quarter of an hour. */
export function timesOf({ minutes, start }: Pick<QuickChoice, "minutes" | "start">, now: string) {
  const step = start === "now" ? Math.floor : Math.ceil;
  const unitMs = start === "now" ? MINUTE_MS : QUARTER_MS;
  const startMs = step(Date.parse(now) / unitMs) * unitMs;
  return { start: instantOf(startMs), end: instantOf(startMs + minutes * MINUTE_MS) };
}

/**
 * Best first, of what is free: those that are had at once before those that somebody has to approve,
 * and the smallest that is large enough. None twice: what was passed over is left out.
 */
export function bestOf(free: readonly Space[], passedOver: readonly string[]): readonly Space[] {
  return free
    .filter(({ id }) => !passedOver.includes(id))
    .toSorted(
      (one, other) =>
        Number(one.needs_approval) - Number(other.needs_approval) || one.capacity - other.capacity,
    );
}

function wholeIn(text: string | null, min: number, max: number): number | null {
  const value = Number(text ?? "");
  return Number.isInteger(value) && value >= min && value <= max ? value : null;
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}
