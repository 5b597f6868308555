import { useQuery } from "@tanstack/react-query";
import { encodeQR } from "qr";
import { useState } from "react";
import type { z } from "zod";
import { type Building, type Space, spacePageSchema } from "../../../src/contract/places.ts";
import { floorsOf } from "../../mobile/near/near-order.ts";
import { spaceAddress } from "../../mobile/scan/space-address.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { useBuildings } from "../../ui/api/places.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { Button } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Select } from "../../ui/components/select.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { codePath } from "./code-path.ts";
import "./door-codes.css";

/** A sheet of codes to print and hang up, of a building or one of its floors. */
export function DoorCodesPage() {
  const { t } = useMessages();
  const buildings = useBuildings();
  return (
    <Page title={t.codes.title} intro={t.codes.intro}>
      <QueryState query={buildings}>
        {([first, ...others]) =>
          first === undefined ? (
            <EmptyState title={t.find.noBuildings} />
          ) : (
            <Sheet buildings={[first, ...others]} />
          )
        }
      </QueryState>
    </Page>
  );
}

/** Every floor's own choice begins with a sign that this one lacks. */
const ALL_FLOORS = "*";

function Sheet({ buildings }: { buildings: readonly [Building, ...Building[]] }) {
  const { t } = useMessages();
  const [buildingId, setBuildingId] = useState(buildings[0].id);
  const [floor, setFloor] = useState(ALL_FLOORS);
  const query = useSpacesOf(buildingId);
  const floors = floorsOf(query.data ?? []);
  return (
    <>
      <div className="card codes-choice">
        <Select
          label={t.codes.building}
          choices={buildings.map(({ id, name, address }) => ({
            key: id,
            label: name,
            description: address,
          }))}
          value={buildingId}
          onChange={(id) => {
            setBuildingId(id);
            setFloor(ALL_FLOORS);
          }}
        />
        <Select
          label={t.codes.floor}
          choices={[
            { key: ALL_FLOORS, label: t.codes.allFloors },
            ...floors.map((name) => ({ key: `=${name}`, label: t.find.floor({ floor: name }) })),
          ]}
          value={floor}
          onChange={setFloor}
        />
        <Button look="primary" onPress={() => window.print()}>
          {t.codes.print}
        </Button>
      </div>
      <QueryState query={query}>
        {(spaces) => {
          const shown = spaces.filter(
            (space) => floor === ALL_FLOORS || `=${space.floor}` === floor,
          );
          return shown.length === 0 ? (
            <EmptyState title={t.codes.none} />
          ) : (
            <ul className="codes-sheet" aria-label={t.codes.title}>
              {shown.map((space) => (
                <DoorCode key={space.id} space={space} />
              ))}
            </ul>
          );
        }}
      </QueryState>
    </>
  );
}

function DoorCode({ space }: { space: Space }) {
  const { t } = useMessages();
  const address = spaceAddress(window.location.origin, space.id);
  // A code at a door is touched and scratched: a quarter of it may go.
  const modules = encodeQR(address, "raw", { ecc: "quartile", border: 2 });
  const floor = space.floor === "" ? "" : t.find.floor({ floor: space.floor });
  return (
    <li className="door-code">
      <strong className="door-code-name">{space.name}</strong>
      <span>{[space.building_name, floor].filter(Boolean).join(" · ")}</span>
      <svg
        viewBox={`0 0 ${modules.length} ${modules.length}`}
        shapeRendering="crispEdges"
        aria-hidden="true"
      >
        <path d={codePath(modules)} />
      </svg>
      <span>{t.codes.scanMe}</span>
      <a href={address} className="door-code-address">
        {address}
      </a>
    </li>
  );
}

const PAGE_SIZE = 200;

/** All of a building's, however many: every door wants its code. */
function useSpacesOf(buildingId: string) {
  return useQuery({
    queryKey: queryKeys.admin("door-codes", buildingId),
    queryFn: async ({ signal }) => {
      const spaces: Space[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: z.output<typeof spacePageSchema> = await callApi({
          path: "/api/v1/spaces",
          query: { building_id: buildingId, limit: PAGE_SIZE, cursor },
          schema: spacePageSchema,
          signal,
        });
        spaces.push(...page.items);
        cursor = page.next_cursor;
      }
      return spaces;
    },
  });
}
