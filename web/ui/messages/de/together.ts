import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** Several spaces that are booked in one go. */
export const togetherMessages = {
  together: {
    choose: "Wählen",
    chooseSpace: ({ space }) => `${space} wählen, um ihn mit anderen zu buchen`,
    chosen: "Gewählte Plätze",
    count: ({ count }) => plural(count, { one: "# Platz gewählt", other: "# Plätze gewählt" }),
    chooseMore: "Wählen Sie noch einen, um sie zusammen zu buchen.",
    notTogether: "Diese lassen sich nicht zusammen buchen. Buchen Sie jeden für sich.",
    clear: "Leeren",
    book: "Zusammen buchen",
    title: ({ count }) => `${count} Plätze zusammen buchen`,
    kind: "Wofür sie sind",
    kinds: { "multi-space": "Ein Termin", group: "Eine Gruppe, für jede Person einer" },
    whoGets: ({ space }) => `Wer ${space} bekommt`,
    whoIsMissing: "Wählen Sie jemanden.",
    booked: ({ count }) => `${count} Plätze sind gebucht`,
    members: "Mitglieder der Gruppe",
    member: ({ place, name }) => `${name}: ${place}`,
    showGroup: "Die ganze Gruppe ansehen",
  },
} satisfies Partial<Catalogue>;
