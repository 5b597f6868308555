import { sql } from "kysely";
import type { DueMail, MailAbout, MailOutbox } from "../../app/mail/ports.ts";
import { mailLanguageOf } from "../../core/mail/mail-language.ts";
import type { SharedAbout } from "../../core/mail/share.ts";
import type { ReminderKind } from "../../core/reservations/reminders.ts";
import type { Database } from "../database.ts";
import { rolesFrom } from "../identity/people-store.ts";

/** Longer than any try takes: after that whoever took it is dead, and it is another's. */
const TAKEN_FOR_MINUTES = 5;
const SETTLED_KEPT_DAYS = 30;

/** Mail that is to be sent, and what became of it. */
export function createMailOutbox({ kysely }: Database): MailOutbox {
  return {
    async take() {
      const { rows } = await sql<TakenRow>`
        with taken as (
          update mail
          set tries = tries + 1,
            due_at = clock_timestamp() + ${TAKEN_FOR_MINUTES}::integer * interval '1 minute'
          where id = (select id from mail where state = 'waiting' and due_at <= clock_timestamp()
            order by due_at limit 1 for update skip locked)
          returning *
        )
        select t.id, t.tries, t.reservation_id, t.person_id, coalesce(p.email, t.address) as email,
          coalesce(p.roles, '{}') as roles, coalesce(p.active, true) as active,
          coalesce(p.mail_language, s.mail_language) as mail_language,
          i.kind as reminder_kind, i.start_at, s.about, s.message, s.shared_by_name, s.reply_to
        from taken t left join person p on p.id = t.person_id
        left join reminder i on i.id = t.reminder_id
        left join reservation_share s on s.id = t.share_id
        `.execute(kysely);
      const [row] = rows;
      return row === undefined ? null : dueMailFrom(row);
    },
    async settle({ id, tries }, outcome) {
      const isAgain = outcome.kind === "again";
      const afterMinutes = isAgain ? outcome.afterMinutes : 0;
      // Of a try that took too long, what the one after it comes to is what counts.
      await sql`
        update mail set state = ${isAgain ? "waiting" : outcome.kind},
          due_at = clock_timestamp() + ${afterMinutes}::integer * interval '1 minute',
          settled_at = case when ${isAgain}::boolean then null else clock_timestamp() end,
          reason_code = ${outcome.kind === "given_up" ? outcome.code : null},
          reason = ${"reason" in outcome ? outcome.reason : null}
        where id = ${id}::uuid and tries = ${tries}::integer and state = 'waiting'`.execute(kysely);
    },
    async removeOld() {
      const removed = await kysely
        .deleteFrom("mail")
        .where("state", "<>", "waiting")
        .where(
          "settled_at",
          "<",
          sql<Date>`now() - ${SETTLED_KEPT_DAYS}::integer * interval '1 day'`,
        )
        .executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}

type TakenRow = {
  readonly id: string;
  readonly tries: number;
  readonly reservation_id: string;
  readonly person_id: string | null;
  readonly email: string;
  readonly roles: readonly string[];
  readonly active: boolean;
  readonly mail_language: string | null;
} & (ReminderColumns | ShareColumns);

interface ReminderColumns {
  readonly reminder_kind: ReminderKind;
  readonly start_at: Date;
}

interface ShareColumns {
  readonly reminder_kind: null;
  readonly about: SharedAbout;
  readonly message: string;
  readonly shared_by_name: string;
  readonly reply_to: string | null;
}

function dueMailFrom(row: TakenRow): DueMail {
  return {
    id: row.id,
    tries: row.tries,
    reservationId: row.reservation_id,
    recipient: {
      personId: row.person_id,
      email: row.email,
      roles: rolesFrom(row.roles),
      isActive: row.active,
    },
    language: mailLanguageOf(row.mail_language),
    about: aboutFrom(row),
  };
}

function aboutFrom(row: ReminderColumns | ShareColumns): MailAbout {
  if (row.reminder_kind !== null) {
    return { kind: "reminder", reminder: row.reminder_kind, startAt: row.start_at };
  }
  const { about, message, shared_by_name: name, reply_to: replyTo } = row;
  return { kind: "share", about, message, name, replyTo };
}
