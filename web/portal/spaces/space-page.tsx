import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { Space } from "../../../src/contract/places.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { useSpace } from "../../ui/api/places.ts";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { Icon } from "../../ui/components/icon.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { BookingDialog } from "../booking/booking-dialog.tsx";
import { useBooking } from "../booking/use-booking.ts";
import { proposedTimes, readSearch } from "../find/search-state.ts";
import { SpaceFacts } from "./space-facts.tsx";
import { SpaceRules } from "./space-rules.tsx";
import { SpaceTimes, type SpaceTime } from "./space-times.tsx";

/** A space by itself: what it is, how it is reserved, and when it is free. */
export function SpacePage({ id }: { id: string }) {
  const { t } = useMessages();
  const query = useSpace(id);
  const isUnknown =
    isProblem(query.error, "space_not_found") || isProblem(query.error, "invalid_request");
  return (
    <Page
      title={query.data?.name ?? t.spaces.one}
      actions={
        <Link href="/find" className="back-link">
          <Icon name="back" sizePx={16} />
          {t.spaces.toSearch}
        </Link>
      }
    >
      {isUnknown ? (
        <EmptyState title={t.spaces.notFound}>
          <p>{t.spaces.notFoundRemedy}</p>
        </EmptyState>
      ) : (
        <QueryState query={query}>{(space) => <SpaceDetail space={space} />}</QueryState>
      )}
    </Page>
  );
}

function SpaceDetail({ space }: { space: Space }) {
  const { t } = useMessages();
  const [params, setParams] = useSearchParams();
  const [now] = useState(() => new Date().toISOString());
  const [edited, setEdited] = useState<SpaceTime | null>(null);
  const proposed = proposedTimes(now, space.time_zone);
  const wished = edited ?? readSearch(params, space.building_id, proposed);
  const booking = useBooking(wished);
  const change = ({ date, from, to }: SpaceTime) => {
    setEdited({ date, from, to });
    setParams({ date, from, to }, { replace: true });
  };
  return (
    <>
      {space.reservable ? null : <Notice tone="warn">{t.spaces.inactive}</Notice>}
      <div className="space-about">
        <SpaceFacts space={space} />
        <SpaceRules space={space} />
      </div>
      {space.reservable ? (
        <SpaceTimes
          space={space}
          wished={wished}
          now={now}
          onChange={change}
          onBook={() => booking.begin(space)}
        />
      ) : null}
      {booking.draft && booking.space?.id === space.id ? (
        <BookingDialog
          space={space}
          initial={booking.draft}
          connectionOutcome={booking.outcome}
          onClose={booking.end}
        />
      ) : null}
    </>
  );
}
