import { useEffect } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { AddressesContext, PHONE_ADDRESSES } from "../portal/addresses.ts";
import { ApprovalsPage } from "../portal/approvals/approvals-page.tsx";
import { Decisions } from "../portal/approvals/decisions.tsx";
import { NotFoundPage } from "../portal/not-found-page.tsx";
import { forgetDay } from "../portal/my-day/kept-day.ts";
import { ToldReminders } from "../portal/reminders/told-reminders.tsx";
import { useLiveStream } from "../ui/api/live-stream.ts";
import { isProblem } from "../ui/api/problem-error.ts";
import { SessionContext, useSession, useSessionQuery } from "../ui/api/session.ts";
import { useChannel } from "../ui/api/use-channel.ts";
import { Skeleton } from "../ui/components/skeleton.tsx";
import { PageBoundary } from "../ui/layout/page-boundary.tsx";
import { useMessages } from "../ui/messages/messages.ts";
import { NearPage } from "./near/near-page.tsx";
import { PhoneDayPage } from "./phone-day-page.tsx";
import { PhoneFrame } from "./phone-frame.tsx";
import { ReservationPage } from "./reservation-page.tsx";
import { ScanPage } from "./scan/scan-page.tsx";
import { SpacePage } from "./space/space-page.tsx";
import { OutboxContext, useOpenOutbox } from "./unsent/use-outbox.ts";
import { WithoutContact } from "./without-contact.tsx";
import "./phone.css";

/** The face for the thumb: one's day, what is free nearby, and the code at a door. */
export default function MobileApp() {
  useChannel("mobile");
  useWorker();
  const session = useSessionQuery();
  const [path] = useLocation();
  const isSignedOut = isProblem(session.error) && session.error.status === 401;
  useEffect(() => {
    if (isSignedOut) forgetDay(localStorage);
  }, [isSignedOut]);

  if (isSignedOut) {
    return <Redirect to={`/sign-in?return_to=${encodeURIComponent(path)}`} replace />;
  }
  if (session.data) {
    return (
      <SessionContext value={session.data}>
        <AddressesContext value={PHONE_ADDRESSES}>
          <Decisions>
            <SignedIn />
          </Decisions>
        </AddressesContext>
      </SessionContext>
    );
  }
  return (
    <PhoneFrame>
      {session.error ? (
        <WithoutContact error={session.error} onRetry={() => void session.refetch()} />
      ) : (
        <Skeleton />
      )}
    </PhoneFrame>
  );
}

function SignedIn() {
  const { t } = useMessages();
  const { person } = useSession();
  const outbox = useOpenOutbox(person.id);
  const live = useLiveStream();
  const [path] = useLocation();
  return (
    <OutboxContext value={outbox}>
      <PhoneFrame showsBookings>
        <output className="frame-live">{live === "lost" ? t.layout.liveLost : null}</output>
        <ToldReminders />
        <PageBoundary path={path}>
          <Switch>
            <Route path="/m" component={PhoneDayPage} />
            <Route path="/m/near" component={NearPage} />
            <Route path="/m/scan" component={ScanPage} />
            <Route path={PHONE_ADDRESSES.approvals} component={ApprovalsPage} />
            <Route path="/m/reservations/:id">
              {({ id }) => <ReservationPage key={id} id={id} />}
            </Route>
            <Route path="/m/space/:id">{({ id }) => <SpacePage key={id} id={id} />}</Route>
            <Route component={NotFoundPage} />
          </Switch>
        </PageBoundary>
      </PhoneFrame>
    </OutboxContext>
  );
}

/** What lets the page open without contact. Browsers have it on https alone. */
function useWorker(): void {
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker
      .register("/phone-worker.js", { scope: "/m" })
      .catch((error: unknown) => {
        // Everything but opening without contact works as well without it.
        reportError(error);
      });
  }, []);
}
