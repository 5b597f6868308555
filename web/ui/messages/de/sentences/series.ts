import type { Sentences } from "../../said-by-server.ts";

/** Series and how they recur. */
export const seriesSentences: Sentences = {
  "The series has no occurrence on this date, or it was cancelled.":
    "Die Serie hat an diesem Tag keinen Termin, oder er wurde abgesagt.",
  "Name the occurrence by the date that it had before any change, or reload the series.":
    "Nennen Sie den Termin mit dem Tag, den er vor jeder Änderung hatte, oder laden Sie die Serie neu.",
  "The calendar told a time of the series that cannot be read.":
    "Der Kalender nannte eine Zeit der Serie, die nicht lesbar ist.",
  "Open the series in Outlook, set its time and time zone anew, and save it.":
    "Öffnen Sie die Serie in Outlook, setzen Sie Zeit und Zeitzone neu, und speichern Sie sie.",
  "The occurrence would come to or past the day of the one before or after it, which Exchange does not allow within a series.":
    "Der Termin käme auf den Tag dessen davor oder danach oder an ihm vorbei; das erlaubt Exchange innerhalb einer Serie nicht.",
  "Choose a day between the neighbouring occurrences, or cancel it and reserve anew.":
    "Wählen Sie einen Tag zwischen den benachbarten Terminen, oder sagen Sie ihn ab und reservieren Sie neu.",
  "There is no such pattern of recurrence.": "Dieses Muster der Wiederholung gibt es nicht.",
  "Choose one of {1}.": "Wählen Sie eines von diesen: {1}.",
  "The interval between occurrences is not a whole number in the range.":
    "Der Abstand zwischen den Terminen ist keine ganze Zahl in den Grenzen.",
  "Give 1 to {1} days, or 1 to {2} weeks, months or years.":
    "Geben Sie 1 bis {1} Tage an, oder 1 bis {2} Wochen, Monate oder Jahre.",
  "The pattern names no day of the week.": "Das Muster nennt keinen Wochentag.",
  "Choose at least one day of the week.": "Wählen Sie mindestens einen Wochentag.",
  "There is no such day of the week.": "Diesen Wochentag gibt es nicht.",
  "Name the days monday to sunday.": "Nennen Sie die Tage monday bis sunday.",
  "There is no such day of the month.": "Diesen Tag des Monats gibt es nicht.",
  "Give a day from 1 to 31.": "Geben Sie einen Tag von 1 bis 31 an.",
  "There is no such month.": "Diesen Monat gibt es nicht.",
  "Give a month from 1 to 12.": "Geben Sie einen Monat von 1 bis 12 an.",
  "There is no such week of the month.": "Diese Woche des Monats gibt es nicht.",
  "It is not said how the series ends.": "Es ist nicht gesagt, wie die Serie endet.",
  "Choose one of endDate, numbered and noEnd.": "Wählen Sie eines von endDate, numbered und noEnd.",
  "The start or the end of the series is not a date.":
    "Der Beginn oder das Ende der Serie ist kein Datum.",
  'Write dates as in "2026-03-29".': "Schreiben Sie Daten wie in „2026-03-29“.",
  "The series ends before it starts.": "Die Serie endet, bevor sie beginnt.",
  "Choose an end date that is not before the start date.":
    "Wählen Sie ein Ende, das nicht vor dem Beginn liegt.",
  "The number of occurrences is not a whole number in the range.":
    "Die Zahl der Termine ist keine ganze Zahl in den Grenzen.",
  "Give 1 to {1}, or an end date.": "Geben Sie 1 bis {1} an, oder ein Enddatum.",
  "The start of the occurrences is not a time of day in whole minutes.":
    "Der Beginn der Termine ist keine Uhrzeit in ganzen Minuten.",
  'Write the time as in "09:30".': "Schreiben Sie die Zeit wie in „09:30“.",
  "The length of an occurrence is not a number of whole minutes up to 366 days.":
    "Die Dauer eines Termins ist keine Zahl ganzer Minuten bis zu 366 Tagen.",
  "Choose an end that is after the start.": "Wählen Sie ein Ende, das nach dem Beginn liegt.",
  "The pattern gives no day between the start and the end of the series.":
    "Das Muster ergibt zwischen Beginn und Ende der Serie keinen Tag.",
  "Choose a later end date, or another pattern.":
    "Wählen Sie ein späteres Enddatum oder ein anderes Muster.",
  "An occurrence lasts longer than the time until the next one.":
    "Ein Termin dauert länger als die Zeit bis zum nächsten.",
  "Choose shorter occurrences, or let them recur less often.":
    "Wählen Sie kürzere Termine, oder lassen Sie sie sich seltener wiederholen.",
  "A changed or cancelled occurrence has no readable date or time.":
    "Ein geänderter oder abgesagter Termin hat kein lesbares Datum oder keine lesbare Uhrzeit.",
  'Write dates as in "2026-03-29" and times as in "2026-03-29T09:30".':
    "Schreiben Sie Daten wie in „2026-03-29“ und Zeiten wie in „2026-03-29T09:30“.",
  "A changed or cancelled occurrence is on a date that the pattern does not have.":
    "Ein geänderter oder abgesagter Termin liegt auf einem Tag, den das Muster nicht hat.",
  "Name it by the date that the pattern gave it.":
    "Nennen Sie ihn mit dem Tag, den ihm das Muster gab.",
  "One occurrence is changed or cancelled more than once.":
    "Ein Termin ist mehr als einmal geändert oder abgesagt.",
  "List each date once.": "Nennen Sie jeden Tag einmal.",
  "Only a series has dates that can be in another space.":
    "Nur eine Serie hat Tage, die in einem anderen Platz sein können.",
  "Make it a series, or change one with scope following or all; else leave dates_elsewhere out.":
    "Machen Sie eine Serie daraus, oder ändern Sie eine mit scope following oder all; sonst lassen Sie dates_elsewhere weg.",
  "Only a change of a series, or of one of its dates and all that follow, has dates to look at.":
    "Nur eine Änderung einer Serie, oder eines ihrer Tage und aller folgenden, hat Tage, die man ansehen kann.",
  "Ask with scope following or all, or make the change.":
    "Fragen Sie mit scope following oder all, oder nehmen Sie die Änderung vor.",
  "The series has no date {1} that would be held now.":
    "Die Serie hat keinen Tag {1}, der jetzt gehalten würde.",
  "Look the dates up with preview-series.": "Sehen Sie die Tage mit preview-series nach.",
  "{1} is named twice, or with the space that the series is in.":
    "{1} ist zweimal genannt, oder mit dem Platz, in dem die Serie ist.",
  "Name each date that is to be elsewhere once, with another space.":
    "Nennen Sie jeden Tag, der woanders sein soll, einmal, mit einem anderen Platz.",
  "Services are chosen for a space that the meeting is not in.":
    "Services sind für einen Platz gewählt, in dem der Termin nicht ist.",
  "Name services by the ids of the meeting's spaces.":
    "Nennen Sie Services mit den IDs der Plätze des Termins.",
  "No date of the series would be in {1}.": "Kein Tag der Serie wäre in {1}.",
  "Reserve the series in one of the other spaces.":
    "Reservieren Sie die Serie in einem der anderen Plätze.",
};
