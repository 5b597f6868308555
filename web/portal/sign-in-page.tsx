import { useEffect } from "react";
import { useSearchParams } from "wouter";
import { pathWithQuery } from "../ui/api/api-call.ts";
import { LinkButton } from "../ui/components/button.tsx";
import { Notice } from "../ui/components/notice.tsx";
import { useMessages } from "../ui/messages/messages.ts";
import { pathWithin } from "../ui/layout/path-within.ts";
import "./sign-in-page.css";

export function SignInPage() {
  const { t } = useMessages();
  const [params] = useSearchParams();
  const returnTo = pathWithin(params.get("return_to"));
  const error = params.get("sign_in_error");

  useEffect(() => {
    document.title = t.layout.documentTitle({ page: t.signIn.title });
  }, [t]);

  return (
    <main className="sign-in">
      <div className="card sign-in-card">
        <img src="/icon.svg" alt="" width="44" height="44" />
        <h1>{t.signIn.title}</h1>
        <p className="muted">{t.signIn.intro}</p>
        {error === null ? null : (
          <Notice tone="bad" title={t.signIn.failed} isUrgent>
            <p>{t.signIn.failedRemedy}</p>
            <p className="small">{t.problems.code({ code: error })}</p>
          </Notice>
        )}
        <LinkButton
          look="primary"
          leavesPage
          href={pathWithQuery("/auth/sign-in", { return_to: returnTo })}
        >
          {t.signIn.button}
        </LinkButton>
      </div>
    </main>
  );
}
