import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decideRequest, type RoomFacts, type RoomRequest } from "./decide-request.ts";
import { ROOM_PROCESSING_DEFAULTS, type RoomProcessing } from "./room-processing.ts";
import { WORK_HOURS_DEFAULT } from "./work-hours.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Tuesday, 3 March 2026, 10:00 in Berlin. */
const START_MS = Date.UTC(2026, 2, 3, 9);

function request(change: Partial<RoomRequest> = {}): RoomRequest {
  return {
    organizerAddress: "anna@office.example",
    organizerIsExternal: false,
    peopleCount: 3,
    isRecurring: false,
    endsAfterWindow: false,
    occurrences: [{ date: null, startMs: START_MS, endMs: START_MS + HOUR_MS }],
    ...change,
  };
}

/** A series of `count` days; the room is taken on the first `takenCount` of them. */
function daily(count: number): RoomRequest {
  const occurrences = Array.from({ length: count }, (_, index) => ({
    date: `2026-03-${String(3 + index).padStart(2, "0")}`,
    startMs: START_MS + index * DAY_MS,
    endMs: START_MS + index * DAY_MS + HOUR_MS,
  }));
  return request({ isRecurring: true, occurrences });
}

function facts(processing: Partial<RoomProcessing> = {}, taken = 0): RoomFacts {
  return {
    processing: { ...ROOM_PROCESSING_DEFAULTS, ...processing },
    capacity: 4,
    windowEndMs: START_MS + 30 * DAY_MS,
    ianaId: "Europe/Berlin",
    workHours: WORK_HOURS_DEFAULT,
    holderOf: (startMs) => (startMs < START_MS + taken * DAY_MS ? "Boris Alm" : null),
  };
}

function declineReason(asked: RoomRequest, known: RoomFacts): string {
  const decision = decideRequest(asked, known);
  assert.equal(decision.outcome, "decline");
  return decision.outcome === "decline" ? decision.reason : "";
}

function outcome(asked: RoomRequest, known: RoomFacts): string {
  return decideRequest(asked, known).outcome;
}

describe("a room with Exchange's default settings (facts 2)", () => {
  test("accepts a request for a free hour", () => {
    assert.equal(outcome(request(), facts()), "accept");
  });

  test("declines a taken hour and names who holds it", () => {
    const decision = decideRequest(request(), facts({}, 1));
    assert.ok(decision.outcome === "decline");
    assert.equal(decision.reason, "conflict");
    assert.match(decision.comment, /Boris Alm/);
  });

  test("declines a whole series for one conflict", () => {
    assert.equal(declineReason(daily(10), facts({}, 1)), "conflict");
  });

  test("declines a request from outside the organization", () => {
    assert.equal(
      declineReason(request({ organizerIsExternal: true }), facts()),
      "externalOrganizer",
    );
  });
});

describe("each Set-CalendarProcessing setting (facts 2)", () => {
  test("AutomateProcessing AutoUpdate leaves the request to a human", () => {
    assert.equal(outcome(request(), facts({ automateProcessing: "AutoUpdate" })), "leave");
  });

  test("AutomateProcessing None leaves the request alone", () => {
    assert.equal(outcome(request(), facts({ automateProcessing: "None" })), "leave");
  });

  test("AllowConflicts accepts whatever else stands there, past both conflict limits", () => {
    const decision = decideRequest(daily(10), facts({ allowConflicts: true }, 10));
    assert.ok(decision.outcome === "accept");
    assert.deepEqual(decision.declined, []);
  });

  test("MaximumConflictInstances and ConflictPercentageAllowed let single days be declined", () => {
    const limits = { maximumConflictInstances: 2, conflictPercentageAllowed: 20 };
    const decision = decideRequest(daily(10), facts(limits, 2));
    assert.ok(decision.outcome === "accept");
    assert.deepEqual(
      decision.declined.map(({ date }) => date),
      ["2026-03-03", "2026-03-04"],
    );
  });

  test("MaximumConflictInstances exceeded declines the series", () => {
    const limits = { maximumConflictInstances: 1, conflictPercentageAllowed: 50 };
    assert.equal(declineReason(daily(10), facts(limits, 2)), "conflict");
  });

  test("ConflictPercentageAllowed exceeded declines the series", () => {
    const limits = { maximumConflictInstances: 5, conflictPercentageAllowed: 10 };
    assert.equal(declineReason(daily(10), facts(limits, 2)), "conflict");
  });

  test("conflict limits never let a single meeting through", () => {
    const limits = { maximumConflictInstances: 5, conflictPercentageAllowed: 100 };
    assert.equal(declineReason(request(), facts(limits, 1)), "conflict");
  });

  test("AllowRecurringMeetings false declines a series and accepts a single meeting", () => {
    const single = { allowRecurringMeetings: false };
    assert.equal(declineReason(daily(2), facts(single)), "recurringNotAllowed");
    assert.equal(outcome(request(), facts(single)), "accept");
  });

  test("BookingWindowInDays declines a meeting that starts beyond the window", () => {
    const startMs = START_MS + 30 * DAY_MS;
    const late = request({ occurrences: [{ date: null, startMs, endMs: startMs + HOUR_MS }] });
    assert.equal(declineReason(late, facts()), "beyondBookingWindow");
  });

  test("EnforceSchedulingHorizon declines a series that ends beyond the window", () => {
    const endless = { ...daily(5), endsAfterWindow: true };
    assert.equal(declineReason(endless, facts()), "beyondBookingWindow");
  });

  test("EnforceSchedulingHorizon false accepts the part of a series inside the window", () => {
    const endless = { ...daily(5), endsAfterWindow: true };
    const decision = decideRequest(endless, facts({ enforceSchedulingHorizon: false }));
    assert.ok(decision.outcome === "accept");
    assert.equal(decision.truncate, true);
  });

  test("MaximumDurationInMinutes is the longest that is accepted", () => {
    assert.equal(outcome(request(), facts({ maximumDurationInMinutes: 60 })), "accept");
    assert.equal(declineReason(request(), facts({ maximumDurationInMinutes: 59 })), "tooLong");
  });

  test("MaximumDurationInMinutes 0 sets no limit", () => {
    const week = request({
      occurrences: [{ date: null, startMs: START_MS, endMs: START_MS + 7 * DAY_MS }],
    });
    assert.equal(outcome(week, facts({ maximumDurationInMinutes: 0 })), "accept");
  });

  test("MinimumDurationInMinutes is the shortest that is accepted", () => {
    assert.equal(outcome(request(), facts({ minimumDurationInMinutes: 60 })), "accept");
    assert.equal(declineReason(request(), facts({ minimumDurationInMinutes: 61 })), "tooShort");
  });

  test("BookingType Reserved declines whoever asks", () => {
    assert.equal(declineReason(request(), facts({ bookingType: "Reserved" })), "notBookable");
  });

  test("ScheduleOnlyDuringWorkHours declines an evening and a Saturday, by the room's zone", () => {
    const hours = facts({ scheduleOnlyDuringWorkHours: true });
    const at = (startMs: number): RoomRequest =>
      request({ occurrences: [{ date: null, startMs, endMs: startMs + HOUR_MS }] });
    assert.equal(outcome(at(Date.UTC(2026, 2, 3, 15)), hours), "accept");
    assert.equal(declineReason(at(Date.UTC(2026, 2, 3, 15, 30)), hours), "outsideWorkHours");
    assert.equal(declineReason(at(Date.UTC(2026, 2, 7, 9)), hours), "outsideWorkHours");
  });

  test("AllBookInPolicy false declines those who are not listed", () => {
    assert.equal(declineReason(request(), facts({ allBookInPolicy: false })), "notPermitted");
  });

  test("BookInPolicy accepts those who are listed", () => {
    const listed = { allBookInPolicy: false, bookInPolicy: ["Anna@office.example"] };
    assert.equal(outcome(request(), facts(listed)), "accept");
  });

  test("AllRequestInPolicy leaves an in-policy request to a delegate", () => {
    const asks = { allBookInPolicy: false, allRequestInPolicy: true };
    assert.equal(outcome(request(), facts(asks)), "pending");
  });

  test("RequestInPolicy leaves the listed people's requests to a delegate", () => {
    const asks = { allBookInPolicy: false, requestInPolicy: ["anna@office.example"] };
    assert.equal(outcome(request(), facts(asks)), "pending");
  });

  test("AllRequestOutOfPolicy makes even a conflict pending instead of declined", () => {
    assert.equal(outcome(request(), facts({ allRequestOutOfPolicy: true }, 1)), "pending");
  });

  test("RequestOutOfPolicy does so for those who are listed", () => {
    const listed = { requestOutOfPolicy: ["anna@office.example"] };
    assert.equal(outcome(request(), facts(listed, 1)), "pending");
  });

  test("OrganizerInfo false keeps the holder's name out of the answer", () => {
    const decision = decideRequest(request(), facts({ organizerInfo: false }, 1));
    assert.ok(decision.outcome === "decline");
    assert.doesNotMatch(decision.comment, /Boris/);
  });

  test("EnforceCapacity declines more people than the room holds", () => {
    const crowd = request({ peopleCount: 5 });
    assert.equal(outcome(crowd, facts()), "accept");
    assert.equal(declineReason(crowd, facts({ enforceCapacity: true })), "overCapacity");
    const full = request({ peopleCount: 4 });
    assert.equal(outcome(full, facts({ enforceCapacity: true })), "accept");
  });

  test("ProcessExternalMeetingMessages lets outside organizers book", () => {
    const external = request({ organizerIsExternal: true });
    assert.equal(outcome(external, facts({ processExternalMeetingMessages: true })), "accept");
  });
});
