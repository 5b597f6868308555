import { Link, useLocation } from "wouter";
import type { ToldReminder } from "../../../src/contract/reminders.ts";
import { useDismissReminder, useToldReminders } from "../../ui/api/reminders.ts";
import { Button } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import { useInstant } from "../reservations/use-instant.ts";
import { whenOf } from "../reservations/when.ts";

/** On every page, as it is told: what begins soon and needs something of the person. */
export function ToldReminders() {
  const { t } = useMessages();
  const [path] = useLocation();
  const { home } = useAddresses();
  const { data = [] } = useToldReminders();
  const now = useInstant(data.map(({ reservation }) => reservation.end));
  const current = data.filter(
    ({ kind, reservation: { end } }) =>
      Date.parse(end) > Date.parse(now) &&
      // The first page has the check-in itself.
      !(kind === "check_in" && path === home),
  );
  return (
    <div aria-live="polite">
      {current.length === 0 ? null : (
        <section className="stack-small reminders" aria-label={t.reminders.soon}>
          {current.map((reminder) => (
            <OneReminder key={reminder.id} reminder={reminder} />
          ))}
        </section>
      )}
    </div>
  );
}

function OneReminder({ reminder: { id, kind, reservation } }: { reminder: ToldReminder }) {
  const messages = useMessages();
  const { t, formats } = messages;
  const addresses = useAddresses();
  const dismiss = useDismissReminder();
  const { subject, number, space, start, time_zone: zone } = reservation;
  const { day, time } = whenOf(messages, reservation);
  return (
    <Notice
      tone={kind === "check_in" ? "info" : "warn"}
      icon="clock"
      title={t.reminders.kinds[kind]({ time: formats.time(start, zone) })}
    >
      <p>
        <Link href={addresses.reservation(reservation.id)}>
          {subject === "" ? t.reservations.noSubject : subject}
        </Link>{" "}
        {t.reminders.where({ space: space.name, when: t.booking.dayAndTime({ day, time }) })}
      </p>
      <Need kind={kind} reservation={reservation} />
      <div className="row">
        <Button
          look="quiet"
          size="small"
          aria-label={t.reminders.dismissOne({ number })}
          isPending={dismiss.isPending}
          onPress={() => dismiss.mutate(id)}
        >
          {t.actions.dismiss}
        </Button>
      </div>
    </Notice>
  );
}

/** What comes of it, and what the person can do about it. */
function Need({ kind, reservation }: Pick<ToldReminder, "kind" | "reservation">) {
  const { t, formats } = useMessages();
  const { no_show_at: releasedAt, time_zone: zone, state, verdicts } = reservation;
  switch (kind) {
    case "check_in":
      return (
        <p>
          {releasedAt === null
            ? t.checkIn.notReleased
            : t.checkIn.released({ time: formats.time(releasedAt, zone) })}
        </p>
      );
    case "not_confirmed":
      return <p>{state === "conflicted" ? t.reminders.hasNoSpace : t.reminders.roomIsSilent}</p>;
    case "approval_lapses":
      return <p>{verdicts.decide.allowed ? t.reminders.decide : t.reminders.undecided}</p>;
  }
}
