import type { Temporal } from "temporal-polyfill";
import { holdsSpace } from "../../../core/reservations/reservation-state.ts";
import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import { isParty } from "../rights.ts";
import { refuseWindow, type ScheduleDependencies } from "./read-schedule.ts";

export interface BusyTimesRequest {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  /** One of the two. */
  readonly spaceId?: string | undefined;
  readonly buildingId?: string | undefined;
}

/** That a space is taken, and nothing of the reservation unless it is the reader's own. */
export interface BusyTime {
  readonly spaceId: string;
  readonly startAt: Date;
  readonly endAt: Date;
  readonly own: { readonly id: string; readonly subject: string } | null;
}

const SPACES_MAX = 1_000;
const DAYS_MAX = 8;

/** When spaces are taken, for whoever looks for one: by start. */
export async function readBusyTimes(
  deps: ScheduleDependencies,
  actor: Actor,
  { from, to, spaceId, buildingId }: BusyTimesRequest,
): Promise<Outcome<readonly BusyTime[]>> {
  if ((spaceId === undefined) === (buildingId === undefined)) return refusePlace();
  const wrong = refuseWindow(from, to, DAYS_MAX);
  if (wrong !== null) return wrong;
  const found =
    spaceId === undefined ? await deps.schedule.spaces({ buildingId, limit: SPACES_MAX }) : [];
  const spaceIds = spaceId === undefined ? found.map(({ id }) => id) : [spaceId];
  const window = { from: new Date(from.epochMilliseconds), to: new Date(to.epochMilliseconds) };
  const reservations = await deps.schedule.reservations(spaceIds, window, null);
  return done(
    reservations
      .filter(({ standing }) => holdsSpace(standing.state))
      .map((reservation) => {
        const { id, subject, spaceId: inSpace, startAt, endAt } = reservation;
        const isOwn = actor.kind === "person" && isParty(actor.personId, reservation);
        return { spaceId: inSpace, startAt, endAt, own: isOwn ? { id, subject } : null };
      }),
  );
}

function refusePlace() {
  const message = "One of space_id and building_id is required, and not both.";
  return refused("invalid_request", message, "Name a space, or a building for all of its spaces.", {
    fields: [{ field: "building_id", message }],
  });
}
