import { sql, type Transaction } from "kysely";
import type { MeetingPlan } from "../../core/sync/inbound/plan-meeting.ts";
import type { MeetingHere } from "../../core/sync/inbound/views.ts";
import type { AgreedMeeting } from "../../core/sync/agreed.ts";
import { agreedAfterWrite } from "../../core/sync/agreed-after-write.ts";
import type { Schema } from "../schema.ts";

interface TakenIn {
  readonly here: MeetingHere | null;
  readonly plan: MeetingPlan;
}

/**
 * A write whose outcome nobody knows has left alone what it did not change: of that the calendar shows
 * what has just been read, and what it showed before would from now on be somebody's change in Outlook.
 */
export async function followInUncertainWrites(
  transaction: Transaction<Schema>,
  taken: readonly TakenIn[],
): Promise<void> {
  const agreed = new Map(
    taken.flatMap(({ here, plan }) =>
      here === null || plan.saysTheSame || here.mayBeShown.length === 0
        ? []
        : [[here.id, { before: here.agreed, now: plan.agreed }] as const],
    ),
  );
  if (agreed.size === 0) return;
  const { rows } = await sql<UncertainWrite>`
    select id, reservation_id, may_show from sync_event
    where reservation_id = any(${[...agreed.keys()]}::uuid[]) and may_show <> '[]'
    order by id for update`.execute(transaction);
  const followed = rows.map(({ id, reservation_id: reservationId, may_show: views }) => {
    const { before = null, now = null } = agreed.get(reservationId) ?? {};
    return { id, may_show: views.map((view) => agreedAfterWrite(view, before, now)) };
  });
  await sql`
    update sync_event e set may_show = f.may_show
    from jsonb_to_recordset(${JSON.stringify(followed)}::jsonb) as f (id bigint, may_show jsonb)
    where e.id = f.id`.execute(transaction);
}

interface UncertainWrite {
  readonly id: string;
  readonly reservation_id: string;
  readonly may_show: readonly AgreedMeeting[];
}
