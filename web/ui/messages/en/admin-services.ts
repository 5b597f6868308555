/** Which services modules offer with their spaces, for administrators. */
export const adminServiceMessages = {
  adminServices: {
    title: "Services",
    intro:
      "What is offered with the spaces of each module. The time that a service needs before or after a meeting is kept free for it.",
    keptForPerson: "Time is kept free in the name of the person whom the meeting is for.",
    keptForUser: ({ address }: { address: string }) =>
      `Time is kept free in the name of ${address}.`,
    changeUser: "Change it",
    of: ({ module }: { module: string }) => `Services of ${module}`,
    none: "No service is offered",
    add: "Add a service",
    addTo: ({ module }: { module: string }) => `Add a service to ${module}`,
    name: "Name",
    description: "Description",
    descriptionHow: "What people read below the name when they choose.",
    preparationMinutes: "Preparation, in minutes",
    cleanUpMinutes: "Clean-up, in minutes",
    leadTimeMinutes: "To be asked for so many minutes ahead",
    leadTime: "Ahead",
    noTime: "None",
    rules: "Chosen",
    isChosen: "By people",
    isAlways: "Always",
    isMandatory: "the time is mandatory",
    mandatory: "Without its time, the meeting cannot be booked",
    mandatoryHow:
      "Where somebody has the space before or after, booking is refused. Otherwise the service goes without that time.",
    always: "With every reservation",
    alwaysHow: "Nobody has to choose it, and meetings made in Outlook have it too.",
    changeFollows: "What is reserved already follows: the time around it is kept anew.",
    saved: ({ name }: { name: string }) => `${name} is saved`,
    editOne: ({ name, module }: { name: string; module: string }) => `Edit ${name} of ${module}`,
    withdraw: "Withdraw",
    withdrawOne: ({ name, module }: { name: string; module: string }) =>
      `Withdraw ${name} of ${module}`,
    withdrawTitle: ({ name }: { name: string }) => `Withdraw ${name}?`,
    withdrawSentence: "It is not offered any more. Reservations that have it keep it.",
    withdrawn: ({ name }: { name: string }) => `${name} is not offered any more`,
  },
};
