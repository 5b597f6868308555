import type { Catalogue } from "../messages.ts";

/** What people are reminded of: on every page what begins soon, on the first what they can do now. */
export const reminderMessages = {
  reminders: {
    title: "Jetzt für Sie",
    soon: "Erinnerungen",
    kinds: {
      check_in: ({ time }) => `Beginnt um ${time}: bitte einchecken`,
      not_confirmed: ({ time }) => `Beginnt um ${time} und ist nicht bestätigt`,
      approval_lapses: ({ time }) => `Beginnt um ${time} und ist nicht genehmigt`,
    },
    hasNoSpace: "Er hat keinen Platz. Wählen Sie einen anderen oder eine andere Zeit.",
    roomIsSilent: "Der Raum hat noch nicht zugesagt. Halten Sie einen anderen Platz bereit.",
    decide: "Es wartet auf Sie. Ohne Entscheidung wird der Platz mit dem Beginn freigegeben.",
    undecided: "Ohne Entscheidung wird der Platz mit dem Beginn freigegeben.",
    where: ({ space, when }) => `${space} · ${when}`,
    dismissOne: ({ number }) => `${number} ausblenden`,
  },
} satisfies Partial<Catalogue>;
