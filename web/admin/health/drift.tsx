import type { Health } from "../../../src/contract/health.ts";
import { Table, type Column } from "../../ui/components/table.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

type Drift = Health["drift"][number];

/** What reconciliations found and repaired, over all of them. */
export function DriftTable({ drift }: { drift: Drift[] }) {
  const { t } = useMessages();
  const columns = useColumns();
  if (drift.length === 0) return null;
  return (
    <section className="section" aria-label={t.reconciliations.drift}>
      <h2>{t.reconciliations.drift}</h2>
      <Table
        caption={t.reconciliations.drift}
        columns={columns}
        rows={drift}
        rowKey={({ kind }) => kind}
      />
    </section>
  );
}

function useColumns(): Column<Drift>[] {
  const { t, formats } = useMessages();
  const both = (found: number, repaired: number) =>
    t.reconciliations.foundAndRepaired({
      found: formats.number(found),
      repaired: formats.number(repaired),
    });
  return [
    {
      key: "kind",
      header: t.reconciliations.difference,
      namesRow: true,
      cell: ({ kind }) => t.reconciliations.kinds[kind] ?? kind,
    },
    {
      key: "day",
      header: t.health.lastDay,
      cell: (row) => both(row.found_last_day, row.repaired_last_day),
    },
    {
      key: "month",
      header: t.health.last30Days,
      cell: (row) => both(row.found_last_30_days, row.repaired_last_30_days),
    },
  ];
}
