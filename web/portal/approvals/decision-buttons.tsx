import { useState } from "react";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useDecision } from "../../ui/api/approvals.ts";
import { Button } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
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
  const { id, number, version, space, verdicts } = reservation;
  const approve = useDecision(id, "approve", () => {
    tell({ title: t.approvals.approved({ space: space.name }) });
  });
  const reject = useDecision(id, "reject", () => {
    tell({ title: t.approvals.rejected({ space: space.name }) });
    setIsRejecting(false);
  });
  if (!verdicts.decide.allowed) return null;
  // Until it is known what became of one word, there is no other.
  const isPending = approve.isPending || reject.isPending;
  return (
    <>
      <ProblemNotice error={approve.error} />
      {isUnanswered(approve) || isUnanswered(reject) ? (
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
          onPress={() => approve.mutate({ version, comment: "" })}
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
          reject={reject}
          onClose={() => setIsRejecting(false)}
        />
      ) : null}
    </>
  );
}

/** It was asked for, in vain so far. */
function isUnanswered(decision: {
  readonly isPending: boolean;
  readonly failureCount: number;
}): boolean {
  return decision.isPending && decision.failureCount > 0;
}
