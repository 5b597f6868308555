import { useState } from "react";
import type { z } from "zod";
import {
  calendarProviderSchema,
  type CalendarProvider,
  type Rehearsal,
  type saveCalendarProviderSchema,
} from "../../../src/contract/admin.ts";
import { pathWithQuery } from "../../ui/api/api-call.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct, useAdminList } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";

type DelegatedUser = Rehearsal["delegated_users"][number];

interface DelegatedUsersProps {
  readonly mode: Rehearsal["to"];
  readonly users: readonly DelegatedUser[];
  readonly onChanged: () => void;
}

/** Names and connects the accounts that the chosen mode needs, before it is changed. */
export function DelegatedUsers({ mode, users, onChanged }: DelegatedUsersProps) {
  const { data: providers = [] } = useAdminList("calendar-providers", calendarProviderSchema);
  return users.map((user) => {
    const provider = providers.find(({ id }) => id === user.provider_id);
    return provider ? (
      <DelegatedUserCard
        key={user.provider_id}
        returnTo={`/admin/mode?mode=${mode}`}
        {...{ user, provider, onChanged }}
      />
    ) : null;
  });
}

interface DelegatedUserCardProps {
  readonly user: DelegatedUser;
  readonly provider: CalendarProvider;
  readonly returnTo: string;
  readonly onChanged: () => void;
}

function DelegatedUserCard({ user, provider, returnTo, onChanged }: DelegatedUserCardProps) {
  const { t } = useMessages();
  const [email, setEmail] = useState(user.email ?? "");
  const isConnected = user.state === "connected";
  const save = useAdminAct(
    "calendar-providers",
    (body: z.input<typeof saveCalendarProviderSchema>) => ({
      path: adminPath("calendar-providers", provider.id),
      method: "PUT" as const,
      body,
      schema: calendarProviderSchema,
    }),
  );
  const submit = () => {
    const { name, tenant_id, client_id, active } = provider;
    save.mutate(
      { name, tenant_id, client_id, active, delegated_user_email: email === "" ? null : email },
      { onSuccess: onChanged },
    );
  };
  const heading = t.mode.delegatedUser({ provider: provider.name });
  return (
    <section className="card" aria-label={heading}>
      <h2>{heading}</h2>
      <ProblemNotice error={save.error} />
      <TextField
        label={t.providers.delegatedUserEmail}
        description={t.providers.delegatedUserMeans}
        type="email"
        value={email}
        onChange={setEmail}
        error={fieldFault(save.error, "delegated_user_email")}
      />
      <p className="muted">
        {isConnected ? t.mode.delegatedUserConnected : t.mode.delegatedUserNotConnected}
      </p>
      <div className="row">
        {email === (user.email ?? "") ? null : (
          <Button look="primary" isPending={save.isPending} onPress={submit}>
            {t.mode.saveDelegatedUser}
          </Button>
        )}
        {user.email === null || isConnected ? null : (
          <LinkButton
            look="primary"
            leavesPage
            href={pathWithQuery(user.connect_url, { return_to: returnTo })}
          >
            {t.providers.connectDelegatedUser}
          </LinkButton>
        )}
      </div>
    </section>
  );
}
