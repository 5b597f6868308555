import { sql } from "kysely";
import { auditActor } from "../../app/audit-note.ts";
import type { ShareStore } from "../../app/reservations/sharing/ports.ts";
import { writeAudit } from "../audit-store.ts";
import type { Database } from "../database.ts";

/** As long as what became of their mails. */
const SHARES_KEPT_DAYS = 30;

/** What people have had mailed to others. */
export function createShareStore({ kysely }: Database): ShareStore {
  return {
    share: ({ actor, sharer, recipients, ...share }, mailsInADayMax) =>
      kysely.transaction().execute(async (transaction) => {
        const { actorKind, actorId } = auditActor(actor);
        const { rows } = await sql<{ count: number }>`
          select count(*)::integer as count
          from reservation_share s join mail m on m.share_id = s.id
          where s.shared_by_kind = ${actorKind} and s.shared_by_id = ${actorId}::uuid
            and s.shared_at > now() - interval '1 day'`.execute(transaction);
        const [sent] = rows;
        if ((sent?.count ?? 0) + recipients.length > mailsInADayMax) return "too_many";
        await sql`
          insert into reservation_share (id, reservation_id, about, message, shared_by_kind,
            shared_by_id, shared_by_name, reply_to, mail_language)
          values (${share.id}, ${share.reservationId}, ${share.about}, ${share.message},
            ${actorKind}, ${actorId}, ${sharer.name}, ${sharer.replyTo},
            (select mail_language from person where id = ${actorId}::uuid))`.execute(transaction);
        await transaction
          .insertInto("mail")
          .values(
            recipients.map((recipient) => ({
              reservation_id: share.reservationId,
              share_id: share.id,
              person_id: "personId" in recipient ? recipient.personId : null,
              address: "address" in recipient ? recipient.address : null,
            })),
          )
          .execute();
        await writeAudit(transaction, {
          actor,
          action: "reservation_shared",
          subjectKind: "reservation",
          subjectId: share.reservationId,
          details: { about: share.about, recipients: recipients.length },
        });
        return "shared";
      }),
    async removeOld() {
      const removed = await kysely
        .deleteFrom("reservation_share")
        .where("shared_at", "<", sql<Date>`now() - ${SHARES_KEPT_DAYS}::integer * interval '1 day'`)
        .executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}
