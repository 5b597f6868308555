import { sendDueMail } from "../app/mail/send-due-mail.ts";
import { type MailSender, startMailSender } from "../jobs/mail-sender.ts";
import { createSmtpMailServer } from "../mail/smtp-mail-server.ts";
import type { Application } from "./open-application.ts";

/** Part of the service `jobs`; null where no mail server is set, and no mail is written either. */
export function startMail(application: Application): MailSender | null {
  const { config, stores, reservations, signals, addresses, log } = application;
  if (config.mail === null) return null;
  const deps = {
    ...reservations,
    outbox: stores.mailOutbox,
    sendMail: createSmtpMailServer(config.mail),
    publicUrl: () => addresses.publicUrl,
    log,
  };
  const sender = startMailSender({ send: () => sendDueMail(deps), log });
  signals.wakeMailSender = () => sender.wake();
  return sender;
}
