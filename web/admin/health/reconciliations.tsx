import { useState } from "react";
import { reconciliationSchema, type Reconciliation } from "../../../src/contract/health.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { useSession } from "../../ui/api/session.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Button } from "../../ui/components/button.tsx";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct, useAdminList } from "../api/admin-calls.ts";
import { differencesText } from "./differences-text.ts";

const SHOWN = 5;

/** Comparing all rooms whole: begun here, followed live, and what the last ones found. */
export function Reconciliations() {
  const { t } = useMessages();
  const query = useAdminList("reconciliations", reconciliationSchema);
  const [onlyReports, setOnlyReports] = useState(false);
  const start = useAdminAct("reconciliations", (repairs: boolean) => ({
    path: adminPath("reconciliations"),
    method: "POST" as const,
    body: { scope: "all", repairs },
    schema: anyAnswerSchema,
  }));
  return (
    <section className="section" aria-label={t.reconciliations.title}>
      <h2>{t.reconciliations.title}</h2>
      <p className="muted">{t.reconciliations.intro}</p>
      <div className="row">
        <Button
          isPending={start.isPending}
          onPress={() =>
            start.mutate(!onlyReports, {
              onSuccess: () => tell({ title: t.reconciliations.started }),
            })
          }
        >
          {t.reconciliations.start}
        </Button>
        <Checkbox isSelected={onlyReports} onChange={setOnlyReports}>
          {t.reconciliations.onlyReport}
        </Checkbox>
      </div>
      <ProblemNotice error={start.error} />
      <QueryState query={query}>
        {(all) => (all.length === 0 ? null : <Latest reconciliations={all.slice(0, SHOWN)} />)}
      </QueryState>
    </section>
  );
}

function Latest({ reconciliations }: { reconciliations: Reconciliation[] }) {
  const { t } = useMessages();
  const columns = useColumns();
  return (
    <Table
      caption={t.reconciliations.title}
      columns={columns}
      rows={reconciliations}
      rowKey={({ id }) => id}
    />
  );
}

function useColumns(): Column<Reconciliation>[] {
  const messages = useMessages();
  const { t, formats } = messages;
  const { person } = useSession();
  return [
    {
      key: "began",
      header: t.reconciliations.began,
      namesRow: true,
      cell: (run) => (
        <span className="stack-small">
          {formats.dateTime(run.created_at, person.time_zone)}
          <span className="muted small">{run.asked_by ?? t.reconciliations.causes[run.cause]}</span>
        </span>
      ),
    },
    {
      key: "rooms",
      header: t.reconciliations.rooms,
      cell: (run) => <RoomsDone run={run} />,
    },
    {
      key: "found",
      header: t.reconciliations.found,
      cell: (run) => differencesText(messages, run.found),
    },
    {
      key: "repaired",
      header: t.reconciliations.repaired,
      cell: (run) =>
        run.repairs ? differencesText(messages, run.repaired) : t.reconciliations.onlyReported,
    },
    {
      key: "taken-in",
      header: t.reconciliations.takenIn,
      cell: (run) => formats.number(run.changes_taken_in),
    },
  ];
}

function RoomsDone({ run }: { run: Reconciliation }) {
  const { t, formats } = useMessages();
  const ended = run.rooms_done + run.rooms_failed;
  const looks = LOOKS[run.state];
  return (
    <span className="stack-small">
      <span>
        <Badge {...looks} isBusy={run.state === "running"}>
          {t.reconciliations.states[run.state]}
        </Badge>
      </span>
      {run.state === "running" ? (
        <progress
          className="progress"
          max={run.rooms_total}
          value={ended}
          aria-label={t.reconciliations.progress}
        />
      ) : null}
      <span className="small">
        {t.reconciliations.roomsDone({
          done: formats.number(ended),
          total: formats.number(run.rooms_total),
        })}
      </span>
      {run.rooms_failed === 0 ? null : (
        <span className="small">{t.reconciliations.failed({ count: run.rooms_failed })}</span>
      )}
    </span>
  );
}

const LOOKS = {
  running: { tone: "info", icon: "sync" },
  done: { tone: "good", icon: "check" },
  ended: { tone: "quiet", icon: "cross" },
} as const;
