import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import {
  buildingSchema,
  type Space,
  spaceListSchema,
  spacePageSchema,
  spaceSchema,
} from "../../../src/contract/places.ts";
import { offeredServiceSchema } from "../../../src/contract/services.ts";
import { listOf } from "./answers.ts";
import { callApi } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";

/** Spaces of one building that a page asks for at once. */
const SPACES_PER_BUILDING_MAX = 200;

/** What a person asks of a room. Instants are UTC, ISO 8601. */
export interface FreeSpaceSearch {
  readonly buildingId: string;
  readonly start: string;
  readonly end: string;
  readonly capacity: number | undefined;
  readonly equipment: readonly string[];
  readonly kind?: Space["kind"];
}

export function useBuildings() {
  return useQuery({
    queryKey: queryKeys.buildings,
    queryFn: async () =>
      (await callApi({ path: "/api/v1/buildings", schema: listOf(buildingSchema) })).items,
    staleTime: 5 * 60_000,
  });
}

export function useSpaces(buildingId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.spaces(buildingId ?? ""),
    queryFn: async () =>
      (
        await callApi({
          path: "/api/v1/spaces",
          query: { building_id: buildingId, limit: SPACES_PER_BUILDING_MAX },
          schema: spacePageSchema,
        })
      ).items,
    enabled: buildingId !== undefined,
    staleTime: 5 * 60_000,
  });
}

export function useSpace(spaceId: string | undefined) {
  return useQuery({ ...spaceQuery(spaceId ?? ""), enabled: spaceId !== undefined });
}

function spaceQuery(id: string) {
  return {
    queryKey: ["space", id],
    queryFn: () =>
      callApi({ path: `/api/v1/spaces/${encodeURIComponent(id)}`, schema: spaceSchema }),
  };
}

/** Several by their ids; undefined until all of them are there. */
export function useSpacesById(spaceIds: readonly string[]): readonly Space[] | undefined {
  const queries = useQueries({ queries: spaceIds.map((id) => spaceQuery(id)) });
  const spaces = queries.flatMap(({ data }) => data ?? []);
  return spaces.length === spaceIds.length ? spaces : undefined;
}

/** What the module of a space offers with it. */
export function useSpaceServices(spaceId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.spaceServices(spaceId ?? ""),
    queryFn: async () =>
      (
        await callApi({
          path: `/api/v1/spaces/${encodeURIComponent(spaceId ?? "")}/services`,
          schema: listOf(offeredServiceSchema),
        })
      ).items,
    enabled: spaceId !== undefined,
    staleTime: 60_000,
  });
}

/** Free spaces for a search; null while the search is not complete. */
export function useFreeSpaces(search: FreeSpaceSearch | null) {
  return useQuery({
    queryKey: [...queryKeys.freeSpaces, search],
    queryFn: async ({ signal }) => {
      if (!search) return [];
      const answer = await callApi({
        path: "/api/v1/spaces/free",
        query: {
          building_id: search.buildingId,
          start: search.start,
          end: search.end,
          capacity: search.capacity,
          kind: search.kind,
          equipment: search.equipment.join(","),
          limit: SPACES_PER_BUILDING_MAX,
        },
        schema: spaceListSchema,
        signal,
      });
      return answer.items;
    },
    enabled: search !== null,
    placeholderData: keepPreviousData,
  });
}
