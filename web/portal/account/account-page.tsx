import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { CalendarConnection } from "../../../src/contract/session.ts";
import { useChangeMailPreferences } from "../../ui/api/mail.ts";
import {
  signOut,
  useCalendarConnection,
  useDisconnectCalendar,
  useSession,
} from "../../ui/api/session.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Button } from "../../ui/components/button.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { MailAddress } from "../../ui/components/mail-address.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { Page } from "../../ui/layout/page.tsx";
import {
  LANGUAGES,
  chooseLanguage,
  firstLanguageOf,
  isLanguage,
  languagesHere,
  readLanguage,
} from "../../ui/messages/language.ts";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { THEMES, chooseTheme, readTheme } from "../../ui/theme/theme.ts";
import { ConnectLink } from "../connection/connect-link.tsx";
import { ConnectionNotice } from "../connection/connection-notice.tsx";
import { useConnectionOutcome } from "../connection/connection-outcome.ts";
import { forgetDay } from "../my-day/kept-day.ts";
import { MailChoice } from "./mail-choice.tsx";

export function AccountPage() {
  const { t } = useMessages();
  const connection = useCalendarConnection();
  const [outcome] = useConnectionOutcome();
  return (
    <Page title={t.account.title}>
      <PersonCard />
      <section className="card" aria-labelledby="connection-heading">
        <h2 id="connection-heading">{t.account.connection}</h2>
        {outcome ? <ConnectionNotice outcome={outcome} /> : null}
        <QueryState query={connection} bars={1}>
          {(data) => <Connection connection={data} hasOutcome={outcome !== null} />}
        </QueryState>
      </section>
      <MailChoice />
      <section className="card" aria-labelledby="theme-heading">
        <h2 id="theme-heading">{t.account.appearance}</h2>
        <ThemeChoice />
        <LanguageChoice />
      </section>
    </Page>
  );
}

function PersonCard() {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const leave = useMutation({
    mutationFn: () => {
      forgetDay(localStorage);
      return signOut();
    },
  });
  return (
    <section className="card" aria-labelledby="person-heading">
      <div className="row row-between">
        <h2 id="person-heading">{person.display_name}</h2>
        <Button isPending={leave.isPending} onPress={() => leave.mutate()}>
          {t.account.signOut}
        </Button>
      </div>
      <ProblemNotice error={leave.error} />
      <dl className="facts">
        <dt>{t.account.email}</dt>
        <dd>
          <MailAddress>{person.email}</MailAddress>
        </dd>
        <dt>{t.account.timeZone}</dt>
        <dd>{formats.zone(person.time_zone, new Date().toISOString())}</dd>
        <dt>{t.account.roles}</dt>
        <dd>{formats.list(person.roles.map((role) => t.roles[role]))}</dd>
      </dl>
    </section>
  );
}

interface ConnectionProps {
  readonly connection: CalendarConnection;
  /** The notice of how connecting ended has told the reason already. */
  readonly hasOutcome: boolean;
}

function Connection({ connection, hasOutcome }: ConnectionProps) {
  const { t } = useMessages();
  const isConnected = connection.state === "connected";
  return (
    <>
      <div className="row">
        <Badge
          tone={isConnected ? "good" : connection.state === "needs_reconnect" ? "warn" : "quiet"}
          icon={isConnected ? "check" : "pause"}
        >
          {t.connection.states[connection.state]}
        </Badge>
      </div>
      <p className="muted">{connection.needed ? t.account.needed : t.account.notNeeded}</p>
      {connection.reason === null || hasOutcome ? null : (
        <Notice tone="warn">
          <p>
            <Said text={connection.reason} />
          </p>
          {connection.remedy === null ? null : (
            <p>
              <Said text={connection.remedy} />
            </p>
          )}
        </Notice>
      )}
      <ConnectionFacts connection={connection} />
      <ConnectionActions connection={connection} />
    </>
  );
}

function ConnectionFacts({ connection }: { connection: CalendarConnection }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const at = (instant: string | null) =>
    instant === null ? t.account.never : formats.dateTime(instant, person.time_zone);
  if (connection.account_name === null) return null;
  return (
    <dl className="facts">
      <dt>{t.account.connectedAs}</dt>
      <dd>
        <MailAddress>{connection.account_name}</MailAddress>
      </dd>
      <dt>{t.account.connectedSince}</dt>
      <dd>{at(connection.connected_at)}</dd>
      <dt>{t.account.lastUsed}</dt>
      <dd>{at(connection.last_used_at)}</dd>
    </dl>
  );
}

function ConnectionActions({ connection }: { connection: CalendarConnection }) {
  const { t } = useMessages();
  const [asks, setAsks] = useState(false);
  const [afterwards, setAfterwards] = useState<string | null>(null);
  const disconnect = useDisconnectCalendar();
  if (connection.state === "not_connected") {
    return (
      <>
        {afterwards === null ? null : (
          <Notice tone="good" title={t.connection.disconnected}>
            <p>
              <Said text={afterwards} />
            </p>
          </Notice>
        )}
        <div className="row">
          <ConnectLink returnTo="/account" look={connection.needed ? "primary" : "secondary"} />
        </div>
      </>
    );
  }
  return (
    <div className="row">
      <ConnectLink
        returnTo="/account"
        look={connection.state === "connected" ? "secondary" : "primary"}
      >
        {t.connection.reconnect}
      </ConnectLink>
      <Button look="quiet" onPress={() => setAsks(true)}>
        {t.connection.disconnect}
      </Button>
      <ConfirmDialog
        title={t.connection.disconnectTitle}
        confirmLabel={t.connection.disconnect}
        isOpen={asks}
        isPending={disconnect.isPending}
        error={disconnect.error}
        onClose={() => setAsks(false)}
        onConfirm={() =>
          disconnect.mutate(undefined, {
            onSuccess: ({ remedy }) => {
              setAsks(false);
              setAfterwards(remedy);
              tell({ title: t.connection.disconnected });
            },
          })
        }
      >
        <p>{t.connection.disconnectSentence[connection.needed ? "needed" : "notNeeded"]}</p>
      </ConfirmDialog>
    </div>
  );
}

function ThemeChoice() {
  const { t } = useMessages();
  const [theme, setTheme] = useState(() => readTheme(localStorage));
  return (
    <ChoiceList
      label={t.account.theme}
      isSingle
      choices={THEMES.map((key) => ({ key, label: t.account.themes[key] }))}
      value={[theme]}
      onChange={([chosen]) => {
        if (chosen === undefined) return;
        chooseTheme(chosen, localStorage, document.documentElement);
        setTheme(chosen);
      }}
    />
  );
}

/** Every open page changes its words; mail is written in the language from then on. */
function LanguageChoice() {
  const { t } = useMessages();
  const changeMail = useChangeMailPreferences();
  const chosen = readLanguage(localStorage);
  const choices = Object.entries(LANGUAGES).map(([key, label]) => ({ key, label }));
  return (
    <>
      <ProblemNotice error={changeMail.error} />
      <ChoiceList
        label={t.account.language}
        isSingle
        choices={[{ key: "browser", label: t.account.languageOfBrowser }, ...choices]}
        value={[chosen ?? "browser"]}
        onChange={([key]) => {
          if (key === undefined) return;
          chooseLanguage(isLanguage(key) ? key : null, localStorage);
          changeMail.mutate({ language: firstLanguageOf(languagesHere()) });
        }}
      />
    </>
  );
}
