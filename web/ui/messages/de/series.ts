import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

const WEEKS = {
  first: "ersten",
  second: "zweiten",
  third: "dritten",
  fourth: "vierten",
  last: "letzten",
} as const;

const MONTHS =
  "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(" ");

/** Series: how they repeat, what is taken, and how much of one an act is about. */
export const seriesMessages = {
  repeat: {
    label: "Wiederholen",
    rhythms: {
      never: "Keine Wiederholung",
      daily: "Täglich",
      weekdays: "Jeden Werktag, Montag bis Freitag",
      weekly: "Wöchentlich",
      monthly: "Monatlich",
      yearly: "Jährlich",
      custom: "Eigener Rhythmus",
    },
    every: "Alle",
    unit: "Einheit",
    units: { day: "Tage", week: "Wochen", month: "Monate", year: "Jahre" },
    weekdays: "Am",
    noWeekday: "Wählen Sie mindestens einen Tag.",
    monthlyBy: "Am",
    ends: "Endet",
    endChoices: { on: "An einem Tag", after: "Nach Anzahl", never: "Nie" },
    endDate: "Letzter Tag",
    endsBeforeStart: "Der letzte Tag darf nicht vor dem ersten liegen.",
    count: "Anzahl der Termine",
    weekdayNames: {
      monday: "Montag",
      tuesday: "Dienstag",
      wednesday: "Mittwoch",
      thursday: "Donnerstag",
      friday: "Freitag",
      saturday: "Samstag",
      sunday: "Sonntag",
    },
    weekdaysShort: {
      monday: "Mo",
      tuesday: "Di",
      wednesday: "Mi",
      thursday: "Do",
      friday: "Fr",
      saturday: "Sa",
      sunday: "So",
    },
  },
  series: {
    repeats: "Wiederholt sich",
    firstDate: "Erster Termin",
    everyDays: ({ count }) => plural(count, { one: "Jeden Tag", other: "Alle # Tage" }),
    everyWeeks: ({ count, days }) =>
      plural(count, { one: `Jede Woche am ${days}`, other: `Alle # Wochen am ${days}` }),
    everyMonths: ({ count, on }) =>
      plural(count, { one: `Jeden Monat ${on}`, other: `Alle # Monate ${on}` }),
    everyYears: ({ count, on }) =>
      plural(count, { one: `Jedes Jahr ${on}`, other: `Alle # Jahre ${on}` }),
    ofMonth: ({ on, month }) => `${on} im ${MONTHS[month - 1]}`,
    onDate: ({ day, month }) => `am ${day}. ${MONTHS[month - 1]}`,
    onDay: ({ day }) => `am ${day}.`,
    onWeekday: ({ week, days }) => `am ${WEEKS[week]} ${days}`,
    until: ({ pattern, date }) => `${pattern}, bis ${date}`,
    times: ({ pattern, count }) =>
      plural(count, { one: `${pattern}, einmal`, other: `${pattern}, #-mal` }),
    isException: "Dieser Termin weicht von der Serie ab.",
    previewTitle: "Termine der Serie",
    allFree: ({ count }) =>
      plural(count, { one: "Der eine Termin ist frei.", other: "Alle # Termine sind frei." }),
    someTaken: ({ taken, count }) =>
      plural(count, {
        one: "Der eine Termin ist belegt.",
        other: `${taken} von # Terminen sind belegt:`,
      }),
    alternative: ({ space }) => `${space} ist dann frei`,
    noAlternative: "Kein anderer Raum ist dann frei",
    more: ({ count }) => plural(count, { one: "und # weiterer", other: "und # weitere" }),
    hasMore:
      "Spätere Termine werden mit der Zeit gebucht, so weit voraus, wie sich dieser Raum reservieren lässt.",
    allTakenRemedy: ({ space }) =>
      `${space} ist an keinem der Termine frei. Wählen Sie einen anderen Raum oder eine andere Zeit.`,
    onTaken: "Belegte Termine",
    onTakenChoices: { skip: "Diese Termine auslassen", elsewhere: "Andere Räume nehmen" },
    onTakenStop: { book: "Nichts buchen", change: "Nichts ändern" },
    onTakenMeans: {
      book: {
        stop: "Solange Termine belegt sind, wird nichts gebucht.",
        skip: "Die Serie wird ohne sie gebucht.",
        elsewhere:
          "Es bleibt eine Serie und ein Termin im Kalender; diese Tage haben ihren eigenen Raum. Alles wird gebucht oder nichts.",
      },
      change: {
        stop: "Solange Termine belegt sind, wird nichts geändert.",
        skip: "Die Serie wird geändert, und diese Termine werden abgesagt.",
        elsewhere:
          "Sie bleiben Tage einer Serie und eines Termins im Kalender und haben ihren eigenen Raum. Alles wird geändert oder nichts.",
      },
    },
    nowhereElse:
      "Kein anderer Raum, der ebenso reserviert wird und im selben Kalender steht, ist dann frei.",
    leaveOut: "Diesen Termin auslassen",
    takenDates: ({ dates }) => `Belegt: ${dates}.`,
    booked: ({ count }) =>
      plural(count, { one: "1 Termin ist gebucht", other: "# Termine sind gebucht" }),
    all: "Alle Termine",
    ahead: "Kommende Termine",
    noneAhead: "Kein Termin kommt mehr.",
    showAll: ({ count }) =>
      plural(count, { one: "Den einen Termin zeigen", other: "Alle # Termine zeigen" }),
    wholeSeries: "Zur ganzen Serie",
    scope: "Welche Termine",
    scopes: { this: "Dieser Termin", following: "Dieser und folgende", all: "Alle Termine" },
    scopeMeans: {
      this: "Nur dieser Termin bekommt eine andere Zeit oder einen anderen Raum.",
      following: "Die Serie endet vor diesem Termin, und eine neue beginnt mit ihm.",
      all: "Alle Termine, die noch kommen. Was vorbei ist, bleibt, wie es war.",
    },
    countsFrom: ({ date }) => `Der Rhythmus zählt ab ${date}.`,
    beginsAfresh:
      "Die Serie beginnt neu: Verschobene Termine sind wieder zu ihrer eigenen Zeit, und ausgelassene finden statt, wenn der Rhythmus sie hat. Ein Termin in einem anderen Raum behält diesen Raum.",
    changed: {
      this: "Dieser Termin ist geändert",
      following: "Dieser und die folgenden Termine sind geändert",
      all: "Die Serie ist geändert",
    },
    cancelTitle: "Aus der Serie absagen?",
    cancelFollowing: ({ space, day }) =>
      `${space} wird am ${day} und an allen späteren Terminen der Serie für andere frei.`,
    cancelAll: ({ space }) =>
      `${space} wird an allen Terminen der Serie, die noch kommen, für andere frei.`,
    cancelled: {
      this: "Dieser Termin ist abgesagt",
      following: "Dieser und die folgenden Termine sind abgesagt",
      all: "Die Serie ist abgesagt",
    },
  },
} satisfies Partial<Catalogue>;
