import type { MeetingCreation, NewMeeting } from "../app/reservations/together-ports.ts";
import { createMeetingStatement, takenSpacesStatement } from "./create-meeting-statement.ts";
import type { Database } from "./database.ts";
import { repeatDeadlocked } from "./repeat-deadlocked.ts";
import { isKeyUsed, isUndone } from "./row-faults.ts";
import { runWithin } from "./run-within.ts";
import { ServiceTimeIsTaken, withServices } from "./services/service-change-writer.ts";

/** Leaves the transaction, so that nothing of the meeting is written. */
class SpacesTaken extends Error {}

/** Writes a meeting in several spaces, with what its rooms' services need around it: all or nothing. */
export async function createMeeting(
  database: Database,
  meeting: NewMeeting,
): Promise<MeetingCreation> {
  try {
    await repeatDeadlocked(() => write(database, meeting));
    return { outcome: "created" };
  } catch (error) {
    if (error instanceof ServiceTimeIsTaken) {
      return { outcome: "service_time_taken", part: error.part };
    }
    if (isKeyUsed(error)) return { outcome: "key_used" };
    if (!(error instanceof SpacesTaken) && !isUndone(error)) throw error;
  }
  const spaceIds = meeting.rooms.map(({ spaceId }) => spaceId);
  const taken = takenSpacesStatement(spaceIds, meeting);
  const { rows } = await database.query<{ space_id: string }>(taken);
  return { outcome: "spaces_taken", spaceIds: rows.map((row) => row.space_id) };
}

async function write(database: Database, meeting: NewMeeting): Promise<void> {
  const services = meeting.rooms.flatMap((room) => room.services ?? []);
  await database.kysely.transaction().execute(async (transaction) => {
    const isMade = await withServices(transaction, services, async () => {
      const rows = await runWithin(transaction, createMeetingStatement(meeting));
      return rows.length > 0;
    });
    if (!isMade) throw new SpacesTaken();
  });
}
