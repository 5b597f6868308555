import type { Temporal } from "temporal-polyfill";
import type { EncodedQuery, FieldKind } from "../../core/encoded-query/encoded-query.ts";
import { matches } from "../../core/encoded-query/matches.ts";
import { parseEncodedQuery } from "../../core/encoded-query/parse-encoded-query.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import { findFreeSpaces } from "./find-free-spaces.ts";
import type { PlaceDependencies } from "./place-dependencies.ts";
import type { Space } from "./ports.ts";

/** What an encoded query can ask of spaces. A floor is its name. */
const SPACE_FIELDS = {
  sys_id: "reference",
  building: "reference",
  floor: "text",
  name: "text",
  capacity: "number",
} as const satisfies Readonly<Record<string, FieldKind>>;
type SpaceField = keyof typeof SPACE_FIELDS;

/** A building has fewer; of one that has more, the first by name are looked at. */
const SPACES_MAX = 2_000;

export interface SpaceSearch {
  /** Has to name the building. */
  readonly encodedQuery: string;
  readonly moduleId: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

export interface FoundSpace {
  readonly space: Space;
  readonly isFree: boolean;
}

/** The spaces of a module that the query describes, by name, and which of them are free. */
export async function searchSpaces(
  deps: Pick<PlaceDependencies, "places" | "now">,
  { encodedQuery, moduleId, start, end }: SpaceSearch,
): Promise<Outcome<readonly FoundSpace[]>> {
  const query = parseEncodedQuery(encodedQuery, SPACE_FIELDS);
  if (!query.ok) return refused(query.problem.code, query.problem.message, query.problem.remedy);
  const buildingId = buildingOf(query.value);
  if (buildingId === undefined) {
    return refused(
      "invalid_query",
      "The query does not say in which building is searched.",
      "Add building= with the building's sys_id.",
    );
  }
  const free = await findFreeSpaces(deps, {
    start: start.toString(),
    end: end.toString(),
    buildingId,
    limit: SPACES_MAX,
  });
  if (!free.ok) return free;
  const freeIds = new Set(free.value.map(({ id }) => id));
  const spaces = await deps.places.spaces({ buildingId, moduleId, after: null, limit: SPACES_MAX });
  return done(
    spaces
      .filter((space) => matches(query.value, rowOf(space)))
      .map((space) => ({ space, isFree: freeIds.has(space.id) })),
  );
}

/** Named by itself, not as one choice of several. */
function buildingOf({ every }: EncodedQuery<SpaceField>): string | undefined {
  const named = every
    .flatMap((comparisons) => (comparisons.length === 1 ? comparisons : []))
    .find(({ field, operator }) => field === "building" && operator === "=");
  return named === undefined ? undefined : String(named.values[0]);
}

function rowOf({ id, buildingId, floor, name, capacity }: Space) {
  return { sys_id: id, building: buildingId, floor, name, capacity };
}
