import { done, type Outcome } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { Created } from "./create-request.ts";
import { findReplay } from "./idempotency.ts";
import { type CreateInSeveralSpaces, judgeSeveralSpaces } from "./judge-several-spaces.ts";
import { viewOf } from "./reservation-view.ts";
import { serviceTimeTaken } from "./services/service-refusals.ts";
import { namesOfSpaces, spacesTaken } from "./space-taken.ts";
import type { TogetherDependencies } from "./together-ports.ts";

/** Between two looks a space may have become free: then the meeting is written again. */
const TRIES_MAX = 3;

/**
 * Makes one meeting in several spaces: its own row, which the calendar is told of as one event, and a
 * reservation for each space. All of them are held, or none is.
 */
export async function createInSeveralSpaces(
  deps: TogetherDependencies,
  actor: Actor,
  request: CreateInSeveralSpaces,
): Promise<Outcome<Created>> {
  const replay = await findReplay(deps, actor, request.idempotency);
  if (replay !== null) return replay;
  const judged = await judgeSeveralSpaces(deps, actor, request);
  if (!judged.ok) return judged;
  const meeting = judged.value;
  let taken: readonly string[] = [];
  for (let tries = 0; tries < TRIES_MAX && taken.length === 0; tries += 1) {
    const creation = await deps.togetherStore.createMeeting(meeting);
    if (creation.outcome === "created") {
      if (meeting.syncEvent !== null) deps.wakeLanes();
      deps.announceChange();
      const made = await deps.store.find(meeting.id);
      if (made === null) throw new Error(`meeting ${meeting.id} is not there, though it was made`);
      return done({ view: await viewOf(deps, actor, made), isReplay: false });
    }
    // The same request may have been under way twice: then its twin has the time.
    const twin = await findReplay(deps, actor, request.idempotency);
    if (twin !== null) return twin;
    if (creation.outcome === "service_time_taken") {
      return serviceTimeTaken(await namesOfSpaces(deps, request.spaceIds), creation.part);
    }
    if (creation.outcome === "spaces_taken") taken = creation.spaceIds;
  }
  return spacesTaken(deps, taken.length > 0 ? taken : request.spaceIds);
}
