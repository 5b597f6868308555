import { type Kysely, sql } from "kysely";
import type { KnownSpaces } from "../app/places/room-import.ts";
import type { Schema } from "./schema.ts";

/** The spaces that rooms in Exchange are compared with. */
export function createKnownSpacesStore(db: Kysely<Schema>): KnownSpaces {
  return {
    async list() {
      const { rows } = await sql<{
        id: string;
        name: string;
        building_name: string;
        floor: string;
        capacity: number;
        email: string | null;
        room_mailbox: string | null;
      }>`
        select s.id, s.name, b.name as building_name, s.floor, s.capacity, s.email, c.room_mailbox
        from space s
        join building b on b.id = s.building_id
        left join reservable_sync_configuration c on c.space_id = s.id
        where s.kind = 'room' or s.email is not null or c.id is not null
        order by b.name, s.name, s.id`.execute(db);
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        buildingName: row.building_name,
        floor: row.floor,
        capacity: row.capacity,
        email: row.email,
        roomMailbox: row.room_mailbox,
      }));
    },
  };
}
