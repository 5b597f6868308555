import type { Actor, PersonActor } from "../../src/app/people/actor.ts";
import { decideApproval } from "../../src/app/reservations/approval/decide-approval.ts";
import { lapseApprovals } from "../../src/app/reservations/approval/lapse-approvals.ts";
import { listApprovals } from "../../src/app/reservations/approval/list-approvals.ts";
import type { ApprovalDependencies } from "../../src/app/reservations/approval/ports.ts";
import { createApprovalStore } from "../../src/store/approval/approval-store.ts";
import type { Database } from "../../src/store/database.ts";
import { TOMORROW_MORNING } from "../support/tomorrow-morning.ts";
import { valueOf } from "./refusals.ts";
import { goByRealClock, openStage, type Stage } from "./stage.ts";
import { buildPerson, type TestPerson } from "./workplace.ts";

/** The database's clock says what is over, so that the times of this stage are real. */
export const START = TOMORROW_MORNING.add({ hours: 24 });
export const END = START.add({ hours: 1 });

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface ApprovalStage extends Stage {
  readonly approvals: ApprovalDependencies;
  /** Approves for the module, along with Ben. */
  readonly nadia: PersonActor;
  readonly ben: PersonActor;
  readonly ada: PersonActor;
  readonly planner: PersonActor;
}

/** Somebody has to approve what is reserved, in all spaces: Ben or Nadia. */
export async function openApprovalStage(database: Database): Promise<ApprovalStage> {
  return askForApproval(await openStage(database));
}

export async function askForApproval<S extends Stage>(stage: S): Promise<S & ApprovalStage> {
  const { database } = stage;
  const nadia = await buildPerson(database, "Nadia", ["user"]);
  const { ben, moduleId } = stage.workplace;
  await database.pool.query("update reservable_module set approval_policy = 'always'");
  for (const { id } of [nadia, ben]) {
    await database.pool.query("insert into module_approver values ($1, $2)", [moduleId, id]);
  }
  stage.forgetPlaces();
  goByRealClock(stage);
  return {
    ...stage,
    create: (actor, request) => stage.create(actor, { start: START, end: END, ...request }),
    approvals: { ...stage.deps, approvals: createApprovalStore(database) },
    nadia: actorOf(nadia),
    ben: actorOf(ben),
    ada: actorOf(stage.workplace.ada),
    planner: actorOf(stage.workplace.planner, ["user", "planner"]),
  };
}

export function actorOf(person: TestPerson, roles: PersonActor["roles"] = ["user"]): PersonActor {
  return { kind: "person", personId: person.id, roles, channel: "portal" };
}

/** A reservation, or a series, that its room has accepted: it waits for people here. */
export async function waiting(
  stage: Stage,
  actor: Actor,
  request?: Parameters<Stage["create"]>[1],
): Promise<string> {
  const { id } = valueOf(await stage.create(actor, request)).view.reservation;
  await roomAccepts(stage.database, id);
  return id;
}

/** As a lane and the room's answer would leave it. */
export async function roomAccepts({ pool }: Database, id: string): Promise<void> {
  await pool.query(
    `update sync_event set state = 'processed', may_have_been_sent = true
     where reservation_id = $1 and not dry_run`,
    [id],
  );
  await pool.query(
    `update reservation r set sync_state = 'synchronized', calendar_event_id = 'event',
       calendar_mailbox = e.mailbox
     from sync_event e where e.reservation_id = r.id and r.id = $1`,
    [id],
  );
  await pool.query(
    `update reservation set state = case when approval_state = 'awaiting_approval'
       then 'awaiting_approval' else 'confirmed' end
     where (id = $1 or parent_id = $1) and state = 'awaiting_confirmation'`,
    [id],
  );
}

export function approve(stage: Stage, actor: PersonActor, id: string, version?: number) {
  const asked = { id, verdict: "approved", comment: "Enjoy", ...(version && { version }) } as const;
  return decideApproval(stage.deps, actor, asked);
}

export function reject(stage: Stage, actor: PersonActor, id: string) {
  return decideApproval(stage.deps, actor, { id, verdict: "rejected", comment: "Being painted" });
}

export function lapse(stage: ApprovalStage): Promise<number> {
  return lapseApprovals({ ...stage.approvals, counters: { count: () => undefined }, log: SILENT });
}

/** Of what waits for the actor: the ids, and how many of each wait. */
export async function waitingFor(stage: ApprovalStage, actor: PersonActor) {
  const page = valueOf(await listApprovals(stage.approvals, actor, { limit: 50 }));
  return page.items.map(({ view, count }) => [view.reservation.id, count] as const);
}
