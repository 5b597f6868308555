/** What the first page reminds of. */
export const reminderMessages = {
  reminders: {
    title: "For you now",
    where: ({ space, when }: { space: string; when: string }) => `${space} · ${when}`,
    dismissOne: ({ number }: { number: string }) => `Dismiss ${number}`,
  },
};
