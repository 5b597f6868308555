import { done, type Outcome } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import type { CreateRequest } from "../create-request.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { idempotencyActor } from "../idempotency.ts";
import { findPeople, judgeCreation } from "../judge-creation.ts";
import { findSpaces } from "../judge-several-spaces.ts";
import { newReservation } from "../new-reservation.ts";
import { judgeServices } from "../services/judge-services.ts";
import type { GroupMember, NewGroup } from "../together-ports.ts";

/** A space for each of several people, at one time. */
export interface CreateGroup extends Pick<
  CreateRequest,
  "start" | "end" | "timeZone" | "subject" | "notes" | "sensitivity" | "requestId" | "idempotency"
> {
  readonly members: readonly {
    readonly spaceId: string;
    readonly requestedFor: string;
    /** Ids of the services that are chosen for that space. */
    readonly services?: readonly string[];
  }[];
  /** Whose group it is: a person's id or e-mail address; by default the person who acts. */
  readonly requestedFor?: string;
}

/** The group as it is to be written, unless a rule refuses it for one of its members. */
export async function judgeGroup(
  deps: ReservationDependencies,
  actor: Actor,
  { members: asked, requestedFor, idempotency, ...request }: CreateGroup,
): Promise<Outcome<NewGroup>> {
  const spaces = await findSpaces(
    deps,
    actor,
    asked.map(({ spaceId }) => spaceId),
  );
  if (!spaces.ok) return spaces;
  const people = await findPeople(deps, actor, { ...(requestedFor && { requestedFor }) });
  if (!people.ok) return people;
  const members: GroupMember[] = [];
  for (const { spaceId, requestedFor: person, services } of asked) {
    const wanted: CreateRequest = {
      ...request,
      spaceId,
      requestedFor: person,
      kind: "group",
      attendees: [],
      ...(services && { services }),
    };
    const member = await judgeMember(deps, actor, wanted);
    if (!member.ok) return member;
    members.push(member.value);
  }
  const [first] = members;
  if (first === undefined) throw new Error("a group has members");
  const id = deps.newId();
  return done({
    row: {
      ...first.row,
      id,
      state: "confirmed",
      approval: "not_required",
      requestedFor: people.value.requestedFor.id,
      syncMailbox: "none",
      syncState: "not_required",
      syncEvent: null,
      audit: {
        actor,
        action: "reservation_created",
        details: { kind: "group", space_ids: members.map(({ row }) => row.spaceId) },
      },
      idempotencyKey: idempotency ? { actor: idempotencyActor(actor), ...idempotency } : null,
    },
    members: members.map(({ row, services }) => ({
      row: { ...row, audit: { ...row.audit, details: { ...row.audit.details, group: id } } },
      services,
    })),
  });
}

async function judgeMember(
  deps: ReservationDependencies,
  actor: Actor,
  wanted: CreateRequest,
): Promise<Outcome<GroupMember>> {
  const judged = await judgeCreation(deps, actor, wanted);
  if (!judged.ok) return judged;
  const row = newReservation(deps, actor, wanted, judged.value);
  const served = { ...judged.value, id: row.id, state: row.state, timeZone: row.timeZone };
  const services = await judgeServices(deps, actor, null, served, row.requestId);
  return services.ok ? done({ row, services: services.value }) : services;
}
