import { type Building, type Space, spaceSchema } from "../../../src/contract/places.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { PagedRows } from "../../ui/components/paged-rows.tsx";
import { Select } from "../../ui/components/select.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminPages } from "../api/admin-calls.ts";
import { buildingChoices, buildingOf } from "./building-words.ts";
import { ChangePlace } from "./change-place.tsx";

const EVERY_BUILDING = "every";

interface SpaceListProps {
  readonly buildings: readonly Building[];
  /** Undefined: those of all. */
  readonly buildingId: string | undefined;
  readonly onChooseBuilding: (buildingId: string | undefined) => void;
  readonly onChange: (space: Space) => void;
}

/** Spaces of one building or of all, those that are no longer reserved too. */
export function SpaceList({ buildings, buildingId, onChooseBuilding, onChange }: SpaceListProps) {
  const { t } = useMessages();
  const query = useAdminPages("spaces", spaceSchema, { building_id: buildingId });
  const columns = useColumns(onChange);
  const words = t.adminPlaces;
  return (
    <>
      <div className="toolbar">
        <Select
          label={words.building}
          choices={[
            { key: EVERY_BUILDING, label: words.allBuildings },
            ...buildingChoices(t, buildings),
          ]}
          value={buildingId ?? EVERY_BUILDING}
          onChange={(key) => onChooseBuilding(key === EVERY_BUILDING ? undefined : key)}
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
    </>
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
      cell: (space) => [buildingOf(t, space), space.floor].filter(Boolean).join(" · "),
    },
    {
      key: "capacity",
      header: words.capacity,
      cell: ({ capacity }) => formats.number(capacity),
    },
    { key: "module", header: words.module, cell: ({ module }) => module.name },
    { key: "state", header: words.state, cell: (space) => <SpaceState space={space} /> },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (space) => <ChangePlace name={space.name} onPress={() => onChange(space)} />,
    },
  ];
}

/** Whether it can be reserved, and if so whether it is synced. */
export function SpaceState({ space }: { readonly space: Space }) {
  const { t } = useMessages();
  const { reservable, synced } = space;
  const words = t.adminPlaces.states;
  if (!reservable) return <Badge tone="quiet">{words.inactive}</Badge>;
  return <Badge tone={synced ? "good" : "info"}>{words[synced ? "synced" : "active"]}</Badge>;
}
