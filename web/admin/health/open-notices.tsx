import type { AdminNotice } from "../../../src/contract/health.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { useOpenNotices } from "./use-health.ts";

export function OpenNotices() {
  const { t } = useMessages();
  const query = useOpenNotices();
  const acknowledge = useAdminAct("notices", (id: string) => ({
    path: adminPath("notices", id, "acknowledge"),
    method: "POST" as const,
    schema: anyAnswerSchema,
  }));
  return (
    <section className="section" aria-label={t.health.notices}>
      <h2>{t.health.notices}</h2>
      <ProblemNotice error={acknowledge.error} />
      <QueryState query={query} bars={1}>
        {(notices) =>
          notices.length === 0 ? (
            <Notice tone="good" title={t.health.allWell}>
              <p>{t.health.allWellSentence}</p>
            </Notice>
          ) : (
            notices.map((notice) => (
              <OpenNotice
                key={notice.id}
                notice={notice}
                isPending={acknowledge.isPending && acknowledge.variables === notice.id}
                onAcknowledge={() => acknowledge.mutate(notice.id)}
              />
            ))
          )
        }
      </QueryState>
    </section>
  );
}

interface OpenNoticeProps {
  readonly notice: AdminNotice;
  readonly isPending: boolean;
  readonly onAcknowledge: () => void;
}

function OpenNotice({ notice, isPending, onAcknowledge }: OpenNoticeProps) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const at = (instant: string) => formats.dateTime(instant, person.time_zone);
  const { acknowledged_at: acknowledgedAt, acknowledged_by: name, subject_name: subject } = notice;
  const href = placeOf(notice);
  return (
    <Notice
      tone={notice.severity === "error" ? "bad" : "warn"}
      title={<Said text={notice.sentence} />}
    >
      <p>
        <Said text={notice.remedy} />
      </p>
      <p className="small">
        {[
          t.health.severities[notice.severity],
          t.health.since({ at: at(notice.since) }),
          t.problems.code({ code: notice.code }),
          ...(acknowledgedAt === null
            ? []
            : [t.health.acknowledgedBy({ name: name ?? "", at: at(acknowledgedAt) })]),
        ].join(" · ")}
      </p>
      <div className="row">
        {href === null ? null : (
          <LinkButton size="small" href={href} aria-label={t.health.lookAt({ subject })}>
            {t.health.look}
          </LinkButton>
        )}
        {acknowledgedAt === null ? (
          <Button
            size="small"
            isPending={isPending}
            onPress={onAcknowledge}
            aria-label={t.health.acknowledgeOne({ subject })}
          >
            {t.health.acknowledge}
          </Button>
        ) : null}
      </div>
    </Notice>
  );
}

/** Where to see what the notice is about. */
function placeOf({ code, subject_kind: kind, subject_id: id }: AdminNotice): string | null {
  switch (kind) {
    case "provider":
      return `/admin/providers/${encodeURIComponent(id)}`;
    case "room":
      return "/admin/sync-configurations";
    case "mailbox":
      return "/admin/sync-events?state=error&reason_code=calendar_mailbox_missing";
    case "cause":
      return `/admin/sync-events?state=error&reason_code=${encodeURIComponent(id)}`;
    case "installation":
      return OF_INSTALLATION[code] ?? null;
  }
}

const OF_INSTALLATION: Readonly<Record<string, string>> = {
  queue_waits: "/admin/sync-events?state=new",
  people_not_connected: "/admin/sync-events?state=waiting_for_token",
};
