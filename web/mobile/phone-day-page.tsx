import { useEffect } from "react";
import { PHONE_ADDRESSES } from "../portal/addresses.ts";
import { ConnectionNotice } from "../portal/connection/connection-notice.tsx";
import { useConnectionOutcome } from "../portal/connection/connection-outcome.ts";
import { dayToKeep, keepDay } from "../portal/my-day/kept-day.ts";
import { MyDayView } from "../portal/my-day/my-day-view.tsx";
import { useMyDay } from "../portal/my-day/use-my-day.ts";
import { useSession } from "../ui/api/session.ts";
import { useMinute } from "../ui/format/use-minute.ts";
import { Page } from "../ui/layout/page.tsx";
import { useMessages } from "../ui/messages/messages.ts";

/** My day on the phone, which keeps it for when there is no contact. */
export function PhoneDayPage() {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const [outcome] = useConnectionOutcome();
  const reading = useMyDay();
  const { myDay, error } = reading;
  const today = useMinute();
  useEffect(() => {
    // What could not be read again is not as of now.
    if (myDay === null || error !== null) return;
    const { now, meetings } = myDay;
    keepDay(localStorage, dayToKeep(meetings, { personId: person.id, now }));
  }, [myDay, error, person.id]);
  return (
    <Page title={t.myDay.title} intro={formats.day(today, person.time_zone)}>
      {outcome ? <ConnectionNotice outcome={outcome} /> : null}
      <MyDayView {...reading} returnTo={PHONE_ADDRESSES.home} isForThumb />
    </Page>
  );
}
