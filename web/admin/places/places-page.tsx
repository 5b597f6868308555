import { useState } from "react";
import { type Space, spaceSchema } from "../../../src/contract/places.ts";
import { useBuildings } from "../../ui/api/places.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Button } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { PagedRows } from "../../ui/components/paged-rows.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Select } from "../../ui/components/select.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminPages } from "../api/admin-calls.ts";
import { BuildingDialog } from "./building-dialog.tsx";
import { SpaceDialog } from "./space-dialog.tsx";

const EVERY_BUILDING = "every";

type Opened =
  | { readonly kind: "building" }
  | { readonly kind: "space"; readonly space: Space | null };

/** Buildings and spaces, kept by hand; those that are no longer reserved too. */
export function PlacesPage() {
  const { t } = useMessages();
  const buildings = useBuildings();
  const known = buildings.data ?? [];
  const [buildingId, setBuildingId] = useState<string>();
  const [opened, setOpened] = useState<Opened | null>(null);
  const query = useAdminPages("spaces", spaceSchema, { building_id: buildingId });
  const columns = useColumns((space) => setOpened({ kind: "space", space }));
  const words = t.adminPlaces;
  const close = () => setOpened(null);
  return (
    <Page
      title={words.title}
      intro={words.intro}
      actions={
        <>
          <Button onPress={() => setOpened({ kind: "building" })}>{words.addBuilding}</Button>
          <Button
            look="primary"
            isDisabled={known.length === 0}
            onPress={() => setOpened({ kind: "space", space: null })}
          >
            {words.addSpace}
          </Button>
        </>
      }
    >
      <ProblemNotice error={buildings.error} />
      {buildings.data?.length === 0 ? <p className="muted">{words.noBuildings}</p> : null}
      <div className="toolbar">
        <Select
          label={words.building}
          choices={[
            { key: EVERY_BUILDING, label: words.allBuildings },
            ...known.map(({ id, name }) => ({ key: id, label: name })),
          ]}
          value={buildingId ?? EVERY_BUILDING}
          onChange={(key) => setBuildingId(key === EVERY_BUILDING ? undefined : key)}
        />
      </div>
      <PagedRows query={query}>
        {(rows: Space[]) =>
          rows.length === 0 ? (
            <EmptyState title={words.none} />
          ) : (
            <Table caption={words.title} columns={columns} rows={rows} rowKey={({ id }) => id} />
          )
        }
      </PagedRows>
      {opened?.kind === "building" ? (
        <BuildingDialog onAdded={({ id }) => setBuildingId(id)} onClose={close} />
      ) : null}
      {opened?.kind === "space" ? (
        <SpaceDialog
          space={opened.space}
          buildings={known}
          buildingId={buildingId ?? known[0]?.id ?? null}
          onClose={close}
        />
      ) : null}
    </Page>
  );
}

function useColumns(onChange: (space: Space) => void): Column<Space>[] {
  const { t, formats } = useMessages();
  const words = t.adminPlaces;
  return [
    { key: "name", header: words.name, namesRow: true, cell: ({ name }) => name },
    { key: "kind", header: words.kind, cell: ({ kind }) => t.spaces.kinds[kind] },
    {
      key: "building",
      header: words.building,
      cell: ({ building_name: building, floor }) => [building, floor].filter(Boolean).join(" · "),
    },
    {
      key: "capacity",
      header: words.capacity,
      cell: ({ capacity }) => formats.number(capacity),
    },
    { key: "module", header: words.module, cell: ({ module }) => module.name },
    {
      key: "state",
      header: words.state,
      cell: ({ active, synced }) =>
        active ? (
          <Badge tone={synced ? "good" : "info"}>
            {words.states[synced ? "synced" : "active"]}
          </Badge>
        ) : (
          <Badge tone="quiet">{words.states.inactive}</Badge>
        ),
    },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (space) => (
        <Button
          size="small"
          aria-label={words.changeOne({ space: space.name })}
          onPress={() => onChange(space)}
        >
          {words.change}
        </Button>
      ),
    },
  ];
}
