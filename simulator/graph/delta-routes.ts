import type { EventView } from "../mailbox/event-view.ts";
import { encodeItemId } from "../mailbox/item-id.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { formatInstant } from "../mailbox/wall-time.ts";
import { readWindow } from "./calendar-view-routes.ts";
import { lastTold, nextDeltaPage, type DeltaGroup } from "./delta-round.ts";
import { decodeSyncState, encodeSyncState, staleSyncState, type SyncState } from "./delta-token.ts";
import { eventJsonOptions } from "./event-answer.ts";
import { eventJson, type EventJson } from "./event-json.ts";
import type { Route, RouteAnswer, RouteCall } from "./graph-request.ts";

/** Changes of a calendar since the client last asked (facts 1.13). */
export const DELTA_ROUTES: readonly Route[] = [
  deltaRoute("calendarView/delta"),
  // As Kiota's clients write it.
  deltaRoute("calendarView/delta()"),
];

function deltaRoute(path: string): Route {
  return {
    method: "GET",
    path,
    scope: "calendar",
    permission: "calendarRead",
    requestType: null,
    responseType: "event[]",
    handle: delta,
  };
}

const UNSUPPORTED = ["$select", "$expand", "$filter", "$orderby", "$search"];
/** How many items a page may tell again. */
const REPLAYED_MAX = 3;

function delta(call: RouteCall): Outcome<RouteAnswer> {
  const names = new Set([...call.query.keys()].map((name) => name.toLowerCase()));
  if (UNSUPPORTED.some((name) => names.has(name))) {
    return refuse(
      400,
      "ErrorInvalidUrlQuery",
      "The following parameters are not supported with change tracking over the " +
        `'CalendarView' resource: '${UNSUPPORTED.join(", ")}'.`,
    );
  }
  const mailbox = call.world.mailboxes.of(call.owner?.id ?? "");
  const state = readState(call, mailbox);
  return state.ok ? answerPage(call, mailbox, state.value) : state;
}

function answerPage(call: RouteCall, mailbox: Mailbox, state: SyncState): Outcome<RouteAnswer> {
  const { settings } = call.world;
  const isEmptyFirst = settings.delta.emptyFirstPage && !state.hasBegun;
  const size = call.preferences.pageSize ?? settings.defaultPageSize;
  const page = isEmptyFirst
    ? { groups: [], position: state.position, isLast: false }
    : nextDeltaPage(mailbox, state, size, visibleThrough(call, mailbox, state));
  const groups = isEmptyFirst ? [] : tellAgain(call, mailbox, state, page.groups);
  const next: SyncState = {
    ...state,
    position: page.position,
    fullRoundFrom: page.isLast ? null : state.fullRoundFrom,
    hasBegun: true,
  };
  const marked = { ...next, markMs: markOf(mailbox, next) };
  const [link, name] = page.isLast
    ? ["@odata.deltaLink", "$deltatoken"]
    : ["@odata.nextLink", "$skiptoken"];
  return succeed({
    status: 200,
    body: {
      "@odata.context": `${call.baseUrl}/v1.0/$metadata#Collection(event)`,
      value: groups.flatMap((group) => rowsOf(call, group)),
      [link]: `${call.baseUrl}/v1.0${call.path}?${name}=${encodeSyncState(marked)}`,
    },
    headers: { "preference-applied": appliedPreferences(call) },
  });
}

/** A token's state, or that of a new full round where there is none or an empty one. */
function readState(call: RouteCall, mailbox: Mailbox): Outcome<SyncState> {
  const values = new Map([...call.query].map(([name, value]) => [name.toLowerCase(), value]));
  const token = values.get("$deltatoken") || values.get("$skiptoken");
  if (token) return resume(call, mailbox, token);
  const window = readWindow(call);
  if (!window.ok) return window;
  return succeed({
    ownerId: mailbox.ownerId,
    ...window.value,
    position: 0,
    fullRoundFrom: mailbox.sequence,
    markMs: null,
    hasBegun: false,
  });
}

/** 410 where the log does not reach back, or is not the one that the token was given for. */
function resume(call: RouteCall, mailbox: Mailbox, token: string): Outcome<SyncState> {
  const decoded = decodeSyncState(token);
  if (!decoded.ok) return decoded;
  const state = decoded.value;
  const { delta: settings } = call.world.settings;
  const reads = logReadFrom(state);
  const isGone =
    state.ownerId !== mailbox.ownerId ||
    reads < mailbox.changesReachBackTo ||
    reads > mailbox.sequence ||
    markOf(mailbox, state) !== (mailbox.changeAt(reads) ? state.markMs : null);
  const isUnlucky =
    settings.expiryProbability > 0 && call.world.random() < settings.expiryProbability;
  if (!isGone && !isUnlucky) return succeed(state);
  return {
    ok: false,
    error: staleSyncState(settings, reads, mailbox.sequence, restart(call, state)),
  };
}

/** The write from which on the log is needed. */
function logReadFrom(state: SyncState): number {
  return Math.max(state.position, state.fullRoundFrom ?? 0);
}

function markOf(mailbox: Mailbox, state: SyncState): number | null {
  return mailbox.changeAt(logReadFrom(state))?.atMs ?? null;
}

/** Where a full round of the same window begins: the link with an empty token. */
function restart(call: RouteCall, { fromMs, toMs }: SyncState): string {
  const window = `startDateTime=${formatInstant(fromMs)}&endDateTime=${formatInstant(toMs)}`;
  return `${call.baseUrl}/v1.0${call.path}?${window}&$deltatoken=`;
}

/** The last write that this page may tell; a full round tells what is there, without the lag. */
function visibleThrough(call: RouteCall, mailbox: Mailbox, state: SyncState): number {
  const { lagMs } = call.world.settings.delta;
  if (state.fullRoundFrom !== null || lagMs === 0) return mailbox.sequence;
  let visible = state.position;
  for (const { sequence, atMs } of mailbox.changesAfter(state.position)) {
    if (atMs > call.world.clock.now() - lagMs) break;
    visible = sequence;
  }
  return visible;
}

/** Adds what the settings let come again: items told before, and items of this page twice. */
function tellAgain(
  call: RouteCall,
  mailbox: Mailbox,
  state: SyncState,
  groups: readonly DeltaGroup[],
): DeltaGroup[] {
  const { random, settings } = call.world;
  const happens = (probability: number): boolean => probability > 0 && random() < probability;
  const replays = happens(settings.delta.replayProbability)
    ? lastTold(mailbox, state, 1 + Math.floor(random() * REPLAYED_MAX))
    : [];
  const repeats = groups.filter(() => happens(settings.delta.repeatProbability));
  return [...replays, ...groups, ...repeats];
}

function appliedPreferences({ preferences }: RouteCall): string {
  return [
    ...(preferences.applied === "" ? [] : [preferences.applied]),
    ...(preferences.pageSize === null ? [] : [`odata.maxpagesize=${preferences.pageSize}`]),
    "odata.track-changes",
  ].join(", ");
}

const EVENT_TYPE = { "@odata.type": "#microsoft.graph.event" };

function rowsOf(call: RouteCall, group: DeltaGroup): EventJson[] {
  const rows = group.views.map((view) => rowOf(call, view));
  if (rows.length > 0 && call.world.settings.delta.masterLast) rows.push(...rows.splice(0, 1));
  if (rows.length > 0) return rows;
  const id = encodeItemId(group.itemKey, call.preferences.idFormat);
  return [{ ...EVENT_TYPE, id, "@removed": { reason: "deleted" } }];
}

/** Occurrences come with little beside their times, all else whole (facts 1.13). */
function rowOf(call: RouteCall, view: EventView): EventJson {
  const json = eventJson(view, eventJsonOptions(call));
  if (view.type !== "occurrence") return { ...EVENT_TYPE, ...json };
  const { id, seriesMasterId, type, start, end } = json;
  const etag = json["@odata.etag"];
  return { ...EVENT_TYPE, "@odata.etag": etag, id, seriesMasterId, type, start, end };
}
