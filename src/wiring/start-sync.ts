import { randomUUID } from "node:crypto";
import { carryOutSyncEvent } from "../app/sync/carry-out-sync-event.ts";
import { readRoomAnswers } from "../app/sync/read-room-answers.ts";
import { type Lanes, startLanes } from "../jobs/lanes.ts";
import type { Application } from "./open-application.ts";

/** The service `sync`: the lanes that carry out sync events and read rooms' answers. */
export function startSync(application: Application): Lanes {
  const { stores, calendar, rooms, properties, database, log, signals } = application;
  const { announceChange, counters } = application;
  const shared = { calendar, announceChange, log };
  const carryOut = {
    ...shared,
    store: stores.syncEvents,
    rooms,
    counters,
    triesMax: () => properties.eventRetryCountMax(),
    random: Math.random,
  };
  const readAnswers = {
    ...shared,
    store: stores.roomAnswers,
    roomCalendar: rooms,
    newId: randomUUID,
    roomAnswerLimitMs: async () => (await properties.roomAnswerTimeLimitSeconds()) * 1000,
  };
  const lanes = startLanes({
    store: stores.lanes,
    carryOut: (claimed) => carryOutSyncEvent(carryOut, claimed),
    readAnswers: (claimed) => readRoomAnswers(readAnswers, claimed),
    log,
    isOnlyProcess: database.kind === "embedded",
  });
  signals.wakeLanes = () => lanes.wake();
  return lanes;
}
