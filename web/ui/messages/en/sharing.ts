import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** Having others told of a reservation by mail. */
export const sharingMessages = {
  sharing: {
    share: "Share",
    shareOne: ({ number }: { number: string }) => `Share ${number} by mail`,
    title: "Share by mail",
    means: {
      normal: "They are mailed what it is, when, where and for whom. Nobody is invited by it.",
      private:
        "They are mailed when, where and for whom it is; what it is about only those who see it anyway. Nobody is invited by it.",
    },
    recipients: "Recipients",
    recipientsChosen: "Chosen recipients",
    recipientsMissing: "Name at least one.",
    tooMany: (count: number) =>
      plural(count, { one: "No more than # at once.", other: "No more than # at once." }),
    message: "Message",
    send: "Send",
    shared: (count: number) =>
      plural(count, { one: "# mail is on its way", other: "# mails are on their way" }),
  },
};
