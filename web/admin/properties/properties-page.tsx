import { Fragment, useState } from "react";
import { propertySchema, type Property } from "../../../src/contract/admin.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Select } from "../../ui/components/select.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct, useAdminList } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";
import { MODE_PROPERTY } from "../mode/mode-property.ts";

export function PropertiesPage() {
  const { t } = useMessages();
  const query = useAdminList("properties", propertySchema);
  const [edited, setEdited] = useState<Property | null>(null);
  const columns = useColumns(setEdited);
  return (
    <Page title={t.properties.title} intro={t.properties.intro}>
      <QueryState query={query}>
        {(rows) => (
          <Table
            caption={t.properties.title}
            columns={columns}
            rows={rows}
            rowKey={({ name }) => name}
          />
        )}
      </QueryState>
      {edited ? <PropertyDialog property={edited} onClose={() => setEdited(null)} /> : null}
    </Page>
  );
}

/** Broken, where it has to be, between its words. */
function PropertyName({ name }: { name: string }) {
  return (
    <code>
      {name.split(/(?<=[._])/).map((word, at) => (
        <Fragment key={at}>
          {word}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}

function useColumns(edit: (property: Property) => void): Column<Property>[] {
  const { t, formats } = useMessages();
  const { person } = useSession();
  return [
    {
      key: "name",
      header: t.properties.name,
      namesRow: true,
      cell: (property) => (
        <span className="stack-small">
          <PropertyName name={property.name} />
          <span className="small muted">
            <Said text={property.description} />
          </span>
        </span>
      ),
    },
    {
      key: "value",
      header: t.properties.value,
      cell: (property) => (property.value === "" ? t.properties.empty : property.value),
    },
    {
      key: "default",
      header: t.properties.defaultValue,
      cell: (property) =>
        property.default_value === "" ? t.properties.empty : property.default_value,
    },
    {
      key: "changed",
      header: t.properties.changed,
      cell: (property) =>
        property.updated_at === null
          ? t.account.never
          : t.properties.changedBy({
              at: formats.dateTime(property.updated_at, person.time_zone),
              name: property.updated_by ?? t.properties.bySystem,
            }),
    },
    {
      key: "act",
      header: t.actions.edit,
      headerIsHidden: true,
      cell: (property) =>
        // The mode is never changed in passing: its consequences are shown first.
        property.name === MODE_PROPERTY ? (
          <LinkButton size="small" href="/admin/mode">
            {t.properties.changeMode}
          </LinkButton>
        ) : (
          <Button
            size="small"
            aria-label={t.properties.editOne({ name: property.name })}
            onPress={() => edit(property)}
          >
            {t.actions.edit}
          </Button>
        ),
    },
  ];
}

function PropertyDialog({ property, onClose }: { property: Property; onClose: () => void }) {
  const { t } = useMessages();
  const [value, setValue] = useState(property.value);
  const save = useAdminAct("properties", (next: string) => ({
    path: adminPath("properties", property.name),
    method: "PUT" as const,
    body: { value: next },
    schema: propertySchema,
  }));
  const choices = property.type === "boolean" ? ["true", "false"] : (property.choices ?? null);
  return (
    <Dialog
      title={t.properties.editTitle}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={() => setValue(property.default_value)}>
            {t.properties.useDefault}
          </Button>
          <Button
            look="primary"
            isPending={save.isPending}
            onPress={() =>
              save.mutate(value, {
                onSuccess: () => {
                  tell({ title: t.properties.saved });
                  onClose();
                },
              })
            }
          >
            {t.actions.save}
          </Button>
        </>
      }
    >
      <ProblemNotice error={save.error} />
      <p>
        <code className="breakable">{property.name}</code>
      </p>
      <p className="muted">
        <Said text={property.description} />
      </p>
      {choices === null ? (
        <TextField
          label={t.properties.value}
          value={value}
          onChange={setValue}
          error={fieldFault(save.error, "value")}
          type={property.type === "email" ? "email" : "text"}
          takesFocus
        />
      ) : (
        <Select
          label={t.properties.value}
          choices={choices.map((choice) => ({ key: choice, label: choice }))}
          value={value}
          onChange={setValue}
        />
      )}
    </Dialog>
  );
}
