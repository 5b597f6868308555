import { randomUUID } from "node:crypto";
import type { Actor } from "../../src/app/people/actor.ts";
import type { CreateRequest } from "../../src/app/reservations/create-request.ts";
import { checkIn } from "../../src/app/reservations/life/check-in.ts";
import { checkOut } from "../../src/app/reservations/life/check-out.ts";
import { endReservations } from "../../src/app/reservations/life/end-reservations.ts";
import { releaseNoShows } from "../../src/app/reservations/life/release-no-shows.ts";
import type { Database } from "../../src/store/database.ts";
import { TOMORROW_MORNING } from "../support/tomorrow-morning.ts";
import { standing } from "./acts.ts";
import { valueOf } from "./refusals.ts";
import { goByRealClock, openStage, type Stage } from "./stage.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The database's clock decides what is due, so that the times of these stages are real. */
export async function openLifeStage(database: Database): Promise<Stage> {
  const stage = await openStage(database);
  goByRealClock(stage);
  await askForCheckIn(database);
  stage.forgetPlaces();
  return stage;
}

/** Everywhere, and since yesterday: whoever is not there in time loses the space. */
export async function askForCheckIn({ pool }: Database): Promise<void> {
  await pool.query(
    `update reservable_module set check_in_policy = 'always', releases_no_shows = true,
       check_in_since = now() - interval '1 day'`,
  );
  await pool.query("update space set check_in_since = now() - interval '1 day'");
}

/** A confirmed reservation that began so many minutes ago; before now where that is negative. */
export async function begun(
  stage: Stage,
  actor: Actor,
  minutesAgo: number,
  request: Partial<CreateRequest> = {},
): Promise<string> {
  const start = TOMORROW_MORNING.add({ hours: 24 });
  const id = await standing(stage, actor, { start, end: start.add({ hours: 1 }), ...request });
  await setBegun(stage.database, id, minutesAgo);
  return id;
}

/** As if the day had come: everything of it lies so much earlier. */
export async function setBegun({ pool }: Database, id: string, minutesAgo: number): Promise<void> {
  const minute = "date_trunc('minute', now()) - $2::integer * interval '1 minute'";
  await pool.query(
    `update reservation set start_at = ${minute}, end_at = ${minute} + (end_at - start_at)
     where id = $1`,
    [id, minutesAgo],
  );
  await pool.query(
    `update space_hold set start_at = ${minute}, end_at = ${minute} + (end_at - start_at)
     where reservation_id = $1`,
    [id, minutesAgo],
  );
  await pool.query(
    "update reservation set standing_since = now() - interval '1 day' where id = $1",
    [id],
  );
}

export function arrive(stage: Stage, actor: Actor, id: string) {
  return checkIn(stage.deps, actor, { id });
}

export function leave(stage: Stage, actor: Actor, id: string) {
  return checkOut(stage.deps, actor, { id });
}

export function releaseMissed(stage: Stage): Promise<number> {
  return releaseNoShows({ ...stage.deps, log: SILENT });
}

export function endWhatIsOver(stage: Stage): Promise<number> {
  return endReservations({ ...stage.deps, log: SILENT });
}

export async function read(stage: Stage, id: string) {
  const reservation = await stage.deps.store.find(id);
  if (reservation === null) throw new Error("it is gone");
  return reservation;
}

/** What was written down of it, oldest first. */
export async function history(stage: Stage, id: string): Promise<readonly string[]> {
  const rows = await stage.database.kysely
    .selectFrom("audit_entry")
    .select("action")
    .where("subject_id", "=", id)
    .orderBy("id")
    .execute();
  return rows.map(({ action }) => action);
}

/** A series whose first occurrence began so many minutes ago, all of it confirmed. */
export async function begunSeries(stage: Stage, actor: Actor, minutesAgo: number) {
  const start = TOMORROW_MORNING.add({ hours: 4 });
  const created = valueOf(
    await stage.create(actor, {
      start,
      end: start.add({ hours: 1 }),
      recurrence: {
        kind: "pattern",
        pattern: { type: "daily" },
        range: { type: "numbered", numberOfOccurrences: 3 },
      },
      idempotency: { key: randomUUID(), requestHash: new Uint8Array() },
    }),
  );
  const { id } = created.view.reservation;
  const { pool } = stage.database;
  await pool.query(
    "update sync_event set state = 'processed', may_have_been_sent = true where reservation_id = $1",
    [id],
  );
  await pool.query(
    `update reservation set state = 'confirmed', sync_state = 'synchronized',
       calendar_event_id = case when is_parent then 'event' end,
       calendar_mailbox = (select mailbox from sync_event where reservation_id = $1)
     where id = $1 or parent_id = $1`,
    [id],
  );
  const [first, ...others] = await stage.deps.store.children(id);
  if (first === undefined) throw new Error("a series has occurrences");
  await setBegun(stage.database, first.id, minutesAgo);
  return { id, first: first.id, others: others.map((each) => each.id) };
}
