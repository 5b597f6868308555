import type { Reservation } from "../../../src/contract/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { LinkButton } from "../../ui/components/button.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { outlookAddress } from "./outlook-address.ts";

/** Opens the reader's own calendar at the day of the meeting. */
export function OutlookLink({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const { person, outlook_url: template } = useSession();
  return (
    <LinkButton
      size="small"
      leavesPage
      href={outlookAddress(template, person.email, reservation)}
      aria-label={t.reservations.openOutlookFor({ number: reservation.number })}
    >
      {t.reservations.openOutlook}
    </LinkButton>
  );
}
