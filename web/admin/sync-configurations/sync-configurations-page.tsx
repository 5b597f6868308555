import { useState } from "react";
import { syncConfigurationSchema, type SyncConfiguration } from "../../../src/contract/admin.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { Button } from "../../ui/components/button.tsx";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { MailAddress } from "../../ui/components/mail-address.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct, useAdminList } from "../api/admin-calls.ts";
import { ChangeSource } from "./change-source.tsx";
import { ExportOffer } from "./export-offer.tsx";
import { AddSyncConfiguration } from "./add-sync-configuration.tsx";
import { matching } from "../matching.ts";

interface Change {
  readonly id: string;
  readonly body: { readonly active?: boolean; readonly dry_run?: boolean };
}

export function SyncConfigurationsPage() {
  const { t } = useMessages();
  const query = useAdminList("sync-configurations", syncConfigurationSchema);
  const [filter, setFilter] = useState("");
  const [adds, setAdds] = useState(false);
  const update = useAdminAct("sync-configurations", ({ id, body }: Change) => ({
    path: adminPath("sync-configurations", id),
    method: "PATCH" as const,
    body,
    schema: anyAnswerSchema,
  }));
  const [activated, setActivated] = useState<SyncConfiguration | null>(null);
  const change = (wanted: Change, row: SyncConfiguration) =>
    update.mutate(wanted, {
      onSuccess: () => {
        const { active = row.active, dry_run: isDryRun = row.dry_run } = wanted.body;
        // What stands in no calendar is to be written now, or would be.
        const begins = wanted.body.active === true || wanted.body.dry_run === false;
        if (active && begins) setActivated({ ...row, active, dry_run: isDryRun });
      },
    });
  const providers = new Set(query.data?.map((row) => row.provider_name));
  const columns = useColumns({
    change,
    offerExport: setActivated,
    isBusy: update.isPending,
    showsProvider: providers.size > 1,
  });
  return (
    <Page
      title={t.syncConfigurations.title}
      intro={t.syncConfigurations.intro}
      actions={
        <Button look="primary" onPress={() => setAdds(true)}>
          {t.syncConfigurations.add}
        </Button>
      }
    >
      {activated === null ? null : (
        <ExportOffer configuration={activated} onClose={() => setActivated(null)} />
      )}
      {adds ? <AddSyncConfiguration onClose={() => setAdds(false)} /> : null}
      <div className="toolbar">
        <TextField label={t.admin.filter} value={filter} onChange={setFilter} />
      </div>
      <ProblemNotice error={update.error} />
      <QueryState query={query}>
        {(all) => {
          const rows = all.filter((row) =>
            matching(filter, [row.space_name, row.building_name, row.room_mailbox]),
          );
          return rows.length === 0 ? (
            <EmptyState title={t.syncConfigurations.none} />
          ) : (
            <Table
              caption={t.syncConfigurations.title}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          );
        }}
      </QueryState>
    </Page>
  );
}

interface ColumnsProps {
  readonly change: (change: Change, row: SyncConfiguration) => void;
  readonly offerExport: (row: SyncConfiguration) => void;
  readonly isBusy: boolean;
  /** Where there is one only, its name in each row would say nothing. */
  readonly showsProvider: boolean;
}

function useColumns(props: ColumnsProps): Column<SyncConfiguration>[] {
  const { change, offerExport, isBusy, showsProvider } = props;
  const { t } = useMessages();
  return [
    {
      key: "space",
      header: t.syncConfigurations.space,
      namesRow: true,
      cell: (row) => (
        <span className="stack-small">
          {row.space_name}
          <span className="small muted">
            <MailAddress>{row.room_mailbox}</MailAddress>
          </span>
        </span>
      ),
    },
    { key: "building", header: t.syncConfigurations.building, cell: (row) => row.building_name },
    ...(showsProvider
      ? [
          {
            key: "provider",
            header: t.syncConfigurations.provider,
            cell: (row: SyncConfiguration) => row.provider_name,
          },
        ]
      : []),
    {
      key: "changes",
      header: t.syncConfigurations.changes,
      cell: (row) => <ChangeSource configuration={row} />,
    },
    {
      key: "active",
      header: t.syncConfigurations.active,
      cell: (row) => (
        <Checkbox
          isSelected={row.active}
          isDisabled={isBusy}
          onChange={(active) => change({ id: row.id, body: { active } }, row)}
          aria-label={t.syncConfigurations.activeOf({ space: row.space_name })}
        >
          {null}
        </Checkbox>
      ),
    },
    {
      key: "dry-run",
      header: t.syncConfigurations.dryRun,
      cell: (row) => (
        <Checkbox
          isSelected={row.dry_run}
          isDisabled={isBusy}
          onChange={(dryRun) => change({ id: row.id, body: { dry_run: dryRun } }, row)}
          aria-label={t.syncConfigurations.dryRunOf({ space: row.space_name })}
        >
          {null}
        </Checkbox>
      ),
    },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (row) =>
        row.active ? (
          <Button
            size="small"
            onPress={() => offerExport(row)}
            aria-label={t.syncConfigurations.exportOf({ space: row.space_name })}
          >
            {t.syncConfigurations.export}
          </Button>
        ) : null,
    },
  ];
}
