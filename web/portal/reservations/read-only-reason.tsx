import type { Reservation } from "../../../src/contract/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { Notice } from "../../ui/components/notice.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectLink } from "../connection/connect-link.tsx";
import { OutlookLink } from "./outlook-link.tsx";
import { isReadOnly } from "./reservation-status.ts";

interface ReadOnlyReasonProps {
  readonly reservation: Reservation;
  readonly returnTo: string;
}

/** Why a reservation that stands cannot be changed here, and where or how it can. */
export function ReadOnlyReason({ reservation, returnTo }: ReadOnlyReasonProps) {
  const { t } = useMessages();
  // Whoever decides on it has not come to change it.
  if (!isReadOnly(reservation) || reservation.verdicts.decide.allowed) return null;
  const { update, cancel } = reservation.verdicts;
  const verdict = update.codes.length > 0 ? update : cancel;
  if (verdict.codes.includes("made_in_calendar"))
    return <MadeInOutlook reservation={reservation} />;
  return (
    <Notice tone="quiet" title={t.reservations.readOnlyTitle}>
      {verdict.reason === undefined ? null : (
        <p>
          <Said text={verdict.reason} />
        </p>
      )}
      {verdict.remedy === undefined ? null : (
        <p>
          <Said text={verdict.remedy} />
        </p>
      )}
      {verdict.codes.includes("personal_token_missing") ? (
        <div className="row">
          <ConnectLink
            returnTo={returnTo}
            providerId={reservation.space.calendar_provider_id}
            size="small"
          />
        </div>
      ) : null}
      {verdict.codes.length === 0 ? null : (
        <p className="small muted">{t.problems.code({ code: verdict.codes.join(", ") })}</p>
      )}
    </Notice>
  );
}

/** Policy U10. Its organizer alone can do something about it, and is led there. */
function MadeInOutlook({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const { person } = useSession();
  const { requested_for: organizer } = reservation;
  const isMine = organizer.id === person.id;
  return (
    <div className="made-in-outlook">
      <p>
        <strong>{t.reservations.madeInOutlook}</strong>{" "}
        <span className="muted">
          {isMine
            ? t.reservations.changedInOutlook
            : t.reservations.changedByOrganizer({ name: organizer.display_name })}
        </span>
      </p>
      {isMine ? <OutlookLink reservation={reservation} /> : null}
    </div>
  );
}
