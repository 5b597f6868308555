import type { Reservation } from "../../../src/contract/reservations.ts";

const FLOOR_KEY = "usher.floor";

/** A building and a floor of it; the floor is empty where any will do. */
export interface Whereabouts {
  readonly buildingId: string;
  readonly floor: string;
}

/** Where the person last checked in today, which is where they are most likely now. */
export function checkedInAt(
  meetings: readonly Pick<Reservation, "checked_in_at" | "space" | "requested_for">[],
  { personId, since }: { readonly personId: string; readonly since: string },
): Whereabouts | null {
  const [last] = meetings
    .filter(
      ({ checked_in_at: at, requested_for: person }) =>
        person.id === personId && at !== null && Date.parse(at) >= Date.parse(since),
    )
    .toSorted(
      (one, other) => Date.parse(other.checked_in_at ?? "") - Date.parse(one.checked_in_at ?? ""),
    );
  return last === undefined
    ? null
    : { buildingId: last.space.building_id, floor: last.space.floor };
}

/** The floor that was chosen last on this device, in that building. */
export function usualFloor(buildingId: string): string {
  const [building, floor = ""] = (localStorage.getItem(FLOOR_KEY) ?? "").split("\n");
  return building === buildingId ? floor : "";
}

export function keepFloor({ buildingId, floor }: Whereabouts): void {
  localStorage.setItem(FLOOR_KEY, `${buildingId}\n${floor}`);
}
