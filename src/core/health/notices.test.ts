import assert from "node:assert/strict";
import { test } from "node:test";
import type { HealthFacts, ProviderFacts, RoomFacts } from "./health-facts.ts";
import { judgeHealth } from "./notices.ts";

const CONNECTED = { state: "connected", reason: null } as const;
const REJECTED = { state: "needs_reconnect", reason: "The secret has expired." } as const;
const MISSING = { state: "not_connected", reason: null } as const;

const PROVIDER: ProviderFacts = {
  id: "p1",
  name: "Exchange",
  delegatedUserEmail: "service@larkfield.example",
  application: CONNECTED,
  delegatedUser: CONNECTED,
};
const ROOM: RoomFacts = {
  configurationId: "c1",
  spaceName: "Wren",
  roomMailbox: "room.wren@larkfield.example",
  providerId: "p1",
  providerName: "Exchange",
  source: "subscription",
  state: "failing",
  credential: "application",
  reasonCode: "ErrorAccessDenied",
  reason: "Access is denied.",
  unreadForSeconds: 45 * 60,
  lapsedForSeconds: null,
};
const WELL: HealthFacts = {
  mode: "normal",
  providers: [PROVIDER],
  rooms: [],
  errors: [],
  missingMailboxes: [],
  queue: {
    overdueCount: 0,
    overdueForSeconds: null,
    waitingForPeopleCount: 0,
    waitingForPeopleSeconds: null,
  },
  notifications: { subscribedRooms: 4, untoldRooms: 0, lastToldSecondsAgo: 30 },
  driftingRooms: [],
  doubleBooked: 0,
  approvalsLapsed: 0,
  unsentMail: { count: 0, reason: null },
};

const codesOf = (facts: Partial<HealthFacts>) =>
  judgeHealth({ ...WELL, ...facts }).map(({ code }) => code);
const withProvider = (provider: Partial<ProviderFacts>): Partial<HealthFacts> => ({
  providers: [{ ...PROVIDER, ...provider }],
});
const withRoom = (room: Partial<RoomFacts>): Partial<HealthFacts> => ({
  rooms: [{ ...ROOM, ...room }],
});

test("where all is well there is no notice", () => {
  assert.deepEqual(judgeHealth(WELL), []);
});

test("a rejected application credential is told in every mode, with what Entra said", () => {
  for (const mode of ["normal", "strict", "personal"] as const) {
    const [notice] = judgeHealth({ ...WELL, mode, ...withProvider({ application: REJECTED }) });
    assert.equal(notice?.code, "application_credential_rejected");
    assert.match(notice?.sentence ?? "", /The secret has expired\./);
  }
});

test("a missing application credential is told in normal mode alone, which needs it", () => {
  const facts = withProvider({ application: MISSING });
  assert.deepEqual(codesOf(facts), ["application_credential_missing"]);
  assert.deepEqual(codesOf({ ...facts, mode: "strict" }), []);
});

test("a lost or missing delegated user is told where the mode needs one", () => {
  const lost = withProvider({ delegatedUser: REJECTED });
  const missing = withProvider({ delegatedUser: MISSING });
  assert.deepEqual(codesOf({ ...lost, mode: "strict" }), ["delegated_user_needs_reconnect"]);
  assert.deepEqual(codesOf({ ...missing, mode: "personal" }), ["delegated_user_not_connected"]);
  assert.deepEqual([...codesOf(lost), ...codesOf(missing)], []);
});

test("a room that has not been read for half an hour is told, with the reason", () => {
  const [notice] = judgeHealth({ ...WELL, ...withRoom({}) });
  assert.equal(notice?.code, "room_unreadable");
  assert.equal(notice?.subjectId, "c1");
  assert.match(
    notice?.sentence ?? "",
    /Wren has not been read for 45 minutes\. Access is denied\./,
  );
  assert.deepEqual(codesOf(withRoom({ unreadForSeconds: 29 * 60 })), []);
});

test("a room whose mailbox Exchange does not have is told at once, as that and nothing else", () => {
  const facts = withRoom({ reasonCode: "ErrorInvalidUser", unreadForSeconds: 60 });
  assert.deepEqual(codesOf(facts), ["room_mailbox_missing"]);
  assert.deepEqual(codesOf(withRoom({ reasonCode: "ErrorInvalidUser" })), ["room_mailbox_missing"]);
});

test("a subscription that stays run out is told, while the room is read all the same", () => {
  const read = { state: "active", unreadForSeconds: 60 } as const;
  assert.deepEqual(codesOf(withRoom({ ...read, lapsedForSeconds: 11 * 60 })), [
    "subscription_failing",
  ]);
  assert.deepEqual(codesOf(withRoom({ ...read, lapsedForSeconds: 60 })), []);
});

test("rooms that are not synced are left alone", () => {
  assert.deepEqual(codesOf(withRoom({ state: "inactive" })), []);
});

test("a provider's lost credential explains its rooms, which are not told as well", () => {
  const facts = { ...withProvider({ application: REJECTED }), ...withRoom({}) };
  assert.deepEqual(codesOf(facts), ["application_credential_rejected"]);
  const other = { ...facts, ...withRoom({ credential: "delegated_user" }) };
  assert.deepEqual(codesOf(other), ["application_credential_rejected", "room_unreadable"]);
});

test("many rooms of one provider with one trouble are told as one, with their number", () => {
  const rooms = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...ROOM, configurationId: `c${index}` }));
  assert.equal(judgeHealth({ ...WELL, rooms: rooms(5) }).length, 5);
  const [notice, ...others] = judgeHealth({ ...WELL, rooms: rooms(6) });
  assert.deepEqual(others, []);
  assert.deepEqual(
    [notice?.code, notice?.subjectKind, notice?.subjectId, notice?.count],
    ["room_unreadable", "provider", "p1", 6],
  );
});

test("sync events in error are told by cause, and missing mailboxes by name", () => {
  const notices = judgeHealth({
    ...WELL,
    errors: [{ reasonCode: "calendar_refused", count: 1 }],
    missingMailboxes: [{ mailbox: "gone@larkfield.example", count: 3 }],
  });
  assert.deepEqual(
    notices.map(({ code, subjectId, count }) => [code, subjectId, count]),
    [
      ["mailbox_missing", "gone@larkfield.example", 3],
      ["sync_events_in_error", "calendar_refused", 1],
    ],
  );
});

test("a queue is told once its oldest has waited for ten minutes", () => {
  const queue = (overdueForSeconds: number) => ({
    queue: { ...WELL.queue, overdueCount: 7, overdueForSeconds },
  });
  assert.deepEqual(codesOf(queue(599)), []);
  assert.deepEqual(codesOf(queue(600)), ["queue_waits"]);
});

test("people who do not connect are told after a day", () => {
  const queue = (waitingForPeopleSeconds: number) => ({
    queue: { ...WELL.queue, waitingForPeopleCount: 2, waitingForPeopleSeconds },
  });
  assert.deepEqual(codesOf(queue(86_399)), []);
  assert.deepEqual(codesOf(queue(86_400)), ["people_not_connected"]);
});

test("notifications are silent only where there was something to tell and nobody told anything", () => {
  const told = (notifications: HealthFacts["notifications"]) => codesOf({ notifications });
  const silent = { subscribedRooms: 4, untoldRooms: 2, lastToldSecondsAgo: 3 * 3600 };
  assert.deepEqual(told(silent), ["notifications_silent"]);
  assert.deepEqual(told({ ...silent, lastToldSecondsAgo: null }), ["notifications_silent"]);
  assert.deepEqual(told({ ...silent, lastToldSecondsAgo: 60 }), []);
  assert.deepEqual(told({ ...silent, untoldRooms: 0 }), []);
  assert.deepEqual(told({ ...silent, subscribedRooms: 0 }), []);
});

test("rooms that differ again and again, and double bookings, are told", () => {
  const driftingRooms = [{ configurationId: "c1", spaceName: "Wren", rounds: 3 }];
  assert.deepEqual(codesOf({ driftingRooms, doubleBooked: 1 }), [
    "drift_repeated",
    "double_booked",
  ]);
});

test("approvals that lapse are told where they are many", () => {
  assert.deepEqual(codesOf({ approvalsLapsed: 4 }), []);
  assert.deepEqual(codesOf({ approvalsLapsed: 5 }), ["approvals_lapse"]);
});

test("no two notices have one name, and every one says what to do", () => {
  const notices = judgeHealth({
    ...WELL,
    mode: "strict",
    providers: [{ ...PROVIDER, application: REJECTED, delegatedUser: REJECTED }],
    rooms: [{ ...ROOM, providerId: "p2" }],
    errors: [{ reasonCode: "calendar_refused", count: 2 }],
    queue: {
      overdueCount: 1,
      overdueForSeconds: 3600,
      waitingForPeopleCount: 1,
      waitingForPeopleSeconds: 90_000,
    },
    doubleBooked: 2,
  });
  const names = notices.map(
    ({ code, subjectKind, subjectId }) => `${code} ${subjectKind} ${subjectId}`,
  );
  assert.equal(new Set(names).size, 7);
  for (const { sentence, remedy } of notices) {
    assert.match(sentence, /^[A-Z"1-9].*\.$/);
    assert.match(remedy, /^[A-Z].*\.$/);
  }
});

test("mail that is not sent is told, with what became of the last try", () => {
  const unsentMail = { count: 2, reason: "EAUTH 535 Authentication failed" };
  const [notice] = judgeHealth({ ...WELL, unsentMail });
  assert.deepEqual(
    [notice?.code, notice?.severity, notice?.count],
    ["mail_not_sent", "warning", 2],
  );
  assert.match(notice?.sentence ?? "", /^2 mails have waited .*535 Authentication failed$/);
});
