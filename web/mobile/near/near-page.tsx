import { useState } from "react";
import type { Building, Space } from "../../../src/contract/places.ts";
import { ConnectPrompt } from "../../portal/connection/connect-prompt.tsx";
import { useConnectionNeed } from "../../portal/connection/connection-need.ts";
import { ConnectionNotice } from "../../portal/connection/connection-notice.tsx";
import { useConnectionOutcome } from "../../portal/connection/connection-outcome.ts";
import { keepBuilding, usualBuilding } from "../../portal/find/usual-building.ts";
import { WithBuildings } from "../../portal/find/with-buildings.tsx";
import { useMyDay } from "../../portal/my-day/use-my-day.ts";
import { SpaceLine } from "../../portal/quick/space-line.tsx";
import { timesOf } from "../../portal/quick/quick-choice.ts";
import { useFreeSpaces, useSpaces } from "../../ui/api/places.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Select } from "../../ui/components/select.tsx";
import { useMinute } from "../../ui/format/use-minute.ts";
import { instantOf, wallTimeOf } from "../../ui/format/wall-time.ts";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useOutbox } from "../unsent/use-outbox.ts";
import { floorsOf, nearestFirst } from "./near-order.ts";
import { checkedInAt, keepFloor, usualFloor, type Whereabouts } from "./where-i-am.ts";

/** What is free here and now: one press, and it is booked. */
export function NearPage() {
  const { t } = useMessages();
  const [outcome] = useConnectionOutcome();
  return (
    <Page title={t.phone.places.near}>
      {outcome ? <ConnectionNotice outcome={outcome} /> : null}
      <WithBuildings>{(buildings) => <Near buildings={buildings} />}</WithBuildings>
    </Page>
  );
}

const LENGTHS_MINUTES: readonly number[] = [15, 30, 60];

function Near({ buildings }: { buildings: readonly Building[] }) {
  const { t } = useMessages();
  const [where, choose] = useWhereabouts(buildings);
  const [minutes, setMinutes] = useState(30);
  const { data: spaces = [] } = useSpaces(where.buildingId);
  const floors = floorsOf(spaces);
  return (
    <>
      <div className="phone-choices">
        <ChoiceList
          isSingle
          label={t.quick.minutes}
          choices={LENGTHS_MINUTES.map((count) => ({
            key: String(count),
            label: t.quick.length({ count }),
          }))}
          value={[String(minutes)]}
          onChange={([chosen]) => setMinutes(Number(chosen))}
        />
        <Select
          label={t.quick.building}
          choices={buildings.map(({ id, name, address }) => ({
            key: id,
            label: name,
            description: address,
          }))}
          value={where.buildingId}
          onChange={(buildingId) => choose({ buildingId, floor: usualFloor(buildingId) })}
        />
        {floors.length < 2 ? null : (
          <Select
            label={t.phone.floor}
            choices={[
              { key: ANY_FLOOR, label: t.phone.anyFloor },
              ...floors.map((floor) => ({ key: `=${floor}`, label: t.find.floor({ floor }) })),
            ]}
            value={where.floor === "" ? ANY_FLOOR : `=${where.floor}`}
            onChange={(key) => choose({ ...where, floor: key.slice(1) })}
          />
        )}
      </div>
      <FreeNow where={where} minutes={minutes} />
    </>
  );
}

/** The others begin with a sign that this one lacks, whatever a building calls its floors. */
const ANY_FLOOR = "*";

/** Where one was chosen to be, else checked in today, else was last. */
function useWhereabouts(buildings: readonly Building[]) {
  const { person } = useSession();
  const { myDay } = useMyDay();
  const [chosen, setChosen] = useState<Whereabouts | null>(null);
  const today = wallTimeOf(useMinute(), person.time_zone).date;
  const since = instantOf({ date: today, time: "00:00" }, person.time_zone);
  const usual = usualBuilding(buildings, null, person.time_zone)?.id ?? "";
  const where = chosen ??
    checkedInAt(myDay?.meetings ?? [], { personId: person.id, since }) ?? {
      buildingId: usual,
      floor: usualFloor(usual),
    };
  const choose = (next: Whereabouts) => {
    keepBuilding(next.buildingId);
    keepFloor(next);
    setChosen(next);
  };
  return [where, choose] as const;
}

const SHOWN_AT_ONCE = 8;

function FreeNow({ where, minutes }: { where: Whereabouts; minutes: number }) {
  const { t, formats } = useMessages();
  const times = timesOf({ minutes, start: "now" }, useMinute());
  const free = useFreeSpaces({
    buildingId: where.buildingId,
    ...times,
    capacity: undefined,
    equipment: [],
  });
  const [showsAll, setShowsAll] = useState(false);
  return (
    <section className="section" aria-label={t.phone.freeNow}>
      <QueryState query={free}>
        {(spaces) => {
          const sorted = nearestFirst(spaces, where.floor);
          const shown = showsAll ? sorted : sorted.slice(0, SHOWN_AT_ONCE);
          const zone = sorted[0]?.time_zone;
          if (zone === undefined) {
            return (
              <EmptyState title={t.quick.nothingFree}>
                <p>{t.phone.nothingFreeRemedy}</p>
                <LinkButton href="/find">{t.quick.findAnother}</LinkButton>
              </EmptyState>
            );
          }
          return (
            <>
              <h2>{t.phone.freeUntil({ time: formats.time(times.end, zone) })}</h2>
              <ul className="phone-spaces">
                {shown.map((space) => (
                  <NearSpace key={space.id} space={space} times={times} />
                ))}
              </ul>
              {shown.length < sorted.length ? (
                <Button onPress={() => setShowsAll(true)}>{t.actions.showMore}</Button>
              ) : null}
            </>
          );
        }}
      </QueryState>
    </section>
  );
}

interface NearSpaceProps {
  readonly space: Space;
  readonly times: { readonly start: string; readonly end: string };
}

function NearSpace({ space, times }: NearSpaceProps) {
  const { t } = useMessages();
  const outbox = useOutbox();
  const needsConnection = useConnectionNeed()(space).isMissing;
  const [asksToConnect, setAsksToConnect] = useState(false);
  const press = () => {
    if (needsConnection) {
      setAsksToConnect(true);
      return;
    }
    keepBuilding(space.building_id);
    outbox.book(space.name, {
      space_id: space.id,
      ...times,
      time_zone: space.time_zone,
      subject: t.phone.subject,
    });
    window.scrollTo({ top: 0 });
  };
  return (
    <li className="card phone-space">
      <span>
        <strong>{space.name}</strong>
        <SpaceLine space={space} showsBuilding={false} />
      </span>
      <Button look="primary" aria-label={t.find.bookSpace({ space: space.name })} onPress={press}>
        {t.actions.book}
      </Button>
      {asksToConnect ? (
        <ConnectPrompt providerId={space.calendar_provider_id} returnTo="/m/near" />
      ) : null}
    </li>
  );
}
