import { done, type Outcome, refused } from "../../outcome.ts";
import type { Actor } from "../../people/actor.ts";
import { announcedView } from "../announced-view.ts";
import { judgeCancellation } from "../judge-cancellation.ts";
import { judgeUpdate, type ReservationPatch } from "../judge-update.ts";
import { lastUpdatedBy } from "../life/judged-part.ts";
import type { ChangedColumns } from "../ports.ts";
import type { Reservation } from "../reservation.ts";
import { problemOfState, type ReservationView, viewOf } from "../reservation-view.ts";
import { judgeServicesAtEnd } from "../services/judge-services.ts";
import { serviceTimeTaken } from "../services/service-refusals.ts";
import { namesOfSpaces, spacesTaken } from "../space-taken.ts";
import type { GroupChange, MemberChange, TogetherDependencies } from "../together-ports.ts";
import { standingMembers } from "./group.ts";

/**
 * Changes what all members of a group have in common: when they are there, and what it says. `stale`: one
 * of them changed meanwhile, and all have to be judged anew.
 */
export async function changeGroup(
  deps: TogetherDependencies,
  actor: Actor,
  group: Reservation,
  { patch, requestId }: { readonly patch: ReservationPatch; readonly requestId: string },
): Promise<Outcome<ReservationView> | "stale"> {
  const tooLate = problemOfState(group.state, "update");
  if (tooLate !== null) return refused(tooLate.code, tooLate.message, tooLate.remedy);
  if (Object.keys(patch).some((field) => !COMMON.has(field))) return oneMemberOnly();
  const standing = await standingMembers(deps, group.id);
  const several = refuseSeveralRooms(standing);
  if (several !== null) return several;
  const members: MemberChange[] = [];
  for (const member of standing) {
    const judged = await judgeUpdate(deps, actor, member, { patch, requestId });
    if (!judged.ok) return judged;
    if (judged.value !== null) members.push({ member, plan: judged.value.plan });
  }
  if (members.length === 0) return done(await viewOf(deps, actor, group));
  const { start, end, timeZone, subject, notes, sensitivity } = patch;
  const columns: ChangedColumns = {
    ...(start && { startAt: new Date(start.epochMilliseconds) }),
    ...(end && { endAt: new Date(end.epochMilliseconds) }),
    ...(timeZone !== undefined && { timeZone }),
    ...(subject?.trim() && { subject: subject.trim() }),
    ...(notes !== undefined && { notes }),
    ...(sensitivity !== undefined && { sensitivity }),
    ...lastUpdatedBy(actor),
  };
  const details = { kind: "group", fields: Object.keys(patch) };
  const audit = { actor, action: "reservation_updated", details } as const;
  return carryOut(deps, actor, { group, members, columns, audit, requestId });
}

/** The rest is of each member by itself. */
const COMMON: ReadonlySet<string> = new Set<keyof ReservationPatch>([
  "start",
  "end",
  "timeZone",
  "subject",
  "notes",
  "sensitivity",
]);

/** Cancels what every member has that stands. */
export async function cancelGroup(
  deps: TogetherDependencies,
  actor: Actor,
  group: Reservation,
  { cancelNotes, requestId }: { readonly cancelNotes: string; readonly requestId: string },
): Promise<Outcome<ReservationView> | "stale"> {
  if (group.state === "cancelled") return done(await viewOf(deps, actor, group));
  const standing = await standingMembers(deps, group.id);
  const several = refuseSeveralRooms(standing);
  if (several !== null) return several;
  const members: MemberChange[] = [];
  for (const member of standing) {
    const plan = await judgeCancellation(deps, actor, member, cancelNotes);
    if (!plan.ok) return plan;
    const at = { state: "cancelled" } as const;
    const services = await judgeServicesAtEnd(deps, actor, member, at, requestId);
    if (!services.ok) return services;
    members.push({
      member,
      plan: (events) => ({ ...plan.value(events), ...services.value }),
    });
  }
  const tooLate = members.length === 0 ? problemOfState(group.state, "cancel") : null;
  if (tooLate !== null) return refused(tooLate.code, tooLate.message, tooLate.remedy);
  const columns = { cancelNotes, ...lastUpdatedBy(actor) };
  const audit = { actor, action: "reservation_cancelled", details: { kind: "group" } } as const;
  return carryOut(deps, actor, { group, members, columns, audit, requestId });
}

async function carryOut(
  deps: TogetherDependencies,
  actor: Actor,
  change: GroupChange,
): Promise<Outcome<ReservationView> | "stale"> {
  const written = await deps.togetherStore.changeGroup(change);
  if (written.outcome === "stale") return "stale";
  if (written.outcome === "space_taken") return spacesTaken(deps, [written.spaceId]);
  if (written.outcome === "service_time_taken") {
    const ids = change.members.map(({ member }) => member.space.id);
    return serviceTimeTaken(await namesOfSpaces(deps, ids), written.part);
  }
  return announcedView(deps, actor, change.group, change.group);
}

/** Outlook has given a member's meeting further rooms, and only it knows for what. */
function refuseSeveralRooms(members: readonly Reservation[]) {
  const member = members.find(({ isParent }) => isParent);
  if (member === undefined) return null;
  return refused(
    "meeting_in_several_rooms",
    `The meeting of ${member.requestedFor.displayName} was given further rooms in Outlook.`,
    `Cancel ${member.number} by itself, and then change the rest of the group.`,
  );
}

function oneMemberOnly() {
  return refused(
    "one_member_only",
    "Where somebody of a group is, whom they invite and which services they have is each member's own.",
    "Change it for one member, by the id of their reservation.",
  );
}
