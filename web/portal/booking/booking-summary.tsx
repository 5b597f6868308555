import type { Space } from "../../../src/contract/places.ts";
import { useSession } from "../../ui/api/session.ts";
import { instantOf } from "../../ui/format/wall-time.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import type { BookingDraft } from "./booking-draft.ts";

interface BookingSummaryProps {
  readonly spaces: readonly [Space, ...Space[]];
  readonly draft: Pick<BookingDraft, "date" | "from" | "to">;
}

/** Where and when, before one says yes. */
export function BookingSummary({ spaces, draft }: BookingSummaryProps) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const [first] = spaces;
  const zone = first.time_zone;
  const start = instantOf({ date: draft.date, time: draft.from }, zone);
  const end = instantOf({ date: draft.date, time: draft.to }, zone);
  return (
    <dl className="facts">
      <dt>{t.booking.when}</dt>
      <dd>
        {t.booking.dayAndTime({
          day: formats.day(start, zone, new Date().toISOString()),
          time: formats.timeRange(start, end, zone),
        })}
        {formats.sameClock(zone, person.time_zone, start) ? null : (
          <span className="muted"> {formats.zone(zone, start)}</span>
        )}
      </dd>
      <dt>{t.booking.where}</dt>
      <dd>
        {spaces.length > 1 ? `${formats.list(spaces.map(({ name }) => name))}, ` : null}
        {first.building_name}
      </dd>
      {spaces.some((space) => space.needs_approval) ? (
        <>
          <dt>{t.approvals.label}</dt>
          <dd>{t.approvals.neededMeans}</dd>
        </>
      ) : null}
    </dl>
  );
}
