import type { Directory, DirectoryUser } from "../directory/directory.ts";
import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import type { Route, RouteAnswer, RouteCall } from "./graph-request.ts";
import { applySelect, collectionBody, cutPage, readQueryOptions } from "./query-options.ts";

/** Rooms and room lists (facts 1.15). A building's rooms are one list. */
export const PLACE_ROUTES: readonly Route[] = [
  placeRoute("places/microsoft.graph.room", "room[]", (call) =>
    answerPlaces(call, "room", listRooms(call.world.directory).map(roomJson)),
  ),
  placeRoute("places/microsoft.graph.roomList", "roomList[]", (call) =>
    answerPlaces(call, "roomList", listBuildings(call.world.directory)),
  ),
  placeRoute("places/{address}/microsoft.graph.roomList/rooms", "room[]", roomsOfList),
  placeRoute("places/{address}", "room", readRoom),
];

const PLACES_PAGE_SIZE = 100;

function placeRoute(path: string, responseType: string, handle: Route["handle"]): Route {
  return {
    method: "GET",
    path,
    scope: "tenant",
    permission: "places",
    requestType: null,
    responseType,
    handle,
  };
}

function roomsOfList(call: RouteCall): Outcome<RouteAnswer> {
  const { directory } = call.world;
  const address = call.parameters["address"]?.toLowerCase() ?? "";
  const rooms = listRooms(directory);
  const building = rooms
    .map(({ room }) => room?.building ?? "")
    .find((name) => listAddress(directory, name) === address);
  if (building === undefined) return notFound(address);
  const inBuilding = rooms.filter(({ room }) => room?.building === building);
  return answerPlaces(call, "room", inBuilding.map(roomJson));
}

function readRoom(call: RouteCall): Outcome<RouteAnswer> {
  const address = call.parameters["address"] ?? "";
  const user = call.world.directory.findUser(address);
  if (!user?.room) return notFound(address);
  const context = `${call.baseUrl}/v1.0/$metadata#places/$entity`;
  const type = { "@odata.type": "#microsoft.graph.room" };
  return succeed({ status: 200, body: { "@odata.context": context, ...type, ...roomJson(user) } });
}

function notFound(name: string): Outcome<RouteAnswer> {
  return refuse(404, "ResourceNotFound", `The place '${name}' could not be found.`);
}

function answerPlaces(
  call: RouteCall,
  type: string,
  places: readonly Record<string, unknown>[],
): Outcome<RouteAnswer> {
  const options = readQueryOptions(call.query, type, PLACES_PAGE_SIZE);
  if (!options.ok) return options;
  const found = filterPlaces(places, options.value.filter);
  if (!found) return refuse(400, "BadRequest", "The filter on places is not supported.");
  const page = cutPage(found, options.value);
  const value = page.items.map((place) => applySelect(place, options.value.select));
  const paging = { ...page, total: found.length, count: options.value.count };
  const context = `places/microsoft.graph.${type}`;
  return succeed({ status: 200, body: collectionBody(call, context, value, paging) });
}

const CLAUSE = /^(\w+)\s+(eq|ge|gt|le|lt)\s+(?:'((?:[^']|'')*)'|(-?\d+)|(true|false))$/i;

/** Comparisons joined by `and`; undefined where the filter is something else. */
function filterPlaces(
  places: readonly Record<string, unknown>[],
  filter: string | null,
): Record<string, unknown>[] | undefined {
  let found = [...places];
  if (filter === null) return found;
  for (const text of filter.split(/\s+and\s+/i)) {
    const match = CLAUSE.exec(text.trim());
    if (!match) return undefined;
    const [, name = "", operator = "", quoted, digits, flag] = match;
    const wanted =
      digits !== undefined ? Number(digits) : (flag?.toLowerCase() ?? quoted?.toLowerCase() ?? "");
    found = found.filter((place) => compares(place[name], operator.toLowerCase(), wanted));
  }
  return found;
}

function compares(value: unknown, operator: string, wanted: number | string): boolean {
  if (typeof wanted === "string") {
    const text = typeof value === "string" || typeof value === "boolean" ? String(value) : "";
    return operator === "eq" && text.toLowerCase() === wanted;
  }
  if (typeof value !== "number") return false;
  if (operator === "ge") return value >= wanted;
  if (operator === "gt") return value > wanted;
  if (operator === "le") return value <= wanted;
  if (operator === "lt") return value < wanted;
  return value === wanted;
}

function listRooms(directory: Directory): DirectoryUser[] {
  return [...directory.users.values()].filter((user) => user.room !== undefined);
}

function roomJson(user: DirectoryUser): Record<string, unknown> {
  const { room } = user;
  return {
    id: user.id,
    placeId: user.id,
    displayName: user.displayName,
    emailAddress: user.mail,
    nickname: user.displayName,
    label: null,
    capacity: room?.capacity ?? null,
    building: room?.building ?? null,
    floorLabel: room?.floorLabel ?? null,
    floorNumber: room?.floorNumber ?? null,
    isWheelChairAccessible: room?.isWheelChairAccessible ?? null,
    bookingType: "standard",
    tags: room?.tags ?? [],
    audioDeviceName: null,
    videoDeviceName: null,
    displayDeviceName: null,
    phone: "",
    address: null,
    geoCoordinates: null,
  };
}

function listBuildings(directory: Directory): Record<string, unknown>[] {
  const names = new Set(listRooms(directory).map(({ room }) => room?.building ?? ""));
  return [...names].sort().map((name) => ({
    id: `list-${listAddress(directory, name)}`,
    displayName: name,
    emailAddress: listAddress(directory, name),
    phone: "",
    address: null,
    geoCoordinates: null,
  }));
}

function listAddress(directory: Directory, building: string): string {
  const name = building.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return `rooms-${name}@${directory.tenant.domain}`;
}
