import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PageIterator } from "@microsoft/microsoft-graph-client";
import type {
  Calendar,
  Event,
  MailboxSettings,
  Room,
  ScheduleInformation,
  TimeZoneInformation,
} from "@microsoft/microsoft-graph-types";
import {
  ANNA,
  BORIS,
  idOf,
  meeting,
  refusalOf,
  ROOM_ADDRESS,
  startGraphTest,
  type GraphTest,
} from "./graph-test-client.ts";

interface Page<T> {
  value: T[];
  "@odata.nextLink"?: string;
  "@odata.count"?: number;
}

describe("reading through Microsoft's client", () => {
  let graph: GraphTest;
  before(async () => {
    graph = await startGraphTest();
    for (let hour = 0; hour < 23; hour++) {
      await graph.app.api(`/users/${ANNA}/events`).post(meeting(4, hour));
    }
  });
  after(() => graph.close());

  const january = { startDateTime: "2027-01-01T00:00:00", endDateTime: "2027-02-01T00:00:00" };
  const view = (owner = ANNA) => graph.app.api(`/users/${owner}/calendarView`).query(january);

  test("a list comes in pages that next links join without loss (facts 1.12)", async () => {
    const first = (await view().get()) as Page<Event>;
    assert.equal(first.value.length, 10);
    const ids = new Set<string>();
    const iterator = new PageIterator(graph.app, first, (event: Event) => {
      ids.add(event.id ?? "");
      return true;
    });
    await iterator.iterate();
    assert.equal(ids.size, 23);
  });

  test("$top, $skip, $count, $orderby and $select shape a list (facts 1.10)", async () => {
    const page = (await graph.app
      .api(`/users/${ANNA}/calendar/events`)
      .top(2)
      .skip(1)
      .count(true)
      .orderby("start/dateTime desc")
      .select("start")
      .get()) as Page<Event>;
    assert.equal(page["@odata.count"], 23);
    assert.deepEqual(
      page.value.map((event) => event.start?.dateTime),
      ["2027-01-04T20:00:00.0000000", "2027-01-04T19:00:00.0000000"],
    );
    assert.deepEqual(Object.keys(page.value[0] ?? {}).toSorted(), ["@odata.etag", "id", "start"]);
  });

  test("a preferred zone is applied and said to be (facts 1.9)", async () => {
    const response = await graph.fetchAsApp(
      `/users/${ANNA}/calendarView?startDateTime=2027-01-04&endDateTime=2027-01-05&$top=1`,
      { headers: { prefer: 'outlook.timezone="Tokyo Standard Time"' } },
    );
    assert.equal(
      response.headers.get("preference-applied"),
      'outlook.timezone="Tokyo Standard Time"',
    );
    const page = (await response.json()) as Page<Event>;
    assert.deepEqual(page.value[0]?.start, {
      dateTime: "2027-01-04T09:00:00.0000000",
      timeZone: "Tokyo Standard Time",
    });
  });

  test("a preferred zone that is unknown is refused by its name (facts 1.9)", async () => {
    const refusal = await refusalOf(view().header("Prefer", 'outlook.timezone="Mars"').get());
    assert.deepEqual([refusal.statusCode, refusal.code], [400, "TimeZoneNotSupportedException"]);
    assert.match(refusal.message, /not supported: 'Mars'/);
  });

  test("a body comes as HTML, or as text where that is preferred (facts 1.10)", async () => {
    const made = (await graph.app.api(`/users/${ANNA}/events`).post(meeting(5, 9))) as Event;
    assert.match(made.body?.content ?? "", /^<html>.*<p>Agenda<\/p>/s);
    const text = (await graph.app
      .api(`/users/${ANNA}/events/${idOf(made)}`)
      .header("Prefer", 'outlook.body-content-type="text"')
      .get()) as Event;
    assert.deepEqual(text.body, { contentType: "text", content: "Agenda" });
  });

  test("a view needs both ends and is not longer than 1,825 days (facts 1.12)", async () => {
    const half = graph.app
      .api(`/users/${ANNA}/calendarView`)
      .query({ startDateTime: "2027-01-01" });
    assert.equal((await refusalOf(half.get())).code, "ErrorInvalidParameter");
    const long = { startDateTime: "2027-01-01", endDateTime: "2033-01-01" };
    const refusal = await refusalOf(graph.app.api(`/users/${ANNA}/calendarView`).query(long).get());
    assert.equal(refusal.code, "ErrorCalendarViewRangeTooBig");
  });

  test("createdDateTime cannot be selected in a view (facts 1.10)", async () => {
    const refusal = await refusalOf(view().select("createdDateTime").get());
    assert.equal(refusal.statusCode, 400);
  });

  for (const [query, code] of [
    ["$filter=subject%20contains%20'x'", "ErrorInvalidUrlQueryFilter"],
    ["$search=%22x%22", "SearchEvents"],
    ["$select=nothing", "RequestBroker--ParseUri"],
    ["$top=1000", "ErrorInvalidUrlQuery"],
  ] as const) {
    test(`${decodeURIComponent(query)} is refused with ${code} (facts 1.12, 5)`, async () => {
      const response = await graph.fetchAsApp(`/users/${ANNA}/events?${query}`);
      assert.equal(response.status, 400);
      const body = (await response.json()) as { error: { code: string } };
      assert.equal(body.error.code, code);
    });
  }

  test("the primary calendar's events are reached by its id too (facts 1.16)", async () => {
    const calendar = (await graph.app.api(`/users/${ANNA}/calendar`).get()) as Calendar;
    assert.equal(calendar.isDefaultCalendar, true);
    const id = encodeURIComponent(calendar.id ?? "");
    const page = (await graph.app
      .api(`/users/${ANNA}/calendars/${id}/events`)
      .get()) as Page<Event>;
    assert.equal(page.value.length, 10);
    const other = graph.app.api(`/users/${BORIS}/calendars/${id}/events`);
    assert.equal((await refusalOf(other.get())).code, "ErrorItemNotFound");
  });

  test("getSchedule gives digits, entries and working hours (facts 1.14)", async () => {
    const answer = (await graph.app.api(`/users/${ANNA}/calendar/getSchedule`).post({
      schedules: [ANNA, ROOM_ADDRESS, "nobody@larkfield.example"],
      startTime: { dateTime: "2027-01-05T08:00:00", timeZone: "Europe/Berlin" },
      endTime: { dateTime: "2027-01-05T11:00:00", timeZone: "Europe/Berlin" },
      availabilityViewInterval: 30,
    })) as Page<ScheduleInformation>;
    const [anna, room, nobody] = answer.value;
    assert.equal(anna?.availabilityView, "002200");
    assert.equal(anna?.scheduleItems?.[0]?.subject, "Planning");
    assert.equal(room?.availabilityView, "000000");
    assert.equal(nobody?.error?.responseCode, "5009");
    assert.deepEqual(anna?.workingHours?.timeZone, { name: "W. Europe Standard Time" });
  });

  test("getSchedule refuses over 62 days and over 20 schedules (facts 1.14)", async () => {
    const ask = (schedules: string[], until: string): Promise<unknown> =>
      graph.app.api(`/users/${ANNA}/calendar/getSchedule`).post({
        schedules,
        startTime: { dateTime: "2027-01-01T00:00:00", timeZone: "UTC" },
        endTime: { dateTime: until, timeZone: "UTC" },
      }) as Promise<unknown>;
    assert.equal((await refusalOf(ask([ANNA], "2027-03-05T00:00:00"))).statusCode, 400);
    const many = Array.from({ length: 21 }, () => ANNA);
    assert.equal((await refusalOf(ask(many, "2027-01-02T00:00:00"))).statusCode, 400);
  });

  test("rooms are listed with what the directory knows of them (facts 1.15)", async () => {
    const page = (await graph.app.api("/places/microsoft.graph.room").get()) as Page<Room>;
    assert.equal(page.value.length, 40);
    const wren = page.value.find(({ emailAddress }) => emailAddress === ROOM_ADDRESS);
    assert.equal(wren?.capacity, 4);
    assert.equal(wren?.building, "Spreehaus");
    const large = (await graph.app
      .api("/places/microsoft.graph.room")
      .filter("capacity ge 10 and building eq 'Lakeside'")
      .get()) as Page<Room>;
    assert.ok(large.value.length > 0);
    assert.ok(large.value.every((room) => (room.capacity ?? 0) >= 10));
  });

  test("a room list has its rooms, by its address (facts 1.15)", async () => {
    const lists = (await graph.app.api("/places/microsoft.graph.roomlist").get()) as Page<Room>;
    assert.deepEqual(
      lists.value.map(({ displayName }) => displayName),
      ["Lakeside", "Spreehaus"],
    );
    const address = encodeURIComponent(lists.value[1]?.emailAddress ?? "");
    const rooms = (await graph.app
      .api(`/places/${address}/microsoft.graph.roomlist/rooms`)
      .get()) as Page<Room>;
    assert.ok(rooms.value.length > 0);
    assert.ok(rooms.value.every(({ building }) => building === "Spreehaus"));
  });

  test("users are found by address, with Graph's default properties", async () => {
    const page = (await graph.app.api("/users").filter(`mail eq '${ANNA}'`).get()) as Page<
      Record<string, unknown>
    >;
    assert.equal(page.value.length, 1);
    assert.equal(page.value[0]?.["displayName"], "Jonas Brandt");
    assert.equal("accountEnabled" in (page.value[0] ?? {}), false);
    const refusal = await refusalOf(graph.app.api("/users/nobody@larkfield.example").get());
    assert.deepEqual([refusal.statusCode, refusal.code], [404, "Request_ResourceNotFound"]);
  });

  test("mailbox settings give zone, purpose and working hours", async () => {
    const settings = (await graph.app
      .api(`/users/${ROOM_ADDRESS}/mailboxSettings`)
      .get()) as MailboxSettings;
    assert.equal(settings.timeZone, "W. Europe Standard Time");
    assert.equal(settings.userPurpose, "room");
    assert.equal(settings.workingHours?.startTime, "08:00:00.0000000");
  });

  test("the supported zones are listed by Windows and by IANA names (facts 1.9)", async () => {
    const zones = async (path: string): Promise<(string | null | undefined)[]> => {
      const page = (await graph.app
        .api(`/users/${ANNA}/outlook/${path}`)
        .get()) as Page<TimeZoneInformation>;
      return page.value.map(({ alias }) => alias);
    };
    assert.ok((await zones("supportedTimeZones")).includes("W. Europe Standard Time"));
    const iana = "supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')";
    assert.ok((await zones(iana)).includes("Europe/Berlin"));
  });

  test("ids are translated between their two forms (facts 1.10)", async () => {
    const page = (await view().top(1).get()) as Page<Event>;
    const translated = (await graph.app.api(`/users/${ANNA}/translateExchangeIds`).post({
      inputIds: [page.value[0]?.id ?? ""],
      sourceIdType: "restId",
      targetIdType: "restImmutableEntryId",
    })) as Page<{ targetId: string }>;
    const targetId = translated.value[0]?.targetId ?? "";
    assert.notEqual(targetId, page.value[0]?.id);
    const path = `/users/${ANNA}/events/${encodeURIComponent(targetId)}`;
    const event = (await graph.app.api(path).get()) as Event;
    assert.equal(event.id, page.value[0]?.id);
  });
});
