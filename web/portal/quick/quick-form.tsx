import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import type { Building, Space } from "../../../src/contract/places.ts";
import { useSpaces } from "../../ui/api/places.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Select } from "../../ui/components/select.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectPrompt } from "../connection/connect-prompt.tsx";
import { useConnectionNeed } from "../connection/connection-need.ts";
import { SpaceLine } from "./space-line.tsx";
import { useQuickReservation } from "./quick-calls.ts";
import {
  bestOf,
  LENGTHS_MINUTES,
  PARTIES,
  type QuickChoice,
  timesOf,
  withChosen,
  writeChoice,
} from "./quick-choice.ts";

interface QuickFormProps {
  readonly buildings: readonly Building[];
  readonly choice: QuickChoice;
  readonly now: string;
  readonly times: ReturnType<typeof timesOf>;
  readonly zone: string;
  readonly free: UseQueryResult<Space[]>;
  readonly onChange: (part: Partial<QuickChoice>) => void;
  readonly onMade: (id: string) => void;
}

export function QuickForm(props: QuickFormProps) {
  const { choice, times, zone, free, onMade } = props;
  const { t, formats } = useMessages();
  const reserve = useQuickReservation(({ id }) => onMade(id));
  const needOf = useConnectionNeed();
  const [asksToConnect, setAsksToConnect] = useState(false);
  const spaces = bestOf(free.data ?? [], []);
  const [best] = spaces;
  const needsConnection =
    (asksToConnect && best !== undefined && needOf(best).isMissing) ||
    isProblem(reserve.error, "personal_token_missing");
  const press = () => {
    if (best === undefined) return;
    if (needOf(best).isMissing) setAsksToConnect(true);
    else reserve.mutate({ spaces, ...times, instead: null });
  };
  return (
    <section className="card quick-form" aria-label={t.quick.formLabel}>
      <Choices {...props} />
      {needsConnection ? (
        <ConnectPrompt
          providerId={best?.calendar_provider_id ?? null}
          returnTo={`/quick?${writeChoice(choice).toString()}`}
        />
      ) : (
        <ProblemNotice error={reserve.error} />
      )}
      <QueryState query={free} bars={1}>
        {() => (best === undefined ? <NothingFree choice={choice} /> : <Best space={best} />)}
      </QueryState>
      <Button
        look="primary"
        isDisabled={best === undefined}
        isPending={reserve.isPending}
        onPress={press}
      >
        {t.quick.act({ time: formats.time(times.end, zone) })}
      </Button>
    </section>
  );
}

function Choices({ buildings, choice, now, zone, onChange }: QuickFormProps) {
  const { t, formats } = useMessages();
  const { data: spaces = [] } = useSpaces(choice.buildingId === "" ? undefined : choice.buildingId);
  const hasDesks = choice.party === "desk" || spaces.some(({ kind }) => kind === "desk");
  const people = withChosen(PARTIES, choice.party === "desk" ? 1 : choice.party);
  const quarter = timesOf({ ...choice, start: "quarter" }, now).start;
  return (
    <>
      <ChoiceList
        isSingle
        label={t.quick.minutes}
        choices={withChosen(LENGTHS_MINUTES, choice.minutes).map((count) => ({
          key: String(count),
          label: t.quick.length({ count }),
        }))}
        value={[String(choice.minutes)]}
        onChange={([minutes]) => onChange({ minutes: Number(minutes) })}
      />
      <ChoiceList
        isSingle
        label={t.quick.party}
        choices={[
          ...people.map((count) => ({ key: String(count), label: t.quick.people({ count }) })),
          ...(hasDesks ? [{ key: "desk", label: t.quick.desk }] : []),
        ]}
        value={[String(choice.party)]}
        onChange={([party]) => onChange({ party: party === "desk" ? "desk" : Number(party) })}
      />
      <div className="quick-place">
        <Select
          label={t.quick.building}
          choices={buildings.map(({ id, name, address }) => ({
            key: id,
            label: name,
            description: address,
          }))}
          value={choice.buildingId}
          onChange={(buildingId) => onChange({ buildingId })}
        />
        <ChoiceList
          isSingle
          label={t.quick.start}
          choices={[
            { key: "now", label: t.quick.now },
            { key: "quarter", label: formats.time(quarter, zone) },
          ]}
          value={[choice.start]}
          onChange={([start]) => onChange({ start: start === "quarter" ? "quarter" : "now" })}
        />
      </div>
    </>
  );
}

function Best({ space }: { space: Space }) {
  const { t } = useMessages();
  return (
    <output className="quick-best">
      <span className="small muted">{t.quick.best}</span>
      <strong>{space.name}</strong>
      <SpaceLine space={space} />
    </output>
  );
}

function NothingFree({ choice }: { choice: QuickChoice }) {
  const { t } = useMessages();
  const people = choice.party === "desk" ? "" : String(choice.party);
  const query = new URLSearchParams({ building: choice.buildingId, people });
  return (
    <Notice tone="warn" title={t.quick.nothingFree}>
      <p>{t.quick.nothingFreeRemedy}</p>
      <div className="row">
        <LinkButton size="small" href={`/find?${query.toString()}`}>
          {t.quick.findAnother}
        </LinkButton>
      </div>
    </Notice>
  );
}
