import { useQueryClient } from "@tanstack/react-query";
import { calendarProviderSchema } from "../../../src/contract/admin.ts";
import type { GuidedSetUp } from "../../../src/contract/guided-set-up.ts";
import { pathWithQuery } from "../../ui/api/api-call.ts";
import { LinkButton } from "../../ui/components/button.tsx";
import { type Column, Table } from "../../ui/components/table.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminOne } from "../api/admin-calls.ts";
import { ProviderForm } from "../providers/provider-form.tsx";
import { CommandBlock } from "../scan/command-block.tsx";

type Permission = GuidedSetUp["permissions"][number];

interface ApplicationStepProps {
  readonly setUp: GuidedSetUp;
  readonly returnTo: string;
  readonly onChooseProvider: (id: string) => void;
}

/** What to do in Entra ID, and where to enter what came of it. */
export function ApplicationStep({ setUp, returnTo, onChooseProvider }: ApplicationStepProps) {
  const { t } = useMessages();
  const words = t.setUp.application;
  return (
    <>
      <ol className="step-list">
        <li>
          <p>{words.register}</p>
          {setUp.sign_in === null || isFurther(setUp) ? null : (
            <p className="muted">{words.registered}</p>
          )}
        </li>
        <li>
          <p>{words.redirect}</p>
          <CommandBlock command={setUp.redirect_uris.join("\n")} copyLabel={words.copyRedirects} />
        </li>
        <li>
          <p>{words.permissions}</p>
          <Permissions permissions={setUp.permissions} />
        </li>
        <li>
          <p>{words.secret}</p>
        </li>
        <li>
          <p>{words.enter}</p>
          <Entry {...{ setUp, returnTo, onChooseProvider }} />
        </li>
      </ol>
    </>
  );
}

/** A tenant beside those that are here already. */
function isFurther({ provider, providers }: GuidedSetUp): boolean {
  return providers.some(({ id }) => id !== provider?.id);
}

function Permissions({ permissions }: { permissions: readonly Permission[] }) {
  const { t } = useMessages();
  const columns = usePermissionColumns();
  return (
    <Table
      caption={t.setUp.application.caption}
      columns={columns}
      rows={permissions}
      rowKey={({ name }) => name}
    />
  );
}

function usePermissionColumns(): Column<Permission>[] {
  const { t } = useMessages();
  const words = t.setUp.application;
  return [
    { key: "name", header: words.name, namesRow: true, cell: ({ name }) => name },
    { key: "kind", header: words.where, cell: ({ kind }) => words.kinds[kind] },
    {
      key: "purpose",
      header: words.purpose,
      cell: ({ purpose, is_optional: isOptional }) =>
        isOptional ? words.optional({ purpose: words.purposes[purpose] }) : words.purposes[purpose],
    },
  ];
}

function Entry({ setUp, returnTo, onChooseProvider }: ApplicationStepProps) {
  const { t } = useMessages();
  const client = useQueryClient();
  const { provider, sign_in: signIn } = setUp;
  const stored = useAdminOne("calendar-providers", provider?.id, calendarProviderSchema);
  const checkAgain = () => {
    // That something is set up stands in the session too.
    void client.invalidateQueries();
  };
  if (provider === null) {
    const proposed = {
      name: "Exchange Online",
      tenant: signIn?.tenant_id ?? "",
      clientId: signIn?.client_id ?? "",
    };
    return (
      <ProviderForm
        provider={null}
        {...(isFurther(setUp) ? {} : { proposed })}
        onSaved={({ id }) => {
          onChooseProvider(id);
          checkAgain();
        }}
      />
    );
  }
  const consent = `/connect/admin-consent/${provider.id}`;
  return (
    <div className="stack">
      <div className="row">
        <LinkButton leavesPage href={pathWithQuery(consent, { return_to: returnTo })}>
          {t.setUp.application.consent}
        </LinkButton>
      </div>
      {stored.data ? (
        <details>
          <summary>{t.setUp.application.open}</summary>
          <ProviderForm key={provider.id} provider={stored.data} onSaved={checkAgain} />
        </details>
      ) : null}
    </div>
  );
}
