import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import { syncEventSchema, type SyncEvent } from "../../../src/contract/admin.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { Select } from "../../ui/components/select.tsx";
import { MailAddress } from "../../ui/components/mail-address.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminPages } from "../api/admin-calls.ts";
import { BulkWorkDialog } from "../bulk/bulk-work-dialog.tsx";
import { PagedRows } from "../../ui/components/paged-rows.tsx";
import { SyncEventChip } from "./sync-event-chip.tsx";

const STATES = syncEventSchema.shape.state.options;

export function SyncEventsPage() {
  const { t } = useMessages();
  const [params, setParams] = useSearchParams();
  const state = STATES.find((name) => name === params.get("state"));
  const cause = params.get("reason_code") ?? undefined;
  const query = useAdminPages("sync-events", syncEventSchema, { state, reason_code: cause });
  const columns = useColumns();
  const [sendsAll, setSendsAll] = useState(false);
  return (
    <Page
      title={t.syncEvents.title}
      intro={t.syncEvents.intro}
      actions={
        state === "error" ? (
          <Button onPress={() => setSendsAll(true)}>{t.bulk.sendAllAgain}</Button>
        ) : undefined
      }
    >
      {sendsAll ? (
        <BulkWorkDialog
          title={t.bulk.sendAllAgainTitle}
          beginLabel={t.bulk.sendAllAgain}
          path={adminPath("sync-events", "send-again")}
          body={cause === undefined ? {} : { reason_code: cause }}
          onClose={() => setSendsAll(false)}
        >
          <p>{t.bulk.sendAllAgainSentence}</p>
        </BulkWorkDialog>
      ) : null}
      <div className="toolbar">
        <Select
          label={t.syncEvents.state}
          choices={[
            { key: "any", label: t.syncEvents.anyState },
            ...STATES.map((key) => ({ key, label: t.syncEvents.states[key] })),
          ]}
          value={state ?? "any"}
          onChange={(key) => setParams(key === "any" ? {} : { state: key }, { replace: true })}
        />
        {cause === undefined ? null : (
          <Button
            onPress={() => setParams(state === undefined ? {} : { state }, { replace: true })}
          >
            {t.syncEvents.onlyCause({ cause })}
          </Button>
        )}
      </div>
      <PagedRows query={query}>
        {(rows: SyncEvent[]) =>
          rows.length === 0 ? (
            <EmptyState title={t.syncEvents.none} />
          ) : (
            <Table
              caption={t.syncEvents.title}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )
        }
      </PagedRows>
    </Page>
  );
}

function useColumns(): Column<SyncEvent>[] {
  const { t, formats } = useMessages();
  const { person } = useSession();
  return [
    {
      key: "reservation",
      header: t.syncEvents.reservation,
      namesRow: true,
      cell: (event) => (
        <span className="stack-small">
          <Link href={`/admin/sync-events/${event.id}`}>{event.reservation_number}</Link>
          <span className="small muted">{event.space_name}</span>
        </span>
      ),
    },
    { key: "type", header: t.syncEvents.type, cell: (event) => t.syncEvents.types[event.type] },
    {
      key: "state",
      header: t.syncEvents.state,
      cell: (event) => (
        <span className="stack-small">
          <span>
            <SyncEventChip state={event.state} />
          </span>
          {event.reason_code === null ? null : <code>{event.reason_code}</code>}
        </span>
      ),
    },
    {
      key: "mailbox",
      header: t.syncEvents.mailbox,
      cell: (event) => <MailAddress>{event.mailbox}</MailAddress>,
    },
    {
      key: "row",
      header: t.syncEvents.row,
      cell: (event) =>
        t.syncEvents.rowAndCredential({
          row: event.policy_row,
          credential: t.syncEvents.credentials[event.credential],
        }),
    },
    {
      key: "created",
      header: t.syncEvents.created,
      cell: (event) => formats.timestamp(event.created_at, person.time_zone),
    },
  ];
}
