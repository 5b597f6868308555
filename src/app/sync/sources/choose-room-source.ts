import { createHash } from "node:crypto";
import type { IntegrationMode } from "../../../core/integration-rules/question.ts";
import {
  nextLookDelayMs,
  readingCredentials,
  renewalDelayMs,
} from "../../../core/sync/change-source.ts";
import type { FailureKind } from "../../../core/sync/failure-kind.ts";
import type { CalendarAccess, CalendarFailure, CalendarResult } from "../calendar.ts";
import type { ChangeSubscription, ChangeSubscriptions } from "../change-subscriptions.ts";
import type { RoomCalendar } from "../room-calendar.ts";
import type { SyncLog } from "../sync-log.ts";
import type { ClaimedSource, RoomSyncStore, SourceSettlement } from "./room-sync-store.ts";
import {
  delegatedRightsOnly,
  noAccess,
  notAnswered,
  type Refusal,
  subscriptionRefused,
} from "./source-reasons.ts";

export interface ChooseRoomSourceDependencies {
  readonly store: Pick<RoomSyncStore, "settleSource">;
  readonly rooms: Pick<RoomCalendar, "canRead">;
  readonly subscriptions: ChangeSubscriptions;
  readonly integrationMode: () => Promise<IntegrationMode>;
  /** Property `sn_wsd_rsvsync.outlook_event_sync_interval`. */
  readonly quietMinutes: () => Promise<number>;
  /** Where Exchange reaches us, as far as we know. */
  readonly notificationAddresses: () => NotificationAddresses;
  /** Not to be guessed, and at most 128 characters (facts 3.1). */
  readonly newClientState: () => string;
  readonly newId: () => string;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: SyncLog;
}

export interface NotificationAddresses {
  readonly events: string;
  readonly lifecycle: string;
}

/** An hour less than the week that Exchange allows (facts 3.1), for clocks that differ. */
const SUBSCRIPTION_LIFE_MS = (7 * 24 - 1) * 60 * 60 * 1000;

/** How a client state is kept: it is only compared. */
export function hashClientState(clientState: string): Uint8Array {
  return createHash("sha256").update(clientState, "utf8").digest();
}

/**
 * Chooses how a room's changes reach us: tries the system's credentials, the best first, and
 * subscribes or renews where the application may. What is not had is tried again, since rights and
 * addresses change without anybody telling us.
 */
export async function chooseRoomSource(
  deps: ChooseRoomSourceDependencies,
  room: ClaimedSource,
): Promise<void> {
  const settlement = await findSource(deps, room);
  if (!(await deps.store.settleSource(room, settlement))) return;
  const fields = { configurationId: room.configurationId, source: settlement.kind };
  if (settlement.kind === "subscribed") deps.log.info(fields, "a room's changes are told");
  else deps.log.warn({ ...fields, reasonCode: settlement.reason.code }, "a room is not told of");
}

async function findSource(
  deps: ChooseRoomSourceDependencies,
  room: ClaimedSource,
): Promise<SourceSettlement> {
  const refusals: Refusal[] = [];
  const requestId = deps.newId();
  for (const credential of readingCredentials(
    await deps.integrationMode(),
    room.hasDelegatedUser,
  )) {
    const access: CalendarAccess = {
      credential: { kind: credential, providerId: room.providerId },
      mailbox: room.roomMailbox,
      requestId,
    };
    const readable = await deps.rooms.canRead(access);
    if (readable.ok && credential === "application") return await subscribe(deps, room, access);
    if (readable.ok) {
      const [first] = refusals;
      if (first === undefined) throw new Error("The delegated user is asked second.");
      const reason = delegatedRightsOnly(first, await deps.quietMinutes());
      return { kind: "polling", credential, reason, nextLookMs: nextLook(deps, room, 0) };
    }
    if (mayPass(readable.failure.kind)) return postponed(deps, room, readable.failure);
    refusals.push({ credential, failure: readable.failure });
  }
  return { kind: "failing", reason: noAccess(refusals), nextLookMs: nextLook(deps, room, 0) };
}

async function subscribe(
  deps: ChooseRoomSourceDependencies,
  room: ClaimedSource,
  access: CalendarAccess,
): Promise<SourceSettlement> {
  const addresses = deps.notificationAddresses();
  const expiresAt = new Date(deps.now().getTime() + SUBSCRIPTION_LIFE_MS);
  const renewed = await renew(deps, room, access, addresses, expiresAt);
  if (renewed?.ok) return subscribed(deps, renewed.value, addresses, null);
  // Nothing of the old one is lost while the provider cannot answer.
  if (renewed && mayPass(renewed.failure.kind)) return postponed(deps, room, renewed.failure);

  const clientState = deps.newClientState();
  const created = await deps.subscriptions.create(access, {
    notificationUrl: addresses.events,
    lifecycleUrl: addresses.lifecycle,
    clientState,
    expiresAt,
  });
  if (created.ok) return subscribed(deps, created.value, addresses, hashClientState(clientState));
  // Read meanwhile, also where the trouble may pass (facts 8, ExtensionError).
  const nextLookMs = nextLook(deps, room, toldMs(created.failure));
  const reason = subscriptionRefused(created.failure);
  return { kind: "polling", credential: "application", reason, nextLookMs };
}

/** Null where there is none to renew: its addresses cannot be changed (facts 3.1). */
async function renew(
  deps: ChooseRoomSourceDependencies,
  { subscription }: ClaimedSource,
  access: CalendarAccess,
  addresses: NotificationAddresses,
  expiresAt: Date,
): Promise<CalendarResult<ChangeSubscription> | null> {
  if (subscription === null || subscription.notificationUrl !== addresses.events) return null;
  return await deps.subscriptions.renew(access, subscription.id, expiresAt);
}

function subscribed(
  { now, random }: ChooseRoomSourceDependencies,
  { id, expiresAt }: ChangeSubscription,
  addresses: NotificationAddresses,
  clientStateHash: Uint8Array | null,
): SourceSettlement {
  return {
    kind: "subscribed",
    subscriptionId: id,
    expiresAt,
    notificationUrl: addresses.events,
    clientStateHash,
    nextLookMs: renewalDelayMs(expiresAt.getTime() - now().getTime(), random()),
  };
}

function postponed(
  deps: ChooseRoomSourceDependencies,
  room: ClaimedSource,
  failure: CalendarFailure,
): SourceSettlement {
  const nextLookMs = nextLook(deps, room, toldMs(failure));
  return { kind: "postponed", reason: notAnswered(failure), nextLookMs };
}

function nextLook(
  { random }: ChooseRoomSourceDependencies,
  { looks }: ClaimedSource,
  waitMs: number,
): number {
  return nextLookDelayMs(looks, waitMs, random());
}

function toldMs({ retryAfterSeconds = 0 }: CalendarFailure): number {
  return retryAfterSeconds * 1000;
}

/** Says nothing about rights. */
function mayPass(kind: FailureKind): boolean {
  return kind === "transient" || kind === "throttled" || kind === "changed_meanwhile";
}
