import { useState } from "react";
import type { z } from "zod";
import {
  calendarProviderSchema,
  type CalendarProvider,
  type saveCalendarProviderSchema,
} from "../../../src/contract/admin.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";

type SaveProvider = z.input<typeof saveCalendarProviderSchema>;

interface ProviderFields {
  readonly name: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly secret: string;
  readonly certificate: string;
  readonly delegatedUser: string;
  readonly active: boolean;
}

/** What a new provider's fields begin with. */
type ProposedFields = Pick<ProviderFields, "name" | "tenant" | "clientId">;
const NOTHING_PROPOSED: ProposedFields = { name: "", tenant: "", clientId: "" };

function fieldsOf(provider: CalendarProvider | null, proposed: ProposedFields): ProviderFields {
  return {
    name: provider?.name ?? proposed.name,
    tenant: provider?.tenant_id ?? proposed.tenant,
    clientId: provider?.client_id ?? proposed.clientId,
    secret: "",
    certificate: "",
    delegatedUser: provider?.delegated_user_email ?? "",
    active: provider?.active ?? true,
  };
}

/** What is left empty and not shown stays as it is stored. */
function requestOf(fields: ProviderFields, asksForDelegatedUser: boolean): SaveProvider {
  return {
    name: fields.name,
    tenant_id: fields.tenant,
    client_id: fields.clientId,
    active: fields.active,
    ...(fields.secret === "" ? {} : { client_secret: fields.secret }),
    ...(fields.certificate === "" ? {} : { client_certificate: fields.certificate }),
    ...(asksForDelegatedUser
      ? { delegated_user_email: fields.delegatedUser === "" ? null : fields.delegatedUser }
      : {}),
  };
}

interface ProviderFormProps {
  readonly provider: CalendarProvider | null;
  readonly proposed?: ProposedFields;
  readonly onSaved?: (saved: CalendarProvider) => void;
}

export function ProviderForm({
  provider,
  proposed = NOTHING_PROPOSED,
  onSaved,
}: ProviderFormProps) {
  const { t } = useMessages();
  const { integration_mode: mode } = useSession();
  const asksForDelegatedUser = mode !== "normal";
  const [fields, setFields] = useState(() => fieldsOf(provider, proposed));
  const change = (part: Partial<ProviderFields>) => setFields((old) => ({ ...old, ...part }));
  const save = useAdminAct("calendar-providers", (body: SaveProvider) => ({
    path: provider ? adminPath("calendar-providers", provider.id) : adminPath("calendar-providers"),
    method: provider ? ("PUT" as const) : ("POST" as const),
    body,
    schema: calendarProviderSchema,
  }));
  const fault = (name: string) => fieldFault(save.error, name);
  const submit = () =>
    save.mutate(requestOf(fields, asksForDelegatedUser), {
      onSuccess: (saved) => {
        tell({ title: t.providers.saved });
        change({ secret: "", certificate: "" });
        onSaved?.(saved);
      },
    });
  return (
    <section className="card" aria-labelledby="provider-form-heading">
      <h2 id="provider-form-heading">{t.providers.settings}</h2>
      <ProblemNotice error={save.error} />
      <TextField
        label={t.providers.name}
        value={fields.name}
        onChange={(name) => change({ name })}
        error={fault("name")}
        isRequired
      />
      <div className="form-grid">
        <TextField
          label={t.providers.tenant}
          value={fields.tenant}
          onChange={(tenant) => change({ tenant })}
          error={fault("tenant_id")}
          isRequired
        />
        <TextField
          label={t.providers.client}
          value={fields.clientId}
          onChange={(clientId) => change({ clientId })}
          error={fault("client_id")}
          isRequired
        />
      </div>
      {asksForDelegatedUser ? (
        <TextField
          label={t.providers.delegatedUserEmail}
          description={t.providers.delegatedUserMeans}
          type="email"
          value={fields.delegatedUser}
          onChange={(delegatedUser) => change({ delegatedUser })}
          error={fault("delegated_user_email")}
          isRequired
        />
      ) : null}
      <TextField
        label={t.providers.secret}
        description={provider?.has_secret ? t.providers.secretStored : t.providers.secretMeans}
        type="password"
        autoComplete="new-password"
        value={fields.secret}
        onChange={(secret) => change({ secret })}
        error={fault("client_secret")}
      />
      <TextField
        label={t.providers.certificate}
        description={
          provider?.has_certificate ? t.providers.certificateStored : t.providers.certificateMeans
        }
        lines="many"
        value={fields.certificate}
        onChange={(certificate) => change({ certificate })}
        error={fault("client_certificate")}
      />
      <Checkbox isSelected={fields.active} onChange={(active) => change({ active })}>
        {t.providers.active}
      </Checkbox>
      <div className="row row-end">
        <Button look="primary" isPending={save.isPending} onPress={submit}>
          {t.actions.save}
        </Button>
      </div>
    </section>
  );
}
