import type { Outcome } from "../../src/app/outcome.ts";
import type { Actor } from "../../src/app/people/actor.ts";
import type { ReservationDependencies } from "../../src/app/reservations/dependencies.ts";
import type { ReservationPatch } from "../../src/app/reservations/judge-update.ts";
import type {
  NewReservation,
  ReservationChange,
  ReservationStore,
} from "../../src/app/reservations/ports.ts";
import type { Reservation } from "../../src/app/reservations/reservation.ts";
import type { JudgedSeries, SeriesChange } from "../../src/app/reservations/series-ports.ts";
import type { SyncMailbox } from "../../src/core/integration-rules/question.ts";
import { isFinal } from "../../src/core/reservations/reservation-state.ts";
import type { Company } from "./company.ts";
import { type AgreedReservation, inRooms, leavesCalendar, type Model, spacesIn } from "./model.ts";
import { watchVerdicts } from "./verdicts.ts";

/** One act of a person, a client or a job upon a reservation, as it is judged by the server. */
export interface RecordedAct {
  /** With these the use case is called. */
  readonly deps: ReservationDependencies;
  /** To be told how it ended; a killed process never does. */
  ended(outcome: Outcome<unknown>): void;
}

/** What is asked for: what is left out stays as it is. */
export interface AskedAct {
  /** Of a new reservation: what kind it is, and for whom. */
  readonly kind: NewReservation["kind"];
  readonly isFor: string;
  readonly wanted: ReservationPatch;
}

/** Why something may be refused here besides the rules; nothing else in a history gives reason to. */
const OTHER_REASONS: ReadonlySet<string> = new Set([
  "already_checked_in",
  "content_withheld",
  "duration_too_long",
  "end_in_past",
  "end_not_after_start",
  "meeting_in_several_rooms",
  "not_possible_now",
  "not_this_panel",
  "not_yours",
  "recurrence_needed",
  "reservation_changed",
  "reservation_is_over",
  "space_taken",
  "start_in_past",
  "too_many_days",
]);

/**
 * Watches one act: what the server took for true, what it wrote and what it answered. The verdict is
 * held against the rules as they are written a second time (decide.oracle.ts), and what was written
 * goes into the model, whether or not its answer ever reaches anybody.
 */
export function recordAct(
  deps: ReservationDependencies,
  { model, company }: { readonly model: Model; readonly company: Company },
  actor: Actor,
  action: "create" | "update" | "cancel",
  asked: AskedAct,
): RecordedAct {
  const verdicts = watchVerdicts(deps, { model, company }, actor, action, asked);
  const { facts, judged, wrong, answerFor, addressOf, invitedBy, checkDraft } = verdicts;

  function created(row: NewReservation): void {
    const answer = answerFor(row.spaceId);
    if (!answer.allowed) wrong(`written, though ${answer.row} refuses: ${answer.codes.join(", ")}`);
    const place = addressOf(answer, row.requestedFor);
    if ((row.syncEvent === null) !== (place === null)) wrong("the calendar is told, or is not");
    if (row.syncEvent !== null && place !== null) {
      checkDraft(row.syncEvent, answer, [place]);
      const isBlocker = answer.invited === "blocker_user";
      const shall = isBlocker ? judged.blockerUser : answer.invited;
      if (row.syncEvent.invited !== shall) wrong(`invites ${row.syncEvent.invited}`);
    }
    const key = row.idempotencyKey?.key;
    if (key !== undefined && model.keys.has(key)) wrong(`${key} has made something before`);
    if (key !== undefined) model.keys.add(key);
    model.count(`rule ${answer.row}`);
    const made: AgreedReservation = {
      id: row.id,
      requestedFor: asked.isFor,
      spaceId: "",
      startMs: 0,
      endMs: 0,
      subject: "",
      notes: "",
      sensitivity: "normal",
      attendees: [],
      isCancelled: false,
      place,
      invited: invitedBy(answer.invited, asked.isFor),
      acts: 1,
      changedHere: new Set(),
      rejectedIn: new Set(),
      declinedFor: new Set(),
      outlook: null,
    };
    apply(made, asked.wanted);
    made.changedHere.clear();
    model.add(made);
  }

  /** Of what was made in Outlook its privacy alone, and nothing is written (policy, U0). */
  function changedOfOutlooks(
    id: string,
    change: Pick<ReservationChange, "enqueue" | "hold">,
  ): void {
    const answer = answerFor(judged.found?.space.id ?? "");
    if (!answer.allowed) wrong(`written, though ${answer.row} refuses: ${answer.codes.join(", ")}`);
    if (change.enqueue.length > 0 || change.hold.kind !== "keep") wrong("the calendar is told");
    model.count(`rule ${answer.row}`);
    const { sensitivity } = asked.wanted;
    if (sensitivity !== undefined) model.privacyMadeHere.set(id, sensitivity);
  }

  function changed(
    id: string,
    syncMailbox: SyncMailbox,
    change: Pick<ReservationChange, "columns" | "enqueue" | "hold">,
  ): void {
    if (judged.found?.origin === "calendar") return changedOfOutlooks(id, change);
    const agreed = model.get(id);
    // None is left where its room was rejected that another was given beside in Outlook.
    const [home = judged.found?.space.id ?? ""] = spacesIn(agreed.spaceId);
    const to = asked.wanted.spaceId ?? home;
    const answer = answerFor(to);
    if (!answer.allowed) wrong(`written, though ${answer.row} refuses: ${answer.codes.join(", ")}`);
    model.count(`rule ${answer.row}`);
    const isNew = syncMailbox === "none";
    const before = agreed.place;
    const isCancelled = change.columns.state === "cancelled";
    if (isCancelled || company.spaceById(to).mailbox === null) {
      agreed.place = null;
      leavesCalendar(agreed);
    } else if (isNew && answer.credential !== "none") {
      agreed.place = addressOf(answer, agreed.requestedFor);
      agreed.invited = invitedBy(answer.invited, agreed.requestedFor);
    }
    for (const draft of change.enqueue) {
      if (draft.type !== "cancel") checkDraft(draft, answer, agreed.place ? [agreed.place] : []);
      else checkDraft(draft, answer, [...placesOf(agreed), ...(before ? [before] : [])]);
    }
    apply(agreed, asked.wanted);
    agreed.acts += 1;
    agreed.isCancelled ||= isCancelled;
  }

  /** A meeting in several rooms: it is the same in all of them, and each can be given up. */
  function changedInRooms(
    { id, syncMailbox }: JudgedSeries,
    change: SeriesChange,
    rooms: readonly Reservation[],
  ): void {
    const isHeld = change.occurrences.changed.every(({ hold }) => hold === "keep");
    changed(id, syncMailbox, { ...change, hold: { kind: isHeld ? "keep" : "release" } });
    const agreed = model.reservations.get(id);
    const states = new Map(change.occurrences.changed.map((room) => [room.id, room.state]));
    if (agreed === undefined || agreed.isCancelled) return;
    if (![...states.values()].includes("cancelled")) return;
    const left = rooms.filter((room) => !isFinal(states.get(room.id) ?? room.state));
    agreed.spaceId = inRooms(left.map(({ space }) => space.id));
    agreed.changedHere.add("spaceId");
  }

  /** Every mailbox that the rules can have named for it since it was made. */
  function placesOf({ requestedFor }: AgreedReservation): readonly string[] {
    const blocker = company.everybody.map(({ email }) => email);
    return [company.personById(requestedFor).email, company.service.mail, ...blocker];
  }

  const store: ReservationStore = {
    ...bound(deps.store),
    async find(id) {
      return (judged.found = await deps.store.find(id));
    },
    async create(row) {
      const outcome = await deps.store.create(row);
      if (outcome.outcome === "created") created(row);
      return outcome;
    },
    async change(act, plan) {
      let planned: ReservationChange | undefined;
      const outcome = await deps.store.change(act, (events) => (planned = plan(events)));
      if (outcome.outcome === "changed" && planned) changed(act.id, act.syncMailbox, planned);
      return outcome;
    },
  };

  const seriesStore: ReservationDependencies["seriesStore"] = {
    async change(series, plan) {
      const rooms = await deps.store.children(series.id);
      let planned: SeriesChange | undefined;
      const outcome = await deps.seriesStore.change(series, (events) => (planned = plan(events)));
      if (outcome.outcome === "changed" && planned) changedInRooms(series, planned, rooms);
      return outcome;
    },
  };

  return {
    deps: { ...deps, store, facts, seriesStore },
    ended(outcome) {
      model.count(outcome.ok ? `${action} accepted` : `${action} ${outcome.refusal.code}`);
      if (outcome.ok) return;
      const { code, details } = outcome.refusal;
      if (typeof details?.["row"] !== "string" && !OTHER_REASONS.has(code)) {
        wrong(`refused with ${code}`);
      }
      verdicts.checkRefusal(outcome.refusal, asked.wanted.spaceId ?? judged.found?.space.id ?? "");
    },
  };
}

function apply(agreed: AgreedReservation, wanted: ReservationPatch): void {
  agreed.spaceId = wanted.spaceId ?? agreed.spaceId;
  agreed.startMs = wanted.start?.epochMilliseconds ?? agreed.startMs;
  agreed.endMs = wanted.end?.epochMilliseconds ?? agreed.endMs;
  agreed.subject = wanted.subject ?? agreed.subject;
  agreed.notes = wanted.notes ?? agreed.notes;
  agreed.sensitivity = wanted.sensitivity ?? agreed.sensitivity;
  agreed.attendees = wanted.attendees ?? agreed.attendees;
  for (const name of Object.keys(wanted)) {
    agreed.changedHere.add(name === "start" || name === "end" ? `${name}Ms` : name);
    // A time is a whole: nobody can tell how the halves of two would meet.
    if (name === "start" || name === "end") agreed.changedHere.add("startMs").add("endMs");
  }
}

/** Methods by name, of a port that may be a proxy. */
export function bound(store: ReservationStore): ReservationStore {
  return {
    create: (row) => store.create(row),
    find: (id) => store.find(id),
    findByIdempotencyKey: (actor, key) => store.findByIdempotencyKey(actor, key),
    list: (filter) => store.list(filter),
    change: (act, plan) => store.change(act, plan),
    createSeries: (series) => store.createSeries(series),
    takenDates: (...asked) => store.takenDates(...asked),
    children: (...asked) => store.children(...asked),
    blockers: (...asked) => store.blockers(...asked),
  };
}
