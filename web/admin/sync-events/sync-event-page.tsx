import type { ReactNode } from "react";
import type { z } from "zod";
import { Link } from "wouter";
import { syncEventDetailSchema } from "../../../src/contract/admin.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { MailAddress } from "../../ui/components/mail-address.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { wordOf } from "../../ui/messages/word-of.ts";
import { adminPath, useAdminAct, useAdminOne } from "../api/admin-calls.ts";
import { SyncEventChip } from "./sync-event-chip.tsx";

type SyncEventDetail = z.infer<typeof syncEventDetailSchema>;

export function SyncEventPage({ id }: { id: string }) {
  const { t } = useMessages();
  const query = useAdminOne("sync-events", id, syncEventDetailSchema);
  return (
    <Page
      title={t.syncEvents.one}
      actions={<LinkButton href="/admin/sync-events">{t.syncEvents.title}</LinkButton>}
    >
      <QueryState query={query}>{(event) => <SyncEventDetails event={event} />}</QueryState>
    </Page>
  );
}

function SyncEventDetails({ event }: { event: SyncEventDetail }) {
  const { t } = useMessages();
  const sendAgain = useAdminAct("sync-events", (eventId: string) => ({
    path: adminPath("sync-events", eventId, "send-again"),
    method: "POST" as const,
    schema: anyAnswerSchema,
  }));
  const isUnderWay = event.state === "new" || event.state === "processing";
  return (
    <>
      <section className="card">
        <div className="row row-between">
          <SyncEventChip state={event.state} />
          <Button
            isDisabled={isUnderWay}
            isPending={sendAgain.isPending}
            onPress={() =>
              sendAgain.mutate(event.id, {
                onSuccess: () => tell({ title: t.syncEvents.willBeSentAgain }),
              })
            }
          >
            {t.syncEvents.sendAgain}
          </Button>
        </div>
        <ProblemNotice error={sendAgain.error} />
        {event.reason === null ? null : (
          <Notice tone={event.state === "error" ? "bad" : "warn"}>
            <p>
              <Said text={event.reason} />
            </p>
            {event.reason_code === null ? null : (
              <p className="small">{t.problems.code({ code: event.reason_code })}</p>
            )}
          </Notice>
        )}
        <SyncEventFacts event={event} />
      </section>
      <Record title={t.syncEvents.request} record={event.request} />
      <Record title={t.syncEvents.response} record={event.response} />
    </>
  );
}

function SyncEventFacts({ event }: { event: SyncEventDetail }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const at = (instant: string | null) =>
    instant === null ? t.syncEvents.notYet : formats.timestamp(instant, person.time_zone);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t.syncEvents.type, t.syncEvents.types[event.type]],
    [t.syncEvents.space, event.space_name],
    [t.syncEvents.row, event.policy_row],
    [t.syncEvents.mailbox, <MailAddress key="mailbox">{event.mailbox}</MailAddress>],
    [
      t.syncEvents.credential,
      event.credential_person === null
        ? t.syncEvents.credentials[event.credential]
        : t.syncEvents.credentialOf({
            credential: t.syncEvents.credentials[event.credential],
            name: event.credential_person,
          }),
    ],
    [t.syncEvents.channel, wordOf(t.explain.values, event.channel)],
    [t.syncEvents.attempts, formats.number(event.attempts)],
    [t.syncEvents.created, at(event.created_at)],
    [t.syncEvents.due, at(event.due_at)],
    [t.syncEvents.processed, at(event.processed_at)],
  ];
  return (
    <dl className="facts">
      <dt>{t.syncEvents.reservation}</dt>
      <dd>
        <Link href={`/reservations/${event.reservation_id}`}>{event.reservation_number}</Link>
      </dd>
      {rows.map(([name, value]) => (
        <div key={name} className="facts-pair">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Record({ title, record }: { title: string; record: SyncEventDetail["request"] }) {
  const { t } = useMessages();
  return (
    <section className="section" aria-label={title}>
      <h2>{title}</h2>
      {record === null ? (
        <p className="muted">{t.syncEvents.nothingSent}</p>
      ) : (
        <pre className="code-block">{JSON.stringify(record, null, 2)}</pre>
      )}
    </section>
  );
}
