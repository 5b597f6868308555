import { Link } from "wouter";
import type { Health } from "../../../src/contract/health.ts";
import { Table, type Column } from "../../ui/components/table.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

type ErrorCause = Health["errors"][number];

export function ErrorsByCause({ errors }: { errors: ErrorCause[] }) {
  const { t } = useMessages();
  const columns = useColumns();
  return (
    <section className="section" aria-label={t.health.errors}>
      <h2>{t.health.errors}</h2>
      {errors.length === 0 ? (
        <p className="muted">{t.health.noErrors}</p>
      ) : (
        <Table
          caption={t.health.errors}
          columns={columns}
          rows={errors}
          rowKey={({ reason_code: cause }) => cause}
        />
      )}
    </section>
  );
}

function useColumns(): Column<ErrorCause>[] {
  const { t, formats } = useMessages();
  return [
    {
      key: "cause",
      header: t.health.cause,
      namesRow: true,
      cell: ({ reason_code: cause }) => (
        <Link
          href={`/admin/sync-events?state=error&reason_code=${encodeURIComponent(cause)}`}
          aria-label={t.health.showEvents({ cause })}
        >
          <code>{cause}</code>
        </Link>
      ),
    },
    { key: "day", header: t.health.lastDay, cell: (row) => formats.number(row.last_day) },
    { key: "month", header: t.health.last30Days, cell: (row) => formats.number(row.last_30_days) },
  ];
}
