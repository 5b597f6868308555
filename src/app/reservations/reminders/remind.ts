import { remindedOf, reminderDue } from "../../../core/reservations/reminders.ts";
import type { DuePage } from "../life/ports.ts";
import type { ComingReservation, NewReminder, ReminderDependencies } from "./ports.ts";

const REMINDED_AT_ONCE_MAX = 500;

export interface RemindByMail {
  /** There is a mail server to send it by. */
  readonly isMailSent: boolean;
}

/**
 * Tells people what begins soon and needs something of them; see `src/core/reservations/reminders.ts`.
 * Answers how many reminders; safe to run at any time, and twice at once: each is told once.
 */
export async function remind(
  deps: Pick<ReminderDependencies, "reminders" | "now" | "announceChange"> & RemindByMail,
): Promise<number> {
  let after: DuePage["after"] = null;
  let told = 0;
  for (;;) {
    const coming: readonly ComingReservation[] = await deps.reminders.coming({
      after,
      limit: REMINDED_AT_ONCE_MAX,
    });
    const now = deps.now();
    told += await deps.reminders.tell(
      coming.flatMap((each) => remindersFor(each, now)),
      deps.isMailSent,
    );
    after = coming.at(-1) ?? null;
    if (coming.length < REMINDED_AT_ONCE_MAX) break;
  }
  if (told > 0) deps.announceChange();
  return told;
}

function remindersFor(
  coming: ComingReservation,
  now: ReturnType<ReminderDependencies["now"]>,
): readonly NewReminder[] {
  const kind = reminderDue(coming, coming.leadMinutes, now);
  if (kind === null) return [];
  const { id: reservationId, version, startAt } = coming;
  return remindedOf(kind, coming).map((personId) => ({
    reservationId,
    version,
    startAt,
    kind,
    personId,
  }));
}
