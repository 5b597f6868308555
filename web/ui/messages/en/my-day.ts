/** The first page: one's day, and what needs one. */
export const myDayMessages = {
  myDay: {
    title: "My day",
    now: "Now",
    next: "Next",
    later: "Later today",
    tomorrow: "Tomorrow",
    earlier: "Earlier today",
    nothingNext: "Nothing is planned",
    calledBy: ({ name }: { name: string }) => `Called by ${name}`,
    extended: ({ time }: { time: string }) => `Extended until ${time}`,
    needs: "Needs you",
    where: ({ space, when }: { space: string; when: string }) => `${space} · ${when}`,
    waitsLong: "The answer is longer in coming than usual.",
    dismissOne: ({ number }: { number: string }) => `Dismiss ${number}`,
  },
};
