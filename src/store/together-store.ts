import type { TogetherStore } from "../app/reservations/together-ports.ts";
import { createMeeting } from "./create-meeting.ts";
import type { Database } from "./database.ts";
import { changeGroup, createGroup } from "./group-writer.ts";

/** Several spaces that are reserved in one go, in the database. */
export function createTogetherStore(database: Database): TogetherStore {
  return {
    createMeeting: (meeting) => createMeeting(database, meeting),
    createGroup: (group) => createGroup(database, group),
    changeGroup: (change) => changeGroup(database, change),
  };
}
