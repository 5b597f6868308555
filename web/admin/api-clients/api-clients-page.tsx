import { useState } from "react";
import type { z } from "zod";
import {
  apiClientSchema,
  apiClientScopeSchema,
  createdApiClientSchema,
  type createApiClientSchema,
} from "../../../src/contract/admin.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { CopyField } from "../../ui/components/copy-field.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct, useAdminList } from "../api/admin-calls.ts";
import { RevokeButton } from "../revoke-button.tsx";

type ApiClient = z.infer<typeof apiClientSchema>;
type Scope = z.infer<typeof apiClientScopeSchema>;

export function ApiClientsPage() {
  const { t } = useMessages();
  const query = useAdminList("api-clients", apiClientSchema);
  const [creates, setCreates] = useState(false);
  const columns = useColumns();
  return (
    <Page
      title={t.apiClients.title}
      intro={t.apiClients.intro}
      actions={
        <Button look="primary" onPress={() => setCreates(true)}>
          {t.apiClients.create}
        </Button>
      }
    >
      <QueryState query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t.apiClients.none} />
          ) : (
            <Table
              caption={t.apiClients.title}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryState>
      {creates ? <CreateApiClient onClose={() => setCreates(false)} /> : null}
    </Page>
  );
}

function useColumns(): Column<ApiClient>[] {
  const { t, formats } = useMessages();
  const { person } = useSession();
  return [
    { key: "name", header: t.apiClients.name, namesRow: true, cell: (client) => client.name },
    { key: "key", header: t.apiClients.key, cell: (client) => <code>{client.key_hint}</code> },
    { key: "scopes", header: t.apiClients.scopes, cell: (client) => client.scopes.join(", ") },
    {
      key: "used",
      header: t.account.lastUsed,
      cell: (client) =>
        client.last_used_at === null
          ? t.account.never
          : formats.dateTime(client.last_used_at, person.time_zone),
    },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (client) => (
        <RevokeButton
          subject="api-clients"
          id={client.id}
          name={client.name}
          revokedAt={client.revoked_at}
        />
      ),
    },
  ];
}

function CreateApiClient({ onClose }: { onClose: () => void }) {
  const { t } = useMessages();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const create = useAdminAct("api-clients", (body: z.input<typeof createApiClientSchema>) => ({
    path: adminPath("api-clients"),
    method: "POST" as const,
    body,
    schema: createdApiClientSchema,
  }));
  if (create.data) {
    return (
      <Dialog
        title={t.apiClients.created}
        isOpen
        onClose={onClose}
        actions={
          <Button look="primary" onPress={onClose}>
            {t.apiClients.kept}
          </Button>
        }
      >
        <Notice tone="warn" title={t.apiClients.shownOnce}>
          <p>{t.apiClients.shownOnceSentence}</p>
        </Notice>
        <CopyField label={t.apiClients.key} value={create.data.key} />
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t.apiClients.create}
      submit={t.apiClients.create}
      isReady={name.trim() !== "" && scopes.length !== 0}
      isPending={create.isPending}
      error={create.error}
      onSubmit={() => create.mutate({ name: name.trim(), scopes: [...scopes] })}
      onClose={onClose}
    >
      <TextField
        label={t.apiClients.name}
        value={name}
        onChange={setName}
        maxLength={100}
        takesFocus
      />
      <ChoiceList
        label={t.apiClients.scopes}
        choices={apiClientScopeSchema.options.map((key) => ({ key, label: key }))}
        value={scopes}
        onChange={setScopes}
      />
    </FormDialog>
  );
}
