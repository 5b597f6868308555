import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { integrationModeSchema, propertySchema } from "../../../src/contract/admin.ts";
import type { GuidedSetUp } from "../../../src/contract/guided-set-up.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { MODE_PROPERTY } from "../mode/mode-property.ts";

/** Before there is a provider nothing hangs on the mode; afterwards a change is rehearsed first. */
export function ModeStep({ setUp, isDone }: { setUp: GuidedSetUp; isDone: boolean }) {
  const { t } = useMessages();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(setUp.mode);
  const change = useAdminAct("properties", (value: GuidedSetUp["mode"]) => ({
    path: adminPath("properties", MODE_PROPERTY),
    method: "PUT" as const,
    body: { value },
    schema: propertySchema,
  }));
  const isFree = setUp.providers.length === 0;
  return (
    <>
      <p>{t.setUp.mode.means}</p>
      <dl className="facts">
        {integrationModeSchema.options.map((mode) => (
          <div key={mode} className="facts-pair">
            <dt>{t.mode.names[mode]}</dt>
            <dd>{t.mode.means[mode]}</dd>
          </div>
        ))}
      </dl>
      <ProblemNotice error={change.error} />
      {isDone ? <p>{t.setUp.mode.isNow({ mode: t.mode.names[setUp.mode] })}</p> : null}
      <p className="muted">{t.setUp.mode.later}</p>
      {isFree ? (
        <>
          <ChoiceList
            label={t.mode.choose}
            isSingle
            choices={integrationModeSchema.options.map((key) => ({
              key,
              label: t.mode.names[key],
            }))}
            value={[chosen]}
            onChange={([mode]) => {
              if (mode !== undefined) setChosen(mode);
            }}
          />
          <div className="row">
            <Button
              look={isDone ? "secondary" : "primary"}
              isPending={change.isPending}
              onPress={() =>
                change.mutate(chosen, {
                  onSuccess: () => {
                    // The mode is in the session too, and every step depends on it.
                    void client.invalidateQueries();
                  },
                })
              }
            >
              {t.setUp.mode.take({ mode: t.mode.names[chosen] })}
            </Button>
          </div>
        </>
      ) : (
        <div className="row">
          <LinkButton size="small" href="/admin/mode">
            {t.setUp.mode.change}
          </LinkButton>
        </div>
      )}
    </>
  );
}
