import type { DirectoryRoom, PlaceDirectory } from "../../src/app/places/place-directory.ts";
import type { RoomImportDependencies } from "../../src/app/places/room-import.ts";
import type { ChangeSourceRecord, RoomMailboxes } from "../../src/app/scan/ports.ts";
import type { ScanDependencies } from "../../src/app/scan/scan-dependencies.ts";
import type { SettingsDependencies } from "../../src/app/settings/settings-dependencies.ts";
import type { CalendarResult } from "../../src/app/sync/calendar.ts";
import { createConfigurationScanStore } from "../../src/store/configuration-scan-store.ts";
import { createKnownSpacesStore } from "../../src/store/known-spaces-store.ts";
import { createPlacesStore } from "../../src/store/places-store.ts";
import { createScanFactsStore } from "../../src/store/scan-facts-store.ts";
import type { Stage } from "./stage.ts";

/** What is outside of the server, as a test wants it to be. */
export interface Outside {
  /** Providers whose delegated user or application gets no token, and rooms out of reach. */
  readonly trouble: { readonly tokens: Set<string>; readonly rooms: Set<string> };
  /** What Exchange lists as rooms; null: it may not be asked. */
  readonly exchange: { rooms: readonly DirectoryRoom[] | null };
  /** How rooms' changes reach us. */
  readonly changeSources: ChangeSourceRecord[];
}

export function anOutside(): Outside {
  return {
    trouble: { tokens: new Set(), rooms: new Set() },
    exchange: { rooms: [] },
    changeSources: [],
  };
}

export const DENIED: CalendarResult<never> = {
  ok: false,
  failure: {
    kind: "access_denied",
    code: "ErrorAccessDenied",
    message: "Access is denied.",
    mayHaveHappened: false,
  },
};

export function scanDependencies(
  { database, properties }: Stage,
  settings: SettingsDependencies,
  outside: Outside,
): ScanDependencies {
  return {
    scans: createConfigurationScanStore(database.kysely),
    source: createScanFactsStore(database.kysely),
    providers: settings.providers,
    certificates: { expiresAt: () => Promise.resolve(null) },
    accessTokens: settings.accessTokens,
    tokenRecords: settings.tokenRecords,
    readMailboxAddress: () => Promise.resolve(null),
    readApplicationClaims: () => null,
    roomMailboxes: roomMailboxes(outside),
    placeDirectory: placeDirectory(outside),
    changeSources: { list: () => Promise.resolve(outside.changeSources) },
    integrationMode: settings.integrationMode,
    roomAnswerTimeLimitSeconds: () => properties.roomAnswerTimeLimitSeconds(),
    instance: () => ({
      publicUrl: "https://usher.example",
      loginUrl: "https://login.example",
      graphUrl: "https://graph.example",
    }),
    now: () => new Date(),
  };
}

export function roomImportDependencies(
  { database, forgetPlaces }: Stage,
  settings: SettingsDependencies,
  outside: Outside,
): RoomImportDependencies {
  return {
    places: createPlacesStore(database),
    forgetPlaces,
    knownSpaces: createKnownSpacesStore(database.kysely),
    providers: settings.providers,
    configurations: settings.configurations,
    placeDirectory: placeDirectory(outside),
    roomMailboxes: roomMailboxes(outside),
    integrationMode: settings.integrationMode,
  };
}

function placeDirectory({ exchange }: Outside): PlaceDirectory {
  return {
    rooms: () =>
      Promise.resolve(exchange.rooms === null ? DENIED : { ok: true, value: exchange.rooms }),
  };
}

function roomMailboxes({ trouble }: Outside): RoomMailboxes {
  const settings = { timeZone: "W. Europe Standard Time", purpose: "room" };
  return {
    look: ({ mailbox }) =>
      Promise.resolve(trouble.rooms.has(mailbox) ? DENIED : { ok: true, value: settings }),
  };
}
