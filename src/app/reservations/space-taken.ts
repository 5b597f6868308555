import { refused } from "../outcome.ts";

/** The answer to whoever came second. It names no one: who came first is not theirs to know. */
export function spaceTaken(spaceName: string) {
  return refused(
    "space_taken",
    `${spaceName} is reserved for some of that time by somebody else.`,
    "Choose another space that is free then, or another time.",
  );
}
