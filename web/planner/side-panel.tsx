import { useEffect, useRef, type KeyboardEvent } from "react";
import { Link } from "wouter";
import { ReservationDetail } from "../portal/reservations/reservation-page.tsx";
import { useReservation } from "../ui/api/reservations.ts";
import { Button } from "../ui/components/button.tsx";
import { Icon } from "../ui/components/icon.tsx";
import { QueryState } from "../ui/components/query-state.tsx";
import { useMessages } from "../ui/messages/messages.ts";

/** One reservation beside the schedule, with all that can be done about it. */
export function SidePanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useMessages();
  const query = useReservation(id);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const leaves = {
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (key === "Escape") onClose();
    },
  };
  const subject = query.data?.subject ?? "";
  return (
    <aside className="planner-panel" aria-label={t.planner.details} {...leaves}>
      <header className="row row-between planner-panel-head">
        <h2 ref={heading} tabIndex={-1}>
          {subject === "" ? t.reservations.one : subject}
        </h2>
        <Button look="quiet" size="small" aria-label={t.actions.close} onPress={onClose}>
          <Icon name="cross" />
        </Button>
      </header>
      <QueryState query={query}>
        {(reservation) => <ReservationDetail key={id} reservation={reservation} />}
      </QueryState>
      <Link href={`/reservations/${id}`}>{t.planner.openPage}</Link>
    </aside>
  );
}
