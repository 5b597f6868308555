import { answerEvent, deleteEvent } from "../mailbox/answer-meeting.ts";
import type { Answer } from "../mailbox/calendar-item.ts";
import type { EventInput } from "../mailbox/event-input.ts";
import { findEvent, viewOfItem } from "../mailbox/event-view.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { cancelEvent, createEvent, updateEvent } from "../mailbox/meetings.ts";
import { refusals, succeed, type Outcome } from "../mailbox/outcome.ts";
import { filterEvents } from "./event-filter.ts";
import { eventBody, eventContext, eventEntity, sortViews } from "./event-answer.ts";
import type { Route, RouteAnswer, RouteCall } from "./graph-request.ts";
import { collectionBody, cutPage, readQueryOptions } from "./query-options.ts";

/**
 * Events of one calendar: create, list, read, change, delete, cancel and answer (facts 1.3–1.7).
 */
export const EVENT_ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: "events",
    scope: "calendar",
    permission: "calendarWrite",
    requestType: "event",
    responseType: "event",
    handle: create,
  },
  {
    method: "GET",
    path: "events",
    scope: "calendar",
    permission: "calendarRead",
    requestType: null,
    responseType: "event[]",
    handle: list,
  },
  {
    method: "GET",
    path: "events/{id}",
    scope: "calendar",
    permission: "calendarRead",
    requestType: null,
    responseType: "event",
    handle: read,
  },
  {
    method: "PATCH",
    path: "events/{id}",
    scope: "calendar",
    permission: "calendarWrite",
    requestType: "event",
    responseType: "event",
    handle: update,
  },
  {
    method: "DELETE",
    path: "events/{id}",
    scope: "calendar",
    permission: "calendarWrite",
    requestType: null,
    responseType: null,
    handle: remove,
  },
  {
    method: "POST",
    path: "events/{id}/cancel",
    scope: "calendar",
    permission: "calendarWrite",
    requestType: "cancelRequest",
    responseType: null,
    handle: cancel,
  },
  answerRoute("accept", "accepted"),
  answerRoute("tentativelyAccept", "tentativelyAccepted"),
  answerRoute("decline", "declined"),
];

function answerRoute(name: string, answer: Answer): Route {
  return {
    method: "POST",
    path: `events/{id}/${name}`,
    scope: "calendar",
    permission: "calendarWrite",
    requestType: "answerRequest",
    responseType: null,
    handle: (call) => respond(call, answer),
  };
}

function create(call: RouteCall): Outcome<RouteAnswer> {
  const created = createEvent(call.world, ownerId(call), call.body as EventInput);
  if (!created.ok) return created;
  return eventEntity(call, created.value, 201);
}

function list(call: RouteCall): Outcome<RouteAnswer> {
  const mailbox = mailboxOf(call);
  const options = readQueryOptions(call.query, "event", call.world.settings.defaultPageSize);
  if (!options.ok) return options;
  const found = filterEvents(mailbox, options.value.filter);
  if (!found.ok) return found;
  const views = sortViews(found.value.map(viewOfItem), options.value);
  if (!views.ok) return views;
  const page = cutPage(views.value, options.value);
  const value = page.items.map((view) => eventBody(call, view, options.value));
  const paging = { ...page, total: views.value.length, count: options.value.count };
  return succeed({
    status: 200,
    body: collectionBody(call, eventContext(call, "events"), value, paging),
  });
}

function read(call: RouteCall): Outcome<RouteAnswer> {
  const found = findEvent(mailboxOf(call), call.parameters["id"] ?? "");
  return found.ok ? eventEntity(call, found.value, 200) : found;
}

function update(call: RouteCall): Outcome<RouteAnswer> {
  const id = call.parameters["id"] ?? "";
  const input = call.body as EventInput;
  const updated = updateEvent(call.world, ownerId(call), id, input, expectedChangeKey(call));
  return updated.ok ? eventEntity(call, updated.value, 200) : updated;
}

function remove(call: RouteCall): Outcome<RouteAnswer> {
  const id = call.parameters["id"] ?? "";
  const removed = deleteEvent(call.world, ownerId(call), id, expectedChangeKey(call));
  return removed.ok ? succeed({ status: 204 }) : removed;
}

function cancel(call: RouteCall): Outcome<RouteAnswer> {
  const body = call.body as { comment?: string | null };
  const id = call.parameters["id"] ?? "";
  const cancelled = cancelEvent(call.world, ownerId(call), id, body.comment ?? "");
  return cancelled.ok ? succeed({ status: 202 }) : cancelled;
}

function respond(call: RouteCall, answer: Answer): Outcome<RouteAnswer> {
  const body = call.body as {
    comment?: string | null;
    sendResponse?: boolean | null;
    proposedNewTime?: object | null;
  };
  const sendResponse = body.sendResponse ?? true;
  const id = call.parameters["id"] ?? "";
  if (body.proposedNewTime) {
    const found = findEvent(mailboxOf(call), id);
    if (!found.ok) return found;
    // Facts 1.7: a proposal needs an answer that is sent, and an organizer who allows proposals.
    if (answer === "accepted" || !sendResponse || !found.value.item.allowNewTimeProposals) {
      return refusals.invalidRequest("A new time cannot be proposed with this answer.");
    }
  }
  const options = { comment: body.comment ?? "", sendResponse };
  const answered = answerEvent(call.world, ownerId(call), id, answer, options);
  return answered.ok ? succeed({ status: 202 }) : answered;
}

/** The change key of `If-Match`; undefined where any will do (facts 1.6). */
function expectedChangeKey(call: RouteCall): string | undefined {
  const header = call.headers["if-match"]?.trim();
  if (header === undefined || header === "" || header === "*") return undefined;
  return /^(?:W\/)?"([^"]*)"$/.exec(header)?.[1] ?? header;
}

function ownerId(call: RouteCall): string {
  return call.owner?.id ?? "";
}

function mailboxOf(call: RouteCall): Mailbox {
  return call.world.mailboxes.of(ownerId(call));
}
