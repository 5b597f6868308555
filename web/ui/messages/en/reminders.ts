/** What people are reminded of: on every page what begins soon, on the first what they can do now. */
export const reminderMessages = {
  reminders: {
    title: "For you now",
    soon: "Reminders",
    kinds: {
      check_in: ({ time }: { time: string }) => `Begins at ${time}: check in`,
      not_confirmed: ({ time }: { time: string }) => `Begins at ${time} and is not confirmed`,
      approval_lapses: ({ time }: { time: string }) => `Begins at ${time} and is not approved`,
    },
    hasNoSpace: "It has no space. Choose another one, or another time.",
    roomIsSilent: "The room has not accepted it yet. Have another space in mind.",
    decide: "It waits for you. Undecided by its start, the space is released for others.",
    undecided: "Undecided by its start, the space is released for others.",
    where: ({ space, when }: { space: string; when: string }) => `${space} · ${when}`,
    dismissOne: ({ number }: { number: string }) => `Dismiss ${number}`,
  },
};
