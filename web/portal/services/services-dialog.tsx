import { useState } from "react";
import type { Reservation } from "../../../src/contract/reservations.ts";
import type { OfferedService } from "../../../src/contract/services.ts";
import { useUpdateReservation } from "../../ui/api/reservations.ts";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ServiceChoice } from "./service-choice.tsx";

interface ServicesDialogProps {
  readonly reservation: Reservation;
  readonly offered: readonly OfferedService[];
  readonly onClose: () => void;
}

/** Other services for a meeting, also for one that was made in Outlook. */
export function ServicesDialog({ reservation, offered, onClose }: ServicesDialogProps) {
  const { t } = useMessages();
  // What the person saw when they began: news that arrives meanwhile must not shift it.
  const [{ version, services }] = useState(reservation);
  const [chosen, setChosen] = useState(() => (services ?? []).map(({ id }) => id));
  const update = useUpdateReservation(reservation.id, () => {
    tell({ title: t.services.changed });
    onClose();
  });
  return (
    <Dialog
      title={t.services.change}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.actions.close}</Button>
          <Button
            look="primary"
            isPending={update.isPending}
            onPress={() => update.mutate({ body: { services: chosen }, version })}
          >
            {t.actions.save}
          </Button>
        </>
      }
    >
      <ProblemNotice error={update.error} />
      {reservation.recurrence === null ? null : (
        <p className="muted">
          {reservation.is_parent ? t.services.ofAllDates : t.services.ofThisDate}
        </p>
      )}
      <ServiceChoice offered={offered} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}
