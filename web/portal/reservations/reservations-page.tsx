import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import { type Reservation, reservationStateSchema } from "../../../src/contract/reservations.ts";
import { useReservationList } from "../../ui/api/reservations.ts";
import type { QueryValues } from "../../ui/api/api-call.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Skeleton } from "../../ui/components/skeleton.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectionNotice } from "../connection/connection-notice.tsx";
import { useConnectionOutcome } from "../connection/connection-outcome.ts";
import { groupRooms } from "./group-rooms.ts";
import { ReservationCard } from "./reservation-card.tsx";
import "./reservations.css";

const VIEWS = ["upcoming", "past", "cancelled"] as const;
type View = (typeof VIEWS)[number];

export function ReservationsPage() {
  const { t } = useMessages();
  const [params] = useSearchParams();
  const [outcome] = useConnectionOutcome();
  const view = VIEWS.find((name) => name === params.get("show")) ?? "upcoming";
  return (
    <Page
      title={t.reservations.title}
      actions={
        <LinkButton href="/find" look="primary">
          {t.layout.find}
        </LinkButton>
      }
    >
      {outcome ? <ConnectionNotice outcome={outcome} /> : null}
      <nav className="tabs" aria-label={t.reservations.views}>
        {VIEWS.map((name) => (
          <Link
            key={name}
            href={name === "upcoming" ? "/reservations" : `/reservations?show=${name}`}
            {...(name === view ? { "aria-current": "page" as const } : {})}
          >
            {t.reservations.viewNames[name]}
          </Link>
        ))}
      </nav>
      <ReservationList key={view} view={view} />
    </Page>
  );
}

/** What is cancelled has its own view. */
const NOT_CANCELLED = reservationStateSchema.options.filter((state) => state !== "cancelled");

/** The next one first; of what is over, the latest. */
function queryOf(view: View, now: string): QueryValues {
  if (view === "upcoming") return { from: now, state: NOT_CANCELLED, order: "asc" };
  if (view === "past") return { to: now, state: NOT_CANCELLED, order: "desc" };
  return { state: "cancelled", order: "desc" };
}

/** The server's `to` lets in what has begun; what goes on now is not past. */
function belongs(reservation: Reservation, view: View, now: string): boolean {
  return view !== "past" || Date.parse(reservation.end) <= Date.parse(now);
}

function ReservationList({ view }: { view: View }) {
  const { t } = useMessages();
  const [now] = useState(() => new Date().toISOString());
  const query = useReservationList(view, queryOf(view, now));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = items.filter((reservation) => belongs(reservation, view, now));
  const loadMore = () => {
    void query.fetchNextPage();
  };

  return (
    <>
      <ProblemNotice
        error={query.error}
        onRetry={() => {
          void query.refetch();
        }}
      />
      {query.isPending ? <Skeleton /> : null}
      {query.data && shown.length === 0 && !query.hasNextPage ? (
        <EmptyState title={t.reservations.none[view]}>
          {view === "upcoming" ? <LinkButton href="/find">{t.layout.find}</LinkButton> : null}
        </EmptyState>
      ) : null}
      {shown.length === 0 ? null : (
        <ul className="reservation-list" aria-label={t.reservations.viewNames[view]}>
          {groupRooms(shown).map((rooms) => (
            <li key={rooms[0].id}>
              <ReservationCard rooms={rooms} now={now} />
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <div className="row">
          <Button isPending={query.isFetchingNextPage} onPress={loadMore}>
            {t.actions.showMore}
          </Button>
        </div>
      ) : null}
    </>
  );
}
