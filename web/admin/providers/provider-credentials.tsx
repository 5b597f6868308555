import { useState } from "react";
import type { CalendarProvider } from "../../../src/contract/admin.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { pathWithQuery } from "../../ui/api/api-call.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { CopyField } from "../../ui/components/copy-field.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { shownCredentials } from "./shown-credentials.ts";
import { CredentialBadge, type CredentialStatus } from "./credential-badge.tsx";

/** What may write to the calendars, whether it works, and how to make it work. */
export function ProviderCredentials({ provider }: { provider: CalendarProvider }) {
  const { t } = useMessages();
  const { integration_mode: mode } = useSession();
  const returnTo = `/admin/providers/${provider.id}`;
  return (
    <section className="card" aria-labelledby="credentials-heading">
      <h2 id="credentials-heading">{t.providers.credentials}</h2>
      {shownCredentials(provider, mode).map((credential) => (
        <Credential key={credential.kind} credential={credential} />
      ))}
      <CheckForm provider={provider} />
      <div className="row">
        {mode === "normal" ? null : (
          <LinkButton
            leavesPage
            href={pathWithQuery(provider.connect_delegated_user_url, { return_to: returnTo })}
          >
            {t.providers.connectDelegatedUser}
          </LinkButton>
        )}
        <LinkButton
          leavesPage
          href={pathWithQuery(provider.admin_consent_url, { return_to: returnTo })}
        >
          {t.providers.giveConsent}
        </LinkButton>
      </div>
      <CopyField
        label={t.connection.consentLink}
        value={new URL(provider.admin_consent_url, window.location.href).href}
      />
    </section>
  );
}

function Credential({ credential }: { credential: CredentialStatus }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const at = (instant: string | null) =>
    instant === null ? t.account.never : formats.dateTime(instant, person.time_zone);
  return (
    <div className="credential">
      <div className="row">
        <CredentialBadge credential={credential} />
      </div>
      {credential.reason === null ? null : (
        <Notice tone="warn">
          <p>
            <Said text={credential.reason} />
          </p>
        </Notice>
      )}
      <dl className="facts">
        {credential.account_name === null ? null : (
          <>
            <dt>{t.account.connectedAs}</dt>
            <dd>{credential.account_name}</dd>
          </>
        )}
        {credential.scopes.length === 0 ? null : (
          <>
            <dt>{t.providers.scopes}</dt>
            <dd>{credential.scopes.join(", ")}</dd>
          </>
        )}
        <dt>{t.account.lastUsed}</dt>
        <dd>{at(credential.last_used_at)}</dd>
        <dt>{t.providers.checkedAt}</dt>
        <dd>{at(credential.checked_at)}</dd>
      </dl>
    </div>
  );
}

/** Tries the tenant for real, and on wish one room's calendar. */
function CheckForm({ provider }: { provider: CalendarProvider }) {
  const { t } = useMessages();
  const [roomMailbox, setRoomMailbox] = useState("");
  const check = useAdminAct("calendar-providers", (room: string) => ({
    path: adminPath("calendar-providers", provider.id, "check"),
    method: "POST" as const,
    body: room === "" ? {} : { room_mailbox: room },
    schema: anyAnswerSchema,
  }));
  return (
    <>
      <ProblemNotice error={check.error} />
      <div className="toolbar">
        <TextField
          label={t.providers.checkRoom}
          type="email"
          value={roomMailbox}
          onChange={setRoomMailbox}
        />
        <Button
          isPending={check.isPending}
          onPress={() =>
            check.mutate(roomMailbox.trim(), {
              onSuccess: () => tell({ title: t.providers.checked }),
            })
          }
        >
          {t.providers.check}
        </Button>
      </div>
    </>
  );
}
