import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** The screen beside a door: read from ten metres, and pressed by whoever stands there. */
export const panelMessages = {
  panel: {
    title: "Türschild",
    pairing: {
      title: "Diesen Bildschirm koppeln",
      sentence:
        "Die Administration fügt unter Verwaltung, Türschilder eines hinzu und bekommt einen Code. Er gilt zehn Minuten.",
      code: "Code",
      codeHow: "Acht Buchstaben und Ziffern; der Bindestrich kann wegbleiben.",
      act: "Koppeln",
      dismissed: {
        panel_revoked:
          "Dieses Türschild wurde von der Administration entfernt und zeigt nichts mehr.",
        other: "Usher kennt diesen Bildschirm nicht mehr.",
      },
      dismissedRemedy: "Um ihn wieder zu benutzen, koppeln Sie ihn mit einem neuen Code.",
    },
    states: { free: "Frei", soon: "Bald belegt", busy: "Belegt" },
    until: {
      free: ({ time }) => `bis ${time}`,
      soon: ({ time }) => `frei bis ${time}`,
      busy: ({ time }) => `bis ${time}`,
    },
    freeAllDay: "für den Rest des Tages",
    seats: ({ count }) => plural(count, { one: "# Person", other: "# Personen" }),
    schedule: "Jetzt und danach",
    now: "Jetzt",
    next: "Danach",
    nothingNext: "Heute ist nichts mehr geplant.",
    private: "Privater Termin",
    blocker: "Freigehalten für einen Termin",
    awaitsRoom: "Wartet auf die Antwort des Raums",
    checkedIn: "Eingecheckt",
    checkInBy: ({ time }) => `Checken Sie bis ${time} ein, sonst wird der Raum freigegeben.`,
    acts: "Was Sie tun können",
    reserve: "Jetzt reservieren",
    extend: "Länger bleiben",
    minutes: ({ count }) =>
      count === 60 ? "1 Stunde" : plural(count, { one: "# Minute", other: "# Minuten" }),
    untilTime: ({ time }) => `bis ${time}`,
    checkIn: "Einchecken",
    end: "Jetzt beenden",
    endTitle: "Diesen Termin jetzt beenden?",
    endSentence: ({ until }) =>
      `Er ist bis ${until} geplant. Der Raum ist sofort für andere frei, und der Kalender erfährt es.`,
    keep: "Behalten",
    why: {
      reserve: "Warum kann ich hier nicht reservieren?",
      change: "Warum kann ich ihn nicht beenden oder verlängern?",
    },
    whyTitle: "An dieser Tür nicht möglich",
    subject: "An der Tür reserviert",
    lost: ({ since }) => `Keine Verbindung seit ${since}. Was gezeigt wird, kann veraltet sein.`,
    lostTrying: "Es wird weiter versucht …",
    opening: "Verbindung wird aufgebaut …",
  },
} satisfies Partial<Catalogue>;
