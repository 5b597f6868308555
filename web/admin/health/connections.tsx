import { Link } from "wouter";
import type { Health } from "../../../src/contract/health.ts";
import { useSession } from "../../ui/api/session.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

type Credential = Health["tokens"]["credentials"][number];

const TONES = { connected: "good", needs_reconnect: "bad", not_connected: "quiet" } as const;

/** The system's own credentials, and people's in numbers. */
export function Connections({ tokens }: { tokens: Health["tokens"] }) {
  const { t, formats } = useMessages();
  const columns = useColumns();
  const personal = tokens.personal.map(({ state, count }) =>
    t.health.personalState({
      state: t.health.personalStates[state] ?? state,
      count: formats.number(count),
    }),
  );
  return (
    <section className="section" aria-label={t.health.connections}>
      <h2>{t.health.connections}</h2>
      {tokens.credentials.length === 0 ? null : (
        <Table
          caption={t.health.connections}
          columns={columns}
          rows={tokens.credentials}
          rowKey={({ provider_id: provider, kind }) => `${provider} ${kind}`}
        />
      )}
      <dl className="facts">
        <dt>{t.health.personalTokens}</dt>
        <dd>{personal.length === 0 ? t.health.noChanges : formats.list(personal)}</dd>
      </dl>
    </section>
  );
}

function useColumns(): Column<Credential>[] {
  const { t, formats } = useMessages();
  const { person } = useSession();
  return [
    {
      key: "provider",
      header: t.health.provider,
      namesRow: true,
      cell: (row) => <Link href={`/admin/providers/${row.provider_id}`}>{row.provider_name}</Link>,
    },
    {
      key: "credential",
      header: t.health.credential,
      cell: ({ kind }) => t.providers.credentialKinds[kind],
    },
    {
      key: "state",
      header: t.health.state,
      cell: ({ state, reason }) => (
        <span className="stack-small">
          <span>
            <Badge tone={TONES[state]}>{t.connection.states[state]}</Badge>
          </span>
          {reason === null ? null : (
            <span className="small">
              <Said text={reason} />
            </span>
          )}
        </span>
      ),
    },
    {
      key: "used",
      header: t.health.lastUsed,
      cell: ({ last_used_at: at }) =>
        at === null ? t.health.never : formats.dateTime(at, person.time_zone),
    },
  ];
}
