import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Space } from "../../app/places/ports.ts";
import { getSpace } from "../../app/places/read-places.ts";
import { type FoundSpace, searchSpaces } from "../../app/places/search-spaces.ts";
import { readSpaceAvailability } from "../../app/reservations/search/space-availability.ts";
import {
  availabilityAnswerSchema,
  availabilityQuerySchema,
  bestMatchQuerySchema,
  bestMatchSchema,
  searchedReservablesSchema,
  searchReservableQuerySchema,
} from "../../contract/reservation-rest-api/search.ts";
import { parseSysId } from "../../core/encoded-query/sys-id.ts";
import { valueOf } from "../answer-outcome.ts";
import { type Client, requireClient } from "./client-guard.ts";
import { failureAnswers } from "./failure-answers.ts";
import { presentAvailability, presentFloors, presentUnit } from "./present-reservable.ts";
import {
  countFrom,
  flagFrom,
  idFrom,
  listFrom,
  requiredId,
  requiredText,
  textFrom,
  wrongField,
} from "./read-values.ts";
import type { ReservationRestApi } from "./reservation-rest-api.ts";
import { type SearchedTimes, searchedTimesFrom } from "./searched-times.ts";

const tags = ["Workplace Reservation REST API"];
const PAGE_SIZE = 6;
const PAGE_SIZE_MAX = 100;

/** `search/availability`, `search/reservable` and `search/best_match`. */
export function registerSearch(server: FastifyInstance, api: ReservationRestApi): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/search/availability",
    {
      schema: {
        tags,
        summary: "Whether spaces are free, and when else",
        querystring: availabilityQuerySchema,
        response: { 200: availabilityAnswerSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "places:read");
      const { query } = request;
      const times = searchedTimesFrom(query);
      const moduleId = idFrom("reservable_module", query.reservable_module);
      const ids = idsFrom("reservable_ids", requiredText("reservable_ids", query.reservable_ids));
      if (ids.length > PAGE_SIZE_MAX) {
        throw wrongField("reservable_ids", `It names more than ${PAGE_SIZE_MAX}.`);
      }
      const movedIds = new Set(idsFrom("reservation_ids", query.reservation_ids));
      const result = [];
      for (const id of ids) {
        const space = valueOf(await getSpace(api.places, id));
        if (moduleId !== undefined && space.module.id !== moduleId) continue;
        const { availability, shown } = await availabilityOf(api, actor, space, times, movedIds);
        result.push(presentAvailability(space, availability, shown));
      }
      return { result };
    },
  );

  app.get(
    "/search/reservable",
    {
      schema: {
        tags,
        summary: "Search a module's spaces that are free",
        querystring: searchReservableQuerySchema,
        response: { 200: searchedReservablesSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "places:read");
      const { query } = request;
      const times = searchedTimesFrom(query);
      const movedIds = new Set(idsFrom("reservation_ids", query.reservation_ids));
      const excluded = new Set(idsFrom("exclude_reservables", query.exclude_reservables));
      const found = (await find(api, query, times)).filter(({ space }) => !excluded.has(space.id));
      const isWithTaken = flagFrom("include_unavailable_items", query.include_unavailable_items);
      const offered =
        isWithTaken === true ? found : await onlyFree(api, actor, found, movedIds, times);
      const near = await nearFrom(api, query);
      const ordered = inOrder(offered, near, textFrom(query.sort_by));
      const from = countFrom("next_item_index", query.next_item_index) ?? 0;
      const size = countFrom("page_size", query.page_size) ?? PAGE_SIZE;
      const page = ordered.slice(from, from + Math.min(size, PAGE_SIZE_MAX));
      const next = from + page.length;
      const hasMore = page.length > 0 && next < ordered.length;
      return {
        result: {
          hasMore,
          nextItemIndex: hasMore ? next : -1,
          reservableUnits: await unitsOf(api, actor, page, times, movedIds),
          reservableContainers: [],
          totalProcessed: found.length,
          nextFavIndex: 0 as const,
          filter: {
            floors: presentFloors(found.map(({ space }) => space)),
            standard_services: [],
            reservable_purposes: [],
          },
        },
      };
    },
  );

  app.get(
    "/search/best_match",
    {
      schema: {
        tags,
        summary: "The smallest of a module's spaces that are free and large enough",
        querystring: bestMatchQuerySchema,
        response: { 200: bestMatchSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "places:read");
      const { query } = request;
      const times = searchedTimesFrom(query);
      const movedIds = new Set(idsFrom("reservation_ids", query.reservation_ids));
      const found = await find(api, query, times);
      const count = countFrom("best_match_count", query.best_match_count) ?? 1;
      const best = (await onlyFree(api, actor, found, movedIds, times))
        .toSorted((left, right) => left.space.capacity - right.space.capacity)
        .slice(0, Math.min(count, PAGE_SIZE_MAX));
      return {
        result: {
          hasMore: false,
          nextItemIndex: -1,
          reservableUnits: await unitsOf(api, actor, best, times, movedIds),
          reservableContainers: [],
          floorsOfSelectedBuilding: presentFloors(found.map(({ space }) => space)),
        },
      };
    },
  );
}

/** A list of sys_ids. */
export function idsFrom(field: string, sent: string | null | undefined): readonly string[] {
  return listFrom(sent).map((text) => {
    const id = parseSysId(text);
    if (id === undefined) throw wrongField(field, "It is sys_ids between commas.");
    return id;
  });
}

async function find(
  { places }: ReservationRestApi,
  query: {
    readonly q?: string | null | undefined;
    readonly reservable_module?: string | null | undefined;
  },
  { wanted }: SearchedTimes,
): Promise<readonly FoundSpace[]> {
  const encodedQuery = requiredText("q", query.q);
  const moduleId = requiredId("reservable_module", query.reservable_module);
  return valueOf(await searchSpaces(places, { encodedQuery, moduleId, ...wanted }));
}

/** Those that are free, or are held by nothing but what is to be moved. */
async function onlyFree(
  { reservations }: ReservationRestApi,
  actor: Client,
  found: readonly FoundSpace[],
  movedIds: ReadonlySet<string>,
  { wanted }: SearchedTimes,
): Promise<readonly FoundSpace[]> {
  const moved = await Promise.all([...movedIds].map((id) => reservations.store.find(id)));
  const letGo = new Set(moved.flatMap((reservation) => reservation?.space.id ?? []));
  const isFree = await Promise.all(
    found.map(async ({ space, isFree: isHeldByNobody }) => {
      if (isHeldByNobody || !letGo.has(space.id)) return isHeldByNobody;
      const asked = { wanted, window: wanted, movedIds };
      return (await readSpaceAvailability(reservations, actor, space.id, asked)).isAvailable;
    }),
  );
  return found.filter((_, index) => isFree[index]);
}

async function nearFrom(
  { places }: ReservationRestApi,
  query: {
    readonly rsv_path?: string | null | undefined;
    readonly near_by_location_id?: string | null | undefined;
  },
): Promise<Space | null> {
  const path = textFrom(query.rsv_path) ?? "browse_all";
  if (path === "browse_near_a_person") {
    const id = requiredId("near_by_location_id", query.near_by_location_id);
    return valueOf(await getSpace(places, id));
  }
  if (path === "browse_all") return null;
  throw wrongField("rsv_path", "It is browse_all or browse_near_a_person.");
}

/** By name; near to somebody, the same floor first. */
function inOrder(
  found: readonly FoundSpace[],
  near: Space | null,
  sortBy = "a_z",
): readonly FoundSpace[] {
  if (!["a_z", "z_a", "favorites_first"].includes(sortBy)) {
    throw wrongField("sort_by", "It is a_z, z_a or favorites_first.");
  }
  const byName = sortBy === "z_a" ? found.toReversed() : [...found];
  const isNear = ({ space }: FoundSpace): number => (space.floor === near?.floor ? 0 : 1);
  return near === null ? byName : byName.toSorted((left, right) => isNear(left) - isNear(right));
}

async function unitsOf(
  api: ReservationRestApi,
  actor: Client,
  found: readonly FoundSpace[],
  times: SearchedTimes,
  movedIds: ReadonlySet<string>,
) {
  const units = [];
  for (const { space } of found) {
    const { availability, shown } = await availabilityOf(api, actor, space, times, movedIds);
    units.push(presentUnit(space, availability, shown));
  }
  return units;
}

async function availabilityOf(
  { reservations }: ReservationRestApi,
  actor: Client,
  space: Space,
  { wanted, windowIn }: SearchedTimes,
  movedIds: ReadonlySet<string>,
) {
  const asked = { wanted, window: windowIn(space.timeZone), movedIds };
  const availability = await readSpaceAvailability(reservations, actor, space.id, asked);
  const isOpen =
    actor.kind === "panel"
      ? actor.spaceId === space.id
      : actor.scopes.includes("reservations:read");
  return { availability, shown: { wanted, isOpen } };
}
