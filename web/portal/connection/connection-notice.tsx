import type { Session } from "../../../src/contract/session.ts";
import { useSession } from "../../ui/api/session.ts";
import { CopyField } from "../../ui/components/copy-field.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import type { ConnectionOutcome } from "./connection-outcome.ts";

interface ConnectionNoticeProps {
  readonly outcome: ConnectionOutcome;
  /** An administrator connects a calendar provider's accounts, too. */
  readonly whose?: "own" | "provider";
}

/** What came of the way to Outlook: connected, or why not and what to do. */
export function ConnectionNotice({ outcome, whose = "own" }: ConnectionNoticeProps) {
  const { t } = useMessages();
  const session = useSession();
  if (outcome.kind !== "failed") {
    const done = outcome.kind === "consented" ? "tenant" : whose;
    return (
      <Notice tone="good" title={t.connection.done[done]}>
        <p>{t.connection.doneSentence[done]}</p>
      </Notice>
    );
  }
  const known = Object.entries(t.connection.failures).find(([code]) => code === outcome.code)?.[1];
  const words = known ?? t.connection.failedOtherwise;
  // The server knows which account it was, and whom it wanted; the catalogue only the code.
  const last = session.connection_failure;
  const failure = last?.code === outcome.code && isOf(last.purpose, whose) ? last : null;
  const toDo = failure?.remedy ? <Said text={failure.remedy} /> : words.remedy;
  const consentUrl = failure?.admin_consent_url ?? null;
  return (
    <Notice tone="bad" title={words.title} isUrgent>
      {failure ? (
        <p>
          <Said text={failure.reason} />
        </p>
      ) : null}
      <p>{toDo}</p>
      {consentUrl !== null ? (
        <CopyField
          label={t.connection.consentLink}
          value={new URL(consentUrl, window.location.href).href}
        />
      ) : null}
      <p className="small">{t.problems.code({ code: outcome.code })}</p>
    </Notice>
  );
}

type Purpose = NonNullable<Session["connection_failure"]>["purpose"];

/** Anybody may bring a tenant's consent, so its failure is shown wherever they come back to. */
function isOf(purpose: Purpose, whose: "own" | "provider"): boolean {
  return purpose === "admin_consent" || (purpose === "own_calendar") === (whose === "own");
}
