import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** Having others told of a reservation by mail. */
export const sharingMessages = {
  sharing: {
    share: "Teilen",
    shareOne: ({ number }) => `${number} per E-Mail teilen`,
    title: "Per E-Mail teilen",
    means: {
      normal:
        "Die Genannten erfahren per E-Mail, was es ist, wann, wo und für wen. Eingeladen wird dadurch niemand.",
      private:
        "Die Genannten erfahren per E-Mail, wann, wo und für wen es ist; worum es geht, nur wer es ohnehin sieht. Eingeladen wird dadurch niemand.",
    },
    recipients: "An wen",
    recipientsChosen: "Gewählte Personen",
    recipientsMissing: "Nennen Sie mindestens eine Person.",
    tooMany: (count) =>
      plural(count, { one: "Höchstens # auf einmal.", other: "Höchstens # auf einmal." }),
    message: "Nachricht",
    send: "Senden",
    shared: (count) =>
      plural(count, { one: "# E-Mail ist unterwegs", other: "# E-Mails sind unterwegs" }),
  },
} satisfies Partial<Catalogue>;
