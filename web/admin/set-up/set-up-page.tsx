import type { ReactNode } from "react";
import type { GuidedSetUp, GuidedStep } from "../../../src/contract/guided-set-up.ts";
import { ConnectionNotice } from "../../portal/connection/connection-notice.tsx";
import { useConnectionOutcome } from "../../portal/connection/connection-outcome.ts";
import { Button } from "../../ui/components/button.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { AccessStep } from "./access-step.tsx";
import { ApplicationStep } from "./application-step.tsx";
import { ExchangeStep } from "./exchange-step.tsx";
import { ModeStep } from "./mode-step.tsx";
import { PlacesStep } from "./places-step.tsx";
import { ProviderChoice } from "./provider-choice.tsx";
import { RoomStep } from "./room-step.tsx";
import { StepCard } from "./step-card.tsx";
import { useGuidedSetUp } from "./use-guided-set-up.ts";
import "./set-up.css";

/** From nothing to the first synced room, each step as the server has just tried it. */
export function SetUpPage() {
  const { t } = useMessages();
  const { query, chooseProvider, chooseRoom, returnTo } = useGuidedSetUp();
  const [outcome] = useConnectionOutcome();
  return (
    <Page
      title={t.setUp.title}
      intro={t.setUp.intro}
      actions={
        <Button
          look="primary"
          isPending={query.isFetching}
          onPress={() => {
            void query.refetch();
          }}
        >
          {t.setUp.check}
        </Button>
      }
    >
      {outcome ? <ConnectionNotice outcome={outcome} whose="provider" /> : null}
      <QueryState query={query}>
        {(setUp) => (
          <>
            <ProviderChoice setUp={setUp} onChoose={chooseProvider} />
            {setUp.steps.map((step, index) => (
              <StepCard
                key={`${setUp.provider?.id} ${step.key}`}
                number={index + 1}
                {...{ step, returnTo }}
              >
                <StepBody
                  {...{ setUp, step, returnTo }}
                  onChooseProvider={chooseProvider}
                  onChooseRoom={chooseRoom}
                />
              </StepCard>
            ))}
          </>
        )}
      </QueryState>
    </Page>
  );
}

interface StepBodyProps {
  readonly setUp: GuidedSetUp;
  readonly step: GuidedStep;
  readonly returnTo: string;
  readonly onChooseProvider: (id: string) => void;
  readonly onChooseRoom: (address: string) => void;
}

function StepBody({
  setUp,
  step,
  returnTo,
  onChooseProvider,
  onChooseRoom,
}: StepBodyProps): ReactNode {
  const isDone = step.state === "done";
  switch (step.key) {
    case "mode":
      return <ModeStep {...{ setUp, isDone }} />;
    case "application":
      return <ApplicationStep {...{ setUp, returnTo, onChooseProvider }} />;
    case "exchange":
      return <ExchangeStep commands={setUp.commands} />;
    case "access": {
      const isToConnect = step.findings.some(({ remedy }) => remedy.url?.startsWith("/connect/"));
      return <AccessStep {...{ setUp, isToConnect, returnTo, onChooseRoom }} />;
    }
    case "places":
      return <PlacesStep setUp={setUp} />;
    case "room": {
      const isBeingRead = step.confirmed.some(({ code }) => code === "room_being_read");
      return <RoomStep room={setUp.room} {...{ isDone, isBeingRead }} />;
    }
  }
}
