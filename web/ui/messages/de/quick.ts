import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** Three choices and one press. */
export const quickMessages = {
  quick: {
    title: "Schnellreservierung",
    intro: "Drei Angaben, und der beste freie Platz gehört Ihnen.",
    cardTitle: "Brauchen Sie sofort einen Raum?",
    cardSentence: "Sagen Sie, wie lange und für wie viele. Usher nimmt den besten, der frei ist.",
    formLabel: "Was Sie brauchen",
    minutes: "Wie lange",
    length: ({ count }) => {
      if (count < 60) return plural(count, { one: "# Minute", other: "# Minuten" });
      const hours = Math.floor(count / 60);
      const rest = count % 60;
      return rest === 0
        ? plural(hours, { one: "# Stunde", other: "# Stunden" })
        : `${hours} h ${rest} min`;
    },
    party: "Für wie viele",
    people: ({ count }) => plural(count, { one: "Nur ich", other: "Bis zu # Personen" }),
    desk: "Ein Schreibtisch",
    building: "Wo",
    start: "Ab",
    now: "Jetzt",
    act: ({ time }) => `Bis ${time} reservieren`,
    best: "Der beste, der frei ist",
    nothingFree: "Nichts Passendes ist dann frei",
    nothingFreeRemedy:
      "Versuchen Sie eine kürzere Zeit, weniger Personen oder ein anderes Gebäude.",
    findAnother: "Andere Zeiten ansehen",
    made: ({ space }) => `${space} gehört Ihnen`,
    another: "Lieber einen anderen",
    noOther: "Kein anderer passender ist frei. Dieser bleibt Ihrer.",
    undo: "Rückgängig",
    undone: ({ space }) => `${space} ist zurückgegeben`,
    details: "Die Reservierung öffnen",
    anew: "Etwas anderes reservieren",
  },
} satisfies Partial<Catalogue>;
