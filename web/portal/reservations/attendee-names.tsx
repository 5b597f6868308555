import type { Reservation } from "../../../src/contract/reservations.ts";
import { MailAddress } from "../../ui/components/mail-address.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

type Attendee = Reservation["attendees"][number];

/** Who comes; of those who do not work here it says so, where that is known. */
export function AttendeeNames({ attendees }: { attendees: readonly Attendee[] }) {
  const { t } = useMessages();
  if (attendees.length === 0) return <>{t.reservations.noAttendees}</>;
  return (
    <ul className="attendee-names">
      {attendees.map((attendee) => (
        <AttendeeName key={attendee.email} attendee={attendee} />
      ))}
    </ul>
  );
}

function AttendeeName({ attendee: { name, email, kind, type } }: { attendee: Attendee }) {
  const { t } = useMessages();
  const marks = [
    ...(kind === undefined || kind === "user" ? [] : [t.reservations.attendeeKinds[kind]]),
    ...(type === "optional" ? [t.reservations.optional] : []),
  ];
  return (
    <li>
      {name === "" ? <MailAddress>{email}</MailAddress> : name}
      {marks.length === 0 ? null : <span className="muted"> ({marks.join(", ")})</span>}
    </li>
  );
}
