import { Link } from "wouter";
import { calendarProviderSchema, type CalendarProvider } from "../../../src/contract/admin.ts";
import { useSession } from "../../ui/api/session.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { LinkButton } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminList } from "../api/admin-calls.ts";
import { shownCredentials } from "./shown-credentials.ts";
import { CredentialBadge } from "./credential-badge.tsx";

export function ProvidersPage() {
  const { t } = useMessages();
  const query = useAdminList("calendar-providers", calendarProviderSchema);
  const columns = useColumns();
  return (
    <Page
      title={t.providers.title}
      intro={t.providers.intro}
      actions={
        <LinkButton look="primary" href="/admin/providers/new">
          {t.providers.create}
        </LinkButton>
      }
    >
      <QueryState query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t.providers.none} />
          ) : (
            <Table
              caption={t.providers.title}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryState>
    </Page>
  );
}

function useColumns(): Column<CalendarProvider>[] {
  const { t } = useMessages();
  const { integration_mode: mode } = useSession();
  return [
    {
      key: "name",
      header: t.providers.name,
      namesRow: true,
      cell: (provider) => <Link href={`/admin/providers/${provider.id}`}>{provider.name}</Link>,
    },
    { key: "tenant", header: t.providers.tenant, cell: (provider) => provider.tenant_id },
    {
      key: "active",
      header: t.providers.active,
      cell: (provider) => (
        <Badge tone={provider.active ? "good" : "quiet"} icon={provider.active ? "check" : "pause"}>
          {provider.active ? t.providers.isActive : t.providers.isInactive}
        </Badge>
      ),
    },
    {
      key: "credentials",
      header: t.providers.credentials,
      cell: (provider) => (
        <span className="row">
          {shownCredentials(provider, mode).map((credential) => (
            <CredentialBadge key={credential.kind} credential={credential} />
          ))}
        </span>
      ),
    },
  ];
}
