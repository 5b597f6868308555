import { calendarViews, type EventView } from "../mailbox/event-view.ts";
import { refusals, refuse, succeed, type Outcome } from "../mailbox/outcome.ts";
import { findZone } from "../mailbox/time-zones.ts";
import { parseWallTime, wallTimeToMs } from "../mailbox/wall-time.ts";
import { zonedJson } from "./event-json.ts";
import type { Route, RouteAnswer, RouteCall } from "./graph-request.ts";
import { calendarAccess, reaches } from "./permissions.ts";
import { workingHoursJson } from "./working-hours.ts";

/** Free and busy times (facts 1.14). */
export const SCHEDULE_ROUTES: readonly Route[] = [
  {
    method: "POST",
    path: "getSchedule",
    scope: "calendar",
    permission: "calendarFreeBusy",
    requestType: "scheduleRequest",
    responseType: "scheduleInformation[]",
    handle: getSchedule,
  },
];

const WINDOW_DAYS_MAX = 62;
/** More entries than this in the period make one schedule's answer an error (facts 1.14). */
const ENTRIES_MAX = 1000;
const DAY_MS = 86_400_000;

interface ScheduleRequest {
  readonly schedules: readonly string[];
  readonly startTime: { readonly dateTime: string; readonly timeZone?: string | null };
  readonly endTime: { readonly dateTime: string; readonly timeZone?: string | null };
  readonly availabilityViewInterval?: number | null;
}

interface Period {
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalMs: number;
}

function getSchedule(call: RouteCall): Outcome<RouteAnswer> {
  const request = call.body as ScheduleRequest;
  const from = readInstant(request.startTime);
  if (!from.ok) return from;
  const to = readInstant(request.endTime);
  if (!to.ok) return to;
  const minutes = request.availabilityViewInterval ?? 30;
  if (minutes < 5 || minutes > 1440) {
    return refuse(400, "ErrorInvalidParameter", "availabilityViewInterval must be from 5 to 1440.");
  }
  const period = { fromMs: from.value, toMs: to.value, intervalMs: minutes * 60_000 };
  const length = period.toMs - period.fromMs;
  if (length <= 0 || length > WINDOW_DAYS_MAX * DAY_MS) {
    return refuse(
      400,
      "ErrorInvalidTimeInterval",
      `The period must be longer than nothing and at most ${WINDOW_DAYS_MAX} days.`,
    );
  }
  const { scheduleMailboxesMax } = call.world.settings;
  if (request.schedules.length > scheduleMailboxesMax) {
    return refuse(
      400,
      "ErrorTooManySchedules",
      `At most ${scheduleMailboxesMax} schedules can be asked for at once.`,
    );
  }
  const value = request.schedules.map((address) => schedule(call, address, period));
  const context = "$metadata#Collection(microsoft.graph.scheduleInformation)";
  return succeed({
    status: 200,
    body: { "@odata.context": `${call.baseUrl}/v1.0/${context}`, value },
  });
}

function schedule(call: RouteCall, address: string, period: Period): Record<string, unknown> {
  const user = call.world.directory.findUser(address);
  if (!user || user.mailboxEnabled === false) {
    return failure(address, "5009", "The mailbox of this address could not be found.");
  }
  const mailbox = call.world.mailboxes.of(user.id);
  const views = calendarViews(mailbox, period.fromMs, period.toMs).filter(
    ({ item }) => item.showAs !== "free",
  );
  if (views.length > ENTRIES_MAX) {
    return failure(address, "5006", "The calendar has too many entries in the requested period.");
  }
  const access = calendarAccess(call.world.directory, call.caller, user);
  const showsDetails = reaches(access.level, "read");
  return {
    scheduleId: address,
    availabilityView: availabilityView(views, period),
    scheduleItems: views.map((view) => scheduleItem(call, view, showsDetails, access.seesPrivate)),
    workingHours: workingHoursJson(user),
  };
}

function failure(address: string, code: string, message: string): Record<string, unknown> {
  return {
    scheduleId: address,
    availabilityView: "",
    scheduleItems: [],
    error: { message, responseCode: code },
  };
}

/** Tentative weighs less than busy, and that less than out of office. */
const DIGITS = { free: 0, unknown: 0, tentative: 1, busy: 2, oof: 3, workingElsewhere: 4 } as const;
const WEIGHTS = [0, 2, 3, 4, 1];

function availabilityView(views: readonly EventView[], period: Period): string {
  const slots = Math.ceil((period.toMs - period.fromMs) / period.intervalMs);
  const digits = Array.from({ length: slots }, () => 0);
  for (const view of views) {
    const digit = DIGITS[view.item.showAs];
    const first = Math.max(0, Math.floor((view.startMs - period.fromMs) / period.intervalMs));
    const last = Math.min(slots, Math.ceil((view.endMs - period.fromMs) / period.intervalMs));
    for (let slot = first; slot < last; slot++) {
      if ((WEIGHTS[digit] ?? 0) > (WEIGHTS[digits[slot] ?? 0] ?? 0)) digits[slot] = digit;
    }
  }
  return digits.join("");
}

function scheduleItem(
  call: RouteCall,
  view: EventView,
  showsDetails: boolean,
  seesPrivate: boolean,
): Record<string, unknown> {
  const isPrivate = view.item.sensitivity === "private" || view.item.sensitivity === "confidential";
  const details =
    showsDetails && (seesPrivate || !isPrivate)
      ? { subject: view.item.subject, location: view.item.locations[0]?.displayName ?? "" }
      : {};
  return {
    ...(showsDetails ? { isPrivate } : {}),
    status: view.item.showAs,
    ...details,
    start: zonedJson(view.startMs, call.preferences),
    end: zonedJson(view.endMs, call.preferences),
  };
}

function readInstant(input: ScheduleRequest["startTime"]): Outcome<number> {
  const zoneName = input.timeZone ?? "UTC";
  const zone = findZone(zoneName);
  if (!zone) return refusals.unknownZone(zoneName);
  const wall = parseWallTime(input.dateTime);
  if (!wall) return refusals.validationFailure("A time of the period cannot be read.");
  return succeed(wallTimeToMs(wall, zone.ianaId));
}
