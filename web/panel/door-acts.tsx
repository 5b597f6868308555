import { useEffect, useState } from "react";
import type { Door, DoorMeeting } from "../../src/contract/door.ts";
import { Button } from "../ui/components/button.tsx";
import { ConfirmDialog } from "../ui/components/confirm-dialog.tsx";
import { ProblemNotice } from "../ui/components/problem-notice.tsx";
import { TimeButtons } from "../ui/components/time-buttons.tsx";
import { useMessages } from "../ui/messages/messages.ts";
import { type DoorAct, useDoorAct } from "./door-calls.ts";
import type { DoorState } from "./door-state.ts";
import { WhyNot } from "./why-not.tsx";

/** Whoever has walked away does not leave a message or a question to the next. */
const TOLD_FOR_MS = 20_000;

interface DoorActsProps {
  readonly door: Door;
  readonly state: DoorState;
  readonly token: string;
}

/** What can be done at the door now. What the rules refuse is not offered; why, is told who asks. */
export function DoorActs({ door, state, token }: DoorActsProps) {
  const { t } = useMessages();
  const act = useDoorAct(token);
  useForgotten(act.isError, act.reset);
  const press = (wanted: DoorAct) => {
    if (!act.isPending) act.mutate(wanted);
  };
  // A meeting that has come meanwhile can be checked in to before it begins.
  const arriving = state.current ?? state.next;
  return (
    <section className="door-acts" aria-label={t.panel.acts} aria-busy={act.isPending}>
      <ProblemNotice error={act.error} />
      {arriving?.verdicts.check_in.allowed === true && !arriving.is_checked_in ? (
        <div className="door-buttons">
          <Button
            look="primary"
            isPending={act.isPending}
            onPress={() => press({ kind: "check-in", meeting: arriving })}
          >
            {t.panel.checkIn}
          </Button>
        </div>
      ) : null}
      {state.current === null ? (
        <Offers door={door} isPending={act.isPending} onPress={press} />
      ) : (
        <MeetingActs
          door={door}
          meeting={state.current}
          isPending={act.isPending}
          onPress={press}
        />
      )}
    </section>
  );
}

interface ActsProps {
  readonly door: Door;
  readonly isPending: boolean;
  readonly onPress: (act: DoorAct) => void;
}

function Offers({ door, isPending, onPress }: ActsProps) {
  const { t } = useMessages();
  const { offers, no_offers: none } = door;
  if (offers.length === 0) {
    return none === null ? null : (
      <WhyNot
        label={t.panel.why.reserve}
        reasons={[{ reason: none.reason, remedy: none.remedy }]}
      />
    );
  }
  return (
    <TimeButtons
      className="door-buttons"
      label={t.panel.reserve}
      zone={door.space.time_zone}
      times={offers}
      isPending={isPending}
      onPress={(offer) => onPress({ kind: "reserve", offer, subject: t.panel.subject })}
    />
  );
}

function MeetingActs({ door, meeting, isPending, onPress }: ActsProps & { meeting: DoorMeeting }) {
  const { t } = useMessages();
  const { later_ends: ends, verdicts } = meeting;
  const refusals = [verdicts.end, verdicts.extend].filter(({ allowed }) => !allowed);
  return (
    <>
      {ends.length === 0 ? null : (
        <TimeButtons
          className="door-buttons"
          label={t.panel.extend}
          zone={door.space.time_zone}
          times={ends.map((end) => ({ start: meeting.end, end }))}
          isPending={isPending}
          onPress={({ end }) => onPress({ kind: "extend", meeting, end })}
        />
      )}
      {verdicts.end.allowed ? (
        <EndButton
          meeting={meeting}
          zone={door.space.time_zone}
          onEnd={() => onPress({ kind: "end", meeting })}
        />
      ) : null}
      {refusals.length === 0 ? null : <WhyNot label={t.panel.why.change} reasons={refusals} />}
    </>
  );
}

interface EndButtonProps {
  readonly meeting: DoorMeeting;
  readonly zone: string;
  readonly onEnd: () => void;
}

function EndButton({ meeting, zone, onEnd }: EndButtonProps) {
  const { t, formats } = useMessages();
  const [asks, setAsks] = useState(false);
  const close = () => setAsks(false);
  useForgotten(asks, close);
  return (
    <div className="door-buttons">
      <Button onPress={() => setAsks(true)}>{t.panel.end}</Button>
      <ConfirmDialog
        title={t.panel.endTitle}
        isOpen={asks}
        onClose={close}
        keepLabel={t.panel.keep}
        confirmLabel={t.panel.end}
        isPending={false}
        error={null}
        onConfirm={() => {
          close();
          onEnd();
        }}
      >
        <p>{t.panel.endSentence({ until: formats.time(meeting.end, zone) })}</p>
      </ConfirmDialog>
    </div>
  );
}

/** Takes back what is shown once nobody has answered it for a while. */
function useForgotten(isShown: boolean, forget: () => void): void {
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(forget, TOLD_FOR_MS);
    return () => clearTimeout(timer);
  }, [isShown, forget]);
}
