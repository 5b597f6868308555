import { useState } from "react";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useCancelReservation } from "../../ui/api/reservations.ts";
import { Button } from "../../ui/components/button.tsx";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { firstScopeOf, ScopeChoice } from "../series/scope-choice.tsx";
import { ChangeDialog } from "./change-dialog.tsx";

type Open = "change" | "cancel" | null;

/** Change and cancel, as far as the rules let this person. */
export function ReservationActions({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const [open, setOpen] = useState<Open>(null);
  const { update, cancel } = reservation.verdicts;
  const close = () => setOpen(null);
  if (!update.allowed && !cancel.allowed) return null;
  return (
    <div className="row row-end">
      <Button
        size="small"
        isDisabled={!update.allowed}
        aria-label={t.reservations.changeOne({ number: reservation.number })}
        onPress={() => setOpen("change")}
      >
        {t.reservations.change}
      </Button>
      <Button
        size="small"
        isDisabled={!cancel.allowed}
        aria-label={t.reservations.cancelOne({ number: reservation.number })}
        onPress={() => setOpen("cancel")}
      >
        {t.reservations.cancel}
      </Button>
      {open === "change" ? <ChangeDialog reservation={reservation} onClose={close} /> : null}
      {open === "cancel" ? <CancelDialog reservation={reservation} onClose={close} /> : null}
    </div>
  );
}

interface CancelDialogProps {
  readonly reservation: Reservation;
  readonly onClose: () => void;
}

const CANCEL_NOTES_MAX = 1_000;

function CancelDialog({ reservation, onClose }: CancelDialogProps) {
  const { t, formats } = useMessages();
  const [notes, setNotes] = useState("");
  const { space, start, end, time_zone: zone } = reservation;
  // Only there is a meeting to cancel: not for a space that is not synced, nor on a trial run.
  const isInOutlook = space.synced && reservation.sync_event_state !== "not_sent";
  const where = isInOutlook ? "inOutlook" : "notInOutlook";
  const [scope, setScope] = useState(() => firstScopeOf(reservation));
  const cancel = useCancelReservation(reservation.id, () => {
    tell({
      title:
        scope === null
          ? t.reservations.cancelled({ space: space.name })
          : t.series.cancelled[scope],
    });
    onClose();
  });
  const day = formats.day(start, zone);
  const time = formats.timeRange(start, end, zone);
  const sentences = {
    this: t.reservations.cancelSentence({ space: space.name, day, time }),
    following: t.series.cancelFollowing({ space: space.name, day }),
    all: t.series.cancelAll({ space: space.name }),
  };
  const sentence = sentences[scope ?? "this"];
  return (
    <ConfirmDialog
      title={t.reservations.cancelTitle}
      isOpen
      onClose={onClose}
      keepLabel={t.reservations.keep}
      confirmLabel={t.reservations.cancelConfirm}
      isPending={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate({ cancelNotes: notes, scope })}
    >
      <ScopeChoice reservation={reservation} value={scope} onChange={setScope} />
      <p>
        {sentence} {t.reservations.cancelTold[where]}
      </p>
      <TextField
        label={t.reservations.cancelNotes}
        description={t.reservations.cancelNotesFor[where]}
        lines="many"
        value={notes}
        onChange={setNotes}
        maxLength={CANCEL_NOTES_MAX}
      />
    </ConfirmDialog>
  );
}
