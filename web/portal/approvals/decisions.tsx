import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from "react";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { sendDecision } from "../../ui/api/approvals.ts";
import { createOutbox, type Outbox, type Settled } from "../../ui/api/outbox.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { useRefreshReservations } from "../../ui/api/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { onThisDevice, useAsking } from "../../ui/api/use-asking.ts";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { type UnsentDecision, unsentDecisions } from "./unsent-decisions.ts";

type DecisionOutbox = Outbox<UnsentDecision, Reservation>;
type SettledDecision = Settled<UnsentDecision, Reservation>;

const DecisionsContext = createContext<DecisionOutbox | null>(null);

/**
 * Where decisions are sent from, on whichever page one is, and sent again until they are answered: also
 * after the page was closed. What came of them is told here, as the page they were made on may be gone.
 */
export function Decisions({ children }: { readonly children: ReactNode }) {
  const { person } = useSession();
  const client = useQueryClient();
  const outbox = useOpenDecisions(person.id);
  const { settled } = useDecisionsState(outbox);
  const refused = settled.find((result) => result.kind === "refused");
  const putAway = ({ item }: SettledDecision) => {
    outbox.putAway(item.key);
    // It was about what is no longer so.
    void client.invalidateQueries({ queryKey: queryKeys.reservations });
  };
  return (
    <DecisionsContext value={outbox}>
      {children}
      {refused === undefined ? null : <Refused result={refused} onSeen={() => putAway(refused)} />}
    </DecisionsContext>
  );
}

/** What becomes of one's word on the reservation. */
export function useDecision({ id, version, space }: Pick<Reservation, "id" | "version" | "space">) {
  const outbox = use(DecisionsContext);
  if (!outbox) throw new Error("Only who is signed in decides.");
  const { unsent, isInVain } = useDecisionsState(outbox);
  const isPending = unsent.some(({ reservationId }) => reservationId === id);
  return {
    /** Until it is known what became of one word, there is no other. */
    isPending,
    /** It was asked for, in vain so far. */
    isUnanswered: isPending && isInVain,
    decide: (act: UnsentDecision["act"], comment: string) => {
      const said = { reservationId: id, spaceName: space.name, act, version, comment };
      outbox.send((sent) => ({ ...sent, ...said }));
    },
  };
}

function useDecisionsState(outbox: DecisionOutbox) {
  return useSyncExternalStore(outbox.subscribe, outbox.state);
}

function useOpenDecisions(personId: string): DecisionOutbox {
  const { t } = useMessages();
  const refresh = useRefreshReservations(() => undefined);
  const [outbox] = useState(() =>
    createOutbox({ ...onThisDevice(personId), kept: unsentDecisions, ask: sendDecision }),
  );
  const tellDone = useEffectEvent(({ act, spaceName }: UnsentDecision, answer: Reservation) => {
    const words = act === "approve" ? t.approvals.approved : t.approvals.rejected;
    tell({ title: words({ space: spaceName }) });
    void refresh(answer);
  });
  useEffect(
    () =>
      outbox.subscribe(() => {
        const done = outbox.state().settled.find((result) => result.kind === "done");
        if (done === undefined) return;
        // Told once: this tells the listeners anew, of what is left.
        outbox.putAway(done.item.key);
        tellDone(done.item, done.answer);
      }),
    [outbox],
  );
  useAsking(outbox);
  return outbox;
}

interface RefusedProps {
  readonly result: Extract<SettledDecision, { readonly kind: "refused" }>;
  readonly onSeen: () => void;
}

function Refused({ result: { item, error }, onSeen }: RefusedProps) {
  const { t } = useMessages();
  return (
    <Dialog
      isAlert
      isOpen
      title={t.approvals.notDecided({ space: item.spaceName })}
      onClose={onSeen}
      actions={
        <Button look="primary" onPress={onSeen}>
          {t.actions.close}
        </Button>
      }
    >
      <ProblemNotice error={error} />
      {item.comment === "" ? null : (
        <p className="reservation-notes">{t.approvals.said({ comment: item.comment })}</p>
      )}
    </Dialog>
  );
}
