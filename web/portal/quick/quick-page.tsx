import { useState } from "react";
import { useSearchParams } from "wouter";
import type { Building } from "../../../src/contract/places.ts";
import { useFreeSpaces } from "../../ui/api/places.ts";
import { Page } from "../../ui/layout/page.tsx";
import { useMinute } from "../../ui/format/use-minute.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectionNotice } from "../connection/connection-notice.tsx";
import { useConnectionOutcome } from "../connection/connection-outcome.ts";
import { keepBuilding, usualBuilding } from "../find/usual-building.ts";
import { WithBuildings } from "../find/with-buildings.tsx";
import { useSession } from "../../ui/api/session.ts";
import { QuickForm } from "./quick-form.tsx";
import { QuickMade } from "./quick-made.tsx";
import { type QuickChoice, readChoice, timesOf, writeChoice } from "./quick-choice.ts";
import "./quick.css";

/** Three choices and one press: the best fitting space that is free. */
export function QuickPage() {
  const { t } = useMessages();
  return (
    <Page title={t.quick.title} intro={t.quick.intro}>
      <WithBuildings>{(buildings) => <Quick buildings={buildings} />}</WithBuildings>
    </Page>
  );
}

function Quick({ buildings }: { buildings: readonly Building[] }) {
  const [params, setParams] = useSearchParams();
  const { person } = useSession();
  const [outcome] = useConnectionOutcome();
  const [madeId, setMadeId] = useState<string | null>(null);
  const building = usualBuilding(buildings, params.get("building"), person.time_zone);
  const choice = readChoice(params, building?.id ?? "");
  const now = useMinute();
  const times = timesOf(choice, now);
  const free = useFreeSpaces({
    buildingId: choice.buildingId,
    ...times,
    capacity: choice.party === "desk" ? undefined : choice.party,
    kind: choice.party === "desk" ? "desk" : "room",
    equipment: [],
  });
  const change = (part: Partial<QuickChoice>) => {
    const next = { ...choice, ...part };
    keepBuilding(next.buildingId);
    setParams(writeChoice(next), { replace: true });
  };
  if (madeId !== null) {
    return <QuickMade id={madeId} free={free} onMade={setMadeId} onOver={() => setMadeId(null)} />;
  }
  return (
    <>
      {outcome === null ? null : <ConnectionNotice outcome={outcome} />}
      <QuickForm
        buildings={buildings}
        choice={choice}
        now={now}
        times={times}
        zone={building?.time_zone ?? person.time_zone}
        free={free}
        onChange={change}
        onMade={setMadeId}
      />
    </>
  );
}
