import type { Space } from "../../../src/contract/places.ts";
import {
  isDate,
  isTime,
  laterDay,
  laterOnTheDay,
  nextHalfHour,
} from "../../ui/format/wall-time.ts";

/** What the search form holds; empty text where a field is empty. Times are the building's. */
export interface SearchState {
  readonly buildingId: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly capacity: number | undefined;
  readonly equipment: readonly string[];
  readonly view: View;
}

export const VIEWS = ["cards", "schedule"] as const;
/** How what is found is shown. */
export type View = (typeof VIEWS)[number];

export type SearchFault = "date_missing" | "time_missing" | "ends_before_start" | null;

const USUAL_LENGTH_MINUTES = 60;
const MORNING = "09:00";
const FIRST_PROPOSED_START = "07:00";
const LAST_PROPOSED_START = "18:00";
const CAPACITY_MAX = 1_000;

/** When people most likely mean: the next half hour, or nine o'clock outside the working day. */
export function proposedTimes(
  now: string,
  zone: string,
): Pick<SearchState, "date" | "from" | "to"> {
  const next = nextHalfHour(now, zone);
  const isOver = next.time > LAST_PROPOSED_START;
  const from = isOver || next.time < FIRST_PROPOSED_START ? MORNING : next.time;
  return {
    date: isOver ? laterDay(next.date, 1) : next.date,
    from,
    to: laterOnTheDay(from, USUAL_LENGTH_MINUTES),
  };
}

/** Reads a search from the page's address; what is absent or senseless is as proposed. */
export function readSearch(
  params: URLSearchParams,
  buildingId: string,
  proposed: Pick<SearchState, "date" | "from" | "to">,
): SearchState {
  const date = params.get("date") ?? "";
  const from = params.get("from") ?? "";
  const to = params.get("to") ?? "";
  const capacity = Number(params.get("people") ?? "");
  const isCapacity = Number.isInteger(capacity) && capacity >= 1 && capacity <= CAPACITY_MAX;
  return {
    buildingId,
    date: isDate(date) ? date : proposed.date,
    from: isTime(from) ? from : proposed.from,
    to: isTime(to) ? to : proposed.to,
    capacity: isCapacity ? capacity : undefined,
    equipment: (params.get("equipment") ?? "").split(",").filter(Boolean),
    view: params.get("view") === "schedule" ? "schedule" : "cards",
  };
}

/** The address of a search, so that it survives a reload and can be sent to somebody. */
export function writeSearch(search: SearchState): URLSearchParams {
  const values: Readonly<Record<string, string>> = {
    building: search.buildingId,
    date: search.date,
    from: search.from,
    to: search.to,
    people: search.capacity === undefined ? "" : String(search.capacity),
    equipment: search.equipment.join(","),
    view: search.view === "cards" ? "" : search.view,
  };
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));
}

/** Starting later moves the end along, as calendars do. */
export function withStart(search: SearchState, from: string): SearchState {
  if (!isTime(from) || !isTime(search.from) || !isTime(search.to)) return { ...search, from };
  return { ...search, from, to: laterOnTheDay(from, minutesBetween(search.from, search.to)) };
}

function minutesBetween(from: string, to: string): number {
  const minutes = (time: string) => {
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    return hour * 60 + minute;
  };
  const between = minutes(to) - minutes(from);
  return between > 0 ? between : USUAL_LENGTH_MINUTES;
}

/** Whether a space has what is asked of it; when it is free is another question. */
export function matches(
  { capacity = 1, equipment }: Pick<SearchState, "capacity" | "equipment">,
  space: Pick<Space, "capacity" | "equipment">,
): boolean {
  const has = new Set(space.equipment.map((item) => item.toLowerCase()));
  return space.capacity >= capacity && equipment.every((item) => has.has(item.toLowerCase()));
}

export function faultOf(search: Pick<SearchState, "date" | "from" | "to">): SearchFault {
  if (!isDate(search.date)) return "date_missing";
  if (!isTime(search.from) || !isTime(search.to)) return "time_missing";
  return search.to > search.from ? null : "ends_before_start";
}
