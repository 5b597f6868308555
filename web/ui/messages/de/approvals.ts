import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** Approving what others have reserved, and what came of it. */
export const approvalMessages = {
  approvals: {
    title: "Genehmigungen",
    intro: "Was auf Ihre Entscheidung wartet, das Nächste zuerst.",
    waitingCount: ({ count }) =>
      plural(count, {
        one: "# Reservierung wartet auf Sie",
        other: "# Reservierungen warten auf Sie",
      }),
    list: "Wartet auf Ihre Genehmigung",
    none: "Nichts wartet auf Ihre Genehmigung",
    dates: ({ count, day }) =>
      plural(count, { one: `Ein Termin, ${day}`, other: `# Termine ab ${day}` }),
    label: "Genehmigung",
    needed: "Braucht Genehmigung",
    neededMeans: "Zuerst muss jemand zustimmen. Der Platz wird bis dahin gehalten.",
    waiting: "Wartet auf Genehmigung",
    waitingForYou: "Das wartet auf Ihre Genehmigung",
    decide: ({ names, count }) =>
      count === 1 ? `${names} entscheidet.` : `${names} entscheiden; eine Stimme genügt.`,
    managersDecide: "Jeder Manager kann entscheiden.",
    roomFirst: "Zuerst muss der Raum annehmen.",
    held: "Bis dahin wird der Platz gehalten. Entscheidet bis zum Beginn niemand, wird er für andere freigegeben.",
    approve: "Genehmigen",
    approveOne: ({ number }) => `${number} genehmigen`,
    reject: "Ablehnen",
    rejectOne: ({ number }) => `${number} ablehnen`,
    rejectTitle: "Diese Reservierung ablehnen?",
    rejectSentence: ({ space, day, time }) => `${space} wird am ${day}, ${time}, für andere frei.`,
    rejectSeries: ({ space }) => `Alle wartenden Termine in ${space} werden für andere frei.`,
    rejectTold: {
      cancelled: "Der Termin dazu wird in Outlook abgesagt.",
      declined: "Der Raum lehnt den Termin in Outlook ab; der Termin selbst bleibt.",
      nobody: "Die Reservierung steht nicht in Outlook.",
    },
    reason: "Grund",
    reasonFor: "Die Person, für die sie ist, liest ihn, und Outlook sendet ihn mit.",
    reasonMissing: "Sagen Sie, warum: Wer reserviert hat, muss etwas anderes suchen.",
    unansweredTitle: "Von Usher noch nicht bestätigt",
    unanswered:
      "Es gibt keine Verbindung. Es wird von selbst wieder angefragt und höchstens einmal entschieden.",
    notDecided: ({ space }) => `Ihre Entscheidung über ${space} gilt nicht`,
    approved: ({ space }) => `${space} ist genehmigt`,
    rejected: ({ space }) => `${space} ist abgelehnt`,
    approvedBy: ({ name, time }) => `Genehmigt von ${name} am ${time}.`,
    rejectedBy: ({ name }) => `Abgelehnt von ${name}`,
    rejectedOn: ({ time }) => `Am ${time}.`,
    said: ({ comment }) => `„${comment}“`,
  },
} satisfies Partial<Catalogue>;
