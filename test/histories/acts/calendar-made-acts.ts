import { cancelReservation } from "../../../src/app/reservations/cancel-reservation.ts";
import type { ReservationPatch } from "../../../src/app/reservations/judge-update.ts";
import { updateReservation } from "../../../src/app/reservations/update-reservation.ts";
import type { ReservationKind } from "../../../src/core/integration-rules/question.ts";
import type { Chance } from "../chance.ts";
import type { ActKind, History } from "../history.ts";
import { recordAct } from "../recorded-acts.ts";
import { actingFor, outcomeInWords, slotOf } from "./reservation-acts.ts";

/**
 * What people do here with what was made in Outlook: they may change its privacy (policy, U0), and all
 * else is changed there alone (U10).
 */
export const CALENDAR_MADE_ACTS: readonly ActKind[] = [
  { name: "privacy of Outlook's", weight: () => 0.7, perform: changePrivacy },
  { name: "change of Outlook's", weight: () => 0.7, perform: tryToChange },
  { name: "cancellation of Outlook's", weight: () => 0.4, perform: tryToCancel },
];

interface MadeInOutlook {
  readonly id: string;
  readonly subject: string;
  readonly sensitivity: "normal" | "private";
  readonly kind: ReservationKind;
  readonly space_id: string;
  readonly requested_for: string;
}

async function someMadeInOutlook(
  history: History,
  chance: Chance,
  condition = "true",
): Promise<MadeInOutlook | null> {
  const people = history.company.everybody.map(({ personId }) => personId);
  const { rows } = await history.database.pool.query<MadeInOutlook>(
    `select id, subject, sensitivity, kind, space_id, requested_for from reservation
     where origin = 'calendar' and parent_id is null and requested_for = any($1::uuid[])
       and ${condition}
     order by id`,
    [people],
  );
  return rows.length === 0 ? null : chance.pick(rows);
}

async function tryToChange(history: History, chance: Chance): Promise<string> {
  const made = await someMadeInOutlook(history, chance);
  if (made === null) return "Nothing that was made in Outlook is here to be changed";
  const patches: readonly ReservationPatch[] = [
    { subject: "Renamed here" },
    { spaceId: chance.pick(history.company.spaces).id },
    { ...slotOf(history, chance) },
  ];
  const patch = chance.pick(patches);
  const what = `changes ${Object.keys(patch).join(" and ")} of ${made.subject} here`;
  return attempt(history, chance, made, "update", what, patch);
}

/** Of series by what series are changed with. */
async function changePrivacy(history: History, chance: Chance): Promise<string> {
  const made = await someMadeInOutlook(history, chance, "kind <> 'recurring'");
  if (made === null)
    return "Nothing that was made in Outlook is here whose privacy could be changed";
  const sensitivity = made.sensitivity === "private" ? "normal" : "private";
  const what = `makes ${made.subject} ${sensitivity} here`;
  return attempt(history, chance, made, "update", what, { sensitivity });
}

async function tryToCancel(history: History, chance: Chance): Promise<string> {
  const made = await someMadeInOutlook(history, chance);
  if (made === null) return "Nothing that was made in Outlook is here to be cancelled";
  return attempt(history, chance, made, "cancel", `cancels ${made.subject} here`, {});
}

async function attempt(
  history: History,
  chance: Chance,
  { id, kind, space_id: spaceId, requested_for: isFor }: MadeInOutlook,
  action: "update" | "cancel",
  what: string,
  wanted: ReservationPatch,
): Promise<string> {
  const process = chance.pick(history.processes);
  const owner = history.company.personById(isFor);
  const { actor, name } = actingFor(history, chance, owner, spaceId);
  const words = `${name} ${what}`;
  await history.act(process, words, async () => {
    const asked = { kind, isFor, wanted };
    const act = recordAct(process.reservations, history, actor, action, asked);
    const outcome = await (action === "update"
      ? updateReservation(act.deps, actor, { id, patch: wanted })
      : cancelReservation(act.deps, actor, { id, cancelNotes: "" }));
    act.ended(outcome);
    return outcomeInWords(outcome);
  });
  return words;
}
