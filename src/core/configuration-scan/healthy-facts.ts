import { Temporal } from "temporal-polyfill";
import type { ProviderFacts, RoomFacts, ScanFacts } from "./facts.ts";
import type { RoomSettings } from "./room-settings.ts";

/** For tests: an installation in which there is nothing to find; each test breaks one thing. */
export const NOW = Temporal.Instant.from("2027-03-10T09:00:00Z");
export const ROOM = "room.wren@larkfield.example";

export const PROVIDER: ProviderFacts = {
  id: "provider",
  name: "Exchange Online",
  active: true,
  hasSecret: true,
  hasCertificate: false,
  certificateExpiresAt: null,
  delegatedUserEmail: null,
  token: { ok: true, accountName: null, mailboxAddress: null },
  application: { ok: true, objectId: "5c0b9d0e-4a51-4c5e-9a53-0f6f2b6f5a11", roles: [] },
  delegatedScopes: [],
  places: "listed",
};

export const DELEGATE = "usher.service@larkfield.example";

/** The same, as it is in strict and personal mode. */
export const DELEGATED_PROVIDER: ProviderFacts = {
  ...PROVIDER,
  delegatedUserEmail: DELEGATE,
  token: { ok: true, accountName: DELEGATE, mailboxAddress: DELEGATE },
};

export const WREN: RoomFacts = {
  configurationId: "configuration",
  spaceId: "wren",
  spaceName: "Wren",
  spaceEmail: ROOM,
  spaceActive: true,
  capacity: 8,
  buildingName: "Spreehaus",
  buildingActive: true,
  buildingZone: "Europe/Berlin",
  module: {
    name: "Meeting rooms",
    durationMinutesMax: 1440,
    daysAheadMax: 180,
    recurringEnabled: true,
  },
  providerId: PROVIDER.id,
  roomMailbox: ROOM,
  active: true,
  dryRun: false,
  mailbox: { ok: true, timeZone: "W. Europe Standard Time", purpose: "room" },
  place: { capacity: 8, isReserved: false },
  changeSource: {
    source: "subscription",
    state: "active",
    subscriptionId: "subscription",
    subscriptionExpiresAt: NOW.add({ hours: 100 }),
    reasonCode: null,
    reason: null,
    lastReadAt: NOW.subtract({ minutes: 5 }),
  },
};

export const SETTINGS: RoomSettings = {
  identity: "room.wren",
  primarySmtpAddress: ROOM,
  automateProcessing: "AutoAccept",
  allowConflicts: false,
  allowRecurringMeetings: true,
  bookingWindowInDays: 180,
  enforceSchedulingHorizon: true,
  maximumDurationInMinutes: 1440,
  scheduleOnlyDuringWorkHours: false,
  allBookInPolicy: true,
  allRequestInPolicy: false,
  allRequestOutOfPolicy: false,
  deleteSubject: false,
  addOrganizerToSubject: false,
  removePrivateProperty: false,
  processExternalMeetingMessages: true,
  enforceCapacity: false,
  bookingType: "Standard",
};

export const HEALTHY: ScanFacts = {
  now: NOW,
  mode: "normal",
  instance: {
    publicUrl: "https://usher.example.org",
    loginUrl: "https://login.microsoftonline.com",
    graphUrl: "https://graph.microsoft.com",
  },
  providers: [PROVIDER],
  rooms: [WREN],
  addresses: [{ spaceId: WREN.spaceId, spaceName: WREN.spaceName, email: ROOM, isSynced: true }],
  handedIn: { at: NOW.subtract({ hours: 48 }), rooms: [SETTINGS] },
  troubles: [],
  gaps: [],
};

export const withProvider = (change: Partial<ProviderFacts>): ScanFacts => ({
  ...HEALTHY,
  providers: [{ ...PROVIDER, ...change }],
});

/** In strict mode, where the delegated user acts. */
export const withDelegate = (change: Partial<ProviderFacts> = {}): ScanFacts => ({
  ...HEALTHY,
  mode: "strict",
  providers: [{ ...DELEGATED_PROVIDER, ...change }],
});

export const withRoom = (change: Partial<RoomFacts>, facts = HEALTHY): ScanFacts => ({
  ...facts,
  rooms: [{ ...WREN, ...change }],
});

export const withSettings = (change: Partial<RoomSettings>): ScanFacts => ({
  ...HEALTHY,
  handedIn: { at: NOW, rooms: [{ ...SETTINGS, ...change }] },
});
