import { encodeItemId } from "../mailbox/item-id.ts";
import { calendarViews, findEvent, seriesViews, type EventView } from "../mailbox/event-view.ts";
import { refusals, refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { parseInstant } from "../mailbox/wall-time.ts";
import { calendarKey } from "./calendar-id.ts";
import { eventBody, eventContext, sortViews } from "./event-answer.ts";
import type { EventJson } from "./event-json.ts";
import type { Route, RouteAnswer, RouteCall } from "./graph-request.ts";
import { collectionBody, cutPage, readQueryOptions } from "./query-options.ts";

/** The calendar itself, its expanded view and the instances of a series (facts 1.12, 1.16). */
export const CALENDAR_VIEW_ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "",
    scope: "calendar",
    permission: "calendarRead",
    requestType: null,
    responseType: "calendar",
    handle: readCalendar,
  },
  {
    method: "GET",
    path: "calendars",
    scope: "user",
    permission: "calendarRead",
    requestType: null,
    responseType: "calendar[]",
    handle: listCalendars,
  },
  {
    method: "GET",
    path: "calendarView",
    scope: "calendar",
    permission: "calendarRead",
    requestType: null,
    responseType: "event[]",
    handle: calendarView,
  },
  {
    method: "GET",
    path: "events/{id}/instances",
    scope: "calendar",
    permission: "calendarRead",
    requestType: null,
    responseType: "event[]",
    handle: instances,
  },
];

const DAY_MS = 86_400_000;

/** A half-open span of time, in epoch milliseconds. */
export interface ViewWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

function calendarView(call: RouteCall): Outcome<RouteAnswer> {
  const select = call.query.get("$select") ?? "";
  if (/(^|,)\s*(createdDateTime|lastModifiedDateTime)\s*(,|$)/i.test(select)) {
    return refuse(
      400,
      "ErrorInvalidProperty",
      "createdDateTime and lastModifiedDateTime cannot be selected in a calendar view.",
    );
  }
  const window = readWindow(call);
  if (!window.ok) return window;
  const mailbox = call.world.mailboxes.of(call.owner?.id ?? "");
  const views = calendarViews(mailbox, window.value.fromMs, window.value.toMs);
  return answerViews(call, views, "calendarView");
}

function instances(call: RouteCall): Outcome<RouteAnswer> {
  const mailbox = call.world.mailboxes.of(call.owner?.id ?? "");
  const found = findEvent(mailbox, call.parameters["id"] ?? "");
  if (!found.ok) return found;
  const window = readWindow(call);
  if (!window.ok) return window;
  if (!found.value.item.series) {
    return refusals.invalidRequest("Only a series master has instances.");
  }
  const { fromMs, toMs } = window.value;
  return answerViews(call, seriesViews(found.value.item, fromMs, toMs), "events");
}

function answerViews(
  call: RouteCall,
  views: EventView[],
  collection: string,
): Outcome<RouteAnswer> {
  const options = readQueryOptions(call.query, "event", call.world.settings.defaultPageSize);
  if (!options.ok) return options;
  const sorted = sortViews(views, options.value);
  if (!sorted.ok) return sorted;
  const page = cutPage(sorted.value, options.value);
  const value = page.items.map((view) => blanked(call, eventBody(call, view, options.value)));
  const paging = { ...page, total: views.length, count: options.value.count };
  const body = collectionBody(call, eventContext(call, collection), value, paging);
  return succeed({ status: 200, body });
}

/** Now and then a row comes without its ids (reported, facts 1.2). */
function blanked(call: RouteCall, row: EventJson): EventJson {
  const { settings, random } = call.world;
  if (settings.blankIdProbability === 0 || random() >= settings.blankIdProbability) return row;
  return { ...row, id: "", iCalUId: "" };
}

/**
 * Both ends are required; an offset counts, none means UTC whatever zone is preferred (facts 1.12).
 */
export function readWindow(call: RouteCall): Outcome<ViewWindow> {
  const values = new Map([...call.query].map(([name, value]) => [name.toLowerCase(), value]));
  const from = values.get("startdatetime");
  const to = values.get("enddatetime");
  if (from === undefined || to === undefined) {
    return refuse(
      400,
      "ErrorInvalidParameter",
      "This request requires a time window specified by the query string parameters " +
        "StartDateTime and EndDateTime.",
    );
  }
  const fromMs = parseInstant(from);
  const toMs = parseInstant(to);
  if (fromMs === undefined || toMs === undefined || toMs < fromMs) {
    return refuse(400, "ErrorInvalidParameter", "The time window of the request is invalid.");
  }
  const daysMax = call.world.settings.calendarViewDaysMax;
  if (toMs - fromMs > daysMax * DAY_MS) {
    return refuse(
      400,
      "ErrorCalendarViewRangeTooBig",
      `The requested calendar view is longer than ${daysMax} days.`,
    );
  }
  return succeed({ fromMs, toMs });
}

function readCalendar(call: RouteCall): Outcome<RouteAnswer> {
  const context = `${call.baseUrl}/v1.0/$metadata#${eventContext(call, "calendar")}/$entity`;
  return succeed({ status: 200, body: { "@odata.context": context, ...calendarJson(call) } });
}

function listCalendars(call: RouteCall): Outcome<RouteAnswer> {
  const paging = { nextSkip: null, total: 1, count: false };
  const context = eventContext(call, "calendars");
  const body = collectionBody(call, context, [calendarJson(call)], paging);
  return succeed({ status: 200, body });
}

function calendarJson(call: RouteCall): Record<string, unknown> {
  const { owner, caller, access } = call;
  const isOwn = caller.userId === null || caller.userId === owner?.id;
  return {
    id: encodeItemId(calendarKey(owner?.id ?? ""), "regular"),
    name: isOwn ? "Calendar" : (owner?.displayName ?? ""),
    color: "auto",
    hexColor: "",
    isDefaultCalendar: true,
    changeKey: "AAAAAAAAAAAAAAAAAAAAAA==",
    canShare: isOwn,
    canViewPrivateItems: access.seesPrivate,
    canEdit: access.level === "write",
    allowedOnlineMeetingProviders: ["teamsForBusiness"],
    defaultOnlineMeetingProvider: "teamsForBusiness",
    isTallyingResponses: true,
    isRemovable: false,
    owner: { name: owner?.displayName ?? "", address: owner?.mail ?? "" },
  };
}
