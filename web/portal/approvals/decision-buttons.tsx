import { useState } from "react";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { Button } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useDecision } from "./decisions.tsx";
import { RejectDialog } from "./reject-dialog.tsx";

interface DecisionButtonsProps {
  readonly reservation: Reservation;
  /** Where the buttons of other cards are. */
  readonly isAtEnd?: boolean;
}

/** Approve and reject, for those who may. */
export function DecisionButtons({ reservation, isAtEnd = false }: DecisionButtonsProps) {
  const { t } = useMessages();
  const [isRejecting, setIsRejecting] = useState(false);
  const { isPending, isUnanswered, decide } = useDecision(reservation);
  const { number, verdicts } = reservation;
  if (!verdicts.decide.allowed) return null;
  return (
    <>
      {isUnanswered ? (
        <Notice tone="warn" icon="clock" title={t.approvals.unansweredTitle}>
          <p>{t.approvals.unanswered}</p>
        </Notice>
      ) : null}
      <div className={isAtEnd ? "row row-end" : "row"}>
        <Button
          look="primary"
          size="small"
          aria-label={t.approvals.approveOne({ number })}
          isPending={isPending}
          onPress={() => decide("approve", "")}
        >
          {t.approvals.approve}
        </Button>
        <Button
          size="small"
          aria-label={t.approvals.rejectOne({ number })}
          isPending={isPending}
          onPress={() => setIsRejecting(true)}
        >
          {t.approvals.reject}
        </Button>
      </div>
      {isRejecting ? (
        <RejectDialog
          reservation={reservation}
          onReject={(reason) => {
            decide("reject", reason);
            setIsRejecting(false);
          }}
          onClose={() => setIsRejecting(false)}
        />
      ) : null}
    </>
  );
}
