import type { Reservation } from "../../../src/contract/reservations.ts";
import { Notice } from "../../ui/components/notice.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { DecisionButtons } from "./decision-buttons.tsx";

interface ApprovalNoticeProps {
  readonly reservation: Reservation;
  /** In a list, that it was approved is not worth a line. */
  readonly isInList?: boolean;
}

/** Who has to approve it, or who has; with the buttons for those who decide. */
export function ApprovalNotice({ reservation, isInList = false }: ApprovalNoticeProps) {
  const { approval } = reservation;
  if (approval === null) return null;
  switch (approval.state) {
    case "awaiting_approval":
      return <Waiting reservation={reservation} />;
    case "approved":
      return isInList ? null : <Approved reservation={reservation} />;
    case "rejected":
    case "not_given":
    case "not_required":
      return null;
  }
}

function Waiting({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const isMine = reservation.verdicts.decide.allowed;
  return (
    <Notice
      tone={isMine ? "warn" : "info"}
      icon="clock"
      title={isMine ? t.approvals.waitingForYou : t.approvals.waiting}
    >
      {isMine ? null : <Deciders reservation={reservation} />}
      {reservation.state === "awaiting_confirmation" ? <p>{t.approvals.roomFirst}</p> : null}
      <p>{t.approvals.held}</p>
      <DecisionButtons reservation={reservation} />
    </Notice>
  );
}

function Deciders({ reservation }: { reservation: Reservation }) {
  const { t, formats } = useMessages();
  const approvers = reservation.approval?.approvers ?? [];
  const names = formats.list(approvers.map((person) => person.display_name));
  return (
    <p>
      {approvers.length === 0
        ? t.approvals.managersDecide
        : t.approvals.decide({ names, count: approvers.length })}
    </p>
  );
}

function Approved({ reservation }: { reservation: Reservation }) {
  const { t, formats } = useMessages();
  const { approval, time_zone: zone } = reservation;
  const { decided_by: by, decided_at: at, comment } = approval ?? {};
  if (!by || !at) return null;
  return (
    <Notice tone="quiet" icon="check">
      <p>{t.approvals.approvedBy({ name: by.display_name, time: formats.dateTime(at, zone) })}</p>
      {comment ? <p className="reservation-notes">{t.approvals.said({ comment })}</p> : null}
    </Notice>
  );
}

/** Of what was rejected: who did, when, and what they said. */
export function Rejection({ reservation }: { reservation: Reservation }) {
  const { t, formats } = useMessages();
  const { approval, time_zone: zone, reason_code: code, remedy } = reservation;
  const { decided_by: by, decided_at: at, comment } = approval ?? {};
  if (!by || !at) return null;
  return (
    <Notice tone="bad" icon="warning" title={t.approvals.rejectedBy({ name: by.display_name })}>
      {comment ? <p className="reservation-notes">{t.approvals.said({ comment })}</p> : null}
      <p>{t.approvals.rejectedOn({ time: formats.dateTime(at, zone) })}</p>
      {remedy === null ? null : (
        <p>
          <Said text={remedy} />
        </p>
      )}
      {code === null ? null : <p className="small">{t.problems.code({ code })}</p>}
    </Notice>
  );
}
