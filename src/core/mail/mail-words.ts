import type { ReminderKind } from "../reservations/reminders.ts";
import type { MailLanguage } from "./mail-language.ts";
import type { SharedAbout } from "./share.ts";

/** What mail says, in one language; `locale` is how it writes days and times. */
export interface MailWords {
  readonly locale: string;
  readonly labels: Readonly<Record<"what" | "when" | "where" | "whose" | "number", string>>;
  readonly withheld: string;
  readonly reminder: {
    readonly title: Readonly<Record<ReminderKind, (of: { what: string; time: string }) => string>>;
    readonly need: Readonly<Record<ReminderKind, string>>;
    readonly why: string;
  };
  readonly share: {
    readonly title: Readonly<Record<SharedAbout, (of: { what: string }) => string>>;
    readonly from: (of: { who: string }) => string;
    readonly message: string;
  };
  readonly isSeries: string;
  readonly isSeveral: string;
  readonly isNotConfirmed: string;
}

const ENGLISH: MailWords = {
  locale: "en-GB",
  labels: { what: "What", when: "When", where: "Where", whose: "For", number: "Number" },
  withheld: "Private reservation",
  reminder: {
    title: {
      check_in: ({ what, time }) => `Check in at ${time}: ${what}`,
      not_confirmed: ({ what, time }) => `Begins at ${time} and is not confirmed: ${what}`,
      approval_lapses: ({ what, time }) => `Begins at ${time} and is not approved: ${what}`,
    },
    need: {
      check_in: "It begins soon. Check in, so that the space is not released for others.",
      not_confirmed: "It begins soon, and the space is not confirmed. Have another one in mind.",
      approval_lapses:
        "It begins soon, and nobody has decided on it. Undecided by its start, the space is released for others.",
    },
    why: "You get this since you have chosen reminders by mail. You can end that on your account page:",
  },
  share: {
    title: {
      details: ({ what }) => `Reservation: ${what}`,
      created: ({ what }) => `Reserved: ${what}`,
      updated: ({ what }) => `Changed: ${what}`,
      cancelled: ({ what }) => `Cancelled: ${what}`,
    },
    from: ({ who }) => `${who} shares this reservation with you.`,
    message: "Message",
  },
  isSeries: "This is a series; the time is that of its first date.",
  isSeveral: "This has several spaces, of which one is named.",
  isNotConfirmed: "It is not confirmed yet.",
};

const GERMAN: MailWords = {
  locale: "de-DE",
  labels: { what: "Was", when: "Wann", where: "Wo", whose: "Für", number: "Nummer" },
  withheld: "Private Reservierung",
  reminder: {
    title: {
      check_in: ({ what, time }) => `Um ${time} einchecken: ${what}`,
      not_confirmed: ({ what, time }) => `Beginnt um ${time} und ist nicht bestätigt: ${what}`,
      approval_lapses: ({ what, time }) => `Beginnt um ${time} und ist nicht genehmigt: ${what}`,
    },
    need: {
      check_in:
        "Sie beginnt bald. Checken Sie ein, damit der Platz nicht für andere freigegeben wird.",
      not_confirmed:
        "Sie beginnt bald, und der Platz ist nicht bestätigt. Halten Sie einen anderen bereit.",
      approval_lapses:
        "Sie beginnt bald, und niemand hat über sie entschieden. Bleibt es bis zum Beginn dabei, wird der Platz für andere freigegeben.",
    },
    why: "Sie erhalten dies, weil Sie Erinnerungen per E-Mail gewählt haben. Auf Ihrer Kontoseite können Sie das beenden:",
  },
  share: {
    title: {
      details: ({ what }) => `Reservierung: ${what}`,
      created: ({ what }) => `Reserviert: ${what}`,
      updated: ({ what }) => `Geändert: ${what}`,
      cancelled: ({ what }) => `Abgesagt: ${what}`,
    },
    from: ({ who }) => `${who} teilt diese Reservierung mit Ihnen.`,
    message: "Nachricht",
  },
  isSeries: "Dies ist eine Serie; die Zeit ist die ihres ersten Termins.",
  isSeveral: "Dies hat mehrere Plätze, von denen einer genannt ist.",
  isNotConfirmed: "Sie ist noch nicht bestätigt.",
};

/** Every language has every sentence: the type refuses one without the other. */
export const MAIL_WORDS: Readonly<Record<MailLanguage, MailWords>> = { en: ENGLISH, de: GERMAN };
