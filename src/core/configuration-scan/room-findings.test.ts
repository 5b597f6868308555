import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChangeSourceFact, MailboxFacts, RoomFacts } from "./facts.ts";
import { onlyFinding } from "./finding-expected.ts";
import {
  DELEGATE,
  HEALTHY,
  NOW,
  PROVIDER,
  ROOM,
  withDelegate,
  withRoom,
  WREN,
} from "./healthy-facts.ts";
import { scanConfiguration } from "./scan-configuration.ts";

const failed = (kind: Extract<MailboxFacts, { ok: false }>["kind"]): MailboxFacts => ({
  ok: false,
  kind,
  message: `Exchange denied access to the calendar of ${ROOM}.`,
});
const ROBIN: RoomFacts = {
  ...WREN,
  spaceId: "robin",
  spaceName: "Robin",
  spaceEmail: "room.robin@larkfield.example",
  roomMailbox: "room.robin@larkfield.example",
};
const followed = (change: Partial<ChangeSourceFact>) =>
  withRoom({
    changeSource: { ...(WREN.changeSource ?? assert.fail("no change source")), ...change },
  });

test("provider_inactive: an active configuration of a provider that is not", () => {
  const other = { ...PROVIDER, id: "other", name: "Old tenant", active: false };
  const facts = withRoom({ providerId: other.id });
  const found = onlyFinding({ ...facts, providers: [PROVIDER, other] }, "provider_inactive");
  assert.match(found.message, /Wren is synced by "Old tenant"/);
});

test("mailbox_missing: a configuration without a mailbox", () => {
  const facts = withRoom({ roomMailbox: " ", active: false });
  onlyFinding({ ...facts, handedIn: null, addresses: [] }, "mailbox_missing");
});

test("mailbox_differs: the letters' case is no difference", () => {
  onlyFinding(withRoom({ spaceEmail: "other@larkfield.example" }), "mailbox_differs");
  assert.deepEqual(scanConfiguration(withRoom({ spaceEmail: ROOM.toUpperCase() })), []);
  assert.deepEqual(scanConfiguration(withRoom({ spaceEmail: null })), []);
});

test("address_used_twice: names the other space", () => {
  const addresses = [
    { spaceId: WREN.spaceId, spaceName: "Wren", email: "wren@larkfield.example", isSynced: true },
    { spaceId: "robin", spaceName: "Robin", email: ROOM.toUpperCase(), isSynced: true },
  ];
  const facts = {
    ...HEALTHY,
    addresses,
    rooms: [WREN, { ...ROBIN, roomMailbox: "x@y.example", spaceEmail: null }],
    handedIn: null,
  };
  const codes = scanConfiguration(facts).map(({ code }) => code);
  assert.deepEqual(codes, ["address_used_twice", "room_settings_not_given"]);
  assert.match(scanConfiguration(facts)[0]?.message ?? "", /which is the address of Robin/);
});

test("space_inactive and building_inactive: what nobody can book is still synced", () => {
  onlyFinding(withRoom({ spaceActive: false, buildingActive: false }), "space_inactive");
  onlyFinding(withRoom({ buildingActive: false }), "building_inactive");
  const inactive = { ...withRoom({ spaceActive: false, active: false }), addresses: [] };
  assert.deepEqual(scanConfiguration(inactive), []);
});

test("dry_run: nothing is sent", () => {
  onlyFinding(withRoom({ dryRun: true }), "dry_run");
});

test("space_not_synced: a space with an address and no active configuration", () => {
  const addresses = HEALTHY.addresses.map((address) => ({ ...address, isSynced: false }));
  const found = onlyFinding({ ...withRoom({ active: false }), addresses }, "space_not_synced");
  assert.deepEqual(found.subject, { kind: "space", id: "wren", name: "Wren" });
});

test("delegate_rights_missing: the command has the room's and the delegated user's address", () => {
  const facts = withRoom({ mailbox: failed("access_denied") }, withDelegate());
  const found = onlyFinding(facts, "delegate_rights_missing");
  assert.equal(
    found.remedy.command,
    `Add-MailboxFolderPermission -Identity '${ROOM}:\\Calendar' -User '${DELEGATE}' -AccessRights Editor`,
  );
});

test("room_out_of_reach: in normal mode the application is denied one of several rooms", () => {
  const facts = withRoom({ mailbox: failed("access_denied") });
  const found = onlyFinding(facts, "room_out_of_reach");
  assert.match(found.remedy.command ?? "", /Test-ServicePrincipalAuthorization .*room\.wren/);
});

test("calendar_permission_missing: all rooms are denied, which is said once", () => {
  const mailbox = failed("access_denied");
  const rooms = [WREN, ROBIN].map((room) => ({ ...room, mailbox }));
  const codesOf = (facts: typeof HEALTHY) =>
    scanConfiguration({ ...facts, rooms, handedIn: null }).map(({ code }) => code);
  assert.deepEqual(codesOf(HEALTHY), ["calendar_permission_missing", "room_settings_not_given"]);
  assert.deepEqual(codesOf(withDelegate()), [
    "calendar_permission_missing",
    "room_settings_not_given",
  ]);
  const [strict] = scanConfiguration({ ...withDelegate(), rooms, handedIn: null });
  assert.match(strict?.remedy.command ?? "", /Add-MailboxFolderPermission .*usher\.service/);
});

test("mailbox_not_in_exchange: the address leads nowhere", () => {
  onlyFinding(withRoom({ mailbox: failed("not_found") }), "mailbox_not_in_exchange");
});

test("mailbox_not_a_room: a person's mailbox does not answer by itself", () => {
  const mailbox = { ok: true, timeZone: null, purpose: "user" } as const;
  const found = onlyFinding(withRoom({ mailbox }), "mailbox_not_a_room");
  assert.equal(found.remedy.command, `Set-Mailbox -Identity '${ROOM}' -Type Room`);
});

test("room_not_bookable: by the directory of places, or by what was handed in, but told once", () => {
  onlyFinding(withRoom({ place: { capacity: null, isReserved: true } }), "room_not_bookable");
});

test("room_check_failed: a passing trouble is a warning", () => {
  for (const kind of ["throttled", "transient", "token_unusable"] as const) {
    onlyFinding(withRoom({ mailbox: failed(kind) }), "room_check_failed");
  }
});

test("room_time_zone_differs: zones that keep one time are one, however they are named", () => {
  const zone = (timeZone: string) => withRoom({ mailbox: { ok: true, timeZone, purpose: "room" } });
  const found = onlyFinding(zone("Central Standard Time"), "room_time_zone_differs");
  assert.equal(
    found.remedy.command,
    `Set-MailboxRegionalConfiguration -Identity '${ROOM}' -TimeZone 'W. Europe Standard Time'`,
  );
  assert.deepEqual(scanConfiguration(zone("Europe/Berlin")), []);
  assert.deepEqual(scanConfiguration(zone("Europe/Zurich")), []);
  assert.deepEqual(scanConfiguration(zone("tzone://Microsoft/Custom")), []);
});

test("capacity_differs: the command has the space's seats", () => {
  const found = onlyFinding(
    withRoom({ place: { capacity: 6, isReserved: false } }),
    "capacity_differs",
  );
  assert.equal(found.remedy.command, `Set-Place -Identity '${ROOM}' -Capacity 8`);
});

test("change_source_missing: no source, an inactive one, or a subscription that is not there", () => {
  onlyFinding(followed({ source: "none" }), "change_source_missing");
  onlyFinding(followed({ state: "inactive" }), "change_source_missing");
  onlyFinding(followed({ subscriptionId: null }), "change_source_missing");
  assert.deepEqual(scanConfiguration(followed({ source: "none", state: "pending" })), []);
});

test("subscription_expired: of a subscription, not of polling", () => {
  const past = NOW.subtract({ minutes: 1 });
  onlyFinding(followed({ subscriptionExpiresAt: past }), "subscription_expired");
  const polled = followed({ source: "polling", subscriptionId: null, subscriptionExpiresAt: past });
  assert.deepEqual(scanConfiguration(polled), []);
});

test("change_source_failing: with the reason", () => {
  const found = onlyFinding(
    followed({ state: "failing", reason: "Exchange denied the subscription." }),
    "change_source_failing",
  );
  assert.match(found.message, /Exchange denied the subscription/);
});

test("change_source_silent: not read for a day", () => {
  onlyFinding(followed({ lastReadAt: NOW.subtract({ hours: 25 }) }), "change_source_silent");
  assert.deepEqual(scanConfiguration(followed({ lastReadAt: null })), []);
});

test("where nothing is known of change sources nothing is said of them", () => {
  assert.deepEqual(scanConfiguration(withRoom({ changeSource: null })), []);
});

test("double_booked: names the reservation, at its space", () => {
  const trouble = {
    kind: "double_booked",
    reservationNumber: "WRES0001005",
    spaceId: "wren",
    spaceName: "Wren",
    at: NOW,
    reason: null,
  } as const;
  const found = onlyFinding({ ...HEALTHY, troubles: [trouble] }, "double_booked");
  assert.match(found.message, /WRES0001005 of Wren/);
  assert.equal(found.subject.id, "wren");
});

test("awaiting_too_long: with what the reservation says it waits for", () => {
  const trouble = {
    kind: "awaiting_too_long",
    reservationNumber: "WRES0001006",
    spaceId: "wren",
    spaceName: "Wren",
    at: NOW,
    reason: "The person must connect their calendar.",
  } as const;
  const found = onlyFinding({ ...HEALTHY, troubles: [trouble] }, "awaiting_too_long");
  assert.match(found.message, /The person must connect their calendar\.$/);
});
