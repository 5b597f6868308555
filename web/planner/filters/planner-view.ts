import { laterDay, isDate, weekdayOf } from "../../ui/format/wall-time.ts";
import type { Span } from "../../ui/timeline/time-scale.ts";

/** What of the schedule is looked at; kept in the address, so that it can be saved and sent. */
export interface PlannerView {
  readonly date: string;
  readonly span: Span;
  readonly snapMinutes: SnapMinutes;
  readonly buildingId: string;
  readonly floor: string;
  readonly kind: "" | "room" | "desk" | "other";
  readonly capacity: number | undefined;
  readonly name: string;
}

export const SNAPS = [5, 10, 15, 30, 60] as const;
export type SnapMinutes = (typeof SNAPS)[number];
const KINDS = ["room", "desk", "other"] as const;
const DEFAULT_SNAP = 15;

export function viewFrom(params: URLSearchParams, today: string): PlannerView {
  const date = params.get("date") ?? "";
  const snap = Number(params.get("snap"));
  const capacity = Number(params.get("seats"));
  return {
    date: isDate(date) ? date : today,
    span: params.get("span") === "week" ? "week" : "day",
    snapMinutes: SNAPS.find((minutes) => minutes === snap) ?? DEFAULT_SNAP,
    buildingId: params.get("building") ?? "",
    floor: params.get("floor") ?? "",
    kind: KINDS.find((kind) => kind === params.get("kind")) ?? "",
    capacity: Number.isInteger(capacity) && capacity > 0 ? capacity : undefined,
    name: params.get("name") ?? "",
  };
}

/** Only what is not as it is by itself; without the date where a view is saved for any day. */
export function paramsOf(view: PlannerView, hasDate = true): URLSearchParams {
  const values = {
    date: hasDate ? view.date : "",
    span: view.span === "week" ? "week" : "",
    snap: view.snapMinutes === DEFAULT_SNAP ? "" : `${view.snapMinutes}`,
    building: view.buildingId,
    floor: view.floor,
    kind: view.kind,
    seats: view.capacity === undefined ? "" : `${view.capacity}`,
    name: view.name,
  };
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));
}

export function isFiltered(view: PlannerView): boolean {
  const { buildingId, floor, kind, name, capacity } = view;
  return [buildingId, floor, kind, name].some((text) => text !== "") || capacity !== undefined;
}

const WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split(" ");

/** The first day that is shown: of a week its Monday. */
export function firstDayOf({ date, span }: Pick<PlannerView, "date" | "span">): string {
  return span === "day" ? date : laterDay(date, -WEEKDAYS.indexOf(weekdayOf(date)));
}
