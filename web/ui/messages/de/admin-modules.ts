import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** Reservable modules: how their spaces are reserved. */
export const moduleMessages = {
  modules: {
    title: "Reservierungsmodule",
    one: "Reservierungsmodul",
    intro:
      "Wie Plätze einer Art reserviert werden: wie lange, bis wann und mit wessen Genehmigung.",
    none: "Es gibt noch kein Reservierungsmodul",
    name: "Name",
    spaces: "Plätze",
    spaceCount: ({ count }) => plural(count, { one: "# Platz", other: "# Plätze" }),
    checkIn: "Check-in",
    approval: "Genehmigung",
    policies: {
      by_space: "Je nach Platz",
      always: "In allen Plätzen",
      never: "In keinem",
    },
    limits: "Grenzen",
    durationMin: "Kürzeste Dauer, in Minuten",
    durationMax: "Längste Dauer, in Minuten",
    daysAhead: "Tage im Voraus",
    reminderBefore: "Erinnerung, in Minuten vor Beginn (0: nie)",
    subjectRequired: "Ein Betreff ist nötig",
    onBehalfShown: "Man kann für andere reservieren",
    recurringEnabled: "Serien lassen sich reservieren",
    multiSpaceEnabled: "Mehrere Plätze lassen sich für einen Termin reservieren",
    groupEnabled: "Für Gruppen lässt sich reservieren, für jede Person ein eigener Platz",
    showAs: "In Kalendern angezeigt als",
    showAsNames: { busy: "Gebucht", free: "Frei" },
    opensBefore: "Check-in öffnet, in Minuten vor Beginn",
    releases: "Freigeben, wenn niemand eincheckt",
    approvers: "Wer genehmigt",
    approversHow:
      "Eine Stimme genügt. Ist niemand genannt, genehmigen Manager und Administratoren.",
    approversChosen: "Gewählte Genehmiger",
    removeApprover: ({ name }) => `${name} entfernen`,
    saved: "Das Modul ist gespeichert",
    consequencesTitle: "Diese Änderungen speichern?",
    consequences: "Was das für Bestehendes bedeutet",
    saveThem: "Speichern",
    spacesOf: ({ name }) => `Plätze von ${name}`,
    spacesHow: "Wo das Modul es seinen Plätzen überlässt, gilt das hier.",
    checkInTo: ({ space }) => `Check-in in ${space}`,
    approvalOf: ({ space }) => `Genehmigung von ${space}`,
    spaceSaved: ({ space }) => `${space} ist gespeichert`,
    noSpaces: "Kein Platz ist in diesem Modul",
    remove: "Modul entfernen",
    removeTitle: ({ name }) => `${name} entfernen?`,
    removeSentence:
      "Danach wird nichts mehr mit ihm reserviert. Reservierungen, die einen seiner Services haben, behalten ihn.",
    removeLater: ({ count }) =>
      plural(count, {
        one: "1 Platz ist in diesem Modul. Geben Sie ihm in der Tabelle oben mit „Ändern“ ein anderes; dann lässt sich das Modul entfernen.",
        other:
          "# Plätze sind in diesem Modul. Geben Sie jedem davon in der Tabelle oben mit „Ändern“ ein anderes; dann lässt sich das Modul entfernen.",
      }),
    removable: "Kein Platz ist in diesem Modul; es wird also nichts damit reserviert.",
    removed: ({ name }) => `${name} ist entfernt`,
  },
} satisfies Partial<Catalogue>;
