import type { ReservationDependencies } from "../../src/app/reservations/dependencies.ts";
import type { JudgedPart, PartChange } from "../../src/app/reservations/life/ports.ts";
import type { SyncEventDraft } from "../../src/app/reservations/ports.ts";
import type { Reservation } from "../../src/app/reservations/reservation.ts";
import type { SeriesChange } from "../../src/app/reservations/series-ports.ts";
import {
  consultOracle,
  type OracleAnswer,
} from "../../src/core/integration-rules/decide.oracle.ts";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import type { History } from "./history.ts";
import { inRooms, spacesIn } from "./model.ts";
import { bound } from "./recorded-acts.ts";

/**
 * What is given up by a rule of the house, such as a no-show or what was not approved, held against the rules as they are written
 * a second time (decide.oracle.ts): the row, and with whose rights and in which mailbox the calendar is
 * told.
 */
export function watchReleases(
  deps: ReservationDependencies,
  { model, company }: Pick<History, "model" | "company">,
): ReservationDependencies {
  const { lifeStore } = deps;
  const found = new Map<string, Reservation>();
  let mode: IntegrationMode = "normal";
  let blockerUser: string | null = null;
  const wrong = (what: string): void => void model.violations.push(`given up by a rule: ${what}`);

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
    const row = audit.details["policy_row"];
    model.count(`rule ${String(row)}`);
    if (enqueue.length === 0) return;
    if (meeting === undefined || part === undefined) return wrong("it was not looked at");
    checkDrafts(enqueue, row, meeting, [part]);
  }

  /** Each is for one of the parts that are given up, which may be in several rooms. */
  function checkDrafts(
    enqueue: readonly SyncEventDraft[],
    row: unknown,
    meeting: Reservation,
    parts: readonly Reservation[],
  ): void {
    for (const draft of enqueue) {
      const action = draft.type === "update" ? "update" : "cancel";
      const answers = parts.map((part) => ({ part, answer: answerFor(action, meeting, part) }));
      const is = [draft.policyRow, draft.credential, draft.credentialPersonId, row].join(" ");
      const shall = answers.map(({ answer: { allowed, row: rule, credential } }) =>
        allowed ? [rule, credential, null, rule].join(" ") : "nothing",
      );
      if (!shall.includes(is)) wrong(`sync event as ${is}, by the rules ${shall.join(" or ")}`);
      const places = answers.flatMap(({ answer, part }) => placesOf(answer, meeting, part));
      if (!places.includes(draft.mailbox.toLowerCase())) {
        wrong(`sync event for ${draft.mailbox}, by the rules for ${places.join(" or ")}`);
      }
    }
  }

  /** Of a meeting in several rooms one that is not given is none of its rooms any more. */
  function rejected(part: Reservation, row: unknown): void {
    model.rejected.add(part.id);
    const agreed = part.parentId === null ? undefined : model.reservations.get(part.parentId);
    if (agreed === undefined) return;
    agreed.rejectedIn.add(part.space.id);
    const { mailbox } = company.spaceById(part.space.id);
    if (row === "U5" && mailbox !== null) agreed.declinedFor.add(mailbox);
    // Rooms that Outlook has given it since are known by nothing else.
    const given = spacesIn(agreed.outlook?.get("spaceId")?.at(-1) ?? "");
    const all = new Set([...spacesIn(agreed.spaceId), ...given]);
    agreed.spaceId = inRooms([...all].filter((each) => !agreed.rejectedIn.has(each)));
    agreed.changedHere.add("spaceId");
  }

  function decidedOnSeries(
    series: Reservation,
    dates: readonly Reservation[],
    { enqueue, audit, occurrences, series: kept }: SeriesChange,
  ): void {
    const states = new Map(occurrences.changed.map(({ id, state }) => [id, state]));
    const given = dates.filter(({ id }) => states.get(id) === "rejected");
    const row = audit.details["policy_row"];
    model.count(`rule ${String(row)}`);
    checkDrafts(enqueue, row, series, [series, ...given]);
    for (const { id } of given) model.rejected.add(id);
    const agreed = model.series.get(series.id);
    if (agreed !== undefined && kept !== null) agreed.series = kept.text;
  }

  /** Where a blocker was written, its user of then counts. */
  function placesOf({ mailbox }: OracleAnswer, meeting: Reservation, part: Reservation) {
    const people = company.everybody.map(({ email }) => email);
    switch (mailbox) {
      case "room":
        return [company.spaceById(part.space.id).mailbox ?? ""];
      case "delegated_user":
        return [company.service.mail];
      case "none":
        return [];
      case "requested_for":
      case "blocker_user":
        return meeting.kind === "blocker"
          ? people
          : [company.personById(meeting.requestedFor.id).email];
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
        if (outcome === "changed" && planned) {
          check(judged, planned);
          const part = found.get(judged.id);
          const row = planned.audit.details["policy_row"];
          if (planned.columns.state === "rejected" && part !== undefined) rejected(part, row);
        }
        return outcome;
      },
    },
    seriesStore: {
      async change(judged, plan) {
        const dates = await deps.store.children(judged.id);
        let planned: SeriesChange | undefined;
        const outcome = await deps.seriesStore.change(judged, (events) => (planned = plan(events)));
        const series = found.get(judged.id);
        if (outcome.outcome !== "changed" || planned === undefined) return outcome;
        if (series === undefined) wrong("the series was not looked at");
        else decidedOnSeries(series, dates, planned);
        return outcome;
      },
    },
  };
}
