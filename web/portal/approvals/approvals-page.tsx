import { Link } from "wouter";
import type { WaitingApproval } from "../../../src/contract/approvals.ts";
import { useApprovals } from "../../ui/api/approvals.ts";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { PagedRows } from "../../ui/components/paged-rows.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { whenOf } from "../reservations/when.ts";
import { recurrenceWords } from "../series/recurrence-words.ts";
import { DecisionButtons } from "./decision-buttons.tsx";
import "../reservations/reservations.css";

/** What waits for my approval. */
export function ApprovalsPage() {
  const { t } = useMessages();
  const query = useApprovals();
  return (
    <Page title={t.approvals.title} intro={t.approvals.intro}>
      <PagedRows query={query}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t.approvals.none} />
          ) : (
            <ul className="reservation-list" aria-label={t.approvals.list}>
              {items.map((item) => (
                <li key={item.reservation.id}>
                  <ApprovalCard item={item} />
                </li>
              ))}
            </ul>
          )
        }
      </PagedRows>
    </Page>
  );
}

function ApprovalCard({ item }: { item: WaitingApproval }) {
  const messages = useMessages();
  const { t, formats } = messages;
  const { reservation, waiting_count: count, first_start: firstStart } = item;
  const { space, recurrence, requested_for: requestedFor, time_zone: zone } = reservation;
  const { day, time } = whenOf(messages, reservation);
  const first = formats.day(firstStart, zone);
  const subject = reservation.subject === "" ? t.reservations.noSubject : reservation.subject;
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
          <h2>
            <Link href={`/reservations/${reservation.id}`}>{subject}</Link>
          </h2>
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
