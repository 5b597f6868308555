import { afterFailure, type MailFailure } from "../../core/mail/when-to-try-again.ts";
import { writeMail } from "../../core/mail/write-mail.ts";
import type { ReservationDependencies } from "../reservations/dependencies.ts";
import type { SyncLog } from "../sync/sync-log.ts";
import { mailContent } from "./mail-content.ts";
import type { DueMail, MailOutbox, MailOutcome, SendMail } from "./ports.ts";

export interface SendMailDependencies extends Pick<
  ReservationDependencies,
  "store" | "facts" | "now"
> {
  readonly outbox: MailOutbox;
  readonly sendMail: SendMail;
  /** How browsers reach us, for links. */
  readonly publicUrl: () => string;
  readonly log: SyncLog;
}

/**
 * Sends what is due, the oldest first; answers how many were sent. Safe to run at any time and in any
 * number of processes: each mail is taken by one of them. Where the mail server takes none at
 * present, the others wait for the next look.
 */
export async function sendDueMail(deps: SendMailDependencies): Promise<number> {
  let sent = 0;
  for (;;) {
    const mail = await deps.outbox.take();
    if (mail === null) return sent;
    const tried = await tryMail(deps, mail);
    await deps.outbox.settle(mail, tried.outcome);
    if (tried.outcome.kind === "sent") sent += 1;
    if (tried.failure === null) continue;
    const { kind } = tried.outcome;
    deps.log.warn({ mailId: mail.id, kind, reason: tried.failure.reason }, "a mail was not sent");
    if (tried.failure.about === "server") return sent;
  }
}

interface Tried {
  readonly outcome: MailOutcome;
  readonly failure: MailFailure | null;
}

async function tryMail(deps: SendMailDependencies, mail: DueMail): Promise<Tried> {
  const failure = await send(deps, mail);
  if (failure === "not_needed") return { outcome: { kind: failure }, failure: null };
  if (failure === null) return { outcome: { kind: "sent" }, failure };
  const { reason } = failure;
  return { outcome: { ...afterFailure(failure, mail.tries), reason }, failure };
}

/** What nobody foresaw of one mail must not keep the others from being sent. */
async function send(
  deps: SendMailDependencies,
  mail: DueMail,
): Promise<MailFailure | "not_needed" | null> {
  try {
    const content = await mailContent(deps, mail);
    if (content === null) return "not_needed";
    return await deps.sendMail({
      id: mail.id,
      to: mail.recipient.email,
      replyTo: mail.about.kind === "share" ? mail.about.replyTo : null,
      ...writeMail(content, mail.language),
    });
  } catch (error) {
    deps.log.error({ err: error, mailId: mail.id }, "a mail could not be written");
    return {
      about: "message",
      isFinal: false,
      reason: "Something went wrong that the log tells of.",
    };
  }
}
