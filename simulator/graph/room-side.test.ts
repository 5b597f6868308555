import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { ANNA, BORIS, DECISION_MS, ROOM, setProcessing } from "../mailbox/test-exchange.ts";
import { createInProcessGraph, type InProcessGraph } from "./in-process-graph.ts";

type Json = Record<string, unknown>;

const CREATED = 201;
const ANSWERED = 202;

/** Five days from Tuesday, 3 March 2026, at ten in Berlin. */
const SERIES_START = "2026-03-03";
const RECURRENCE = {
  pattern: { type: "daily", interval: 1 },
  range: { type: "numbered", startDate: SERIES_START, numberOfOccurrences: 5 },
};
const VIEW = "calendarView?startDateTime=2026-03-01&endDateTime=2026-04-01&$top=50";

function meeting(day: string, attendees: readonly string[], more: Json = {}): Json {
  const timeZone = "Europe/Berlin";
  return {
    subject: "Planning",
    body: { contentType: "text", content: "Agenda" },
    start: { dateTime: `${day}T10:00:00`, timeZone },
    end: { dateTime: `${day}T11:00:00`, timeZone },
    attendees: attendees.map((address) => ({
      type: address === ROOM ? "resource" : "required",
      emailAddress: { address },
    })),
    ...more,
  };
}

describe("a room's own side, as an application sees it (facts 1.7, 1.12, 2)", () => {
  let graph: InProcessGraph;
  beforeEach(() => {
    graph = createInProcessGraph();
  });

  const ask = async (
    status: number,
    method: string,
    target: string,
    body?: Json,
  ): Promise<Json> => {
    const answer = await graph.ask(method, target, body);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    return answer.body;
  };
  const book = async (day: string, more: Json = {}, owner = ANNA): Promise<Json> => {
    const made = await ask(CREATED, "POST", `/users/${owner}/events`, meeting(day, [ROOM], more));
    await graph.world.clock.advance(DECISION_MS);
    return made;
  };
  const rows = async (target: string): Promise<Json[]> =>
    (await ask(200, "GET", target))["value"] as Json[];
  /** The copy of a meeting in somebody's calendar. */
  const copyOf = async (owner: string, { iCalUId }: Json): Promise<Json | undefined> => {
    const filter = encodeURIComponent(`iCalUId eq '${String(iCalUId)}'`);
    return (await rows(`/users/${owner}/events?$filter=${filter}`))[0];
  };
  const path = (owner: string, event: Json | undefined): string =>
    `/users/${owner}/events/${encodeURIComponent(String(event?.["id"]))}`;
  const roomStatus = (event: Json | undefined): unknown => {
    const attendees = event?.["attendees"] as
      | { emailAddress: { address: string }; status: Json }[]
      | undefined;
    return attendees?.find(({ emailAddress }) => emailAddress.address === ROOM)?.status["response"];
  };

  test("the copies of one meeting are found by iCalUId on both sides, under ids of their own", async () => {
    const made = await book(SERIES_START);
    const [own, copy] = [await copyOf(ANNA, made), await copyOf(ROOM, made)];
    assert.equal(own?.["id"], made["id"]);
    assert.notEqual(copy?.["id"], made["id"]);
    const read = await ask(200, "GET", path(ROOM, copy));
    assert.equal(read["subject"], "Anna Berg");
    assert.equal(read["isOrganizer"], false);
    assert.equal((read["responseStatus"] as Json)["response"], "accepted");
  });

  for (const sendResponse of [true, false]) {
    const heard = sendResponse ? "tells the organizer" : "keeps it from the organizer";
    test(`a room's decline takes its copy away and ${heard}`, async () => {
      const made = await book(SERIES_START);
      const copy = await copyOf(ROOM, made);
      await ask(ANSWERED, "POST", `${path(ROOM, copy)}/decline`, { comment: "Leak", sendResponse });
      assert.equal(await copyOf(ROOM, made), undefined);
      await ask(404, "GET", path(ROOM, copy));
      const own = await copyOf(ANNA, made);
      assert.equal(roomStatus(own), sendResponse ? "declined" : "accepted");
      const text = graph.world.mailboxes.of("id-anna").inbox.at(-1)?.text;
      assert.equal(text === "Leak", sendResponse);
    });
  }

  test("a room's decline of one occurrence leaves the others, and both masters tell of it", async () => {
    const made = await book(SERIES_START, { recurrence: RECURRENCE });
    const third = (await rows(`/users/${ROOM}/${VIEW}`))[2];
    await ask(ANSWERED, "POST", `${path(ROOM, third)}/decline`, { sendResponse: true });
    assert.equal((await rows(`/users/${ROOM}/${VIEW}`)).length, 4);
    assert.equal(roomStatus((await rows(`/users/${ANNA}/${VIEW}`))[2]), "declined");
    const query = "?$select=id,subject,cancelledOccurrences&$expand=exceptionOccurrences";
    const copy = await copyOf(ROOM, made);
    const master = await ask(200, "GET", `${path(ROOM, copy)}${query}`);
    assert.deepEqual(master["cancelledOccurrences"], [`OID.${String(copy?.["id"])}.2026-03-05`]);
    assert.deepEqual(master["exceptionOccurrences"], []);
    const organizers = await ask(200, "GET", `${path(ANNA, made)}${query}`);
    assert.deepEqual(organizers["cancelledOccurrences"], []);
    const exceptions = organizers["exceptionOccurrences"] as Json[];
    assert.deepEqual(
      exceptions.map((exception) => [exception["originalStart"], roomStatus(exception)]),
      [["2026-03-05T09:00:00.000Z", "declined"]],
    );
  });

  test("what the organizer cancels is a cancelled occurrence of the organizer's master", async () => {
    setProcessing(graph.world, ROOM, { removeCanceledMeetings: true });
    const made = await book(SERIES_START, { recurrence: RECURRENCE });
    const [first, second] = await rows(`/users/${ANNA}/${VIEW}`);
    await ask(ANSWERED, "POST", `${path(ANNA, first)}/cancel`, { comment: "" });
    await ask(204, "DELETE", path(ANNA, second));
    await graph.world.clock.advance(DECISION_MS);
    for (const owner of [ANNA, ROOM]) {
      const copy = await copyOf(owner, made);
      const master = await ask(200, "GET", `${path(owner, copy)}?$select=cancelledOccurrences`);
      const id = String(copy?.["id"]);
      assert.deepEqual(master["cancelledOccurrences"], [
        `OID.${id}.2026-03-03`,
        `OID.${id}.2026-03-04`,
      ]);
    }
    assert.equal((await ask(200, "GET", path(ANNA, made)))["cancelledOccurrences"], undefined);
  });

  for (const attendeeDeleteSendsDecline of [true, false]) {
    test(`deleting the room's copy is told as a decline: ${attendeeDeleteSendsDecline}`, async () => {
      Object.assign(graph.world.settings, { attendeeDeleteSendsDecline });
      const made = await book(SERIES_START);
      await ask(204, "DELETE", path(ROOM, await copyOf(ROOM, made)));
      assert.equal(await copyOf(ROOM, made), undefined);
      const expected = attendeeDeleteSendsDecline ? "declined" : "accepted";
      assert.equal(roomStatus(await copyOf(ANNA, made)), expected);
    });
  }

  test("an event written into the room's calendar makes the room its organizer, unasked", async () => {
    const first = await ask(CREATED, "POST", `/users/${ROOM}/events`, meeting(SERIES_START, []));
    const second = await ask(CREATED, "POST", `/users/${ROOM}/events`, meeting(SERIES_START, []));
    for (const { isOrganizer, organizer, responseStatus } of [first, second]) {
      assert.equal(isOrganizer, true);
      assert.deepEqual(organizer, { emailAddress: { name: "Oak", address: ROOM } });
      assert.equal((responseStatus as Json)["response"], "organizer");
    }
    const made = await book(SERIES_START);
    assert.equal(roomStatus(await copyOf(ANNA, made)), "declined");
    await ask(ANSWERED, "POST", `${path(ROOM, first)}/cancel`, {});
    await ask(404, "GET", path(ROOM, first));
  });

  test("a room's calendar may be closed to direct writing (unconfirmed, facts 2)", async () => {
    graph.world.settings.directRoomWritesAllowed = false;
    const refused = await ask(403, "POST", `/users/${ROOM}/events`, meeting(SERIES_START, []));
    assert.equal((refused["error"] as Json)["code"], "ErrorAccessDenied");
    await book(SERIES_START);
  });

  test("a transactionId stays taken when its event is gone, or not, by the setting", async () => {
    for (const transactionIdOutlivesEvent of [true, false]) {
      graph = createInProcessGraph();
      Object.assign(graph.world.settings, { transactionIdOutlivesEvent });
      const made = await book(SERIES_START, { transactionId: "one" });
      await ask(204, "DELETE", path(ANNA, made));
      const status = transactionIdOutlivesEvent ? 409 : CREATED;
      const again = meeting(SERIES_START, [ROOM], { transactionId: "one" });
      const answer = await ask(status, "POST", `/users/${ANNA}/events`, again);
      const error = answer["error"] as Json | undefined;
      assert.equal(error?.["@event.existingEventId"] !== undefined, transactionIdOutlivesEvent);
    }
  });

  test("a cancelled copy stays on a person's calendar with the prefix, or goes, by the setting", async () => {
    for (const cancelledCopiesStay of [true, false]) {
      graph = createInProcessGraph();
      Object.assign(graph.world.settings, { cancelledCopiesStay, cancelledSubjectPrefix: "Off: " });
      const body = meeting(SERIES_START, [BORIS]);
      const made = await ask(CREATED, "POST", `/users/${ANNA}/events`, body);
      await ask(ANSWERED, "POST", `${path(ANNA, made)}/cancel`, {});
      const subject = (await copyOf(BORIS, made))?.["subject"];
      assert.equal(subject, cancelledCopiesStay ? "Off: Planning" : undefined);
    }
  });

  test("rows may come without ids, zones without use, and masters after their days", async () => {
    await book(SERIES_START, { recurrence: RECURRENCE });
    const { settings } = graph.world;
    settings.originalZoneIsCustom = true;
    settings.delta.masterLast = true;
    const window = "startDateTime=2026-03-01&endDateTime=2026-04-01";
    const told = await rows(`/users/${ROOM}/calendarView/delta?${window}`);
    assert.deepEqual(
      told.map(({ type }) => type),
      [...Array.from({ length: 5 }, () => "occurrence"), "seriesMaster"],
    );
    settings.blankIdProbability = 1;
    const [row] = await rows(`/users/${ROOM}/${VIEW}`);
    assert.equal(row?.["id"], "");
    assert.equal(row?.["iCalUId"], "");
    assert.equal(row?.["originalStartTimeZone"], "tzone://Microsoft/Custom");
  });

  test("a view longer than the setting allows is refused (unconfirmed, facts 1.12)", async () => {
    graph.world.settings.calendarViewDaysMax = 30;
    const refused = await ask(400, "GET", `/users/${ROOM}/${VIEW}`);
    assert.equal((refused["error"] as Json)["code"], "ErrorCalendarViewRangeTooBig");
  });

  test("a fault answers with any of Graph's errors before the work is done (facts 4, 5)", async () => {
    const code = "ErrorExceededMessageLimit";
    const effect = { kind: "error", status: 429, code, message: "", retryAfterSeconds: 7 } as const;
    graph.world.faults.add({ method: "POST", times: 1, effect });
    const target = `/users/${ANNA}/events`;
    const refused = await graph.ask("POST", target, meeting(SERIES_START, [ROOM]));
    assert.equal(refused.status, 429);
    assert.equal(refused.headers["retry-after"], "7");
    assert.equal((refused.body["error"] as Json)["code"], code);
    assert.deepEqual(await rows(target), []);
  });
});
