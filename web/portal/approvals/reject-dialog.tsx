import { useState } from "react";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

const REASON_MAX = 1_000;

interface RejectDialogProps {
  readonly reservation: Reservation;
  readonly onReject: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks why, since the person it is for reads it. */
export function RejectDialog({ reservation, onReject, onClose }: RejectDialogProps) {
  const { t } = useMessages();
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const isMissing = reason.trim() === "";
  return (
    <ConfirmDialog
      title={t.approvals.rejectTitle}
      isOpen
      onClose={onClose}
      keepLabel={t.actions.back}
      confirmLabel={t.approvals.reject}
      isPending={false}
      error={null}
      onConfirm={() => {
        if (isMissing) setIsAsked(true);
        else onReject(reason);
      }}
    >
      <Consequence reservation={reservation} />
      <TextField
        label={t.approvals.reason}
        description={t.approvals.reasonFor}
        error={isAsked && isMissing ? t.approvals.reasonMissing : undefined}
        lines="many"
        isRequired
        takesFocus
        value={reason}
        onChange={setReason}
        maxLength={REASON_MAX}
      />
    </ConfirmDialog>
  );
}

function Consequence({ reservation }: { reservation: Reservation }) {
  const { t, formats } = useMessages();
  const { space, start, end, time_zone: zone, is_parent: isSeries, origin } = reservation;
  // Only there is a meeting to cancel: not for a space that is not synced, nor on a trial run.
  const isInOutlook = space.synced && reservation.sync_event_state !== "not_sent";
  const told = origin === "calendar" ? "declined" : isInOutlook ? "cancelled" : "nobody";
  const sentence = isSeries
    ? t.approvals.rejectSeries({ space: space.name })
    : t.approvals.rejectSentence({
        space: space.name,
        day: formats.day(start, zone),
        time: formats.timeRange(start, end, zone),
      });
  return (
    <p>
      {sentence} {t.approvals.rejectTold[told]}
    </p>
  );
}
