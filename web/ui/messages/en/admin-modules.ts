import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** Reservable modules: how their spaces are reserved. */
export const moduleMessages = {
  modules: {
    title: "Reservable modules",
    one: "Reservable module",
    intro: "How the spaces of a kind are reserved: for how long, by when, and with whose approval.",
    none: "There is no reservable module yet",
    name: "Name",
    spaces: "Spaces",
    spaceCount: ({ count }: { count: number }) =>
      plural(count, { one: "# space", other: "# spaces" }),
    checkIn: "Check-in",
    approval: "Approval",
    policies: {
      by_space: "As each space says",
      always: "In all spaces",
      never: "In none",
    },
    limits: "Limits",
    durationMin: "Shortest, in minutes",
    durationMax: "Longest, in minutes",
    daysAhead: "Days ahead",
    reminderBefore: "Remind so many minutes before (0: never)",
    subjectRequired: "A subject is required",
    onBehalfShown: "People can reserve for others",
    recurringEnabled: "Series can be reserved",
    multiSpaceEnabled: "Several spaces can be reserved for one meeting",
    groupEnabled: "Groups can be reserved for, each person with a space of their own",
    showAs: "Shown in calendars as",
    showAsNames: { busy: "Busy", free: "Free" },
    opensBefore: "Check-in opens so many minutes before",
    releases: "Release what nobody checks in to",
    approvers: "Who approves",
    approversHow:
      "One of them is enough. Where nobody is named, managers and administrators approve.",
    approversChosen: "Chosen approvers",
    removeApprover: ({ name }: { name: string }) => `Remove ${name}`,
    saved: "The module is saved",
    consequencesTitle: "Save these changes?",
    consequences: "What this means for what is there already",
    saveThem: "Save",
    spacesOf: ({ name }: { name: string }) => `Spaces of ${name}`,
    spacesHow: "Where the module leaves it to its spaces, this says what holds.",
    checkInTo: ({ space }: { space: string }) => `Check-in to ${space}`,
    approvalOf: ({ space }: { space: string }) => `Approval of ${space}`,
    spaceSaved: ({ space }: { space: string }) => `${space} is saved`,
    noSpaces: "No space is in this module",
    remove: "Take the module away",
    removeTitle: ({ name }: { name: string }) => `Take ${name} away?`,
    removeSentence:
      "Nothing is reserved by it any more. Reservations that have one of its services keep it.",
    removeLater: ({ count }: { count: number }) =>
      plural(count, {
        one: "1 space is in this module. Give it another one with Change in the table above; then the module can be taken away.",
        other:
          "# spaces are in this module. Give each of them another one with Change in the table above; then the module can be taken away.",
      }),
    removable: "No space is in this module, so nothing is reserved by it.",
    removed: ({ name }: { name: string }) => `${name} is taken away`,
  },
};
