/** Checking in and out of a reservation. */
export const checkInMessages = {
  checkIn: {
    act: "Check in",
    actOne: ({ number }: { number: string }) => `Check in to ${number}`,
    out: "Check out",
    outOne: ({ number }: { number: string }) => `Check out of ${number}`,
    opensAt: ({ time }: { time: string }) => `Check-in opens at ${time}.`,
    open: ({ time }: { time: string }) => `Check-in is open until ${time}.`,
    released: ({ time }: { time: string }) =>
      `If nobody checks in by ${time}, the space is released for others.`,
    notReleased: "The space stays yours, whether anybody checks in or not.",
    since: ({ time }: { time: string }) => `Checked in at ${time}.`,
    frees: "Checking out ends the reservation, and the space is free at once.",
    before: "Checking out before the start takes the check-in back.",
    leftAt: ({ time }: { time: string }) => `Checked out at ${time}.`,
    staysTaken: "The space stays taken until the end:",
    done: ({ space }: { space: string }) => `You are checked in to ${space}`,
    doneOut: {
      completed: ({ space }: { space: string }) => `${space} is free for others`,
      noted: ({ space }: { space: string }) =>
        `It is noted that you left; ${space} stays taken until the end`,
      withdrawn: "The check-in is taken back",
    },
    outcomes: {
      no_check_out: "Nobody checked out.",
      no_show: "Nobody checked in.",
    },
    label: "Check-in",
  },
};
