import { Temporal } from "temporal-polyfill";
import type { CalendarFailure } from "../calendar.ts";
import type { ChangePosition, ReadingAccess, RoomCalendar } from "../room-calendar.ts";
import type { SyncLog } from "../sync-log.ts";
import type { ClaimedRoom, RoomReading } from "./claimed-room.ts";
import type { InboundStore, ReadPage, ReadWindow, TakenIn } from "./inbound-store.ts";
import type { OrganizerAccess } from "./organizer-access.ts";
import { planTaken } from "./plan-taken.ts";
import { readPage } from "./read-page.ts";

export interface ReadRoomDependencies {
  readonly rooms: RoomCalendar;
  readonly store: InboundStore;
  readonly organizerAccess: OrganizerAccess;
  /** How far ahead rooms can be booked, over all modules. */
  readonly horizonDays: () => Promise<number>;
  /** Property `sn_wsd_rsvsync.past_sync_period_in_days`. */
  readonly pastDays: () => Promise<number>;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly announceChange: () => void;
  readonly wakeLanes: () => void;
  readonly log: SyncLog;
}

/** A window is fixed with the round that it began with; it is begun anew ahead of need. */
const WINDOW_MARGIN_DAYS = 14;
/** More pages than any calendar has: whoever answers so goes round in circles. */
const PAGES_MAX = 2000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Reads what changed in a room's calendar to the end of its round, and takes it in. */
export async function readRoom(
  deps: ReadRoomDependencies,
  claimed: ClaimedRoom,
): Promise<RoomReading> {
  const access: ReadingAccess = {
    credential: claimed.credential,
    mailbox: claimed.roomMailbox,
    requestId: deps.newId(),
    fallbackTimeZone: claimed.buildingZone,
  };
  let room = await startOf(deps, claimed);
  let changes = 0;
  let leavesOpen = false;
  for (let pages = 0; room !== null && pages < PAGES_MAX; pages += 1) {
    const read = await deps.rooms.readChanges(access, positionOf(room));
    if (!read.ok && read.failure.kind === "cursor_lost" && room.cursor !== null) {
      deps.log.warn(logged(room, access), "the place in the room's calendar is lost; read anew");
      room = await beginAnew(deps, room);
      continue;
    }
    if (!read.ok) return failed(read.failure);
    const page = await readPage(deps, room, access, read.value);
    if (!page.ok) return failed(page.failure);
    const taken = await takeIn(deps, room, access, page.value);
    if (taken === null) return { kind: "lease_lost" };
    changes += taken.changes;
    leavesOpen ||= taken.leavesOpen;
    if (page.value.isRoundOver) {
      const { isRoundFull: wasFull } = room;
      return { kind: "read", changes, wasFull, ...(leavesOpen && { leavesOpen }) };
    }
    room = { ...room, cursor: page.value.cursor };
  }
  return room === null ? { kind: "lease_lost" } : failed(endless(room));
}

/** Goes on where reading ended, or begins a full round. */
async function startOf(
  deps: ReadRoomDependencies,
  claimed: ClaimedRoom,
): Promise<ClaimedRoom | null> {
  const needed = deps.now().getTime() + (await deps.horizonDays()) * DAY_MS;
  const isCurrent = claimed.windowEnd !== null && claimed.windowEnd.getTime() >= needed;
  return claimed.cursor !== null && isCurrent ? claimed : beginAnew(deps, claimed);
}

async function beginAnew(
  deps: ReadRoomDependencies,
  claimed: ClaimedRoom,
): Promise<ClaimedRoom | null> {
  return deps.store.beginRound(claimed, await windowOf(deps));
}

async function windowOf({ now, horizonDays, pastDays }: ReadRoomDependencies): Promise<ReadWindow> {
  const today = Math.floor(now().getTime() / DAY_MS) * DAY_MS;
  const daysAhead = (await horizonDays()) + WINDOW_MARGIN_DAYS;
  return {
    // What began then may still go on, or be moved ahead again.
    startAt: new Date(today - (await pastDays()) * DAY_MS),
    endAt: new Date(today + daysAhead * DAY_MS),
  };
}

function positionOf({ cursor, windowStart, windowEnd }: ClaimedRoom): ChangePosition {
  if (cursor !== null) return { kind: "cursor", cursor };
  if (windowStart === null || windowEnd === null) throw new Error("a round has a window");
  return { kind: "window", startAt: windowStart, endAt: windowEnd };
}

/** Null where the lease is lost. */
async function takeIn(
  deps: ReadRoomDependencies,
  room: ClaimedRoom,
  access: ReadingAccess,
  page: ReadPage,
): Promise<TakenIn | null> {
  const now = (): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(deps.now().getTime());
  const plan = planTaken({ now, newId: deps.newId }, room.spaceId);
  const taken = await deps.store.takeIn(room, page, plan);
  if (taken === null) return null;
  if (taken.changes > 0) {
    const fields = { ...logged(room, access), changes: taken.changes };
    deps.log.info(fields, "meetings in the room's calendar were taken in");
    deps.announceChange();
  }
  if (taken.hasEnqueued) deps.wakeLanes();
  return taken;
}

function logged({ spaceId }: ClaimedRoom, { requestId }: ReadingAccess) {
  return { request_id: requestId, spaceId };
}

function failed({ kind, code, message, retryAfterSeconds }: CalendarFailure): RoomReading {
  return {
    kind: "failed",
    code,
    message,
    retryAfterMs: retryAfterSeconds === undefined ? null : retryAfterSeconds * 1000,
    isAccess: isAccessFailure(kind),
  };
}

function isAccessFailure(kind: CalendarFailure["kind"]): boolean {
  return ["access_denied", "not_found", "token_unusable", "credential_rejected"].includes(kind);
}

function endless({ spaceName }: ClaimedRoom): CalendarFailure {
  return {
    kind: "invalid",
    code: "endless_round",
    message: `The calendar of ${spaceName} is told in more than ${PAGES_MAX} pages.`,
    mayHaveHappened: false,
  };
}
