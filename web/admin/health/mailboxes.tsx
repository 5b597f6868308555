import type { Health } from "../../../src/contract/health.ts";
import { useSession } from "../../ui/api/session.ts";
import { Table, type Column } from "../../ui/components/table.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

type Mailbox = Health["mailboxes"][number];

export function Mailboxes({ mailboxes }: { mailboxes: Mailbox[] }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const columns: Column<Mailbox>[] = [
    { key: "mailbox", header: t.health.mailbox, namesRow: true, cell: ({ mailbox }) => mailbox },
    {
      key: "throttled",
      header: t.health.throttledUntil,
      cell: ({ throttled_until: until }) =>
        until === null ? t.health.none : formats.timestamp(until, person.time_zone),
    },
    {
      key: "calls",
      header: t.health.callsUnderWay,
      cell: ({ calls_under_way: calls }) => formats.number(calls),
    },
  ];
  return (
    <section className="section" aria-label={t.health.mailboxes}>
      <h2>{t.health.mailboxes}</h2>
      {mailboxes.length === 0 ? (
        <p className="muted">{t.health.noMailboxes}</p>
      ) : (
        <Table
          caption={t.health.mailboxes}
          columns={columns}
          rows={mailboxes}
          rowKey={({ mailbox }) => mailbox}
        />
      )}
    </section>
  );
}
