import type { DirectoryUser } from "../directory/directory.ts";
import type { RouteCall } from "../graph/graph-request.ts";
import { calendarAccess, reaches } from "../graph/permissions.ts";
import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { parseInstant } from "../mailbox/wall-time.ts";
import { extensionError } from "./extension-error.ts";
import { LIFE_MINUTES_MAX, LIFE_MINUTES_MIN, type ChangeKind } from "./subscription.ts";

/** What a client may write of a subscription, once its types are right (facts 3.1). */
export interface SubscriptionInput {
  readonly changeType?: string;
  readonly notificationUrl?: string;
  readonly lifecycleNotificationUrl?: string | null;
  readonly resource?: string;
  readonly expirationDateTime?: string;
  readonly clientState?: string | null;
  readonly includeResourceData?: boolean | null;
  readonly latestSupportedTlsVersion?: string | null;
}

const CHANGE_KINDS: readonly ChangeKind[] = ["created", "updated", "deleted"];
const CLIENT_STATE_CHARACTERS_MAX = 128;
const MINUTE_MS = 60_000;
const TLS_VERSION = /^v1_[0-3]$/;
const LOOPBACK_HOST = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function invalid(message: string): ReturnType<typeof refuse> {
  return refuse(400, "InvalidRequest", message);
}

/** Checks all of a new subscription but its resource and its life. */
export function checkInput(call: RouteCall, input: SubscriptionInput): Outcome<ChangeKind[]> {
  for (const name of ["changeType", "notificationUrl", "resource", "expirationDateTime"] as const) {
    if (!input[name]) return invalid(`The property '${name}' is required.`);
  }
  const names = (input.changeType ?? "").split(",").map((name) => name.trim().toLowerCase());
  const kinds = CHANGE_KINDS.filter((kind) => names.includes(kind));
  if (kinds.length !== new Set(names).size) {
    return invalid("'changeType' must name created, updated or deleted, with commas between.");
  }
  if (input.includeResourceData === true) {
    return invalid("Notifications with resource data are not offered by this simulator.");
  }
  if ((input.clientState?.length ?? 0) > CLIENT_STATE_CHARACTERS_MAX) {
    return invalid(`'clientState' is longer than ${CLIENT_STATE_CHARACTERS_MAX} characters.`);
  }
  const tls = input.latestSupportedTlsVersion;
  if (tls && !TLS_VERSION.test(tls)) {
    return invalid("'latestSupportedTlsVersion' must be one of v1_0, v1_1, v1_2 and v1_3.");
  }
  for (const name of ["notificationUrl", "lifecycleNotificationUrl"] as const) {
    const checked = checkUrl(call, name, input[name]);
    if (!checked.ok) return checked;
  }
  return succeed(kinds);
}

/** HTTPS only; plain HTTP at loopback where the settings allow it. */
export function checkUrl(
  call: RouteCall,
  name: string,
  value: string | null | undefined,
): Outcome<null> {
  if (value === null || value === undefined) return succeed(null);
  const url = URL.canParse(value) ? new URL(value) : null;
  const isPlainAllowed =
    url?.protocol === "http:" &&
    LOOPBACK_HOST.test(url.hostname) &&
    call.world.settings.notifications.httpToLoopback;
  if (url?.protocol === "https:" || isPlainAllowed) return succeed(null);
  return invalid(`The ${name} must be an absolute URL that starts with https://.`);
}

/** When the subscription ends: no later than Exchange allows, and no sooner (facts 3.1). */
export function readExpiry(call: RouteCall, text: string): Outcome<number> {
  const nowMs = call.world.clock.now();
  const wantedMs = parseInstant(text);
  if (wantedMs === undefined || wantedMs <= nowMs) {
    return invalid("'expirationDateTime' must be an instant in the future.");
  }
  if (wantedMs > nowMs + LIFE_MINUTES_MAX * MINUTE_MS) {
    return invalid(
      `Subscription expiration can only be ${LIFE_MINUTES_MAX} minutes in the future.`,
    );
  }
  return succeed(Math.max(wantedMs, nowMs + LIFE_MINUTES_MIN * MINUTE_MS));
}

/** The mailbox that a resource names: `/users/{id or address}/events`, or `me/events`. */
export function readResource(call: RouteCall, resource: string): Outcome<DirectoryUser> {
  const { world, caller } = call;
  const match = /^\/?(?:(me)|users\/([^/]+)|users\('([^']+)'\))\/events\/?$/i.exec(resource);
  if (!match) return extensionError("BadRequest", `Resource '${resource}' is not supported`);
  if (match[1] !== undefined && caller.userId === null) {
    return extensionError("BadRequest", "'me' needs a signed-in user");
  }
  const name = match[1] === undefined ? (match[2] ?? match[3] ?? "") : (caller.userId ?? "");
  const owner = world.directory.findUser(decode(name));
  if (!owner || owner.mailboxEnabled === false) {
    return refuse(404, "ResourceNotFound", "The mailbox of the resource was not found.");
  }
  return checkReader(call, owner);
}

/**
 * A delegated token reaches its own mailbox only, whatever is shared; others take an application's
 * permission (facts 3.1).
 */
export function checkReader(call: RouteCall, owner: DirectoryUser): Outcome<DirectoryUser> {
  const { world, caller } = call;
  const isForeign = caller.userId !== null && caller.userId !== owner.id;
  const { level } = calendarAccess(world.directory, caller, owner);
  if (!isForeign && reaches(level, "read")) return succeed(owner);
  return extensionError("Forbidden", "Access is denied. Check credentials and try again.");
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}
