import { useLocation } from "wouter";
import { calendarProviderSchema } from "../../../src/contract/admin.ts";
import { LinkButton } from "../../ui/components/button.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectionNotice } from "../../portal/connection/connection-notice.tsx";
import { useConnectionOutcome } from "../../portal/connection/connection-outcome.ts";
import { useAdminOne } from "../api/admin-calls.ts";
import { ProviderCredentials } from "./provider-credentials.tsx";
import { ProviderForm } from "./provider-form.tsx";

/** One provider, or with no id the form for a new one. */
export function ProviderPage({ id }: { id: string | undefined }) {
  const { t } = useMessages();
  const [, navigate] = useLocation();
  const query = useAdminOne("calendar-providers", id, calendarProviderSchema);
  const [outcome] = useConnectionOutcome();
  return (
    <Page
      title={id === undefined ? t.providers.createTitle : (query.data?.name ?? t.providers.one)}
      actions={<LinkButton href="/admin/providers">{t.providers.title}</LinkButton>}
    >
      {outcome ? <ConnectionNotice outcome={outcome} whose="provider" /> : null}
      {id === undefined ? (
        <ProviderForm
          provider={null}
          onSaved={(saved) => navigate(`/admin/providers/${saved.id}`)}
        />
      ) : (
        <QueryState query={query}>
          {(provider) => (
            <>
              <ProviderCredentials provider={provider} />
              <ProviderForm key={provider.id} provider={provider} />
            </>
          )}
        </QueryState>
      )}
    </Page>
  );
}
