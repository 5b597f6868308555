import { useEffect, useEffectEvent, useState } from "react";
import { readKeptDay } from "../portal/my-day/kept-day.ts";
import { isProblem } from "../ui/api/problem-error.ts";
import { Button } from "../ui/components/button.tsx";
import { Notice } from "../ui/components/notice.tsx";
import { ProblemNotice } from "../ui/components/problem-notice.tsx";
import { Page } from "../ui/layout/page.tsx";
import { useMessages } from "../ui/messages/messages.ts";
import { UnsentList } from "./unsent/bookings.tsx";
import { unsentBookings } from "./unsent/unsent-bookings.ts";
import { useContactAgain } from "../ui/api/use-contact-again.ts";

interface WithoutContactProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Devices do not always tell that there is contact again. */
const AGAIN_MS = 5_000;

/** Opened without contact: one's day as it was last read here, and what is not sent yet. */
export function WithoutContact({ error, onRetry }: WithoutContactProps) {
  const { t, formats } = useMessages();
  const [now] = useState(() => new Date().toISOString());
  const [day] = useState(() => readKeptDay(localStorage));
  useContactAgain(onRetry);
  const again = useEffectEvent(onRetry);
  useEffect(() => {
    const timer = setInterval(() => again(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const meetings = (day?.meetings ?? []).filter(({ end }) => end > now);
  const unsent = unsentBookings
    .read(localStorage, Date.parse(now))
    .filter(({ personId }) => personId === day?.personId);
  return (
    <Page title={t.myDay.title}>
      {isProblem(error, "offline") ? (
        <Notice tone="warn" title={t.problems.offline.title}>
          <p>{t.layout.liveLost}</p>
          <div className="row">
            <Button onPress={onRetry}>{t.actions.tryAgain}</Button>
          </div>
        </Notice>
      ) : (
        <ProblemNotice error={error} onRetry={onRetry} />
      )}
      <UnsentList unsent={unsent} />
      {day === null ? null : (
        <section className="section" aria-labelledby="kept-heading">
          <h2 id="kept-heading">
            {t.phone.asOf({ time: formats.dateTime(day.asOf, zoneHere()) })}
          </h2>
          <ul className="card my-day-lines">
            {meetings.map(({ id, subject, space, building, start, end, zone }) => (
              <li key={id} className="phone-kept">
                <strong>
                  {t.booking.dayAndTime({
                    day: formats.day(start, zone),
                    time: formats.timeRange(start, end, zone),
                  })}
                </strong>
                <span>{subject === "" ? t.phone.taken : subject}</span>
                <span className="muted">{t.reservations.place({ space, building })}</span>
              </li>
            ))}
            {meetings.length === 0 ? <li className="muted">{t.myDay.nothingNext}</li> : null}
          </ul>
        </section>
      )}
    </Page>
  );
}

function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
