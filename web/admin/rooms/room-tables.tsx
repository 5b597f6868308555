import type { RoomInExchange } from "../../../src/contract/room-import.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { MailAddress } from "../../ui/components/mail-address.tsx";
import { NumberField } from "../../ui/components/number-field.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { differenceKey, type ImportChoice, withItem } from "./import-choice.ts";

const CAPACITY_MAX = 100_000;

interface RoomTableProps {
  readonly rooms: readonly RoomInExchange[];
  readonly choice: ImportChoice;
  readonly onChange: (choice: ImportChoice) => void;
}

/** Rooms that are not here yet, each with a box to choose it by. */
export function NewRooms(props: RoomTableProps) {
  const { t } = useMessages();
  const { rooms, choice, onChange } = props;
  return (
    <>
      <ChooseAll
        keys={rooms.map(({ address }) => address)}
        chosen={choice.added}
        onChange={(added) => onChange({ ...choice, added })}
      />
      <Table
        caption={t.rooms.title}
        columns={useNewRoomColumns(props)}
        rows={rooms}
        rowKey={({ address }) => address}
      />
    </>
  );
}

function useNewRoomColumns({ choice, onChange }: RoomTableProps): Column<RoomInExchange>[] {
  const { t } = useMessages();
  const placeColumns = usePlaceColumns();
  const { added, capacities } = choice;
  return [
    {
      key: "choose",
      header: t.rooms.choose,
      cell: ({ address, name }) => (
        <Checkbox
          isSelected={added.has(address)}
          onChange={(isIn) => onChange({ ...choice, added: withItem(added, address, isIn) })}
          aria-label={t.rooms.chooseRoom({ name })}
        >
          {null}
        </Checkbox>
      ),
    },
    ...placeColumns,
    {
      key: "capacity",
      header: t.rooms.capacity,
      cell: ({ address, name, capacity }) =>
        capacity ? (
          capacity
        ) : (
          <NumberField
            label={t.rooms.capacityOf({ name })}
            value={capacities[address]}
            onChange={(value) =>
              onChange({ ...choice, capacities: { ...capacities, [address]: value } })
            }
            minValue={1}
            maxValue={CAPACITY_MAX}
          />
        ),
    },
  ];
}

interface DifferenceRow {
  readonly room: RoomInExchange;
  readonly difference: RoomInExchange["differences"][number];
}

const keyOf = ({ room, difference }: DifferenceRow): string =>
  differenceKey(room.address, difference.field);

/** Where a space differs from its room, each difference with a box to take it over by. */
export function DifferentRooms(props: RoomTableProps) {
  const { t } = useMessages();
  const { rooms, choice, onChange } = props;
  const rows = rooms.flatMap((room) =>
    room.differences.map((difference) => ({ room, difference })),
  );
  return (
    <>
      <ChooseAll
        keys={rows.map(keyOf)}
        chosen={choice.taken}
        onChange={(taken) => onChange({ ...choice, taken })}
      />
      <Table
        caption={t.rooms.title}
        columns={useDifferenceColumns(props)}
        rows={rows}
        rowKey={keyOf}
      />
    </>
  );
}

function useDifferenceColumns({ choice, onChange }: RoomTableProps): Column<DifferenceRow>[] {
  const { t } = useMessages();
  const { taken } = choice;
  return [
    {
      key: "choose",
      header: t.rooms.take,
      cell: (row) => (
        <Checkbox
          isSelected={taken.has(keyOf(row))}
          onChange={(isIn) => onChange({ ...choice, taken: withItem(taken, keyOf(row), isIn) })}
          aria-label={t.rooms.takeField({
            name: row.room.space?.name ?? row.room.name,
            field: t.rooms.fields[row.difference.field],
          })}
        >
          {null}
        </Checkbox>
      ),
    },
    {
      key: "space",
      header: t.rooms.space,
      namesRow: true,
      cell: ({ room }) => room.space?.name ?? room.name,
    },
    {
      key: "field",
      header: t.rooms.field,
      cell: ({ difference }) => t.rooms.fields[difference.field],
    },
    {
      key: "here",
      header: t.rooms.here,
      cell: ({ difference }) => difference.here || t.rooms.nothing,
    },
    { key: "there", header: t.rooms.there, cell: ({ difference }) => difference.there },
  ];
}

/** Rooms that are here as they are in Exchange. */
export function SameRooms({ rooms }: { rooms: readonly RoomInExchange[] }) {
  const { t } = useMessages();
  const columns: Column<RoomInExchange>[] = [
    ...usePlaceColumns(),
    { key: "capacity", header: t.rooms.capacity, cell: ({ capacity }) => capacity ?? "" },
  ];
  return (
    <Table
      caption={t.rooms.title}
      columns={columns}
      rows={rooms}
      rowKey={({ address }) => address}
    />
  );
}

function usePlaceColumns(): Column<RoomInExchange>[] {
  const { t } = useMessages();
  return [
    { key: "name", header: t.rooms.name, namesRow: true, cell: ({ name }) => name },
    {
      key: "address",
      header: t.rooms.address,
      cell: ({ address }) => <MailAddress>{address}</MailAddress>,
    },
    { key: "building", header: t.rooms.building, cell: ({ building }) => building ?? "" },
    { key: "floor", header: t.rooms.floor, cell: ({ floor }) => floor ?? "" },
  ];
}

interface ChooseAllProps {
  readonly keys: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

function ChooseAll({ keys, chosen, onChange }: ChooseAllProps) {
  const { t } = useMessages();
  return (
    <Checkbox
      isSelected={keys.every((key) => chosen.has(key))}
      onChange={(isAll) => onChange(new Set(isAll ? keys : []))}
    >
      {t.rooms.chooseAll}
    </Checkbox>
  );
}
