import type { DirectoryUser } from "../directory/directory.ts";
import type { GraphCaller } from "../entra/graph-caller.ts";
import { refusals, refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import type { World } from "../world.ts";
import { isPrimaryCalendar } from "./calendar-id.ts";
import { CALENDAR_VIEW_ROUTES } from "./calendar-view-routes.ts";
import { DELTA_ROUTES } from "./delta-routes.ts";
import { EVENT_ROUTES } from "./event-routes.ts";
import type { Route } from "./graph-request.ts";
import { PLACE_ROUTES } from "./place-routes.ts";
import { SCHEDULE_ROUTES } from "./schedule-routes.ts";
import { SUBSCRIPTION_ROUTES } from "../subscriptions/subscription-routes.ts";
import { USER_ROUTES } from "./user-routes.ts";

/**
 * Every route of Graph here, with its types: the one table that requests and answers are checked
 * by.
 */
const ROUTES: readonly Route[] = [
  ...EVENT_ROUTES,
  ...CALENDAR_VIEW_ROUTES,
  ...DELTA_ROUTES,
  ...SCHEDULE_ROUTES,
  ...USER_ROUTES,
  ...PLACE_ROUTES,
  ...SUBSCRIPTION_ROUTES,
];

/** Whom and what a path addresses. */
export interface Target {
  readonly owner: DirectoryUser | undefined;
  /** As the path names the owner; null on tenant-wide paths. */
  readonly ownerName: string | null;
  /** The parts below the owner, and below /calendar or /calendars/{id} where one is given. */
  readonly segments: readonly string[];
  readonly scopes: readonly Route["scope"][];
}

export interface FoundRoute {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Reads a path: /me, /users/{id or address} and what lies below, or a tenant-wide one. */
export function readTarget(world: World, caller: GraphCaller, path: string): Outcome<Target> {
  const segments = decodeSegments(path);
  if (!segments) return refuse(400, "BadRequest", "The path of the request cannot be read.");
  const first = segments[0]?.toLowerCase() ?? "";
  if (first === "me") {
    if (caller.userId === null) {
      const message = "/me request is only valid with delegated authentication flow.";
      return refuse(400, "BadRequest", message);
    }
    return readOwned(world, caller.userId, segments.slice(1));
  }
  const keyed = /^users\('(.+)'\)$/i.exec(segments[0] ?? "")?.[1];
  if (keyed !== undefined) return readOwned(world, keyed, segments.slice(1));
  if (first === "users" && segments[1] !== undefined) {
    return readOwned(world, segments[1], segments.slice(2));
  }
  return succeed({ owner: undefined, ownerName: null, segments, scopes: ["tenant"] });
}

/**
 * The route of a method and target; 400 for a path that Graph does not have, 405 for the method.
 */
export function findRoute(method: string, target: Target): Outcome<FoundRoute> {
  let pathIsKnown = false;
  for (const route of ROUTES) {
    if (!target.scopes.includes(route.scope)) continue;
    const parameters = matchSegments(route, target.segments);
    if (!parameters) continue;
    if (route.method === method) return succeed({ route, parameters });
    pathIsKnown = true;
  }
  if (pathIsKnown) {
    return refuse(405, "Request_BadRequest", `${method} is not allowed on this resource.`);
  }
  const segment = target.segments.at(-1) ?? "";
  return refuse(400, "BadRequest", `Resource not found for the segment '${segment}'.`);
}

/** Whether the mailbox that a route needs is there (facts 5). */
export function checkOwner(target: Target, route: Route): Outcome<null> {
  if (route.scope === "tenant") return succeed(null);
  const name = target.ownerName ?? "";
  if (!target.owner) {
    return route.path === ""
      ? refuse(
          404,
          "Request_ResourceNotFound",
          `Resource '${name}' does not exist or one of its queried reference-property objects ` +
            "are not present.",
        )
      : refuse(404, "ErrorInvalidUser", `The requested user '${name}' is invalid.`);
  }
  const needsMailbox = route.scope === "calendar" || route.permission === "mailboxSettings";
  if (needsMailbox && target.owner.mailboxEnabled === false) {
    return refuse(
      404,
      "MailboxNotEnabledForRESTAPI",
      "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
    );
  }
  return succeed(null);
}

function readOwned(world: World, ownerName: string, rest: readonly string[]): Outcome<Target> {
  const owner = world.directory.findUser(ownerName);
  const segments = rest.map((segment) => segment.replace(/^microsoft\.graph\./i, ""));
  const first = segments[0]?.toLowerCase();
  if (first === "calendar") {
    return succeed({ owner, ownerName, segments: segments.slice(1), scopes: ["calendar"] });
  }
  if (first === "calendars" && segments[1] !== undefined) {
    if (owner && !isPrimaryCalendar(owner.id, segments[1])) return refusals.itemNotFound();
    return succeed({ owner, ownerName, segments: segments.slice(2), scopes: ["calendar"] });
  }
  const scopes: Route["scope"][] = segments.length === 0 ? ["user"] : ["calendar", "user"];
  return succeed({ owner, ownerName, segments, scopes });
}

function decodeSegments(path: string): string[] | undefined {
  try {
    return path
      .split("/")
      .filter((segment) => segment !== "")
      .map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

const patterns = new Map<string, RegExp>();

function matchSegments(
  route: Route,
  segments: readonly string[],
): Record<string, string> | undefined {
  const parts = route.path === "" ? [] : route.path.split("/");
  if (parts.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const match = segmentPattern(part).exec(segments[index] ?? "");
    if (!match) return undefined;
    Object.assign(parameters, match.groups);
  }
  return parameters;
}

/** A part of a route's path as an expression; fixed words match in any case, as Graph's do. */
function segmentPattern(part: string): RegExp {
  const known = patterns.get(part);
  if (known) return known;
  const source = part.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{(\w+)\}/g, "(?<$1>.+)");
  const pattern = new RegExp(`^${source}$`, "i");
  patterns.set(part, pattern);
  return pattern;
}
