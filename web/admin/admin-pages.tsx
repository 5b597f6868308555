import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { NotFoundPage } from "../portal/not-found-page.tsx";
import { Select } from "../ui/components/select.tsx";
import { useSession } from "../ui/api/session.ts";
import { useMessages } from "../ui/messages/messages.ts";
import { ApiClientsPage } from "./api-clients/api-clients-page.tsx";
import { AuditPage } from "./audit/audit-page.tsx";
import { HealthPage } from "./health/health-page.tsx";
import { useOpenNotices } from "./health/use-health.ts";
import { DoorCodesPage } from "./door-codes/door-codes-page.tsx";
import { ExplainPage } from "./explain/explain-page.tsx";
import { ModePage } from "./mode/mode-page.tsx";
import { ModulePage } from "./modules/module-page.tsx";
import { ModulesPage } from "./modules/modules-page.tsx";
import { PanelsPage } from "./panels/panels-page.tsx";
import { AdminPeoplePage } from "./people/admin-people-page.tsx";
import { PlacesPage } from "./places/places-page.tsx";
import { PropertiesPage } from "./properties/properties-page.tsx";
import { ProviderPage } from "./providers/provider-page.tsx";
import { ProvidersPage } from "./providers/providers-page.tsx";
import { RoomsPage } from "./rooms/rooms-page.tsx";
import { SetUpPage } from "./set-up/set-up-page.tsx";
import { ScanPage } from "./scan/scan-page.tsx";
import { ServicesPage } from "./services/services-page.tsx";
import { SyncConfigurationsPage } from "./sync-configurations/sync-configurations-page.tsx";
import { SyncEventPage } from "./sync-events/sync-event-page.tsx";
import { SyncEventsPage } from "./sync-events/sync-events-page.tsx";
import "./admin.css";

const SECTIONS = [
  "health",
  "set-up",
  "sync-events",
  "mode",
  "providers",
  "sync-configurations",
  "places",
  "modules",
  "services",
  "rooms",
  "door-codes",
  "scan",
  "properties",
  "people",
  "api-clients",
  "panels",
  "audit",
  "explain",
] as const;

export default function AdminPages() {
  const { is_fresh: isFresh } = useSession();
  return (
    <div className="admin">
      <AdminNavigation />
      <div className="admin-content">
        <Switch>
          <Route path="/admin">
            <Redirect to={isFresh ? "/admin/set-up" : "/admin/health"} replace />
          </Route>
          <Route path="/admin/health" component={HealthPage} />
          <Route path="/admin/set-up" component={SetUpPage} />
          <Route path="/admin/sync-events" component={SyncEventsPage} />
          <Route path="/admin/sync-events/:id">{({ id }) => <SyncEventPage id={id} />}</Route>
          <Route path="/admin/mode" component={ModePage} />
          <Route path="/admin/providers" component={ProvidersPage} />
          <Route path="/admin/providers/new">
            <ProviderPage id={undefined} />
          </Route>
          <Route path="/admin/providers/:id">{({ id }) => <ProviderPage key={id} id={id} />}</Route>
          <Route path="/admin/sync-configurations" component={SyncConfigurationsPage} />
          <Route path="/admin/places" component={PlacesPage} />
          <Route path="/admin/modules" component={ModulesPage} />
          <Route path="/admin/modules/:id">{({ id }) => <ModulePage key={id} id={id} />}</Route>
          <Route path="/admin/services" component={ServicesPage} />
          <Route path="/admin/rooms" component={RoomsPage} />
          <Route path="/admin/door-codes" component={DoorCodesPage} />
          <Route path="/admin/scan" component={ScanPage} />
          <Route path="/admin/properties" component={PropertiesPage} />
          <Route path="/admin/people" component={AdminPeoplePage} />
          <Route path="/admin/api-clients" component={ApiClientsPage} />
          <Route path="/admin/panels" component={PanelsPage} />
          <Route path="/admin/audit" component={AuditPage} />
          <Route path="/admin/explain" component={ExplainPage} />
          <Route component={NotFoundPage} />
        </Switch>
      </div>
    </div>
  );
}

/** A column of links beside the page; on a phone one field to choose from. */
function AdminNavigation() {
  const { t, formats } = useMessages();
  const [path, navigate] = useLocation();
  const unseen = (useOpenNotices().data ?? []).filter((notice) => notice.acknowledged_at === null);
  const current = SECTIONS.find((section) => path.startsWith(`/admin/${section}`)) ?? null;
  return (
    <>
      <nav className="admin-nav" aria-label={t.admin.navigation}>
        {SECTIONS.map((section) => (
          <Link
            key={section}
            href={`/admin/${section}`}
            {...(section === current ? { "aria-current": "page" as const } : {})}
          >
            {t.admin.sections[section]}
            {section === "health" && unseen.length > 0 ? (
              <span className="admin-nav-count">
                <span aria-hidden="true">{formats.number(unseen.length)}</span>
                <span className="visually-hidden">
                  {t.health.openNotices({ count: formats.number(unseen.length) })}
                </span>
              </span>
            ) : null}
          </Link>
        ))}
      </nav>
      <div className="admin-choice">
        <Select
          label={t.admin.navigation}
          choices={SECTIONS.map((key) => ({ key, label: t.admin.sections[key] }))}
          value={current}
          onChange={(section) => navigate(`/admin/${section}`)}
        />
      </div>
    </>
  );
}
