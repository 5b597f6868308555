import type { Reservation } from "../../../src/contract/reservations.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { lookOf, syncStepOf } from "./reservation-status.ts";

/** The state, and below it what the calendar is at; a change is read out by itself. */
export function StateChip({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const { tone, icon, isBusy } = lookOf(reservation);
  const step = syncStepOf(reservation);
  return (
    <output className="state-chip">
      <Badge tone={tone} icon={icon} isBusy={isBusy}>
        {t.reservations.states[reservation.state]}
      </Badge>
      {step === null ? null : <span className="small muted">{t.reservations.syncSteps[step]}</span>}
    </output>
  );
}
