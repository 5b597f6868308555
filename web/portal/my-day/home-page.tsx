import { Redirect, useSearchParams } from "wouter";
import { useSession } from "../../ui/api/session.ts";
import { LinkButton } from "../../ui/components/button.tsx";
import { useMinute } from "../../ui/format/use-minute.ts";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectionNotice } from "../connection/connection-notice.tsx";
import { useConnectionOutcome } from "../connection/connection-outcome.ts";
import { QuickCard } from "../quick/quick-card.tsx";
import { MyDayView } from "./my-day-view.tsx";
import { useMyDay } from "./use-my-day.ts";

/** The first page: my day, and what needs me. */
export function HomePage() {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const [params] = useSearchParams();
  const [outcome] = useConnectionOutcome();
  const reading = useMyDay();
  const today = useMinute();
  // Searches were at this address before it was the day's; people keep links.
  if (params.has("date") || params.has("building")) {
    return <Redirect to={`/find?${params.toString()}`} replace />;
  }
  return (
    <Page
      title={t.myDay.title}
      intro={formats.day(today, person.time_zone)}
      actions={
        <LinkButton href="/find" look="primary">
          {t.layout.find}
        </LinkButton>
      }
    >
      {outcome ? <ConnectionNotice outcome={outcome} /> : null}
      <MyDayView {...reading} returnTo="/">
        <QuickCard />
      </MyDayView>
    </Page>
  );
}
