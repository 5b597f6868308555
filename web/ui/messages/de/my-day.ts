import type { Catalogue } from "../messages.ts";

/** The first page: one's day, and what needs one. */
export const myDayMessages = {
  myDay: {
    title: "Mein Tag",
    now: "Jetzt",
    next: "Als Nächstes",
    later: "Später heute",
    tomorrow: "Morgen",
    earlier: "Heute vorbei",
    nothingNext: "Nichts ist geplant",
    calledBy: ({ name }) => `Einberufen von ${name}`,
    extended: ({ time }) => `Bis ${time} verlängert`,
    needs: "Braucht Sie",
    where: ({ space, when }) => `${space} · ${when}`,
    waitsLong: "Die Antwort braucht länger als gewöhnlich.",
    dismissOne: ({ number }) => `${number} ausblenden`,
  },
} satisfies Partial<Catalogue>;
