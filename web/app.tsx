import { Suspense, lazy, type ReactNode } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { ApprovalsPage } from "./portal/approvals/approvals-page.tsx";
import { Decisions } from "./portal/approvals/decisions.tsx";
import { AccountPage } from "./portal/account/account-page.tsx";
import { FindPage } from "./portal/find/find-page.tsx";
import { HomePage } from "./portal/my-day/home-page.tsx";
import { QuickPage } from "./portal/quick/quick-page.tsx";
import { NotFoundPage } from "./portal/not-found-page.tsx";
import { ToldReminders } from "./portal/reminders/told-reminders.tsx";
import { ReservationPage } from "./portal/reservations/reservation-page.tsx";
import { ReservationsPage } from "./portal/reservations/reservations-page.tsx";
import { SignInPage } from "./portal/sign-in-page.tsx";
import { SpacePage } from "./portal/spaces/space-page.tsx";
import { useLiveStream } from "./ui/api/live-stream.ts";
import { isProblem } from "./ui/api/problem-error.ts";
import {
  SessionContext,
  useIsAdmin,
  useSchedulePart,
  useSession,
  useSessionQuery,
} from "./ui/api/session.ts";
import { ProblemNotice } from "./ui/components/problem-notice.tsx";
import { Skeleton } from "./ui/components/skeleton.tsx";
import { AppFrame } from "./ui/layout/app-frame.tsx";
import { PageBoundary } from "./ui/layout/page-boundary.tsx";

const MobileApp = lazy(() => import("./mobile/mobile-app.tsx"));
const PlannerPage = lazy(() => import("./planner/planner-page.tsx"));
const PanelApp = lazy(() => import("./panel/panel-app.tsx"));
const AdminPages = lazy(() => import("./admin/admin-pages.tsx"));

export function App() {
  return (
    <Switch>
      <Route path="/sign-in">
        <SignInPage />
      </Route>
      <Route path="/panel">
        <Suspense fallback={null}>
          <PanelApp />
        </Suspense>
      </Route>
      <Route path="/m/*?">
        <Suspense fallback={null}>
          <MobileApp />
        </Suspense>
      </Route>
      <Route>
        <SessionGate>
          <Decisions>
            <SignedInPages />
          </Decisions>
        </SessionGate>
      </Route>
    </Switch>
  );
}

/** Lets only people through who are signed in; the others sign in and come back to this page. */
function SessionGate({ children }: { children: ReactNode }) {
  const query = useSessionQuery();
  const [path] = useLocation();

  if (isProblem(query.error) && query.error.status === 401) {
    const here = `${path}${window.location.search}`;
    return <Redirect to={`/sign-in?return_to=${encodeURIComponent(here)}`} replace />;
  }
  if (query.data) return <SessionContext value={query.data}>{children}</SessionContext>;
  return (
    <main className="frame-main">
      {query.error ? (
        <ProblemNotice
          error={query.error}
          onRetry={() => {
            void query.refetch();
          }}
        />
      ) : (
        <Skeleton />
      )}
    </main>
  );
}

function SignedInPages() {
  const isAdmin = useIsAdmin();
  const { is_fresh: isFresh } = useSession();
  const schedulePart = useSchedulePart();
  const live = useLiveStream();
  const [path] = useLocation();
  return (
    <AppFrame live={live}>
      <ToldReminders />
      <PageBoundary path={path}>
        <Suspense fallback={<Skeleton />}>
          <Switch>
            <Route path="/">
              {isFresh ? <Redirect to="/admin/set-up" replace /> : <HomePage />}
            </Route>
            <Route path="/find">
              <FindPage />
            </Route>
            <Route path="/quick">
              <QuickPage />
            </Route>
            <Route path="/reservations">
              <ReservationsPage />
            </Route>
            <Route path="/reservations/:id">{({ id }) => <ReservationPage id={id} />}</Route>
            <Route path="/spaces/:id">{({ id }) => <SpacePage key={id} id={id} />}</Route>
            <Route path="/approvals">
              <ApprovalsPage />
            </Route>
            <Route path="/account">
              <AccountPage />
            </Route>
            {schedulePart === "none" ? null : (
              <Route path="/planner">
                <PlannerPage />
              </Route>
            )}
            {isAdmin ? (
              <Route path="/admin/*?">
                <AdminPages />
              </Route>
            ) : null}
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </PageBoundary>
    </AppFrame>
  );
}
