import { useState } from "react";
import { Link } from "wouter";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useReservationList } from "../../ui/api/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { Rejection } from "../approvals/approval-notice.tsx";
import { CheckIn } from "../reservations/check-in.tsx";
import { Reason } from "../reservations/reservation-notices.tsx";
import { useInstant } from "../reservations/use-instant.ts";
import { whenOf } from "../reservations/when.ts";
import { useDismissed } from "./dismissed.ts";
import { type Reminder, remindersOf, TOLD_FOR_HOURS } from "./reminders-of.ts";

const HOUR_MS = 60 * 60 * 1000;

/** On the first page: what can be checked in to now, and what was lost since yesterday. */
export function Reminders() {
  const { t } = useMessages();
  const { person } = useSession();
  const [dismissed, dismiss] = useDismissed();
  const { from, to } = useReach();
  const coming = useReservationList(`coming ${from}`, { from, to, state: "confirmed" });
  const lost = useReservationList(`lost ${from}`, { from, state: ["no_show", "rejected"] });
  const reservations = [coming, lost].flatMap(
    ({ data }) => data?.pages.flatMap((page) => page.items) ?? [],
  );
  const now = useInstant(
    reservations.flatMap((each) => [each.check_in_opens_at, each.check_in_closes_at]),
  );
  const reminders = remindersOf(reservations, { personId: person.id, now, dismissed });
  if (reminders.length === 0) return null;
  return (
    <section className="stack" aria-label={t.reminders.title}>
      {reminders.map((reminder) => (
        <ReminderCard
          key={reminder.reservation.id}
          reminder={reminder}
          onDismiss={() => dismiss(reminder.reservation.id)}
        />
      ))}
    </section>
  );
}

/** What may be worth a reminder: it goes on with the day while the page stays open. */
function useReach() {
  const [opened] = useState(() => Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  const marks = Array.from({ length: TOLD_FOR_HOURS }, (_, hours) => opened + hours * HOUR_MS);
  const now = useInstant(marks.map((mark) => new Date(mark).toISOString()));
  const hour = Math.floor(Date.parse(now) / HOUR_MS) * HOUR_MS;
  return {
    from: new Date(hour - TOLD_FOR_HOURS * HOUR_MS).toISOString(),
    to: new Date(hour + TOLD_FOR_HOURS * HOUR_MS).toISOString(),
  };
}

function ReminderCard({ reminder, onDismiss }: { reminder: Reminder; onDismiss: () => void }) {
  const messages = useMessages();
  const { t } = messages;
  const { kind, reservation } = reminder;
  const { id, subject, space, number } = reservation;
  const { day, time } = whenOf(messages, reservation);
  return (
    <article className="card" aria-label={t.reservations.cardLabel({ subject, space: space.name })}>
      <div className="row row-between">
        <p>
          <Link href={`/reservations/${id}`}>
            <strong>{subject === "" ? t.reservations.noSubject : subject}</strong>
          </Link>{" "}
          <span className="muted">
            {t.reminders.where({ space: space.name, when: t.booking.dayAndTime({ day, time }) })}
          </span>
        </p>
        {kind === "lost" ? (
          <Button
            look="quiet"
            size="small"
            aria-label={t.reminders.dismissOne({ number })}
            onPress={onDismiss}
          >
            {t.actions.dismiss}
          </Button>
        ) : null}
      </div>
      {kind === "check_in" ? (
        <CheckIn reservation={reservation} isInList />
      ) : (
        <Lost reservation={reservation} />
      )}
    </article>
  );
}

function Lost({ reservation }: { reservation: Reservation }) {
  return reservation.approval?.state === "rejected" ? (
    <Rejection reservation={reservation} />
  ) : (
    <Reason reservation={reservation} />
  );
}
