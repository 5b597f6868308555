import type { Actor, PersonActor } from "../../../src/app/people/actor.ts";
import { decideApproval } from "../../../src/app/reservations/approval/decide-approval.ts";
import type { Decision } from "../../../src/app/reservations/approval/decision.ts";
import type { Chance } from "../chance.ts";
import type { Somebody } from "../company.ts";
import type { ActKind, History } from "../history.ts";
import type { UsherProcess } from "../usher-process.ts";
import { watchReleases } from "../watched-releases.ts";
import { outcomeInWords } from "./reservation-acts.ts";

/** In some companies somebody has to agree to what is reserved in some spaces. */
export const APPROVAL_ACTS: readonly ActKind[] = [
  { name: "decide", weight: ({ needsApproval }) => (needsApproval ? 14 : 0), perform: decide },
];

interface Waiting {
  readonly id: string;
  readonly subject: string;
  readonly is_series: boolean;
}

/** What waits for somebody's word: of a series all of it by its row, and each date by itself. */
async function waitingFor({ database }: History): Promise<readonly Waiting[]> {
  const { rows } = await database.pool.query<Waiting>(
    `select r.id, r.subject, r.is_parent as is_series from reservation r
     where r.approval_state = 'awaiting_approval'
       and r.state in ('awaiting_confirmation', 'awaiting_approval', 'approved')
       and (not r.is_parent or r.kind = 'recurring')
     order by r.created_at, r.id`,
  );
  return rows;
}

async function decide(history: History, chance: Chance): Promise<string> {
  const waiting = await waitingFor(history);
  if (waiting.length === 0) return "Nothing waits for approval";
  const { approvers, everybody } = history.company;
  const process = chance.pick(history.processes);
  const one = chance.pick(waiting);
  const by = chance.happens(0.9) ? chance.pick(approvers) : chance.pick(everybody);
  const verdict = chance.happens(0.5) ? "approved" : "rejected";
  return decideBy(history, process, by, one, verdict);
}

/** By those who plan for everybody, and so may decide on their own as well. */
export async function approveEverything(history: History, process: UsherProcess): Promise<number> {
  const waiting = await waitingFor(history);
  // A series is decided on with all of its dates, or with those that are left.
  const [first] = waiting.toSorted((a, b) => Number(b.is_series) - Number(a.is_series));
  if (first === undefined) return 0;
  await decideBy(history, process, history.company.planner, first, "approved");
  return 1;
}

async function decideBy(
  history: History,
  process: UsherProcess,
  by: Somebody,
  { id, subject, is_series: isSeries }: Waiting,
  verdict: Decision["verdict"],
): Promise<string> {
  const { personId, roles, name } = by;
  const actor = {
    kind: "person",
    personId,
    roles,
    channel: "portal",
  } satisfies Actor as PersonActor;
  const words = `${name} has ${verdict} ${isSeries ? "all of " : ""}${subject}`;
  await history.act(process, words, async () => {
    const deps = watchReleases(process.reservations, history);
    const outcome = await decideApproval(deps, actor, { id, verdict, comment: "For others." });
    return outcomeInWords(outcome);
  });
  return words;
}
