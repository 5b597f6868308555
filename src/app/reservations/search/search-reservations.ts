import type { ReservationState } from "../../../core/reservations/reservation-state.ts";
import { parseEncodedQuery } from "../../../core/encoded-query/parse-encoded-query.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { ownerOf } from "../list-reservations.ts";
import { type ReservationView, viewsOf } from "../reservation-view.ts";
import { RESERVATION_FIELDS, type ReservationSearch } from "./ports.ts";

export interface SearchDependencies extends ReservationDependencies {
  readonly search: ReservationSearch;
}

export interface SearchRequest {
  /** Whose they are: the caller's own, or those that are for a person, whoever made them. */
  readonly of: "caller" | { readonly personId: string };
  readonly partyId?: string | undefined;
  readonly encodedQuery?: string | undefined;
  readonly words?: string | undefined;
  readonly from?: Date;
  readonly to?: Date;
  readonly states?: readonly ReservationState[];
  readonly isDescending?: boolean;
  readonly offset?: number;
  readonly limit: number;
}

/** Reservations that an encoded query and its like describe; each as its reader may see it. */
export async function searchReservations(
  deps: SearchDependencies,
  actor: Actor,
  request: SearchRequest,
): Promise<Outcome<readonly ReservationView[]>> {
  const { of, partyId, encodedQuery = "", words, from, to, states } = request;
  const by = of === "caller" ? ownerOf(actor, { scope: "mine" }) : personsOf(actor, of.personId);
  if (!by.ok) return by;
  const query = parseEncodedQuery(encodedQuery, RESERVATION_FIELDS);
  if (!query.ok) {
    const { code, message, remedy } = query.problem;
    return refused(code, message, remedy);
  }
  const found = await deps.search.find({
    by: by.value,
    query: query.value,
    ...(partyId !== undefined && { partyId }),
    ...(words !== undefined && { words }),
    ...(from && { from }),
    ...(to && { to }),
    ...(states && { states }),
    isDescending: request.isDescending ?? false,
    offset: request.offset ?? 0,
    limit: request.limit,
  });
  return done(await viewsOf(deps, actor, found));
}

function personsOf(actor: Actor, personId: string) {
  if (actor.kind !== "panel") return done({ kind: "requested_for", personId } as const);
  return refused(
    "not_this_panel",
    "A panel shows its own space, and does not look people up.",
    "Use an API key.",
  );
}
