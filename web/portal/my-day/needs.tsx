import { Link } from "wouter";
import { useApprovalCount } from "../../ui/api/approvals.ts";
import { useCalendarConnection, useSession } from "../../ui/api/session.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { CopyField } from "../../ui/components/copy-field.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import { Rejection } from "../approvals/approval-notice.tsx";
import { FirstApprovals } from "../approvals/approval-cards.tsx";
import { ConnectLink } from "../connection/connect-link.tsx";
import { Reason, ReservationNotices } from "../reservations/reservation-notices.tsx";
import { StateChip } from "../reservations/state-chip.tsx";
import { whenOf } from "../reservations/when.ts";
import { useDismissed } from "./dismissed.ts";
import { type Need, needsOf } from "./needs-of.ts";
import type { MyDay } from "./use-my-day.ts";

interface NeedsProps {
  readonly myDay: MyDay;
  readonly returnTo: string;
  /** What waits for the person's approval is decided right here. */
  readonly decidesHere: boolean;
}

/** What waits for the person, with the way to do it; nothing where nothing does. */
export function Needs({ myDay: { mine, now }, returnTo, decidesHere }: NeedsProps) {
  const { t } = useMessages();
  const session = useSession();
  const addresses = useAddresses();
  const [dismissed, dismiss] = useDismissed();
  const { data: connection = session.calendar_connection } = useCalendarConnection();
  const waiting = useApprovalCount().data?.count ?? 0;
  const needs = needsOf(mine, { personId: session.person.id, now, dismissed });
  const isToConnect = connection.needed && connection.state !== "connected";
  if (needs.length === 0 && waiting === 0 && !isToConnect) return null;
  return (
    <section className="section" aria-label={t.myDay.needs}>
      <h2>{t.myDay.needs}</h2>
      {isToConnect ? <ToConnect returnTo={returnTo} /> : null}
      {waiting === 0 ? null : (
        <div className="card my-day-need">
          <p>{t.approvals.waitingCount({ count: waiting })}</p>
          <LinkButton size="small" href={addresses.approvals}>
            {t.approvals.title}
          </LinkButton>
        </div>
      )}
      {waiting > 0 && decidesHere ? <FirstApprovals /> : null}
      {needs.map((need) => (
        <NeedCard
          key={need.reservation.id}
          need={need}
          returnTo={returnTo}
          onDismiss={() => dismiss(need.reservation.id)}
        />
      ))}
    </section>
  );
}

/** Personal mode: without the person's own token their reservations stand still. */
function ToConnect({ returnTo }: Pick<NeedsProps, "returnTo">) {
  const { t } = useMessages();
  const session = useSession();
  const { data: connection = session.calendar_connection } = useCalendarConnection();
  return (
    <Notice tone="warn" title={t.connection.promptTitle}>
      <p>{connection.reason === null ? t.account.needed : <Said text={connection.reason} />}</p>
      {connection.remedy === null ? null : (
        <p>
          <Said text={connection.remedy} />
        </p>
      )}
      {connection.admin_consent_url === null ? null : (
        <CopyField
          label={t.connection.consentLink}
          value={new URL(connection.admin_consent_url, window.location.href).href}
        />
      )}
      <div className="row">
        <ConnectLink returnTo={returnTo} size="small" />
      </div>
    </Notice>
  );
}

interface NeedCardProps {
  readonly need: Need;
  readonly returnTo: string;
  readonly onDismiss: () => void;
}

function NeedCard({ need: { kind, reservation }, returnTo, onDismiss }: NeedCardProps) {
  const messages = useMessages();
  const { t } = messages;
  const addresses = useAddresses();
  const { id, space, number } = reservation;
  const { day, time } = whenOf(messages, reservation);
  const subject = reservation.subject === "" ? t.reservations.noSubject : reservation.subject;
  return (
    <article className="card" aria-label={t.reservations.cardLabel({ subject, space: space.name })}>
      <div className="row row-between">
        <div>
          <h3>
            <Link href={addresses.reservation(id)}>{subject}</Link>
          </h3>
          <p className="muted">
            {t.myDay.where({ space: space.name, when: t.booking.dayAndTime({ day, time }) })}
          </p>
        </div>
        {kind === "lost" ? (
          <Button
            look="quiet"
            size="small"
            aria-label={t.myDay.dismissOne({ number })}
            onPress={onDismiss}
          >
            {t.actions.dismiss}
          </Button>
        ) : (
          <StateChip reservation={reservation} />
        )}
      </div>
      {kind === "lost" ? (
        <Lost reservation={reservation} />
      ) : (
        <ReservationNotices reservation={reservation} returnTo={returnTo} headingLevel={3} />
      )}
      {kind === "waiting" ? <p className="small muted">{t.myDay.waitsLong}</p> : null}
    </article>
  );
}

function Lost({ reservation }: Pick<Need, "reservation">) {
  return reservation.approval?.state === "rejected" ? (
    <Rejection reservation={reservation} />
  ) : (
    <Reason reservation={reservation} />
  );
}
