import type { Reservation } from "../../../src/contract/reservations.ts";
import { Notice } from "../../ui/components/notice.tsx";
import { useSession } from "../../ui/api/session.ts";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectLink } from "../connection/connect-link.tsx";
import { Alternatives } from "./alternatives.tsx";
import { ReadOnlyReason } from "./read-only-reason.tsx";
import { reasonTitle } from "./reason-title.ts";

interface ReservationNoticesProps {
  readonly reservation: Reservation;
  readonly returnTo: string;
  /** Of what stands below: one below the heading of what these stand in. */
  readonly headingLevel: 2 | 3;
}

/** Why a reservation is not simply fine, and what to do: never waiting in silence. */
export function ReservationNotices({
  reservation,
  returnTo,
  headingLevel,
}: ReservationNoticesProps) {
  if (reservation.sync_event_state === "waiting_for_token" && reservation.state !== "conflicted") {
    return <WaitingForToken reservation={reservation} returnTo={returnTo} />;
  }
  return (
    <>
      <Reason reservation={reservation} />
      {reservation.state === "conflicted" && reservation.kind !== "blocker" ? (
        <Alternatives reservation={reservation} headingLevel={headingLevel} />
      ) : null}
      <ReadOnlyReason reservation={reservation} returnTo={returnTo} />
    </>
  );
}

interface ReasonProps {
  readonly reservation: Reservation;
  /** Named where the meeting has several rooms, and this one alone is meant. */
  readonly room?: string;
}

/** Why it stands as it does, and what to do about it. */
export function Reason({ reservation, room }: ReasonProps) {
  const { t } = useMessages();
  const { state, reason_code: code, reason, remedy } = reservation;
  if (reason === null && code === null) return null;
  const title = reasonTitle(t, reservation);
  const tone = { conflicted: "bad", cancelled: "quiet", rejected: "bad" } as const;
  return (
    <Notice
      tone={isIn(tone, state) ? tone[state] : "warn"}
      icon="warning"
      title={room === undefined ? title : t.reservations.roomReason({ room, title })}
    >
      {reason === null ? null : (
        <p>
          <Said text={reason} />
        </p>
      )}
      {remedy === null ? null : (
        <p>
          <Said text={remedy} />
        </p>
      )}
      {code === null ? null : <p className="small">{t.problems.code({ code })}</p>}
    </Notice>
  );
}

function isIn<T extends object>(record: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(record, key);
}

type WaitingProps = Omit<ReservationNoticesProps, "headingLevel">;

function WaitingForToken({ reservation, returnTo }: WaitingProps) {
  const { t } = useMessages();
  const { person } = useSession();
  const isMine = reservation.requested_for.id === person.id;
  return (
    <Notice tone="warn" title={t.reservations.waitingTitle}>
      <p>
        {reservation.reason === null ? (
          t.reservations.waitingSentence
        ) : (
          <Said text={reservation.reason} />
        )}
      </p>
      {isMine ? (
        <div className="row">
          <ConnectLink
            returnTo={returnTo}
            providerId={reservation.space.calendar_provider_id}
            size="small"
          />
        </div>
      ) : reservation.remedy === null ? null : (
        <p>
          <Said text={reservation.remedy} />
        </p>
      )}
    </Notice>
  );
}
