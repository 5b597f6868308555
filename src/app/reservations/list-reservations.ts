import type { ReservationState } from "../../core/reservations/reservation-state.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { decodeCursor, encodeCursor } from "./page-cursor.ts";
import type { ListFilter } from "./ports.ts";
import { type ReservationView, viewsOf } from "./reservation-view.ts";

export interface ListRequest {
  /** `mine`: requested for or opened by the actor; `invited`: they are invited; `space`: of one space. */
  readonly scope: "mine" | "invited" | "space";
  readonly spaceId?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** Any of these; every one where it is left out. */
  readonly states?: readonly ReservationState[];
  /** Of mine, also blockers. */
  readonly blockers?: boolean;
  readonly order?: ListFilter["order"];
  readonly limit: number;
  readonly cursor?: string;
}

export interface ReservationPage {
  readonly items: readonly ReservationView[];
  readonly nextCursor: string | null;
}

/** A page of reservations by start. In a space's schedule, others' are seen as occupancy only. */
export async function listReservations(
  deps: ReservationDependencies,
  actor: Actor,
  request: ListRequest,
): Promise<Outcome<ReservationPage>> {
  const by = ownerOf(actor, request);
  if (!by.ok) return by;
  const after = request.cursor === undefined ? null : decodeCursor(request.cursor);
  if (request.cursor !== undefined && after === null) {
    return refused(
      "invalid_cursor",
      "The cursor is not one that was given with a page before.",
      "Begin again without a cursor.",
    );
  }
  const { from, to, states, blockers = false, order = "asc", limit } = request;
  const found = await deps.store.list({
    by: by.value,
    ...(from && { from }),
    ...(to && { to }),
    ...(states && { states }),
    blockers: blockers || by.value.kind === "space",
    order,
    ...(after && { after }),
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return done({
    items: await viewsOf(deps, actor, page),
    nextCursor: last ? encodeCursor(last) : null,
  });
}

/** Whose reservations are listed; refuses a panel what is not of its space. */
export function ownerOf(
  actor: Actor,
  request: Pick<ListRequest, "scope" | "spaceId">,
): Outcome<ListFilter["by"]> {
  const { spaceId } = request;
  if (actor.kind === "panel" && spaceId !== undefined && spaceId !== actor.spaceId) {
    return refused(
      "not_this_panel",
      "A panel shows the schedule of its own space only.",
      "Look at the panel of that space, or leave space_id out.",
    );
  }
  if (request.scope === "space") {
    if (spaceId !== undefined) return done({ kind: "space", spaceId });
    return refused("invalid_request", "The scope `space` needs space_id.", "Give space_id.", {
      fields: [{ field: "space_id", message: "It is required with the scope `space`." }],
    });
  }
  if (request.scope === "invited") {
    if (actor.kind === "person") return done({ kind: "invited", personId: actor.personId });
    return refused(
      "person_required",
      "Only a signed-in person is invited to meetings.",
      "Ask as a person, or for another scope.",
    );
  }
  switch (actor.kind) {
    case "person":
      return done({ kind: "person", personId: actor.personId });
    case "api_client":
      return done({ kind: "client", clientId: actor.clientId });
    case "panel":
      return done({ kind: "space", spaceId: actor.spaceId });
    case "system":
      throw new Error("the system has no reservations of its own");
  }
}
