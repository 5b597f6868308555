import { refused } from "../outcome.ts";

/** The answer to whoever came second. It names no one: who came first is not theirs to know. */
export function spaceTaken(spaceName: string) {
  return refused(
    "space_taken",
    `${spaceName} is reserved for some of that time by somebody else.`,
    "Choose another space that is free then, or another time.",
  );
}

/** The same of a series: `dates`, `2027-03-29`, are those of its pattern that are taken. */
export function datesTaken(spaceName: string, dates: readonly string[]) {
  const [first = ""] = dates;
  const others = dates.length - 1;
  const which = others > 0 ? `${first} and ${others} more of its dates` : first;
  return refused(
    "space_taken",
    `${spaceName} is reserved by somebody else on ${which}.`,
    "Leave these dates out, or choose another space or another time.",
    { dates },
  );
}
