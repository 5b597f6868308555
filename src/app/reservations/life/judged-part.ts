import type { DecidingRule } from "../audited-rule.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import { judgedAsItIs, judgeIntegration, loadActorFacts } from "../integration-verdict.ts";
import type { Reservation } from "../reservation.ts";
import { SUB_SOURCES } from "../sub-source.ts";
import type { JudgedPart } from "./ports.ts";

/** `meetingVersion`: of the row of its series, where that is changed along with it. */
export function judgedPart(
  { id, version, parentId, syncMailbox }: Reservation,
  requestId: string,
  meetingVersion: number | null = null,
): JudgedPart {
  const meeting = { id: parentId ?? id, version: meetingVersion, syncMailbox };
  return { id, version, meeting, requestId };
}

export function lastUpdatedBy(actor: Actor) {
  const { channel } = actor;
  return { lastUpdatedChannel: channel, lastUpdatedSubSource: SUB_SOURCES[channel] };
}

/** The rule that allows what no event shows: U0, or N where the space is not synced. */
export async function ruleOfLocalChange(
  deps: Pick<ReservationDependencies, "facts">,
  actor: Actor,
  reservation: Reservation,
): Promise<DecidingRule> {
  const { judgedProviderId, syncMailbox, origin } = reservation;
  const actorFacts = await loadActorFacts(deps.facts, actor);
  const judged = judgedAsItIs(reservation, judgedProviderId);
  const act = { action: "update", syncMailbox, origin, change: "local" } as const;
  return judgeIntegration(actorFacts, actor, judged, act);
}
