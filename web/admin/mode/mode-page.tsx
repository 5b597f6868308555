import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import {
  integrationModeSchema,
  propertySchema,
  rehearsalSchema,
} from "../../../src/contract/admin.ts";
import { ConnectionNotice } from "../../portal/connection/connection-notice.tsx";
import { useConnectionOutcome } from "../../portal/connection/connection-outcome.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Skeleton } from "../../ui/components/skeleton.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { DelegatedUsers } from "./delegated-users.tsx";
import { MODE_PROPERTY } from "./mode-property.ts";
import { RehearsalView } from "./rehearsal-view.tsx";

type Mode = z.infer<typeof integrationModeSchema>;

/** Choose a mode, see what it would do, and only then confirm. */
export function ModePage() {
  const { t } = useMessages();
  const { integration_mode: current } = useSession();
  const [chosen, setChosen] = useState<Mode>(() => modeOfAddress() ?? current);
  const rehearse = useMutation({
    mutationFn: (mode: Mode) =>
      callApi({
        path: "/api/v1/admin/integration-mode/rehearsal",
        method: "POST",
        body: { mode },
        schema: rehearsalSchema,
      }),
  });
  // Back from connecting a delegated user: show at once what has become of it.
  const comesBack = useRef(modeOfAddress() !== null);
  useEffect(() => {
    if (comesBack.current) rehearse.mutate(chosen);
    comesBack.current = false;
  });
  const [outcome] = useConnectionOutcome();
  const choose = (mode: Mode) => {
    setChosen(mode);
    rehearse.reset();
  };
  return (
    <Page title={t.mode.title} intro={t.mode.intro({ mode: t.mode.names[current] })}>
      {outcome ? <ConnectionNotice outcome={outcome} whose="provider" /> : null}
      <section className="card" aria-label={t.mode.choose}>
        <ChoiceList
          label={t.mode.choose}
          isSingle
          choices={integrationModeSchema.options.map((key) => ({ key, label: t.mode.names[key] }))}
          value={[chosen]}
          onChange={([mode]) => {
            if (mode !== undefined) choose(mode);
          }}
        />
        <p className="muted">{t.mode.means[chosen]}</p>
        <div className="row">
          <Button
            look="primary"
            isDisabled={chosen === current}
            isPending={rehearse.isPending}
            onPress={() => rehearse.mutate(chosen)}
          >
            {t.mode.rehearse}
          </Button>
          {chosen === current ? <span className="muted">{t.mode.isCurrent}</span> : null}
        </div>
      </section>
      <ProblemNotice error={rehearse.error} />
      {rehearse.isPending ? <Skeleton /> : null}
      {rehearse.data ? (
        <>
          <DelegatedUsers
            mode={rehearse.data.to}
            users={rehearse.data.delegated_users}
            onChanged={() => rehearse.mutate(rehearse.data.to)}
          />
          <RehearsalView rehearsal={rehearse.data} />
          <ConfirmMode
            mode={rehearse.data.to}
            isBlocked={rehearse.data.blockers.length > 0}
            onChanged={rehearse.reset}
          />
        </>
      ) : null}
    </Page>
  );
}

function modeOfAddress(): Mode | null {
  const named = new URLSearchParams(window.location.search).get("mode");
  return integrationModeSchema.safeParse(named).data ?? null;
}

interface ConfirmModeProps {
  readonly mode: Mode;
  readonly isBlocked: boolean;
  readonly onChanged: () => void;
}

function ConfirmMode({ mode, isBlocked, onChanged }: ConfirmModeProps) {
  const { t } = useMessages();
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  const change = useAdminAct("properties", (value: Mode) => ({
    path: adminPath("properties", MODE_PROPERTY),
    method: "PUT" as const,
    body: { value },
    schema: propertySchema,
  }));
  const name = t.mode.names[mode];
  const showNewMode = async () => {
    // Every face reads the mode from the session, and every verdict depends on it.
    await client.invalidateQueries({ queryKey: queryKeys.session });
    setAsks(false);
    onChanged();
    tell({ title: t.mode.changed({ mode: name }) });
    await client.invalidateQueries();
  };
  return (
    <div className="row">
      <Button look="primary" isDisabled={isBlocked} onPress={() => setAsks(true)}>
        {t.mode.change({ mode: name })}
      </Button>
      {isBlocked ? <span className="muted">{t.mode.blocked}</span> : null}
      <ConfirmDialog
        title={t.mode.confirmTitle({ mode: name })}
        confirmLabel={t.mode.change({ mode: name })}
        isDangerous={false}
        isOpen={asks}
        isPending={change.isPending}
        error={change.error}
        onClose={() => setAsks(false)}
        onConfirm={() =>
          change.mutate(mode, {
            onSuccess: () => {
              void showNewMode();
            },
          })
        }
      >
        <p>{t.mode.confirmSentence}</p>
      </ConfirmDialog>
    </div>
  );
}
