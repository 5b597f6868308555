/** Meetings as people make them in Outlook, and as the adapter reads the copies that rooms have. */
import assert from "node:assert/strict";
import type { CalendarMeeting } from "../../src/app/sync/room-calendar.ts";
import { at, EMPLOYEE, type ExchangeStage, type Json, ROOMS, until } from "./exchange-stage.ts";

export interface Copies {
  readonly book: (body: Json, mailbox?: string) => Promise<Json>;
  /** The room's copy, once the room has answered as expected. */
  readonly copyOf: (
    event: Json,
    response?: CalendarMeeting["ownResponse"],
    mailbox?: string,
  ) => Promise<CalendarMeeting>;
  readonly read: (mailbox: string, eventId: string) => Promise<CalendarMeeting>;
  /** Ids of a series' occurrences, by start. */
  readonly instancesOf: (mailbox: string, masterId: string) => Promise<readonly string[]>;
}

export function copiesOn(stage: () => ExchangeStage): Copies {
  return {
    book: (body, mailbox = EMPLOYEE) => stage().graph("POST", mailbox, "/events", body),
    copyOf(event, response = "accepted", mailbox = ROOMS.wren) {
      const iCalUId = String(event["iCalUId"]);
      return until(`the copy is ${response}`, async () => {
        const found = await stage().rooms.findMeetings(stage().access(mailbox), [iCalUId]);
        const answer = found.get(iCalUId);
        return answer?.ok && answer.value?.ownResponse === response && answer.value;
      });
    },
    async read(mailbox, eventId) {
      const meetings = await stage().rooms.readMeetings(stage().access(mailbox), [eventId]);
      const answer = meetings.get(eventId);
      assert.ok(answer?.ok && answer.value, "the meeting is there");
      return answer.value;
    },
    async instancesOf(mailbox, masterId) {
      const from = at(-1, "00:00").toISOString();
      const to = at(60, "00:00").toISOString();
      const window = `startDateTime=${from}&endDateTime=${to}`;
      const path = `/events/${masterId}/instances?${window}&$top=100`;
      const { value } = await stage().graph("GET", mailbox, path);
      return (value as readonly { readonly id: string }[]).map(({ id }) => id);
    },
  };
}

export const seriesOf = ({ times }: CalendarMeeting) =>
  times.kind === "series" ? times : assert.fail(`${times.kind} is no series`);
