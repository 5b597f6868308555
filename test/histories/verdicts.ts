import { isDeepStrictEqual } from "node:util";
import type { Refusal } from "../../src/app/outcome.ts";
import type { Actor } from "../../src/app/people/actor.ts";
import type { BookingFacts } from "../../src/app/reservations/booking-facts.ts";
import type { ReservationDependencies } from "../../src/app/reservations/dependencies.ts";
import type { SyncEventDraft } from "../../src/app/reservations/ports.ts";
import type { Reservation } from "../../src/app/reservations/reservation.ts";
import {
  consultOracle,
  type OracleAnswer,
} from "../../src/core/integration-rules/decide.oracle.ts";
import type {
  IntegrationMode,
  Invited,
  Question,
} from "../../src/core/integration-rules/question.ts";
import type { Company } from "./company.ts";
import type { Model } from "./model.ts";
import type { AskedAct } from "./recorded-acts.ts";

/** What the server knew when it judged. */
interface Judged {
  mode: IntegrationMode;
  blockerUser: string | null;
  hasToken: boolean;
  found: Reservation | null;
}

/**
 * What the server took for true while it judged an act, held against the rules as they are written a
 * second time (decide.oracle.ts).
 */
export interface Verdicts {
  readonly facts: BookingFacts;
  readonly judged: Judged;
  readonly wrong: (what: string) => void;
  /** The question that the policy asks of this act; `to` is the space that it leads to. */
  readonly answerFor: (to: string, asks?: ActionName) => OracleAnswer;
  readonly addressOf: (answer: OracleAnswer, isFor: string) => string | null;
  readonly invitedBy: (invited: Invited | null, isFor: string) => string | null;
  readonly checkDraft: (
    draft: SyncEventDraft,
    answer: OracleAnswer,
    places: readonly string[],
  ) => void;
  /** Whether the rules refuse it, where they are the reason. */
  readonly checkRefusal: (refusal: Refusal, to: string) => void;
}

export type ActionName = "create" | "update" | "cancel";

export function watchVerdicts(
  deps: ReservationDependencies,
  { model, company }: { readonly model: Model; readonly company: Company },
  actor: Actor,
  action: ActionName,
  asked: Omit<AskedAct, "wanted"> & Partial<Pick<AskedAct, "wanted">>,
): Verdicts {
  const judged: Judged = { mode: "normal", blockerUser: null, hasToken: false, found: null };
  const wrong = (what: string): void =>
    void model.violations.push(`${action} by ${actor.kind} over ${actor.channel}: ${what}`);

  const facts: BookingFacts = {
    ...deps.facts,
    async integrationMode() {
      return (judged.mode = await deps.facts.integrationMode());
    },
    async blockerUser() {
      return (judged.blockerUser = await deps.facts.blockerUser());
    },
    async hasUsableToken(personId, providerId) {
      if (actor.kind !== "person" || personId !== actor.personId) {
        wrong("somebody else's token was asked for");
      }
      return (judged.hasToken = await deps.facts.hasUsableToken(personId, providerId));
    },
  };

  function answerFor(to: string, asks: ActionName = action): OracleAnswer {
    const { found } = judged;
    const isFor = found?.requestedFor.id ?? asked.isFor;
    const any = {
      mode: judged.mode,
      channel: actor.channel,
      kind: found?.kind ?? asked.kind,
      requested_for_is_session_user:
        actor.kind === "person" && actor.personId === isFor && !found?.isInAnothersCalendar,
      personal_token: judged.hasToken,
      blocker_user_set: judged.blockerUser !== null,
    };
    const leadsTo = company.spaceById(to).mailbox !== null;
    if (asks === "create" || found === null) {
      return consultOracle({ ...any, action: "create", synced: leadsTo });
    }
    const { syncMailbox: sync_mailbox, origin } = found;
    const wasSynced = company.spaceById(found.space.id).mailbox !== null;
    const isShown = sync_mailbox !== "none" || origin === "calendar";
    const leaves = wasSynced && isShown && found.space.id !== to;
    const synced = leadsTo || leaves || (asks === "cancel" && wasSynced);
    const question: Question =
      asks === "update"
        ? { ...any, action: asks, synced, sync_mailbox, origin, change: changeOf(origin) }
        : { ...any, action: asks, synced, sync_mailbox, origin };
    return consultOracle(question);
  }

  /** Of a meeting made in Outlook, its privacy here is nothing that its event shows. */
  function changeOf(origin: Reservation["origin"]): "calendar" | "local" {
    const fields = Object.keys(asked.wanted ?? {});
    const isPrivacy = fields.length > 0 && fields.every((field) => field === "sensitivity");
    return isPrivacy && origin === "calendar" ? "local" : "calendar";
  }

  function addressOf(answer: OracleAnswer, isFor: string): string | null {
    switch (answer.mailbox) {
      case "requested_for":
        return company.personById(isFor).email;
      case "delegated_user":
        return company.service.mail;
      case "blocker_user":
        return judged.blockerUser;
      case "room":
      case "none":
        return null;
    }
  }

  function invitedBy(invited: Invited | null, isFor: string): string | null {
    if (invited === null) return null;
    const email = company.personById(isFor).email;
    return invited === "blocker_user" ? (judged.blockerUser ?? email) : email;
  }

  function checkDraft(
    draft: SyncEventDraft,
    answer: OracleAnswer,
    places: readonly string[],
  ): void {
    const person = answer.credential === "personal" && actor.kind === "person";
    const expected = {
      policyRow: answer.row,
      credential: answer.credential,
      credentialPersonId: person ? actor.personId : null,
    };
    const { policyRow, credential, credentialPersonId } = draft;
    if (!isDeepStrictEqual({ policyRow, credential, credentialPersonId }, expected)) {
      wrong(
        `sync event as ${policyRow} with ${credential}, by the rules ${JSON.stringify(expected)}`,
      );
    }
    const isKnown = places.some((place) => place.toLowerCase() === draft.mailbox.toLowerCase());
    if (!isKnown) wrong(`sync event for ${draft.mailbox}, by the rules for ${places.join(" or ")}`);
  }

  function checkRefusal({ details }: Refusal, to: string): void {
    const { row, codes } = details ?? {};
    if (typeof row !== "string") return;
    const answer = answerFor(to);
    const expected = { row: answer.row, codes: answer.codes };
    if (answer.allowed || !isDeepStrictEqual({ row, codes }, expected)) {
      wrong(`refused by ${row} (${String(codes)}), by the rules ${JSON.stringify(expected)}`);
    }
    model.count(`rule ${answer.row}`);
  }

  return { facts, judged, wrong, answerFor, addressOf, invitedBy, checkDraft, checkRefusal };
}
