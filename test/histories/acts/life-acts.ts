import type { Outcome } from "../../../src/app/outcome.ts";
import type { Actor } from "../../../src/app/people/actor.ts";
import type { ReservationDependencies } from "../../../src/app/reservations/dependencies.ts";
import { checkIn, type CheckInRequest } from "../../../src/app/reservations/life/check-in.ts";
import { checkOut } from "../../../src/app/reservations/life/check-out.ts";
import type { Chance } from "../chance.ts";
import type { ActKind, History } from "../history.ts";
import { watchReleases } from "../watched-releases.ts";
import { workFor } from "../work.ts";
import { actingFor, outcomeInWords } from "./reservation-acts.ts";

/** Meetings come and end: people check in and out, and whoever stays away loses the room. */
export const LIFE_ACTS: readonly ActKind[] = [
  { name: "time comes", weight: () => 0.5, perform: timeComes },
  { name: "check in", weight: () => 1.2, perform: checkSomebodyIn },
  { name: "check out", weight: () => 0.8, perform: checkSomebodyOut },
  { name: "life jobs", weight: () => 0.5, perform: runJobs },
];

const MINUTE_MS = 60_000;

interface Part {
  readonly id: string;
  readonly subject: string;
  readonly space_id: string;
  readonly requested_for: string;
  readonly start_at: Date;
}

async function partsWhere(history: History, condition: string): Promise<readonly Part[]> {
  const { database, company, time } = history;
  const { rows } = await database.pool.query<Part>(
    `select id, subject, space_id, requested_for, start_at from reservation
     where not is_parent and requested_for = any($1::uuid[]) and ${condition}
     order by created_at, id`,
    [company.everybody.map(({ personId }) => personId), new Date(time.nowMs()).toISOString()],
  );
  return rows;
}

/**
 * Shortly before the start, at once, or when nobody can be expected any more. What lies further
 * ahead is let be: each hour until then is worked through, and nothing else would happen in it.
 */
async function timeComes(history: History, chance: Chance): Promise<string> {
  const ahead = await partsWhere(
    history,
    `state = 'confirmed' and start_at > $2::timestamptz
       and start_at < $2::timestamptz + interval '8 days'`,
  );
  if (ahead.length === 0) return "Nothing is there whose time could come soon";
  const { subject, start_at: startAt } = chance.pick(ahead);
  const untilMs = startAt.getTime() + chance.pick([-10, 5, 35, 50]) * MINUTE_MS;
  const durationMs = untilMs - history.time.nowMs();
  if (durationMs > 0) await workFor(history, durationMs, chance);
  return `The time of ${subject} comes`;
}

async function checkSomebodyIn(history: History, chance: Chance): Promise<string> {
  const open = await partsWhere(
    history,
    `state in ('confirmed', 'in_progress') and end_at > $2::timestamptz
       and start_at < $2::timestamptz + interval '30 minutes'`,
  );
  if (open.length === 0) return "Nothing is there to be checked in to";
  return act(history, chance, chance.pick(open), "checks in to", checkIn);
}

async function checkSomebodyOut(history: History, chance: Chance): Promise<string> {
  const inUse = await partsWhere(history, "state = 'in_progress' and end_at > $2::timestamptz");
  if (inUse.length === 0) return "Nothing is in use";
  return act(history, chance, chance.pick(inUse), "checks out of", checkOut);
}

async function act(
  history: History,
  chance: Chance,
  { id, subject, space_id: spaceId, requested_for: isFor }: Part,
  what: string,
  useCase: (
    deps: ReservationDependencies,
    actor: Actor,
    request: CheckInRequest,
  ) => Promise<Outcome<unknown>>,
): Promise<string> {
  const process = chance.pick(history.processes);
  const owner = history.company.personById(isFor);
  const { actor, name } = actingFor(history, chance, owner, spaceId);
  const words = `${name} ${what} ${subject}`;
  await history.act(process, words, async () => {
    const outcome = await useCase(shorteningIn(history, id, process.reservations), actor, { id });
    return outcomeInWords(outcome);
  });
  return words;
}

/** Whoever checks out early has agreed on another end. */
function shorteningIn(
  { model }: History,
  id: string,
  deps: ReservationDependencies,
): ReservationDependencies {
  const { lifeStore } = deps;
  const agreed = model.reservations.get(id);
  return {
    ...deps,
    lifeStore: {
      complete: (limit) => lifeStore.complete(limit),
      lapse: (limit) => lifeStore.lapse(limit),
      noShows: (page) => lifeStore.noShows(page),
      overButShown: (page) => lifeStore.overButShown(page),
      async changePart(judged, plan) {
        let endAt: Date | undefined;
        const outcome = await lifeStore.changePart(judged, (events) => {
          const change = plan(events);
          endAt = change.hold.kind === "shorten" ? change.hold.endAt : undefined;
          return change;
        });
        if (outcome === "changed" && agreed !== undefined && endAt !== undefined) {
          agreed.endMs = endAt.getTime();
          agreed.changedHere.add("startMs").add("endMs");
        }
        return outcome;
      },
    },
  };
}

async function runJobs(history: History, chance: Chance): Promise<string> {
  const process = chance.pick(history.processes);
  const words = "No-shows are released, and what is over is ended";
  await history.act(process, words, async () => {
    const ended = await process.runLifeJobs((deps) => watchReleases(deps, history));
    return `${ended} of them`;
  });
  return words;
}
