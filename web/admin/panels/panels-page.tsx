import { useState } from "react";
import type { z } from "zod";
import {
  createdPanelSchema,
  panelSchema,
  type createPanelSchema,
} from "../../../src/contract/admin.ts";
import type { PersonSummary } from "../../ui/api/people.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { PersonField } from "../../ui/components/person-field.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct, useAdminList } from "../api/admin-calls.ts";
import { RevokeButton } from "../revoke-button.tsx";
import { SpaceChoice } from "../space-choice.tsx";

type Panel = z.infer<typeof panelSchema>;

export function PanelsPage() {
  const { t } = useMessages();
  const query = useAdminList("panels", panelSchema);
  const [creates, setCreates] = useState(false);
  const columns = useColumns();
  return (
    <Page
      title={t.panels.title}
      intro={t.panels.intro}
      actions={
        <Button look="primary" onPress={() => setCreates(true)}>
          {t.panels.create}
        </Button>
      }
    >
      <QueryState query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t.panels.none} />
          ) : (
            <Table caption={t.panels.title} columns={columns} rows={rows} rowKey={({ id }) => id} />
          )
        }
      </QueryState>
      {creates ? <CreatePanel onClose={() => setCreates(false)} /> : null}
    </Page>
  );
}

function useColumns(): Column<Panel>[] {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const at = (instant: string | null) =>
    instant === null ? t.account.never : formats.dateTime(instant, person.time_zone);
  return [
    { key: "name", header: t.panels.name, namesRow: true, cell: (panel) => panel.name },
    { key: "space", header: t.admin.space, cell: (panel) => panel.space_name },
    {
      key: "for",
      header: t.panels.requestedFor,
      cell: (panel) => panel.requested_for?.display_name ?? t.panels.forNobody,
    },
    { key: "paired", header: t.panels.paired, cell: (panel) => at(panel.paired_at) },
    { key: "seen", header: t.panels.lastSeen, cell: (panel) => at(panel.last_seen_at) },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (panel) => (
        <RevokeButton
          subject="panels"
          id={panel.id}
          name={panel.name}
          revokedAt={panel.revoked_at}
        />
      ),
    },
  ];
}

function CreatePanel({ onClose }: { onClose: () => void }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const [name, setName] = useState("");
  const [spaceId, setSpaceId] = useState<string | null>(null);
  const [requestedFor, setRequestedFor] = useState<PersonSummary | null>(null);
  const create = useAdminAct("panels", (body: z.input<typeof createPanelSchema>) => ({
    path: adminPath("panels"),
    method: "POST" as const,
    body,
    schema: createdPanelSchema,
  }));
  if (create.data) {
    return (
      <Dialog
        title={t.panels.pairTitle}
        isOpen
        onClose={onClose}
        actions={
          <Button look="primary" onPress={onClose}>
            {t.actions.close}
          </Button>
        }
      >
        <p>{t.panels.pairSentence({ address: `${window.location.origin}/panel` })}</p>
        <p className="pairing-code">{create.data.pairing_code}</p>
        <p className="muted">
          {t.panels.pairUntil({
            at: formats.time(create.data.pairing_expires_at, person.time_zone),
          })}
        </p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t.panels.create}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.actions.close}</Button>
          <Button
            look="primary"
            isDisabled={name.trim() === "" || spaceId === null}
            isPending={create.isPending}
            onPress={() => {
              if (spaceId === null) return;
              const requested_for = requestedFor?.id ?? null;
              create.mutate({ name: name.trim(), space_id: spaceId, requested_for });
            }}
          >
            {t.panels.create}
          </Button>
        </>
      }
    >
      <ProblemNotice error={create.error} />
      <TextField label={t.panels.name} value={name} onChange={setName} maxLength={100} takesFocus />
      <SpaceChoice onChange={(space) => setSpaceId(space?.id ?? null)} />
      <PersonField
        label={t.panels.requestedFor}
        description={t.panels.requestedForHow}
        value={requestedFor}
        onChange={setRequestedFor}
      />
    </Dialog>
  );
}
