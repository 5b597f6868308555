import type { ReminderKind } from "../reservations/reminders.ts";
import type { Interval } from "../time/interval.ts";
import type { MailLanguage } from "./mail-language.ts";
import { MAIL_WORDS, type MailWords } from "./mail-words.ts";
import type { SharedAbout } from "./share.ts";

/** A reservation, as far as one reader may be told of it. */
export interface MailedReservation extends Interval {
  readonly number: string;
  /** Null: it is private, and not this reader's to see. */
  readonly subject: string | null;
  /** IANA zone of the building, in which its times are told. */
  readonly zone: string;
  readonly space: string;
  readonly building: string;
  readonly floor: string;
  readonly requestedFor: string;
  /** Where it is shown. */
  readonly url: string;
}

export interface ReminderMail {
  readonly kind: "reminder";
  readonly reminder: ReminderKind;
  readonly reservation: MailedReservation;
  /** Where the reader says whether they want any. */
  readonly accountUrl: string;
}

/** Somebody wants the reader to know of it. */
export interface ShareMail {
  readonly kind: "share";
  readonly about: SharedAbout;
  readonly who: string;
  /** What they say to it; may be empty. */
  readonly message: string;
  readonly reservation: MailedReservation;
  /** A row that stands for others. */
  readonly standsFor: "itself" | "series" | "several";
  readonly isConfirmed: boolean;
}

export type MailContent = ReminderMail | ShareMail;

/** Plain text. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
}

const SUBJECT_CHARACTERS_MAX = 200;

/** What a mail says, in the reader's language. */
export function writeMail(content: MailContent, language: MailLanguage): WrittenMail {
  const words = MAIL_WORDS[language];
  return content.kind === "reminder" ? writeReminder(words, content) : writeShare(words, content);
}

function writeReminder(words: MailWords, content: ReminderMail): WrittenMail {
  const { reminder, reservation, accountUrl } = content;
  const what = reservation.subject ?? words.withheld;
  const time = format(words, reservation.zone, TIME).format(reservation.start.epochMilliseconds);
  return {
    subject: oneLine(words.reminder.title[reminder]({ what, time })),
    text: paragraphs([
      words.reminder.need[reminder],
      details(words, what, reservation),
      reservation.url,
      `${words.reminder.why}\n${accountUrl}`,
    ]),
  };
}

function writeShare(words: MailWords, content: ShareMail): WrittenMail {
  const { about, who, message, reservation, standsFor, isConfirmed } = content;
  const what = reservation.subject ?? words.withheld;
  const notes = [
    standsFor === "series" ? words.isSeries : "",
    standsFor === "several" ? words.isSeveral : "",
    isConfirmed || about === "cancelled" ? "" : words.isNotConfirmed,
  ];
  return {
    subject: oneLine(words.share.title[about]({ what })),
    text: paragraphs([
      words.share.from({ who }),
      message === "" ? "" : `${words.share.message}:\n${message}`,
      details(words, what, reservation),
      notes.filter((note) => note !== "").join(" "),
      reservation.url,
    ]),
  };
}

function details({ labels, ...words }: MailWords, what: string, of: MailedReservation): string {
  const place = [of.space, of.floor, of.building].filter((part) => part !== "").join(", ");
  return [
    `${labels.what}: ${oneLine(what)}`,
    `${labels.when}: ${when(words.locale, of)}`,
    `${labels.where}: ${place}`,
    `${labels.whose}: ${of.requestedFor}`,
    `${labels.number}: ${of.number}`,
  ].join("\n");
}

/** "Tuesday 24 November 2026 at 10:00 – 11:00 (Central European Time)", by the building's clock. */
function when(locale: string, { start, end, zone }: MailedReservation): string {
  const times = [start.epochMilliseconds, end.epochMilliseconds] as const;
  const range = format({ locale }, zone, { ...DAY, ...TIME }).formatRange(...times);
  const named = format({ locale }, zone, { timeZoneName: "longGeneric" }).formatToParts(times[0]);
  const zoneName = named.find(({ type }) => type === "timeZoneName")?.value ?? zone;
  return `${range} (${zoneName})`;
}

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
const TIME = { hour: "2-digit", minute: "2-digit" } as const;

function format(
  { locale }: Pick<MailWords, "locale">,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone });
}

/** A subject is a header, which ends with its line. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > SUBJECT_CHARACTERS_MAX
    ? `${line.slice(0, SUBJECT_CHARACTERS_MAX - 1)}…`
    : line;
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
