import type { DirectoryUser } from "../directory/directory.ts";
import type { GraphCaller, ValidToken } from "../entra/graph-caller.ts";
import type { Outcome } from "../mailbox/outcome.ts";
import type { World } from "../world.ts";
import type { CalendarAccess } from "./permissions.ts";
import type { Preferences } from "./preferences.ts";

/** A request below /v1.0, alone or inside a batch. */
export interface GraphRequest {
  readonly method: string;
  /** Path and query below /v1.0, as sent (still encoded). */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The parsed JSON body; undefined where there is none. */
  readonly body: unknown;
  /** Scheme and authority that the client used, for links: "https://localhost:9443". */
  readonly baseUrl: string;
  readonly inBatch: boolean;
}

/** What goes out. `breakConnection` stands for no answer at all. */
export interface GraphReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Set where a fault answers with something other than JSON. */
  readonly rawText?: string;
  readonly breakConnection?: boolean;
}

/** A handler's answer before headers that all answers share. */
export interface RouteAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a route's handler gets. */
export interface RouteCall {
  readonly world: World;
  readonly caller: GraphCaller;
  readonly token: ValidToken;
  /** The mailbox or user addressed; undefined only on tenant-wide routes. */
  readonly owner: DirectoryUser | undefined;
  readonly access: CalendarAccess;
  readonly preferences: Preferences;
  readonly query: URLSearchParams;
  /** Values of the {braces} in the route's path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: GraphRequest["headers"];
  /** Checked against the route's request type. */
  readonly body: unknown;
  readonly baseUrl: string;
  /** Path below /v1.0 without the query, as sent: next links repeat it. */
  readonly path: string;
}

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /**
   * Below the mailbox for "calendar" (after /calendar or /calendars/{id}, if given) and "user",
   * else below /v1.0. Parts in {braces} are parameters.
   */
  readonly path: string;
  readonly scope: "calendar" | "user" | "tenant";
  readonly permission: RoutePermission;
  /** Types of calendar-subset.schema.json or of local-types.ts; "[]" marks a collection. */
  readonly requestType: string | null;
  readonly responseType: string | null;
  readonly handle: (call: RouteCall) => Outcome<RouteAnswer> | Promise<Outcome<RouteAnswer>>;
}

export type RoutePermission =
  | "calendarFreeBusy"
  | "calendarRead"
  | "calendarWrite"
  | "readSelfOrUsers"
  | "readUsers"
  | "mailboxSettings"
  | "places"
  /** Judged by the handler, since the body names the mailbox. */
  | "subscriptions";
