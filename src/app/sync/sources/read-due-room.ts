import { failedReadDelayMs, nextReadDelayMs } from "../../../core/sync/reading-schedule.ts";
import type { ClaimedRoom, RoomReading } from "../inbound/claimed-room.ts";
import type { SyncLog } from "../sync-log.ts";
import type { DueRoom, ReadingSettlement, RoomSyncStore } from "./room-sync-store.ts";

export interface ReadDueRoomDependencies {
  readonly store: Pick<RoomSyncStore, "settleReading">;
  readonly readRoom: (claimed: ClaimedRoom) => Promise<RoomReading>;
  /** Property `sn_wsd_rsvsync.outlook_event_sync_interval`. */
  readonly quietMinutes: () => Promise<number>;
  readonly random: () => number;
  readonly log: SyncLog;
}

/** A single failure passes without anybody having to know. */
const FAILED_READS_SHOWN = 3;

/** Reads a room that is due, and says when it is read next. */
export async function readDueRoom(deps: ReadDueRoomDependencies, room: DueRoom): Promise<void> {
  const reading = await readWhole(deps, room);
  if (reading.kind === "lease_lost") return;
  const settlement =
    reading.kind === "read"
      ? await settleRead(deps, room, reading)
      : settleFailure(deps, room, reading);
  await deps.store.settleReading(room, settlement);
  const fields = { configurationId: room.configurationId };
  if (settlement.kind === "failed") {
    const { code, nextReadMs } = settlement;
    deps.log.warn({ ...fields, code, nextReadMs }, "a room could not be read");
  } else if (settlement.changes > 0 || settlement.wasFull) {
    const { changes, wasFull } = settlement;
    deps.log.info({ ...fields, changes, wasFull }, "a room was read");
  }
}

/** What nobody foresaw must not keep a room in the dark: it is told, and tried again. */
async function readWhole(
  { readRoom, log }: ReadDueRoomDependencies,
  room: DueRoom,
): Promise<RoomReading> {
  try {
    return await readRoom(room);
  } catch (error) {
    log.error({ err: error, configurationId: room.configurationId }, "reading a room broke off");
    return {
      kind: "failed",
      code: "internal_error",
      message: "Reading the calendar broke off for a reason that is in the server's log.",
      retryAfterMs: null,
      isAccess: false,
    };
  }
}

async function settleRead(
  { quietMinutes, random }: ReadDueRoomDependencies,
  { source, wasHinted, isBusy, openReads }: DueRoom,
  { changes, wasFull, leavesOpen }: Extract<RoomReading, { readonly kind: "read" }>,
): Promise<ReadingSettlement> {
  const isOpen = leavesOpen === true;
  const nextReadMs = nextReadDelayMs({
    source,
    wasHinted,
    changes,
    isBusy,
    openReads: isOpen ? openReads + 1 : 0,
    quietMinutes: await quietMinutes(),
    jitter: random(),
  });
  return { kind: "read", changes, wasFull, leavesOpen: isOpen, nextReadMs };
}

function settleFailure(
  { random }: ReadDueRoomDependencies,
  { failedReads }: DueRoom,
  { code, message, retryAfterMs, isAccess }: Extract<RoomReading, { readonly kind: "failed" }>,
): ReadingSettlement {
  return {
    kind: "failed",
    code,
    message,
    isFailing: isAccess || failedReads + 1 >= FAILED_READS_SHOWN,
    isAccess,
    nextReadMs: failedReadDelayMs(failedReads, retryAfterMs ?? 0, random()),
  };
}
