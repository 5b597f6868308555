import { refused } from "../outcome.ts";
import type { SpacesByDate } from "./dates-elsewhere.ts";
import type { ReservationDependencies } from "./dependencies.ts";

/** The answer to whoever came second. It names no one: who came first is not theirs to know. */
export function spaceTaken(spaceName: string) {
  return refused(
    "space_taken",
    `${spaceName} is reserved for some of that time by somebody else.`,
    "Choose another space that is free then, or another time.",
  );
}

/** The same of a series: `dates`, `2027-03-29`, are those of its pattern that are taken. */
export function datesTaken(
  homeName: string,
  dates: readonly string[],
  elsewhere: SpacesByDate = new Map(),
) {
  const names = new Set(dates.map((date) => elsewhere.get(date)?.name ?? homeName));
  const spaceName = new Intl.ListFormat("en").format(names);
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

/** The same of several spaces that are wanted together: none of them is held. */
export async function spacesTaken(
  deps: Pick<ReservationDependencies, "facts">,
  spaceIds: readonly string[],
) {
  const names = await namesOfSpaces(deps, spaceIds);
  return refused(
    "space_taken",
    spaceIds.length > 1
      ? `${names} are reserved for some of that time by somebody else, so that none of the spaces is held.`
      : `${names} is reserved for some of that time by somebody else, so that none of the spaces is held.`,
    "Choose other spaces instead, or another time.",
    { spaces: spaceIds },
  );
}

export async function namesOfSpaces(
  { facts }: Pick<ReservationDependencies, "facts">,
  spaceIds: readonly string[],
): Promise<string> {
  const spaces = await Promise.all(spaceIds.map((id) => facts.space(id)));
  const names = spaces.flatMap((space) => space?.name ?? []);
  return new Intl.ListFormat("en").format(names);
}
