import { useDeferredValue, useState } from "react";
import { adminPersonSchema, type AdminPerson } from "../../../src/contract/admin.ts";
import { roleSchema } from "../../../src/contract/session.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { useSession } from "../../ui/api/session.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Button } from "../../ui/components/button.tsx";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { MailAddress } from "../../ui/components/mail-address.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct, useAdminPages } from "../api/admin-calls.ts";
import { PagedRows } from "../../ui/components/paged-rows.tsx";

/** The person whose dialog is open, and which. */
interface Opened {
  readonly what: "edit" | "revoke";
  readonly person: AdminPerson;
}

export function AdminPeoplePage() {
  const { t } = useMessages();
  const [filter, setFilter] = useState("");
  const wanted = useDeferredValue(filter);
  const query = useAdminPages("people", adminPersonSchema, { query: wanted.trim() });
  const [opened, setOpened] = useState<Opened | null>(null);
  const columns = useColumns(setOpened);
  const close = () => setOpened(null);
  return (
    <Page title={t.adminPeople.title} intro={t.adminPeople.intro}>
      <div className="toolbar">
        <TextField label={t.admin.filter} value={filter} onChange={setFilter} />
      </div>
      <PagedRows query={query}>
        {(rows: AdminPerson[]) =>
          rows.length === 0 ? (
            <EmptyState title={t.adminPeople.none} />
          ) : (
            <Table
              caption={t.adminPeople.title}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )
        }
      </PagedRows>
      {opened?.what === "edit" ? <PersonDialog person={opened.person} onClose={close} /> : null}
      {opened?.what === "revoke" ? <RevokeDialog person={opened.person} onClose={close} /> : null}
    </Page>
  );
}

function useColumns(open: (opened: Opened) => void): Column<AdminPerson>[] {
  const { t, formats } = useMessages();
  return [
    {
      key: "name",
      header: t.adminPeople.name,
      namesRow: true,
      cell: (person) => (
        <span className="stack-small">
          {person.display_name}
          <span className="small muted">
            <MailAddress>{person.email}</MailAddress>
          </span>
        </span>
      ),
    },
    {
      key: "roles",
      header: t.account.roles,
      cell: (person) => formats.list(person.roles.map((role) => t.roles[role])),
    },
    {
      key: "active",
      header: t.adminPeople.active,
      cell: (person) => (person.active ? t.adminPeople.isActive : t.adminPeople.isInactive),
    },
    {
      key: "token",
      header: t.adminPeople.token,
      cell: ({ calendar_connection: connection }) => <TokenState connection={connection} />,
    },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (person) => (
        <span className="row row-end">
          <Button
            size="small"
            aria-label={t.adminPeople.editOne({ name: person.display_name })}
            onPress={() => open({ what: "edit", person })}
          >
            {t.actions.edit}
          </Button>
          {person.calendar_connection.state === "not_connected" ? null : (
            <Button
              size="small"
              aria-label={t.adminPeople.revokeOne({ name: person.display_name })}
              onPress={() => open({ what: "revoke", person })}
            >
              {t.adminPeople.revoke}
            </Button>
          )}
        </span>
      ),
    },
  ];
}

function TokenState({ connection }: { connection: AdminPerson["calendar_connection"] }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const isConnected = connection.state === "connected";
  const tone = connection.state === "needs_reconnect" ? "warn" : "quiet";
  return (
    <span className="stack-small">
      <span>
        <Badge tone={isConnected ? "good" : tone} icon={isConnected ? "check" : "pause"}>
          {t.connection.states[connection.state]}
        </Badge>
      </span>
      {connection.last_used_at === null ? null : (
        <span className="small muted">
          {t.adminPeople.lastUsed({
            at: formats.dateTime(connection.last_used_at, person.time_zone),
          })}
        </span>
      )}
      {connection.reason === null ? null : (
        <span className="small muted">
          <Said text={connection.reason} />
        </span>
      )}
    </span>
  );
}

interface PersonDialogProps {
  readonly person: AdminPerson;
  readonly onClose: () => void;
}

function PersonDialog({ person, onClose }: PersonDialogProps) {
  const { t } = useMessages();
  const [roles, setRoles] = useState<AdminPerson["roles"]>(person.roles);
  const [active, setActive] = useState(person.active);
  const save = useAdminAct("people", (body: Pick<AdminPerson, "roles" | "active">) => ({
    path: adminPath("people", person.id),
    method: "PATCH" as const,
    body,
    schema: anyAnswerSchema,
  }));
  return (
    <FormDialog
      title={person.display_name}
      submit={t.actions.save}
      isPending={save.isPending}
      error={save.error}
      onSubmit={() =>
        save.mutate(
          { roles, active },
          {
            onSuccess: () => {
              tell({ title: t.adminPeople.saved });
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <ChoiceList
        label={t.account.roles}
        choices={roleSchema.options.map((key) => ({ key, label: t.roles[key] }))}
        value={roles}
        onChange={(chosen) => setRoles([...chosen])}
      />
      <Checkbox isSelected={active} onChange={setActive}>
        {t.adminPeople.mayBeActive}
      </Checkbox>
    </FormDialog>
  );
}

function RevokeDialog({ person, onClose }: PersonDialogProps) {
  const { t } = useMessages();
  const revoke = useAdminAct("people", (id: string) => ({
    path: adminPath("people", id, "calendar-connection"),
    method: "DELETE" as const,
    schema: anyAnswerSchema,
  }));
  return (
    <ConfirmDialog
      title={t.adminPeople.revokeTitle({ name: person.display_name })}
      confirmLabel={t.adminPeople.revoke}
      isOpen
      isPending={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(person.id, {
          onSuccess: () => {
            tell({ title: t.adminPeople.revoked });
            onClose();
          },
        })
      }
    >
      <p>{t.adminPeople.revokeSentence}</p>
    </ConfirmDialog>
  );
}
