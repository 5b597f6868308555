import { useState } from "react";
import type { z } from "zod";
import { panelSchema } from "../../../src/contract/admin.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminList } from "../api/admin-calls.ts";
import { RevokeButton } from "../revoke-button.tsx";
import { ChangePanel } from "./change-panel.tsx";
import { CreatePanel } from "./create-panel.tsx";

type Panel = z.infer<typeof panelSchema>;

export function PanelsPage() {
  const { t } = useMessages();
  const query = useAdminList("panels", panelSchema);
  const [creates, setCreates] = useState(false);
  const [changed, setChanged] = useState<Panel | null>(null);
  const columns = useColumns(setChanged);
  return (
    <Page
      title={t.panels.title}
      intro={t.panels.intro}
      actions={
        <Button look="primary" onPress={() => setCreates(true)}>
          {t.panels.create}
        </Button>
      }
    >
      <QueryState query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t.panels.none} />
          ) : (
            <Table caption={t.panels.title} columns={columns} rows={rows} rowKey={({ id }) => id} />
          )
        }
      </QueryState>
      {creates ? <CreatePanel onClose={() => setCreates(false)} /> : null}
      {changed ? <ChangePanel panel={changed} onClose={() => setChanged(null)} /> : null}
    </Page>
  );
}

function useColumns(onChange: (panel: Panel) => void): Column<Panel>[] {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const at = (instant: string | null) =>
    instant === null ? t.account.never : formats.dateTime(instant, person.time_zone);
  return [
    { key: "name", header: t.panels.name, namesRow: true, cell: (panel) => panel.name },
    { key: "space", header: t.admin.space, cell: (panel) => panel.space_name },
    {
      key: "for",
      header: t.panels.requestedFor,
      cell: (panel) => panel.requested_for?.display_name ?? t.panels.forNobody,
    },
    { key: "paired", header: t.panels.paired, cell: (panel) => at(panel.paired_at) },
    { key: "seen", header: t.panels.lastSeen, cell: (panel) => at(panel.last_seen_at) },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (panel) => (
        <span className="row">
          {panel.revoked_at === null ? (
            <Button
              size="small"
              aria-label={t.panels.changeOne({ name: panel.name })}
              onPress={() => onChange(panel)}
            >
              {t.panels.change}
            </Button>
          ) : null}
          <RevokeButton
            subject="panels"
            id={panel.id}
            name={panel.name}
            revokedAt={panel.revoked_at}
          />
        </span>
      ),
    },
  ];
}
