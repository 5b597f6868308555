import { type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import { cancelReservation, type CancelRequest } from "../cancel-reservation.ts";
import { refuseDatesOfNoSeries } from "../dates-elsewhere.ts";
import type { Reservation } from "../reservation.ts";
import { changedMeanwhile } from "../reservation-refusals.ts";
import type { ReservationView } from "../reservation-view.ts";
import type { TogetherDependencies } from "../together-ports.ts";
import {
  findForChange,
  JUDGEMENTS_MAX,
  updateReservation,
  type UpdateRequest,
} from "../update-reservation.ts";
import { cancelGroup, changeGroup } from "./change-group.ts";
import { isGroupRow } from "./group.ts";

/** Changes a reservation, or all that are of a group where its row is named. */
export async function updateOneOrGroup(
  deps: TogetherDependencies,
  actor: Actor,
  request: UpdateRequest,
): Promise<Outcome<ReservationView>> {
  const { patch, requestId = deps.newId() } = request;
  const named = await deps.store.find(request.id);
  if (named === null || !isGroupRow(named)) {
    const isOtherTime = named !== null && named.groupId !== null && movesAlone(named, request);
    return isOtherTime ? followsItsGroup() : updateReservation(deps, actor, request);
  }
  const noSeries = refuseDatesOfNoSeries(request.datesElsewhere);
  if (noSeries !== null) return noSeries;
  return untilWritten(deps, actor, request, (group) =>
    changeGroup(deps, actor, group, { patch, requestId }),
  );
}

/** Cancels a reservation, or all that are of a group where its row is named. */
export async function cancelOneOrGroup(
  deps: TogetherDependencies,
  actor: Actor,
  request: CancelRequest,
): Promise<Outcome<ReservationView>> {
  const { cancelNotes, requestId = deps.newId() } = request;
  const named = await deps.store.find(request.id);
  if (named === null || !isGroupRow(named)) return cancelReservation(deps, actor, request);
  return untilWritten(deps, actor, request, (group) =>
    cancelGroup(deps, actor, group, { cancelNotes, requestId }),
  );
}

async function untilWritten(
  deps: TogetherDependencies,
  actor: Actor,
  request: { readonly id: string; readonly version?: number },
  act: (group: Reservation) => Promise<Outcome<ReservationView> | "stale">,
): Promise<Outcome<ReservationView>> {
  for (let judgements = 0; judgements < JUDGEMENTS_MAX; judgements += 1) {
    const group = await findForChange(deps, actor, request);
    if (!group.ok) return group;
    const outcome = await act(group.value);
    if (outcome !== "stale") return outcome;
  }
  return changedMeanwhile();
}

function movesAlone({ startAt, endAt }: Reservation, { patch }: UpdateRequest): boolean {
  const { start, end } = patch;
  return (
    (start !== undefined && start.epochMilliseconds !== startAt.getTime()) ||
    (end !== undefined && end.epochMilliseconds !== endAt.getTime())
  );
}

function followsItsGroup() {
  return refused(
    "follows_its_group",
    "This is one reservation of a group, whose members are all there at one time.",
    "Move the whole group, or cancel this reservation and make another.",
  );
}
