import { useState } from "react";
import type { Door, DoorMeeting } from "../../../src/contract/door.ts";
import { useCheckIn } from "../../ui/api/check-in.ts";
import { useUpdateReservation } from "../../ui/api/reservations.ts";
import { Button } from "../../ui/components/button.tsx";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Said } from "../../ui/components/said.tsx";
import { TimeButtons } from "../../ui/components/time-buttons.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useEndNow } from "./space-now-calls.ts";
import "./space-now.css";

interface MeetingActsProps {
  readonly space: Door["space"];
  readonly meeting: DoorMeeting;
}

/** Checking in to a meeting, staying longer and ending it, as far as the rules let its reader. */
export function MeetingActs({ space, meeting }: MeetingActsProps) {
  const { verdicts } = meeting;
  const isStrangers = [verdicts.check_in, verdicts.extend].every(({ codes }) =>
    codes.includes("not_yours"),
  );
  if (isStrangers) return null;
  return (
    <div className="space-acts">
      <CheckInButton space={space} meeting={meeting} />
      <ExtendButtons space={space} meeting={meeting} />
      <EndButton space={space} meeting={meeting} />
      <WhyNot meeting={meeting} />
    </div>
  );
}

function CheckInButton({ space, meeting }: MeetingActsProps) {
  const { t, formats } = useMessages();
  const act = useCheckIn(meeting.id, "check-in", () => {
    tell({ title: t.checkIn.done({ space: space.name }) });
  });
  if (!meeting.verdicts.check_in.allowed || meeting.is_checked_in) return null;
  return (
    <>
      <ProblemNotice error={act.error} />
      {meeting.no_show_at === null ? null : (
        <p>{t.panel.checkInBy({ time: formats.time(meeting.no_show_at, space.time_zone) })}</p>
      )}
      <Button look="primary" isPending={act.isPending} onPress={() => act.mutate(meeting.version)}>
        {t.checkIn.act}
      </Button>
    </>
  );
}

function ExtendButtons({ space, meeting }: MeetingActsProps) {
  const { t, formats } = useMessages();
  const extend = useUpdateReservation(meeting.id, ({ end }) => {
    tell({ title: t.myDay.extended({ time: formats.time(end, space.time_zone) }) });
  });
  if (meeting.later_ends.length === 0) return null;
  return (
    <>
      <ProblemNotice error={extend.error} />
      <TimeButtons
        className="time-buttons"
        label={t.panel.extend}
        zone={space.time_zone}
        times={meeting.later_ends.map((end) => ({ start: meeting.end, end }))}
        isPending={extend.isPending}
        onPress={({ end }) => extend.mutate({ body: { end }, version: meeting.version })}
      />
    </>
  );
}

function EndButton({ space, meeting }: MeetingActsProps) {
  const { t, formats } = useMessages();
  const [asks, setAsks] = useState(false);
  const end = useEndNow(meeting.id, () => {
    setAsks(false);
    tell({ title: t.checkIn.doneOut.completed({ space: space.name }) });
  });
  if (!meeting.verdicts.end.allowed) return null;
  return (
    <>
      <Button onPress={() => setAsks(true)}>{t.panel.end}</Button>
      <ConfirmDialog
        title={t.panel.endTitle}
        isOpen={asks}
        onClose={() => setAsks(false)}
        keepLabel={t.panel.keep}
        confirmLabel={t.panel.end}
        isPending={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate(meeting.version)}
      >
        <p>{t.panel.endSentence({ until: formats.time(meeting.end, space.time_zone) })}</p>
      </ConfirmDialog>
    </>
  );
}

/** Why it cannot be ended or extended; what is somebody else's to change is not worth a word. */
function WhyNot({ meeting }: Pick<MeetingActsProps, "meeting">) {
  const { t } = useMessages();
  const { extend, end } = meeting.verdicts;
  const refusals = [end, extend].filter(
    ({ allowed, codes }) => !allowed && !codes.includes("not_yours"),
  );
  const sentences = refusals.flatMap(({ reason = "", remedy = "" }) => [reason, remedy]);
  if (sentences.length === 0) return null;
  return (
    <details>
      <summary>{t.panel.why.change}</summary>
      {[...new Set(sentences)].filter(Boolean).map((sentence) => (
        <p key={sentence} className="muted">
          <Said text={sentence} />
        </p>
      ))}
    </details>
  );
}
