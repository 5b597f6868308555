import type { Reservation } from "../../../src/contract/reservations.ts";
import { useCheckIn } from "../../ui/api/check-in.ts";
import { Button } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { checkInStepOf } from "./check-in-step.ts";
import { useInstant } from "./use-instant.ts";

interface CheckInProps {
  readonly reservation: Reservation;
  /** In a list it speaks up only once there is something to do. */
  readonly isInList?: boolean;
}

/** Whether people have to check in, when, and what happens if nobody does; and the way to do it. */
export function CheckIn({ reservation, isInList = false }: CheckInProps) {
  const now = useInstant([
    reservation.check_in_opens_at,
    reservation.start,
    reservation.check_in_closes_at,
  ]);
  const step = checkInStepOf(reservation, now);
  if (step === null || (isInList && step === "ahead")) return null;
  if (step === "in_use") return <InUse reservation={reservation} now={now} />;
  return step === "left" ? (
    <Left reservation={reservation} />
  ) : (
    <Awaited reservation={reservation} isOpen={step === "open"} />
  );
}

function Awaited({ reservation, isOpen }: { reservation: Reservation; isOpen: boolean }) {
  const { t, formats } = useMessages();
  const { space, number, time_zone: zone, no_show_at: releasedAt } = reservation;
  const { check_in_opens_at: opensAt, check_in_closes_at: closesAt } = reservation;
  const act = useCheckIn(reservation.id, "check-in", () => {
    tell({ title: t.checkIn.done({ space: space.name }) });
  });
  const whenOpen = isOpen
    ? t.checkIn.open({ time: formats.time(closesAt ?? "", zone) })
    : t.checkIn.opensAt({ time: formats.dateTime(opensAt ?? "", zone) });
  return (
    <Notice tone={isOpen ? "warn" : "info"} icon="clock" title={t.checkIn.label}>
      <p>{whenOpen}</p>
      <p>
        {releasedAt === null
          ? t.checkIn.notReleased
          : t.checkIn.released({ time: formats.time(releasedAt, zone) })}
      </p>
      <ProblemNotice error={act.error} />
      {isOpen && !reservation.verdicts.check_in.codes.includes("not_yours") ? (
        <div className="row">
          <Button
            look="primary"
            size="small"
            aria-label={t.checkIn.actOne({ number })}
            isPending={act.isPending}
            onPress={() => act.mutate(reservation.version)}
          >
            {t.checkIn.act}
          </Button>
        </div>
      ) : null}
    </Notice>
  );
}

function InUse({ reservation, now }: { reservation: Reservation; now: string }) {
  const { t, formats } = useMessages();
  const { space, number, start, time_zone: zone, verdicts } = reservation;
  const { check_out: verdict } = verdicts;
  const act = useCheckIn(reservation.id, "check-out", ({ state, check_in_state: left }) => {
    const { completed, noted, withdrawn } = t.checkIn.doneOut;
    if (state === "completed") tell({ title: completed({ space: space.name }) });
    else tell({ title: left === "checked_out" ? noted({ space: space.name }) : withdrawn });
  });
  const isBegun = Date.parse(start) <= Date.parse(now);
  return (
    <Notice
      tone="good"
      title={t.checkIn.since({ time: formats.time(reservation.checked_in_at ?? start, zone) })}
    >
      {verdict.allowed && verdict.reason === undefined ? (
        <p>{isBegun ? t.checkIn.frees : t.checkIn.before}</p>
      ) : null}
      {verdict.allowed && verdict.reason !== undefined ? (
        <p>
          {t.checkIn.staysTaken} <Said text={verdict.reason} /> <Said text={verdict.remedy ?? ""} />
        </p>
      ) : null}
      <ProblemNotice error={act.error} />
      {verdict.allowed ? (
        <div className="row">
          <Button
            size="small"
            aria-label={t.checkIn.outOne({ number })}
            isPending={act.isPending}
            onPress={() => act.mutate(reservation.version)}
          >
            {t.checkIn.out}
          </Button>
        </div>
      ) : null}
    </Notice>
  );
}

function Left({ reservation }: { reservation: Reservation }) {
  const { t, formats } = useMessages();
  const { space, time_zone: zone, checked_out_at: leftAt } = reservation;
  return (
    <Notice tone="quiet" icon="check">
      <p>{t.checkIn.leftAt({ time: formats.time(leftAt ?? reservation.end, zone) })}</p>
      {reservation.state === "in_progress" ? (
        <p>{t.checkIn.doneOut.noted({ space: space.name })}</p>
      ) : null}
    </Notice>
  );
}

/** What came of it, where that is worth a word. */
export function CheckInOutcome({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const { check_in_state: state } = reservation;
  if (reservation.state !== "completed") return null;
  if (state === "checked_out") return <Left reservation={reservation} />;
  return state === "no_check_out" || state === "no_show" ? (
    <Notice tone="quiet" icon="clock">
      <p>{t.checkIn.outcomes[state]}</p>
    </Notice>
  ) : null;
}
