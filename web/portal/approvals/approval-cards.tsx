import { Link } from "wouter";
import type { WaitingApproval } from "../../../src/contract/approvals.ts";
import { useApprovals } from "../../ui/api/approvals.ts";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import { whenOf } from "../reservations/when.ts";
import { recurrenceWords } from "../series/recurrence-words.ts";
import { DecisionButtons } from "./decision-buttons.tsx";
import "../reservations/reservations.css";

interface ApprovalCardsProps {
  readonly items: readonly WaitingApproval[];
  /** One below the heading of what they stand in. */
  readonly headingLevel: 2 | 3;
}

/** What waits for a decision, each with what there is to know and the buttons to decide. */
export function ApprovalCards({ items, headingLevel }: ApprovalCardsProps) {
  const { t } = useMessages();
  return (
    <ul className="reservation-list" aria-label={t.approvals.list}>
      {items.map((item) => (
        <li key={item.reservation.id}>
          <ApprovalCard item={item} headingLevel={headingLevel} />
        </li>
      ))}
    </ul>
  );
}

/** The rest is a page of its own. */
const FIRST_MAX = 3;

/** The soonest of what waits, where it is only a part of the page. */
export function FirstApprovals() {
  const { data, error } = useApprovals();
  const items = data?.pages[0]?.items.slice(0, FIRST_MAX) ?? [];
  return (
    <>
      <ProblemNotice error={error} />
      {items.length === 0 ? null : <ApprovalCards items={items} headingLevel={3} />}
    </>
  );
}

interface ApprovalCardProps extends Pick<ApprovalCardsProps, "headingLevel"> {
  readonly item: WaitingApproval;
}

function ApprovalCard({ item, headingLevel }: ApprovalCardProps) {
  const messages = useMessages();
  const { t, formats } = messages;
  const addresses = useAddresses();
  const { reservation, waiting_count: count, first_start: firstStart } = item;
  const { space, recurrence, requested_for: requestedFor, time_zone: zone } = reservation;
  const { day, time } = whenOf(messages, reservation);
  const first = formats.day(firstStart, zone);
  const subject = reservation.subject === "" ? t.reservations.noSubject : reservation.subject;
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <article
      className="card reservation-card"
      aria-label={t.reservations.cardLabel({ subject, space: space.name })}
    >
      <div className="reservation-head">
        <div className="reservation-time">
          <strong>{time}</strong>
          <span>{reservation.is_parent ? t.approvals.dates({ count, day: first }) : day}</span>
        </div>
        <div className="reservation-what">
          <Heading>
            <Link href={addresses.reservation(reservation.id)}>{subject}</Link>
          </Heading>
          <p className="muted">
            {t.reservations.place({ space: space.name, building: space.building_name })}
          </p>
          <p className="small muted">{t.reservations.isFor({ name: requestedFor.display_name })}</p>
          {recurrence === null ? null : (
            <p className="small muted">{recurrenceWords(t, formats, recurrence)}</p>
          )}
        </div>
      </div>
      <DecisionButtons reservation={reservation} isAtEnd />
    </article>
  );
}
