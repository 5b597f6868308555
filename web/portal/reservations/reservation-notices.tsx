import type { Reservation } from "../../../src/contract/reservations.ts";
import { Notice } from "../../ui/components/notice.tsx";
import { useSession } from "../../ui/api/session.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectLink } from "../connection/connect-link.tsx";
import { Alternatives } from "./alternatives.tsx";
import { isReadOnly } from "./reservation-status.ts";

interface ReservationNoticesProps {
  readonly reservation: Reservation;
  readonly returnTo: string;
  /** Of what stands below: one below the heading of what these stand in. */
  readonly headingLevel: 2 | 3;
}

type TokenNoticeProps = Omit<ReservationNoticesProps, "headingLevel">;

/** Why a reservation is not simply fine, and what to do: never waiting in silence. */
export function ReservationNotices({
  reservation,
  returnTo,
  headingLevel,
}: ReservationNoticesProps) {
  const { t } = useMessages();
  const waits = reservation.sync_event_state === "waiting_for_token";
  if (reservation.state === "conflicted") {
    return (
      <>
        <Reason reservation={reservation} tone="bad" title={t.reservations.conflictedTitle} />
        <Alternatives reservation={reservation} headingLevel={headingLevel} />
        <ReadOnlyReason reservation={reservation} returnTo={returnTo} />
      </>
    );
  }
  return (
    <>
      {waits ? (
        <WaitingForToken reservation={reservation} returnTo={returnTo} />
      ) : (
        <Reason reservation={reservation} tone="warn" title={t.reservations.reasonTitle} />
      )}
      {waits ? null : <ReadOnlyReason reservation={reservation} returnTo={returnTo} />}
    </>
  );
}

interface ReasonProps {
  readonly reservation: Reservation;
  readonly tone: "warn" | "bad";
  readonly title: string;
}

function Reason({ reservation, tone, title }: ReasonProps) {
  const { t } = useMessages();
  if (reservation.reason === null && reservation.reason_code === null) return null;
  return (
    <Notice tone={tone} title={title}>
      {reservation.reason === null ? null : <p>{reservation.reason}</p>}
      {reservation.remedy === null ? null : <p>{reservation.remedy}</p>}
      {reservation.reason_code === null ? null : (
        <p className="small">{t.problems.code({ code: reservation.reason_code })}</p>
      )}
    </Notice>
  );
}

function WaitingForToken({ reservation, returnTo }: TokenNoticeProps) {
  const { t } = useMessages();
  const { person } = useSession();
  const isMine = reservation.requested_for.id === person.id;
  return (
    <Notice tone="warn" title={t.reservations.waitingTitle}>
      <p>{reservation.reason ?? t.reservations.waitingSentence}</p>
      {isMine ? (
        <div className="row">
          <ConnectLink
            returnTo={returnTo}
            providerId={reservation.space.calendar_provider_id}
            size="small"
          />
        </div>
      ) : null}
    </Notice>
  );
}

function ReadOnlyReason({ reservation, returnTo }: TokenNoticeProps) {
  const { t } = useMessages();
  if (!isReadOnly(reservation)) return null;
  const { update, cancel } = reservation.verdicts;
  const verdict = update.codes.length > 0 ? update : cancel;
  return (
    <Notice tone="quiet" title={t.reservations.readOnlyTitle}>
      {verdict.reason === undefined ? null : <p>{verdict.reason}</p>}
      {verdict.remedy === undefined ? null : <p>{verdict.remedy}</p>}
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
