import { createSeededRandom } from "../../simulator/seeded-random.ts";

/** Seeded chance in the forms that histories need. */
export interface Chance {
  /** In [0, 1). */
  readonly next: () => number;
  happens(probability: number): boolean;
  /** Both ends included. */
  whole(min: number, max: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of them by its weight; those of weight 0 never. */
  pickWeighted<T>(from: readonly T[], weightOf: (each: T) => number): T | undefined;
  uuid(): string;
}

export function createChance(seed: number): Chance {
  const next = createSeededRandom(seed);
  const whole = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    whole,
    happens: (probability) => next() < probability,
    pick(from) {
      const picked = from[whole(0, from.length - 1)];
      if (picked === undefined) throw new Error("There is nothing to pick from.");
      return picked;
    },
    pickWeighted(from, weightOf) {
      const total = from.reduce((sum, each) => sum + weightOf(each), 0);
      let left = next() * total;
      return from.find((each) => (left -= weightOf(each)) < 0);
    },
    uuid: () =>
      "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replaceAll("x", () => whole(0, 15).toString(16)),
  };
}

/** A seed from others, unlike them and unlike its neighbours. */
export function mixSeeds(...seeds: readonly number[]): number {
  let mixed = 0x9e3779b9;
  for (const seed of seeds) {
    mixed = Math.imul(mixed ^ (seed >>> 0), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed >>> 0;
}
