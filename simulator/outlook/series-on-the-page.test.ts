import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { calendarViews, type EventView } from "../mailbox/event-view.ts";
import { msToWallTime } from "../mailbox/wall-time.ts";
import { createInProcessSimulator, type InProcessSimulator } from "../in-process-simulator.ts";
import { populateDemoCompany } from "../company/demo-company.ts";
import { TEST_PEOPLE } from "../test-simulator.ts";
import { advanceTo } from "../world-time.ts";
import { encodeMasterId, encodeViewId, pathOfMeeting } from "./event-links.ts";

const { employee, colleague, service } = TEST_PEOPLE;
const WREN = "room.wren@larkfield.example";
const ROBIN = "room.robin@larkfield.example";
const SEE_OTHER = 303;
const START_MS = Date.UTC(2027, 1, 26, 8);
/** Monday, 1 March 2027, half past nine in Berlin, where the employee is. */
const MONDAY = { subject: "Planning", start: "2027-03-01T09:30", end: "2027-03-01T10:00" };

type Form = Readonly<Record<string, string | readonly string[]>>;

describe("a series on the pages of the simulated Outlook", () => {
  let simulator: InProcessSimulator;
  beforeEach(async () => {
    await simulator?.close();
    simulator = await createInProcessSimulator({
      startMs: START_MS,
      company: (directory) =>
        populateDemoCompany(
          directory,
          { clientSecret: "a-secret-of-this-test", redirectUris: [] },
          Date.now(),
        ),
    });
  });
  after(() => simulator.close());

  const page = async (path: string): Promise<string> =>
    (await simulator.fetch(simulator.httpsUrl + path)).text();
  const submit = async (path: string, form: Form, status = SEE_OTHER): Promise<string> => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form)) {
      for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
    }
    const answer = await simulator.fetch(simulator.httpsUrl + path, {
      method: "POST",
      body,
      redirect: "manual",
    });
    assert.equal(answer.status, status);
    await advanceTo(simulator.world, simulator.world.clock.now() + 30_000);
    return answer.text();
  };
  const make = (form: Form, by = employee): Promise<string> =>
    submit(`/outlook/${by}/events`, { ...MONDAY, ...form });
  const views = (address: string, to = Date.UTC(2027, 5, 1)): EventView[] => {
    const user = simulator.world.directory.findUser(address);
    assert.ok(user);
    return calendarViews(simulator.world.mailboxes.of(user.id), START_MS, to);
  };
  const view = (address: string, index: number): EventView => {
    const found = views(address)[index];
    assert.ok(found, `${address} has no event ${index}`);
    return found;
  };
  const pathOf = (address: string, index: number): string =>
    pathOfMeeting(address, encodeViewId(view(address, index)));
  const seriesPath = (address: string): string =>
    pathOfMeeting(address, encodeMasterId(view(address, 0)));
  const days = (address: string): string[] =>
    views(address)
      .filter(({ item }) => !item.isCancelled)
      .map(({ startMs }) => msToWallTime(startMs, "Europe/Berlin").toString().slice(5, 16));
  /** The fields of the form on a page, as a browser would send them back. */
  const fieldsOf = (text: string): Record<string, string[]> => {
    const fields: Record<string, string[]> = {};
    const add = (name = "", value = ""): void => void (fields[name] ??= []).push(value);
    const value = (tag: string): string => /value="([^"]*)"/.exec(tag)?.[1] ?? "";
    const name = (tag: string): string => /name="([^"]*)"/.exec(tag)?.[1] ?? "";
    for (const [tag] of text.matchAll(/<input\b[^>]*>/g)) {
      const isBox = /type="(checkbox|radio)"/.test(tag);
      if (!isBox) add(name(tag), value(tag));
      else if (/\bchecked\b/.test(tag)) add(name(tag), value(tag) || "on");
    }
    for (const [, tag = "", options = ""] of text.matchAll(
      /(<select[^>]*>)([\s\S]*?)<\/select>/g,
    )) {
      for (const [option] of options.matchAll(/<option\b[^>]*>/g)) {
        if (/\bselected\b/.test(option)) add(name(tag), value(option));
      }
    }
    for (const [, tag = "", content = ""] of text.matchAll(/(<textarea[^>]*>)([^<]*)</g)) {
      add(name(tag), content);
    }
    return fields;
  };
  const change = async (path: string, form: Form, status?: number): Promise<string> =>
    submit(`${path}/change`, { ...fieldsOf(await page(`${path}/change`)), ...form }, status);

  test("a week's days, every other week, a number of times, with two rooms and a person", async () => {
    await make({
      repeat: "weekly",
      interval: "2",
      days: ["monday", "wednesday"],
      until: "count",
      count: "4",
      rooms: [WREN, ROBIN],
      invite: colleague,
      is_private: "on",
    });
    const expected = ["03-01T09:30", "03-03T09:30", "03-15T09:30", "03-17T09:30"];
    assert.deepEqual(days(employee), expected);
    assert.deepEqual(days(WREN), expected);
    assert.deepEqual(days(ROBIN), expected);
    assert.equal(views(colleague).length, 4);
    assert.equal(view(employee, 0).item.sensitivity, "private");
    const shown = await page(seriesPath(employee));
    assert.match(shown, /every 2 weeks on Monday, Wednesday, 4 times from 2027-03-01/);
    assert.match(shown, /Wren: accepted, Robin: accepted/);
  });

  for (const [what, form, expected] of [
    ["by the day until a last day", { repeat: "daily", until: "day", last_day: "2027-03-03" }, 3],
    ["by the month on one date", { repeat: "monthly", until: "count", count: "3" }, 3],
    [
      "by the month on one weekday",
      { repeat: "monthly_weekday", until: "day", last_day: "2027-05-15" },
      3,
    ],
  ] as const) {
    test(`${what}, the room takes each`, async () => {
      await make({ ...form, rooms: WREN });
      assert.equal(days(WREN).length, expected);
    });
  }

  test("for ever is more than the room books ahead, and it says so by declining", async () => {
    await make({ repeat: "daily", until: "forever", rooms: WREN });
    assert.deepEqual(days(WREN), []);
    assert.match(await page(seriesPath(employee)), /Wren: declined/);
  });

  test("a weekly series begins on the first of its days", async () => {
    await make({ repeat: "weekly", days: "thursday", until: "count", count: "1" });
    assert.deepEqual(days(employee), ["03-04T09:30"]);
  });

  test("all day runs from midnight through the last day", async () => {
    await make({ is_all_day: "on", end: "2027-03-02T10:00", rooms: [] });
    const { item, startMs, endMs } = view(employee, 0);
    assert.equal(item.isAllDay, true);
    assert.equal((endMs - startMs) / 86_400_000, 2);
    assert.match(await page(pathOf(employee, 0)), /all day, 2 days/);
  });

  test("one occurrence changes its time, length and room, and the rest stays", async () => {
    await make({ repeat: "daily", until: "count", count: "3", rooms: WREN });
    const second = pathOf(employee, 1);
    await change(second, { start: "2027-03-02T14:00", end: "2027-03-02T16:00", rooms: ROBIN });
    assert.deepEqual(days(employee), ["03-01T09:30", "03-02T14:00", "03-03T09:30"]);
    assert.deepEqual(days(WREN), ["03-01T09:30", "03-03T09:30"]);
    assert.deepEqual(days(ROBIN), ["03-02T14:00"]);
    const shown = await page(second);
    assert.match(shown, /Changed occurrence of 2027-03-02/);
    assert.match(shown, /Robin: accepted/);
  });

  test("sent back as it was shown, a form changes nothing", async () => {
    await make({
      repeat: "weekly",
      days: ["monday", "friday"],
      rooms: [WREN, ROBIN],
      invite: `${colleague}, ${service}`,
      notes: "One\nTwo",
      until: "day",
      last_day: "2027-04-01",
    });
    await change(pathOf(employee, 1), { subject: "Special" });
    await change(seriesPath(employee), {});
    assert.equal(view(employee, 1).item.subject, "Special");
    assert.equal(view(WREN, 0).item.myResponse.response, "accepted");
  });

  test("the series gets another rhythm, and loses what was special about its days", async () => {
    await make({ repeat: "daily", until: "count", count: "3", rooms: WREN });
    await submit(`${pathOf(employee, 1)}/cancel`, { comment: "" });
    assert.deepEqual(days(WREN), ["03-01T09:30", "03-03T09:30"]);
    await change(seriesPath(employee), {
      interval: "2",
      start: "2027-03-01T11:00",
      end: "2027-03-01T11:15",
    });
    assert.deepEqual(days(WREN), ["03-01T11:00", "03-03T11:00", "03-05T11:00"]);
  });

  test("a series is finished early, and cancelled as a whole", async () => {
    await make({ repeat: "daily", until: "count", count: "5", rooms: WREN });
    await submit(`${seriesPath(employee)}/finish`, { last_day: "2027-03-02" });
    assert.deepEqual(days(WREN), ["03-01T09:30", "03-02T09:30"]);
    await submit(`${seriesPath(employee)}/cancel`, { comment: "Over" });
    assert.deepEqual(days(WREN), []);
    assert.deepEqual(views(employee), []);
  });

  test("a refused change keeps what was typed and says why", async () => {
    await make({ repeat: "daily", until: "count", count: "3" });
    const text = await change(
      pathOf(employee, 1),
      { subject: "Too near", start: "2027-03-03T12:00", end: "2027-03-03T13:00" },
      400,
    );
    assert.match(text, /role="alert"[\s\S]*crossing or overlapping/);
    assert.match(text, /Too near/);
    const mistyped = await submit(`${seriesPath(employee)}/finish`, { last_day: "soon" }, 400);
    assert.match(mistyped, /last day/);
  });

  test("only the organizer has a form to change the meeting", async () => {
    await make({ invite: colleague });
    assert.doesNotMatch(await page(pathOf(colleague, 0)), /Change this/);
    assert.match(await page(`${pathOf(colleague, 0)}/change`), /organizer can change it/);
  });

  test("a delegate is asked by mail, follows it to the room and decides there", async () => {
    const room = simulator.world.directory.findUser(WREN)?.room;
    assert.ok(room);
    Object.assign(room.processing, { allBookInPolicy: false, allRequestInPolicy: true });
    for (const [answer, hour] of [
      ["accepted", "11"],
      ["declined", "14"],
    ] as const) {
      const times = { start: `2027-03-01T${hour}:00`, end: `2027-03-01T${hour}:30` };
      const daily = { repeat: "daily", until: "count", count: "2", rooms: WREN };
      await make({ subject: answer, ...times, ...daily });
      const asked = views(employee).find(({ item }) => item.subject === answer);
      assert.equal(asked?.item.attendees[0]?.status.response, "tentativelyAccepted");
      const [, link = ""] =
        /href="([^"]+)"\s*>Decide/.exec(await page(`/outlook/${service}`)) ?? [];
      const copy = await simulator.fetch(simulator.httpsUrl + link, { redirect: "manual" });
      const path = copy.headers.get("location") ?? "";
      assert.match(await page(path), /Decide in the name of Wren/);
      await submit(`${path}/answer`, { answer, comment: "" });
      const made = views(employee).find(({ item }) => item.subject === answer);
      assert.equal(made?.item.attendees[0]?.status.response, answer);
    }
  });
});
