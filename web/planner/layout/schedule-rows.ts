import type { Schedule } from "../../../src/contract/schedule.ts";

export type ScheduledSpace = Schedule["spaces"][number];
export type ScheduledReservation = Schedule["reservations"][number];
export type ScheduleVerdicts = Schedule["verdicts"][number];

/** A reservation in its row. Where several overlap, as with what lost its space, each has a lane. */
export interface Bar {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly lane: number;
  readonly lanes: number;
  readonly reservation: ScheduledReservation;
  readonly verdicts: ScheduleVerdicts;
}

export interface GroupRow {
  readonly kind: "group";
  readonly key: string;
  readonly building: Schedule["buildings"][number];
  readonly floor: string;
  readonly spaceCount: number;
  readonly isCollapsed: boolean;
}

export interface SpaceRow {
  readonly kind: "space";
  readonly key: string;
  readonly space: ScheduledSpace;
  /** By start. */
  readonly bars: readonly Bar[];
}

export type Row = GroupRow | SpaceRow;

/** What each space has, by start. */
export type BarsBySpace = ReadonlyMap<string, readonly Bar[]>;

/** Answers for several days as one; a reservation that lasts over midnight is in two of them. */
export function barsBySpace(answers: readonly Schedule[]): BarsBySpace {
  const seen = new Set<string>();
  const loose = new Map<string, Bar[]>();
  for (const { reservations, verdicts } of answers) {
    for (const reservation of reservations) {
      const own = verdicts[reservation.verdict];
      if (seen.has(reservation.id) || own === undefined) continue;
      seen.add(reservation.id);
      const { id, start, end, space_id: spaceId } = reservation;
      const times = { startMs: Date.parse(start), endMs: Date.parse(end) };
      const bar = { id, ...times, lane: 0, lanes: 1, reservation, verdicts: own };
      const others = loose.get(spaceId);
      if (others === undefined) loose.set(spaceId, [bar]);
      else others.push(bar);
    }
  }
  return new Map([...loose].map(([spaceId, bars]) => [spaceId, inLanes(bars)]));
}

/** Bars that overlap share the height of the row; those that stand alone have all of it. */
function inLanes(bars: readonly Bar[]): readonly Bar[] {
  const sorted = bars.toSorted((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
  const placed: Bar[] = [];
  let cluster: { bar: Bar; lane: number }[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const { bar, lane } of cluster) placed.push({ ...bar, lane, lanes: ends.length });
    cluster = [];
    ends = [];
  };
  for (const bar of sorted) {
    if (ends.every((end) => end <= bar.startMs)) close();
    const free = ends.findIndex((end) => end <= bar.startMs);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = bar.endMs;
    cluster.push({ bar, lane });
  }
  close();
  return placed;
}

const NO_BARS: readonly Bar[] = [];

/** The spaces under their buildings and floors; of a group that is collapsed its heading alone. */
export function rowsOf(
  { spaces, buildings }: Pick<Schedule, "spaces" | "buildings">,
  bars: BarsBySpace,
  collapsed: ReadonlySet<string>,
): readonly Row[] {
  const buildingOf = new Map(buildings.map((building) => [building.id, building]));
  const groups = Map.groupBy(spaces, ({ building_id, floor }) => `${building_id}/${floor}`);
  return [...groups].flatMap(([key, members]): Row[] => {
    const [first] = members;
    const building = first && buildingOf.get(first.building_id);
    if (first === undefined || building === undefined) return [];
    const isCollapsed = collapsed.has(key);
    const { floor } = first;
    const group = { kind: "group", key, building, floor, spaceCount: members.length } as const;
    const below = members.map((space) => ({
      kind: "space" as const,
      key: space.id,
      space,
      bars: bars.get(space.id) ?? NO_BARS,
    }));
    return [{ ...group, isCollapsed }, ...(isCollapsed ? [] : below)];
  });
}

/** States that hold their space; what lost it is shown all the same. */
export function holdsSpace(bar: Bar): boolean {
  return bar.reservation.state !== "conflicted" && bar.reservation.state !== "completed";
}

/** What of a space's bars stands in the way of a time in it. */
export function conflictsIn(
  bars: readonly Bar[],
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  ownId: string | null,
): readonly Bar[] {
  return bars.filter(
    (bar) => bar.id !== ownId && holdsSpace(bar) && bar.startMs < endMs && bar.endMs > startMs,
  );
}
