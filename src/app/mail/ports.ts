import type { AfterFailure, MailFailure } from "../../core/mail/when-to-try-again.ts";
import type { MailLanguage } from "../../core/mail/mail-language.ts";
import type { WrittenMail } from "../../core/mail/write-mail.ts";
import type { ReminderKind } from "../../core/reservations/reminders.ts";
import type { Role } from "../people/actor.ts";
import type { SharedNote } from "../reservations/sharing/ports.ts";

/** A mail that is to be sent: what it is about, for whom; it is written when it is sent. */
export interface DueMail {
  readonly id: string;
  /** This one included. */
  readonly tries: number;
  readonly reservationId: string;
  readonly recipient: MailRecipient;
  readonly language: MailLanguage;
  readonly about: MailAbout;
}

export type MailAbout =
  | {
      readonly kind: "reminder";
      readonly reminder: ReminderKind;
      /** For which start it was told. */
      readonly startAt: Date;
    }
  | ({ readonly kind: "share" } & SharedNote);

export interface MailRecipient {
  /** Null: nobody here has this address. */
  readonly personId: string | null;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly isActive: boolean;
}

/** `not_needed`: it is not so any more, or not theirs to know. */
export type MailOutcome = { readonly kind: "sent" | "not_needed" } | (AfterFailure & Reasoned);

interface Reasoned {
  readonly reason: string;
}

/** Port, filled by `src/store/mail/mail-outbox.ts`. */
export interface MailOutbox {
  /**
   * Takes the mail that has been due longest, so that no other process takes it for some minutes;
   * null where none is due. One whose process died is due again after that.
   */
  take(): Promise<DueMail | null>;
  settle(mail: Pick<DueMail, "id" | "tries">, outcome: MailOutcome): Promise<void>;
  /** What has come to its end long ago; answers how many. */
  removeOld(): Promise<number>;
}

export interface AddressedMail extends WrittenMail {
  /** The same however often it is tried, so that a mail server can tell that it had it. */
  readonly id: string;
  readonly to: string;
  /** Null: nobody reads answers. */
  readonly replyTo: string | null;
}

/** Port, filled by `src/mail/smtp-mail-server.ts`: hands a mail over; null where it was taken. */
export type SendMail = (mail: AddressedMail) => Promise<MailFailure | null>;
