import { Link } from "wouter";
import { propertySchema } from "../../../src/contract/admin.ts";
import { moduleSchema } from "../../../src/contract/modules.ts";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminList } from "../api/admin-calls.ts";
import { ModuleServices } from "./module-services.tsx";

/** Services, module by module: a space offers what its module does. */
export function ServicesPage() {
  const { t } = useMessages();
  const query = useAdminList("modules", moduleSchema);
  return (
    <Page title={t.adminServices.title} intro={t.adminServices.intro}>
      <BlockerUser />
      <QueryState query={query}>
        {(modules) =>
          modules.length === 0 ? (
            <EmptyState title={t.modules.none} />
          ) : (
            <>
              {modules.map((module) => (
                <ModuleServices key={module.id} module={module} />
              ))}
            </>
          )
        }
      </QueryState>
    </Page>
  );
}

/** In whose name time is kept free is said once for all services. */
function BlockerUser() {
  const { t } = useMessages();
  const { data = [] } = useAdminList("properties", propertySchema);
  const property = data.find(({ name }) => name === "sn_wsd_rsv.blocker_user");
  if (property === undefined) return null;
  return (
    <p className="muted">
      {property.value === ""
        ? t.adminServices.keptForPerson
        : t.adminServices.keptForUser({ address: property.value })}{" "}
      <Link href="/admin/properties">{t.adminServices.changeUser}</Link>
    </p>
  );
}
