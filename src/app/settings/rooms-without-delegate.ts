import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { SyncConfigurationRecord } from "./ports.ts";
import type { SettingsDependencies } from "./settings-dependencies.ts";

export interface RoomsWithoutDelegate {
  readonly count: number;
  /** How many rooms were looked at: all, or as many as can be while somebody waits. */
  readonly checked: number;
  readonly examples: readonly {
    readonly spaceId: string;
    readonly spaceName: string;
    readonly roomMailbox: string;
    readonly message: string;
  }[];
}

/** Somebody waits for the answer: 100 rooms at 4 a time take some ten seconds. */
const ROOMS_CHECKED_MAX = 100;
/** Exchange's own limit for one credential and mailbox (facts exchange-online 5), so never more. */
const CHECKS_AT_ONCE = 4;
const EXAMPLES_MAX = 20;

/** Asks for each synced room whether the delegated user can reach its calendar. */
export async function findRoomsWithoutDelegate(
  deps: Pick<SettingsDependencies, "configurations" | "calendar" | "accessTokens">,
  to: IntegrationMode,
  requestId: string,
): Promise<RoomsWithoutDelegate> {
  if (to === "normal") return { count: 0, checked: 0, examples: [] };
  const rooms = await roomsToCheck(deps);
  const waiting = [...rooms];
  const failures: RoomsWithoutDelegate["examples"][number][] = [];

  async function checkNext(): Promise<void> {
    for (let room = waiting.shift(); room !== undefined; room = waiting.shift()) {
      const credential = { kind: "delegated_user", providerId: room.providerId } as const;
      const access = { credential, mailbox: room.roomMailbox, requestId };
      const result = await deps.calendar.checkAccess(access);
      if (result.ok) continue;
      const { spaceId, spaceName, roomMailbox } = room;
      failures.push({ spaceId, spaceName, roomMailbox, message: result.failure.message });
    }
  }

  await Promise.all(Array.from({ length: CHECKS_AT_ONCE }, checkNext));
  return {
    count: failures.length,
    checked: rooms.length,
    examples: failures.slice(0, EXAMPLES_MAX),
  };
}

/** Rooms of providers whose delegated user is not connected are a blocker's matter, not theirs. */
async function roomsToCheck(
  deps: Pick<SettingsDependencies, "configurations" | "accessTokens">,
): Promise<readonly SyncConfigurationRecord[]> {
  const active = (await deps.configurations.list()).filter((each) => each.active);
  const usable = new Set<string>();
  for (const providerId of new Set(active.map((each) => each.providerId))) {
    const token = await deps.accessTokens.get({ kind: "delegated_user", providerId });
    if (token.ok) usable.add(providerId);
  }
  return active.filter(({ providerId }) => usable.has(providerId)).slice(0, ROOMS_CHECKED_MAX);
}
