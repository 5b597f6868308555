import { useState } from "react";
import { Link } from "wouter";
import { moduleSchema, type ReservableModule } from "../../../src/contract/modules.ts";
import { Button } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminList } from "../api/admin-calls.ts";
import { AddModule } from "./add-module.tsx";

export function ModulesPage() {
  const { t } = useMessages();
  const query = useAdminList("modules", moduleSchema);
  const [adds, setAdds] = useState(false);
  const columns = useColumns();
  return (
    <Page
      title={t.modules.title}
      intro={t.modules.intro}
      actions={
        <Button look="primary" onPress={() => setAdds(true)}>
          {t.adminPlaces.addModule}
        </Button>
      }
    >
      {adds ? <AddModule onClose={() => setAdds(false)} /> : null}
      <QueryState query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t.modules.none} />
          ) : (
            <Table
              caption={t.modules.title}
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

function useColumns(): Column<ReservableModule>[] {
  const { t } = useMessages();
  return [
    {
      key: "name",
      header: t.modules.name,
      namesRow: true,
      cell: (module) => <Link href={`/admin/modules/${module.id}`}>{module.name}</Link>,
    },
    {
      key: "spaces",
      header: t.modules.spaces,
      cell: ({ space_count: count }) => t.modules.spaceCount({ count }),
    },
    {
      key: "check-in",
      header: t.modules.checkIn,
      cell: (module) => t.modules.policies[module.check_in_policy],
    },
    {
      key: "approval",
      header: t.modules.approval,
      cell: (module) => t.modules.policies[module.approval_policy],
    },
  ];
}
