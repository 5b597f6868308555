import { done, type Outcome } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { Created } from "../create-request.ts";
import { findReplay } from "../idempotency.ts";
import { viewOf } from "../reservation-view.ts";
import { serviceTimeTaken } from "../services/service-refusals.ts";
import { namesOfSpaces, spacesTaken } from "../space-taken.ts";
import type { TogetherDependencies } from "../together-ports.ts";
import { type CreateGroup, judgeGroup } from "./judge-group.ts";

/** Makes a group: a reservation for each of its members, of which all are made, or none is. */
export async function createGroup(
  deps: TogetherDependencies,
  actor: Actor,
  request: CreateGroup,
): Promise<Outcome<Created>> {
  const replay = await findReplay(deps, actor, request.idempotency);
  if (replay !== null) return replay;
  const judged = await judgeGroup(deps, actor, request);
  if (!judged.ok) return judged;
  const { row } = judged.value;
  const creation = await deps.togetherStore.createGroup(judged.value);
  if (creation.outcome === "created") {
    deps.wakeLanes();
    deps.announceChange();
    const made = await deps.store.find(row.id);
    if (made === null) throw new Error(`group ${row.id} is not there, though it was made`);
    return done({ view: await viewOf(deps, actor, made), isReplay: false });
  }
  // The same request may have been under way twice: then its twin has the time.
  const twin = await findReplay(deps, actor, request.idempotency);
  if (twin !== null) return twin;
  const all = request.members.map(({ spaceId }) => spaceId);
  if (creation.outcome === "service_time_taken") {
    return serviceTimeTaken(await namesOfSpaces(deps, all), creation.part);
  }
  const taken = creation.outcome === "spaces_taken" ? creation.spaceIds : [];
  return spacesTaken(deps, taken.length > 0 ? taken : all);
}
