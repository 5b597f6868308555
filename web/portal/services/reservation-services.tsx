import { useState } from "react";
import { Link } from "wouter";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useSpaceServices } from "../../ui/api/places.ts";
import { Button } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import { ServicesDialog } from "./services-dialog.tsx";

/** What a reservation has of services, and when the space is kept free for them. */
export function ServiceFacts({ reservation }: { reservation: Reservation }) {
  const { t, formats } = useMessages();
  const addresses = useAddresses();
  const { services, blockers, blocks, time_zone: zone } = reservation;
  return (
    <>
      {blocks === null ? null : (
        <>
          <dt>{t.services.blocks}</dt>
          <dd>
            <Link href={addresses.reservation(blocks.id)}>{blocks.number}</Link>
          </dd>
        </>
      )}
      {services === null || services.length === 0 ? null : (
        <>
          <dt>{t.services.label}</dt>
          <dd>
            {services.map(({ name }) => name).join(", ")}
            {(blockers ?? []).map(({ id, part, start, end }) => (
              <div key={id} className="small muted">
                {t.services.keptFor({
                  part: t.services.parts[part],
                  time: formats.timeRange(start, end, zone),
                })}
              </div>
            ))}
          </dd>
        </>
      )}
    </>
  );
}

/** What they need and the space was taken for: the meeting takes place without it. */
export function ServicesLeftOut({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const parts = reservation.blockers_left_out ?? [];
  if (parts.length === 0) return null;
  return (
    <Notice tone="warn" title={t.services.leftOutTitle}>
      {parts.map((part) => (
        <p key={part}>{t.services.leftOut[part]}</p>
      ))}
    </Notice>
  );
}

/** Only where the space offers any. What the event shows is not concerned, wherever it was made. */
export function ServicesChange({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  const mayHaveThem = mayHaveServices(reservation);
  const { data: offered = [] } = useSpaceServices(mayHaveThem ? reservation.space.id : undefined);
  if (!mayHaveThem || offered.length === 0) return null;
  return (
    <>
      <Button
        size="small"
        aria-label={t.services.changeOne({ number: reservation.number })}
        onPress={() => setIsOpen(true)}
      >
        {t.services.change}
      </Button>
      {isOpen ? (
        <ServicesDialog
          reservation={reservation}
          offered={offered}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </>
  );
}

/** The row is empty where rights or the state refuse, before any rule of calendars is asked. */
function mayHaveServices(reservation: Reservation): boolean {
  const { is_parent: isParent, recurrence, kind, verdicts } = reservation;
  return (!isParent || recurrence !== null) && kind !== "blocker" && verdicts.update.row !== "";
}
