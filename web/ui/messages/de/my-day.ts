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
    calledBy: ({ name }) => `Eingeladen von ${name}`,
    extended: ({ time }) => `Bis ${time} verlängert`,
    needs: "Für Sie zu tun",
    where: ({ space, when }) => `${space} · ${when}`,
    waitsLong: "Die Antwort braucht länger als gewöhnlich.",
    dismissOne: ({ number }) => `${number} ausblenden`,
  },
} satisfies Partial<Catalogue>;
