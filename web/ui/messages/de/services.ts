import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** Services of a space, and the time around a meeting that they need. */
export const serviceMessages = {
  services: {
    label: "Services",
    labelOf: ({ space }) => `Services von ${space}`,
    ofAllDates: "Alle Termine, die noch kommen, haben sie, auch spätere der Serie.",
    ofThisDate: "Nur dieser Termin hat sie. Für alle ändern Sie die Serie.",
    always: "Gehört zu jeder Reservierung.",
    minutes: ({ count }) => plural(count, { one: "# Minute", other: "# Minuten" }),
    preparation: ({ minutes }) => `${minutes} davor zur Vorbereitung`,
    cleanUp: ({ minutes }) => `${minutes} danach zum Aufräumen`,
    keptFree: ({ times }) => `Hält den Platz frei: ${times}.`,
    and: ({ first, second }) => `${first} und ${second}`,
    hours: ({ count }) => plural(count, { one: "# Stunde", other: "# Stunden" }),
    leadTime: ({ time }) => `Zu bestellen spätestens ${time} vorher.`,
    mandatory: "Ohne diese Zeit lässt er sich nicht buchen.",
    parts: { preparation: "Vorbereitung", clean_up: "Aufräumen" },
    keptFor: ({ part, time }) => `${part}, ${time}`,
    change: "Services ändern",
    changeOne: ({ number }) => `Services ändern: ${number}`,
    changed: "Die Services sind geändert",
    leftOutTitle: "Der Platz war nicht für alles frei, was die Services brauchen",
    leftOut: {
      preparation: "Direkt davor hat ihn jemand anders; eine Vorbereitung gibt es nicht.",
      clean_up: "Direkt danach hat ihn jemand anders; aufgeräumt wird nicht.",
    },
    blocks: "Freigehalten für",
  },
} satisfies Partial<Catalogue>;
