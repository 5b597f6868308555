import { useChangeMailPreferences, useMailPreferences } from "../../ui/api/mail.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { firstLanguageOf } from "../../ui/messages/language.ts";
import { useMessages } from "../../ui/messages/messages.ts";

/** Whether reminders come by mail too; it is written in the language that this page has. */
export function MailChoice() {
  const { t, formats } = useMessages();
  const preferences = useMailPreferences();
  const change = useChangeMailPreferences();
  const language = firstLanguageOf([formats.locale]);
  return (
    <section className="card" aria-labelledby="mail-heading">
      <h2 id="mail-heading">{t.account.mail}</h2>
      <QueryState query={preferences} bars={1}>
        {({ is_sent: isSent, reminders }) =>
          isSent || reminders ? (
            <Checkbox
              isSelected={reminders}
              isDisabled={change.isPending}
              description={isSent ? t.account.remindersByMailMeans : t.account.mailNotSetUp}
              onChange={(wanted) => change.mutate({ reminders: wanted, language })}
            >
              {t.account.remindersByMail}
            </Checkbox>
          ) : (
            <p className="muted">{t.account.mailNotSetUp}</p>
          )
        }
      </QueryState>
      <ProblemNotice error={change.error} />
    </section>
  );
}
