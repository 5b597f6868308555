import type { Catalogue } from "../messages.ts";

/** What the first page reminds of. */
export const reminderMessages = {
  reminders: {
    title: "Jetzt für Sie",
    where: ({ space, when }) => `${space} · ${when}`,
    dismissOne: ({ number }) => `${number} ausblenden`,
  },
} satisfies Partial<Catalogue>;
