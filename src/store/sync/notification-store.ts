import { type Kysely, type RawBuilder, sql } from "kysely";
import type {
  NotificationStore,
  SubscriptionMark,
} from "../../app/sync/sources/notification-store.ts";
import type { Database } from "../database.ts";
import type { Schema } from "../schema.ts";
import { HINTED_READ_GAP_MS } from "./claim-rooms.ts";

/** What notifications leave behind on the rooms that they are of. */
export function createNotificationStore({ kysely }: Database): NotificationStore {
  return {
    async clientStates(subscriptionIds) {
      const rows = await kysely
        .selectFrom("room_sync")
        .select(["subscription_id", "client_state_hash"])
        .where("subscription_id", "in", subscriptionIds)
        .execute();
      return new Map(
        rows.flatMap(({ subscription_id: id, client_state_hash: hash }) =>
          id !== null && hash !== null ? [[id, hash] as const] : [],
        ),
      );
    },

    async stamp(marks) {
      // A room that is being taken in is locked for as long. Whoever waits for one while holding
      // others would hold up their readings, and theirs others': those are waited for one by one.
      const stamped = new Set(await stampRooms(kysely, marks, sql`skip locked`));
      for (const mark of marks) {
        if (!stamped.has(mark.subscriptionId)) await stampRooms(kysely, [mark], sql``);
      }
    },
  };
}

/** Answers the subscriptions whose rooms were stamped. */
async function stampRooms(
  kysely: Kysely<Schema>,
  marks: readonly SubscriptionMark[],
  whereLocked: RawBuilder<unknown>,
): Promise<readonly string[]> {
  // A room that fails keeps to the time it was told to wait, whatever changes meanwhile.
  const { rows } = await sql<{ subscription_id: string }>`
    with told as (
      select * from unnest(
        ${marks.map((mark) => mark.subscriptionId)}::text[],
        ${marks.map((mark) => mark.isHint)}::boolean[],
        ${marks.map((mark) => mark.isToBeRenewed)}::boolean[],
        ${marks.map((mark) => mark.isGone)}::boolean[])
        as told (subscription_id, is_hint, is_to_be_renewed, is_gone)
    ), locked as (
      select r.configuration_id, told.*
      from told join room_sync r on r.subscription_id = told.subscription_id
      order by r.configuration_id for update of r ${whereLocked}
    )
    update room_sync r
    set hinted_at = case when l.is_hint then now() else r.hinted_at end,
      next_read_at = case when l.is_hint and r.failed_reads = 0
        then least(r.next_read_at, greatest(now(), r.read_began_at
          + ${HINTED_READ_GAP_MS}::integer * interval '1 millisecond'))
        else r.next_read_at end,
      subscription_due_at = case when l.is_to_be_renewed or l.is_gone then now()
        else r.subscription_due_at end,
      source = case when l.is_gone then 'polling' else r.source end,
      subscription_id = case when l.is_gone then null else r.subscription_id end,
      client_state_hash = case when l.is_gone then null else r.client_state_hash end,
      subscription_expires_at = case when l.is_gone then null
        else r.subscription_expires_at end,
      reason_code = case when l.is_gone then 'subscription_removed' else r.reason_code end,
      reason = case when l.is_gone then ${REMOVED} else r.reason end
    from locked l where r.configuration_id = l.configuration_id
    returning l.subscription_id`.execute(kysely);
  return rows.map(({ subscription_id: id }) => id);
}

const REMOVED = "Exchange has ended the subscription; a new one is asked for.";
