import type { Building } from "../../../src/contract/places.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ChangePlace } from "./change-place.tsx";

interface BuildingListProps {
  readonly buildings: readonly Building[];
  readonly onChange: (building: Building) => void;
}

/** All buildings by name, those out of use too. */
export function BuildingList({ buildings, onChange }: BuildingListProps) {
  const { t } = useMessages();
  const columns = useColumns(onChange);
  const words = t.adminPlaces;
  if (buildings.length === 0) return null;
  return (
    <Table
      caption={words.shown.buildings}
      columns={columns}
      rows={buildings}
      rowKey={({ id }) => id}
    />
  );
}

function useColumns(onChange: (building: Building) => void): Column<Building>[] {
  const { t } = useMessages();
  const words = t.adminPlaces;
  return [
    { key: "name", header: words.name, namesRow: true, cell: ({ name }) => name },
    { key: "address", header: words.address, cell: ({ address }) => address },
    { key: "zone", header: words.zoneShort, cell: ({ time_zone: zone }) => zone },
    {
      key: "state",
      header: words.state,
      cell: ({ active }) => (
        <Badge tone={active ? "good" : "quiet"}>
          {words.buildingStates[active ? "active" : "inactive"]}
        </Badge>
      ),
    },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (building) => <ChangePlace name={building.name} onPress={() => onChange(building)} />,
    },
  ];
}
