import assert from "node:assert/strict";
import { test } from "node:test";
import { compareRooms, type RoomThere, type SpaceHere } from "./room-import-plan.ts";

const ROOM: RoomThere = {
  address: "room.wren@larkfield.example",
  name: "Wren",
  capacity: 8,
  building: "Spreehaus",
  floor: "2nd floor",
  tags: ["Screen"],
};
const SPACE: SpaceHere = {
  id: "wren",
  name: "Wren",
  buildingName: "Spreehaus",
  floor: "2nd floor",
  capacity: 8,
  email: "Room.Wren@larkfield.example",
  roomMailbox: "room.wren@larkfield.example",
};

function compareOne(room: Partial<RoomThere>, space: Partial<SpaceHere> = {}) {
  const [compared] = compareRooms([{ ...ROOM, ...room }], [{ ...SPACE, ...space }]);
  return compared ?? assert.fail("nothing was compared");
}

test("a room that no space has the address of is new", () => {
  const { space, differences } = compareOne({ address: "room.robin@larkfield.example" });
  assert.equal(space, null);
  assert.deepEqual(differences, []);
});

test("a room known by its address, in whatever case, differs in nothing", () => {
  const { space, differences } = compareOne({});
  assert.equal(space?.id, "wren");
  assert.deepEqual(differences, []);
});

test("a space is known by its sync configuration's mailbox as well", () => {
  assert.equal(compareOne({}, { email: "old@larkfield.example" }).space?.id, "wren");
});

test("name, building, floor and capacity are compared", () => {
  const { differences } = compareOne({
    name: "Wren (north)",
    building: "Lakeside",
    floor: "3",
    capacity: 10,
  });
  assert.deepEqual(differences, [
    { field: "name", here: "Wren", there: "Wren (north)" },
    { field: "building", here: "Spreehaus", there: "Lakeside" },
    { field: "floor", here: "2nd floor", there: "3" },
    { field: "capacity", here: "8", there: "10" },
  ]);
});

test("what the directory leaves open is no difference", () => {
  const open = { building: null, floor: null, capacity: null };
  assert.deepEqual(compareOne(open).differences, []);
  assert.deepEqual(compareOne({ capacity: 0, floor: "" }).differences, []);
});

test("a space of the same name without an address is that room, and could take it", () => {
  const { space, differences } = compareOne({ name: "wren" }, { email: null, roomMailbox: null });
  assert.equal(space?.id, "wren");
  assert.deepEqual(
    differences.map(({ field }) => field),
    ["name", "address", "sync_configuration"],
  );
});

test("a space of the same name with another address is another room", () => {
  const other = { email: "other@larkfield.example", roomMailbox: null };
  assert.equal(compareOne({}, other).space, null);
});

test("a name too long to be kept does not differ for ever", () => {
  const long = "Wren ".repeat(60).trim();
  const { room } = compareOne({ name: long });
  assert.equal(room.name.length <= 100, true);
  assert.deepEqual(compareOne({ name: long }, { name: room.name }).differences, []);
});
