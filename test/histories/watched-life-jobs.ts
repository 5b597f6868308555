import type { ReservationDependencies } from "../../src/app/reservations/dependencies.ts";
import type { JudgedPart, PartChange } from "../../src/app/reservations/life/ports.ts";
import type { Reservation } from "../../src/app/reservations/reservation.ts";
import {
  consultOracle,
  type OracleAnswer,
} from "../../src/core/integration-rules/decide.oracle.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import type { History } from "./history.ts";
import { bound } from "./recorded-acts.ts";

/**
 * What is given up by a rule of the house and by no person, held against the rules as they are written
 * a second time (decide.oracle.ts): the row, and with whose rights and in which mailbox the calendar is
 * told.
 */
export function watchLifeJobs(
  deps: ReservationDependencies,
  { model, company }: Pick<History, "model" | "company">,
): ReservationDependencies {
  const { lifeStore } = deps;
  const found = new Map<string, Reservation>();
  let mode: IntegrationMode = "normal";
  let blockerUser: string | null = null;
  const wrong = (what: string): void => void model.violations.push(`given up by a job: ${what}`);

  function answerFor(action: "update" | "cancel", meeting: Reservation, part: Reservation) {
    const { kind, syncMailbox: sync_mailbox, origin } = meeting;
    const any = {
      mode,
      channel: "system",
      kind,
      synced: company.spaceById(part.space.id).mailbox !== null,
      requested_for_is_session_user: false,
      personal_token: false,
      blocker_user_set: blockerUser !== null,
      sync_mailbox,
      origin,
    } as const;
    return consultOracle(
      action === "update" ? { ...any, action, change: "calendar" } : { ...any, action },
    );
  }

  function check(judged: JudgedPart, { audit, enqueue }: PartChange): void {
    const part = found.get(judged.id);
    // Of what was made in Outlook the room lets go by itself, and nobody looks at the meeting.
    const meeting =
      found.get(judged.meeting.id) ?? (part?.origin === "calendar" ? part : undefined);
    if (meeting === undefined || part === undefined) return wrong("it was not looked at");
    const whole = answerFor("cancel", meeting, part);
    const row = audit.details["policy_row"];
    model.count(`rule ${String(row)}`);
    if (enqueue.length === 0 && row === "N") return;
    for (const draft of enqueue) {
      const isPart = draft.type === "update";
      const answer = isPart ? answerFor("update", meeting, part) : whole;
      const is = [draft.policyRow, draft.credential, draft.credentialPersonId, row].join(" ");
      const shall = [answer.row, answer.credential, null, answer.row].join(" ");
      if (!answer.allowed || is !== shall) wrong(`sync event as ${is}, by the rules ${shall}`);
      const places = placesOf(answer, meeting, part);
      if (!places.includes(draft.mailbox.toLowerCase())) {
        wrong(`sync event for ${draft.mailbox}, by the rules for ${places.join(" or ")}`);
      }
    }
  }

  /** Where a blocker was written, its user of then counts. */
  function placesOf({ mailbox }: OracleAnswer, meeting: Reservation, part: Reservation) {
    const people = company.everybody.map(({ email }) => email);
    const owner = company.personById(meeting.requestedFor.id).email;
    switch (mailbox) {
      case "room":
        return [company.spaceById(part.space.id).mailbox ?? ""];
      case "delegated_user":
        return [company.service.mail];
      case "none":
        return [];
      case "requested_for":
      case "blocker_user":
        return meeting.kind === "blocker" ? people : [owner];
    }
  }

  return {
    ...deps,
    facts: {
      ...deps.facts,
      integrationMode: async () => (mode = await deps.facts.integrationMode()),
      blockerUser: async () => (blockerUser = await deps.facts.blockerUser()),
    },
    store: {
      ...bound(deps.store),
      async find(id) {
        const reservation = await deps.store.find(id);
        if (reservation !== null) found.set(id, reservation);
        return reservation;
      },
    },
    lifeStore: {
      complete: (limit) => lifeStore.complete(limit),
      lapse: (limit) => lifeStore.lapse(limit),
      noShows: (page) => lifeStore.noShows(page),
      overButShown: (page) => lifeStore.overButShown(page),
      async changePart(judged, plan) {
        let planned: PartChange | undefined;
        const outcome = await lifeStore.changePart(judged, (events) => (planned = plan(events)));
        if (outcome === "changed" && planned) check(judged, planned);
        return outcome;
      },
    },
  };
}
