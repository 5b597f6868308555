import { auditEntrySchema, type AuditEntry } from "../../../src/contract/admin.ts";
import { AUDIT_SUBJECT_KINDS } from "../../../src/contract/audit.ts";
import { Link, useSearchParams } from "wouter";
import { useSession } from "../../ui/api/session.ts";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { Select } from "../../ui/components/select.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { auditActionWords } from "../../ui/messages/audit-words.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { wordOf } from "../../ui/messages/word-of.ts";
import { useAdminPages } from "../api/admin-calls.ts";
import { PagedRows } from "../../ui/components/paged-rows.tsx";

export function AuditPage() {
  const { t } = useMessages();
  const [params, setParams] = useSearchParams();
  const kind = AUDIT_SUBJECT_KINDS.find((name) => name === params.get("subject_kind"));
  const query = useAdminPages("audit", auditEntrySchema, { subject_kind: kind, limit: 50 });
  const columns = useColumns();
  return (
    <Page title={t.auditPage.title} intro={t.auditPage.intro}>
      <div className="toolbar">
        <Select
          label={t.auditPage.about}
          choices={[
            { key: "any", label: t.auditPage.anything },
            ...AUDIT_SUBJECT_KINDS.map((key) => ({ key, label: t.auditPage.subjects[key] })),
          ]}
          value={kind ?? "any"}
          onChange={(key) =>
            setParams(key === "any" ? {} : { subject_kind: key }, { replace: true })
          }
        />
      </div>
      <PagedRows query={query}>
        {(rows: AuditEntry[]) =>
          rows.length === 0 ? (
            <EmptyState title={t.auditPage.none} />
          ) : (
            <Table
              caption={t.auditPage.title}
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

function useColumns(): Column<AuditEntry>[] {
  const { t, formats } = useMessages();
  const { person } = useSession();
  return [
    {
      key: "at",
      header: t.auditPage.at,
      namesRow: true,
      cell: (entry) => formats.timestamp(entry.at, person.time_zone),
    },
    {
      key: "who",
      header: t.auditPage.who,
      cell: (entry) => entry.actor_name ?? t.properties.bySystem,
    },
    { key: "what", header: t.auditPage.what, cell: (entry) => auditActionWords(t, entry.action) },
    {
      key: "about",
      header: t.auditPage.about,
      cell: (entry) => <Subject entry={entry} />,
    },
    {
      key: "details",
      header: t.auditPage.details,
      cell: ({ details }) =>
        Object.keys(details).length === 0 ? null : <code>{JSON.stringify(details)}</code>,
    },
  ];
}

const UUID = /^([0-9a-f]{8})-[0-9a-f-]{27}$/;

/** Properties bear names that people know; everything else is known by its id, shortened. */
function Subject({ entry }: { entry: AuditEntry }) {
  const { t } = useMessages();
  const short = UUID.exec(entry.subject_id)?.[1] ?? entry.subject_id;
  return (
    <span className="stack-small">
      {wordOf(t.auditPage.subjectNames, entry.subject_kind)}
      <code className="small breakable" title={entry.subject_id}>
        {entry.subject_kind === "reservation" ? (
          <Link href={`/reservations/${entry.subject_id}`}>{short}</Link>
        ) : (
          short
        )}
      </code>
    </span>
  );
}
