import type { Settled } from "../../ui/api/outbox.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { useCancelReservation, useReservation } from "../../ui/api/reservations.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { PHONE_ADDRESSES } from "../../portal/addresses.ts";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { ConnectPrompt } from "../../portal/connection/connect-prompt.tsx";
import { Reason } from "../../portal/reservations/reservation-notices.tsx";
import { StateChip } from "../../portal/reservations/state-chip.tsx";
import type { UnsentBooking } from "./unsent-bookings.ts";
import { useOutbox, useOutboxState } from "./use-outbox.ts";

/** What is being booked from this phone, and what became of it, on whichever page one is. */
export function Bookings() {
  const outbox = useOutbox();
  const { unsent, settled, isInVain } = useOutboxState();
  const { t } = useMessages();
  if (unsent.length === 0 && settled.length === 0) return null;
  return (
    <section className="phone-bookings" aria-label={t.phone.bookings}>
      {isInVain ? (
        <UnsentList unsent={unsent} onAskNow={outbox.askNow} onGiveUp={outbox.giveUp} />
      ) : (
        unsent.map(({ key, spaceName }) => (
          <output key={key} className="card phone-asking">
            <span className="button-spinner" aria-hidden="true" />
            {t.phone.asking({ space: spaceName })}
          </output>
        ))
      )}
      {settled.map((result) => (
        <SettledBooking key={result.item.key} result={result} />
      ))}
    </section>
  );
}

interface UnsentListProps {
  readonly unsent: readonly UnsentBooking[];
  readonly onAskNow?: () => void;
  readonly onGiveUp?: (key: string) => void;
}

/** What the server has not answered, in words that promise nothing. */
export function UnsentList({ unsent, onAskNow, onGiveUp }: UnsentListProps) {
  const { t, formats } = useMessages();
  if (unsent.length === 0) return null;
  return (
    <Notice tone="warn" icon="clock" title={t.phone.unsentTitle}>
      <p>{t.phone.unsentSentence}</p>
      <ul className="phone-unsent">
        {unsent.map(({ key, spaceName, body, isUnwanted }) => (
          <li key={key}>
            <span>
              <strong>{spaceName}</strong> {formats.timeRange(body.start, body.end, body.time_zone)}
              {isUnwanted ? ` · ${t.phone.givenUp}` : ""}
            </span>
            {isUnwanted || onGiveUp === undefined ? null : (
              <Button
                size="small"
                aria-label={t.phone.giveUpOne({ space: spaceName })}
                onPress={() => onGiveUp(key)}
              >
                {t.phone.giveUp}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {onAskNow === undefined ? null : (
        <div className="row">
          <Button onPress={onAskNow}>{t.actions.tryAgain}</Button>
        </div>
      )}
    </Notice>
  );
}

function SettledBooking({ result }: { result: Settled<UnsentBooking, Reservation> }) {
  const { t } = useMessages();
  const outbox = useOutbox();
  const putAway = () => outbox.putAway(result.item.key);
  if (result.kind === "done") return <Made made={result.answer} onOver={putAway} />;
  return (
    <article className="card" aria-label={result.item.spaceName}>
      {isProblem(result.error, "personal_token_missing") ? (
        <ConnectPrompt providerId={null} returnTo={window.location.pathname} />
      ) : (
        <ProblemNotice error={result.error}>
          <p>{t.phone.notBooked({ space: result.item.spaceName })}</p>
        </ProblemNotice>
      )}
      <Button onPress={putAway}>{t.actions.dismiss}</Button>
    </article>
  );
}

function Made({ made, onOver }: { made: Reservation; onOver: () => void }) {
  const { t, formats } = useMessages();
  const { data: reservation = made } = useReservation(made.id);
  const { space, start, end, time_zone: zone, verdicts } = reservation;
  const undo = useCancelReservation(made.id, () => {
    tell({ title: t.quick.undone({ space: space.name }) });
    onOver();
  });
  return (
    <article className="card" aria-label={space.name}>
      <div className="row row-between">
        <h2>{t.quick.made({ space: space.name })}</h2>
        <StateChip reservation={reservation} />
      </div>
      <p>{formats.timeRange(start, end, zone)}</p>
      <Reason reservation={reservation} />
      <ProblemNotice error={undo.error} />
      <div className="row">
        {verdicts.cancel.allowed ? (
          <Button
            isPending={undo.isPending}
            onPress={() => undo.mutate({ cancelNotes: "", scope: null })}
          >
            {t.quick.undo}
          </Button>
        ) : null}
        <LinkButton look="quiet" href={PHONE_ADDRESSES.reservation(made.id)}>
          {t.quick.details}
        </LinkButton>
        <Button look="quiet" onPress={onOver}>
          {t.actions.dismiss}
        </Button>
      </div>
    </article>
  );
}
