import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  at,
  daily,
  EMPLOYEE,
  eventBody,
  type ExchangeStage,
  invited,
  type Json,
  openExchangeStage,
  ROOMS,
  until,
} from "./exchange-stage.ts";

let stage: ExchangeStage;
before(async () => {
  stage = await openExchangeStage();
});
after(() => stage.close());

test("meetings of a calendar that is read in bulk are as those that are found one by one", async () => {
  const singles = [0, 1, 2, 3, 4, 5, 6, 7].map((days) =>
    eventBody(days, ["09:00", "10:00"], { ...invited(ROOMS.wren), sensitivity: "private" }),
  );
  const series = eventBody(0, ["14:00", "15:00"], { ...invited(ROOMS.wren), ...daily(3) });
  const booked: Json[] = [];
  for (const body of [...singles, series]) {
    booked.push(await stage.graph("POST", EMPLOYEE, "/events", body));
  }
  await until("the room has accepted them all", async () => {
    const { value } = await stage.graph("GET", EMPLOYEE, "/events?$top=50");
    return JSON.stringify(value).split('"response":"accepted"').length > booked.length;
  });
  const ids = booked.map((event) => String(event["iCalUId"]));
  const { rooms } = stage.exchangeWith({});
  const oneByOne = await rooms.findMeetings(stage.access(EMPLOYEE), [...ids, "none"]);

  stage.simulator.world.journal.clear();
  const anHourAgo = new Date(Date.now() - 3_600_000);
  const inBulk = await rooms.findMeetings(stage.access(EMPLOYEE), [...ids, "none"], {
    window: { startAt: at(-7, "00:00"), endAt: at(90, "00:00") },
    lastWritten: new Map([...ids, "none"].map((id) => [id, anHourAgo])),
  });
  // Notes are not kept, and of a list Exchange does not tell when a meeting was last written.
  const told = (found: typeof inBulk) =>
    [...ids, "none"].map((id) => {
      const answer = found.get(id);
      return answer?.ok && answer.value && { ...answer.value, notes: "", modifiedAt: null };
    });
  assert.deepEqual(told(inBulk), told(oneByOne));
  const asked = stage.simulator.world.journal.entries().map(({ path }) => path);
  assert.equal(asked.filter((path) => path.includes("/calendarView?")).length, 1);
  assert.equal(asked.filter((path) => path.includes("iCalUId%20eq")).length, 1);
});
