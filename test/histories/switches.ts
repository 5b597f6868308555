import { SIMULATOR_SETTINGS_DEFAULTS, type SimulatorSettings } from "../../simulator/settings.ts";
import type { World } from "../../simulator/world.ts";
import { INTEGRATION_MODE } from "../../src/app/settings/property-definitions.ts";
import { INTEGRATION_MODES } from "../../src/core/integration-rules/question.ts";
import type { Chance } from "./chance.ts";
import { APPROVED_ROOM } from "./company.ts";
import type { History } from "./history.ts";

/** How one history's world is, drawn once: when it is, and how Exchange behaves where nobody knows. */
export interface Switches {
  readonly startMs: number;
  readonly settings: Partial<SimulatorSettings>;
  readonly needsApproval: boolean;
  readonly inWords: string;
  applyToRooms(world: World): void;
  /** The mode of the beginning, as it was set before anybody looked. */
  begin(history: History): Promise<void>;
}

/** Two days before clocks change in Berlin, either way, and days on which nothing changes. */
const STARTS_MS = [
  Date.UTC(2027, 2, 26, 7, 12),
  Date.UTC(2026, 9, 23, 13, 41),
  Date.UTC(2027, 5, 14, 9, 5),
  Date.UTC(2027, 11, 30, 21, 50),
] as const;

const DECISION_DELAYS_MS = [
  [50, 150],
  [400, 1500],
  [2000, 8000],
] as const;

/** How Exchange tells what changed in a room's calendar (facts 1.13). */
function drawDelta(chance: Chance): Partial<SimulatorSettings["delta"]> {
  return {
    emptyFirstPage: chance.happens(0.3),
    masterLast: chance.happens(0.3),
    replayProbability: chance.pick([0, 0, 0.3]),
    repeatProbability: chance.pick([0, 0, 0.3]),
    lagMs: chance.pick([0, 0, 3_000, 20_000]),
    expiryProbability: chance.pick([0, 0, 0.05]),
    expiredHasLocation: chance.happens(0.5),
  };
}

/** How its notifications travel: some are lost, come twice, late, or one before another. */
function drawNotifications(chance: Chance): Partial<SimulatorSettings["notifications"]> {
  return {
    delayMs: chance.pick([
      [50, 400],
      [2_000, 30_000],
    ] as const),
    lossProbability: chance.pick([0, 0.2, 1]),
    missedNoticeProbability: chance.pick([0, 0.5, 1]),
    duplicateProbability: chance.pick([0, 0.3]),
    reorderProbability: chance.pick([0, 0.3]),
    extraUpdateProbability: chance.pick([0, 0.3]),
    createdForUpdateProbability: chance.pick([0, 0.3]),
    storedTokenExpires: chance.happens(0.5),
  };
}

/** `ofApprovals` is a chance of its own. */
export function drawSwitches(chance: Chance, ofApprovals: Chance): Switches {
  const startMs = chance.pick(STARTS_MS);
  const mode = chance.pick(INTEGRATION_MODES);
  const settings: Partial<SimulatorSettings> = {
    roomDecisionDelayMs: chance.pick(DECISION_DELAYS_MS),
    lateRoomCancellations: chance.happens(0.2),
    accessTokenLifetimeSeconds: chance.pick([
      SIMULATOR_SETTINGS_DEFAULTS.accessTokenLifetimeSeconds,
      [400, 900],
    ]),
    duplicateTransactionIdStatus: chance.pick([400, 409] as const),
    changeKeyMismatchStatus: chance.pick([412, 409] as const),
    transactionIdRetentionSeconds: chance.pick([null, 3600]),
    rescheduleResetsResponses: chance.happens(0.6),
    extendedPropertiesTravel: chance.happens(0.3),
    attendeeDeleteSendsDecline: chance.happens(0.5),
    roomCopyListsEverybody: chance.happens(0.5),
    declinedCopiesStay: chance.happens(0.3),
    delta: { ...SIMULATOR_SETTINGS_DEFAULTS.delta, ...drawDelta(chance) },
    notifications: { ...SIMULATOR_SETTINGS_DEFAULTS.notifications, ...drawNotifications(chance) },
  };
  const allowingConflicts = chance.happens(0.3) ? "room.robin@larkfield.example" : null;
  // Such a room takes a series all the same, and declines what meets another meeting.
  const decliningSome = chance.happens(0.5) ? "room.wren@larkfield.example" : null;
  const isApproved = chance.happens(0.7);
  const removesCancelled = chance.happens(0.5);
  const admitsStrangers = chance.happens(0.6);
  const spacesCheckedInTo = chance.happens(0.6) ? ["Robin", "Swift", "Desk 1"] : [];
  const releasesNoShows = chance.happens(0.8);
  const approvedSpaces = ofApprovals.happens(0.25) ? ["Robin", "Desk 1"] : [];
  return {
    startMs,
    settings,
    needsApproval: approvedSpaces.length > 0,
    inWords: `In ${mode} mode; ${JSON.stringify(settings)}`,
    applyToRooms({ directory }) {
      for (const { room, mail } of directory.users.values()) {
        if (!room) continue;
        room.processing.removeCanceledMeetings = removesCancelled;
        room.processing.processExternalMeetingMessages = admitsStrangers;
        room.processing.allowConflicts = mail === allowingConflicts;
        if (mail === decliningSome) {
          room.processing.conflictPercentageAllowed = 60;
          room.processing.maximumConflictInstances = 3;
        }
        if (mail !== APPROVED_ROOM || !isApproved) continue;
        room.processing.allBookInPolicy = false;
        room.processing.allRequestInPolicy = true;
      }
    },
    async begin({ database }) {
      await database.kysely
        .insertInto("property")
        .values({ name: INTEGRATION_MODE, value: mode })
        .execute();
      await database.kysely
        .updateTable("space")
        .set({ requires_check_in: true })
        .where("name", "in", [...spacesCheckedInTo, ""])
        .execute();
      await database.kysely
        .updateTable("space")
        .set({ requires_approval: true })
        .where("name", "in", [...approvedSpaces, ""])
        .execute();
      await database.kysely
        .updateTable("reservable_module")
        .set({ releases_no_shows: releasesNoShows })
        .execute();
    },
  };
}
