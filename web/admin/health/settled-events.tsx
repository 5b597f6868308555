import type { Health } from "../../../src/contract/health.ts";
import { Table, type Column } from "../../ui/components/table.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

type Settled = Health["settled_last_day"][number];

export function SettledEvents({ settled }: { settled: Settled[] }) {
  const { t, formats } = useMessages();
  const columns: Column<Settled>[] = [
    {
      key: "type",
      header: t.syncEvents.type,
      namesRow: true,
      cell: ({ type }) => t.syncEvents.types[type],
    },
    {
      key: "outcome",
      header: t.health.outcome,
      cell: ({ outcome }) => t.health.outcomes[outcome] ?? outcome,
    },
    { key: "count", header: t.health.number, cell: ({ count }) => formats.number(count) },
  ];
  return (
    <section className="section" aria-label={t.health.settled}>
      <h2>{t.health.settled}</h2>
      {settled.length === 0 ? (
        <p className="muted">{t.health.noneSettled}</p>
      ) : (
        <Table
          caption={t.health.settled}
          columns={columns}
          rows={settled}
          rowKey={({ type, outcome }) => `${type} ${outcome}`}
        />
      )}
    </section>
  );
}
