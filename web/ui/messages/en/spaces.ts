import { createPlural } from "../plural.ts";

const plural = createPlural("en");

function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [
    hours === 0 ? "" : plural(hours, { one: "# hour", other: "# hours" }),
    rest === 0 ? "" : plural(rest, { one: "# minute", other: "# minutes" }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** A space's own page, and times that are taken or free. */
export const spaceMessages = {
  spaces: {
    one: "Space",
    notFound: "There is no such space",
    notFoundRemedy: "It may have been removed. Look for another one.",
    toSearch: "Find a room",
    inactive: "It cannot be reserved at present. Look for another one.",
    kind: "Kind",
    kinds: { room: "Room", desk: "Desk", other: "Other space" },
    seats: "Seats",
    equipment: "Equipment",
    noEquipment: "None is known",
    outlook: "Outlook",
    outlookMeans: {
      normal:
        "Each reservation is a meeting in the calendar of whom it is for, and the room answers.",
      strict:
        "Each reservation is a meeting in the delegated user’s calendar, and the room answers.",
      personal: "What you reserve is a meeting in your own calendar, and the room answers.",
      none: "Reservations are in no calendar. They stand at once.",
    },
    rules: "How it is reserved",
    lasting: ({ min, max }: { min: number; max: number }) =>
      `For ${duration(min)} at least and ${duration(max)} at most.`,
    wholeDays: "For whole days only.",
    ahead: ({ count }: { count: number }) =>
      count === 0
        ? "On the day itself only."
        : plural(count, { one: "# day ahead at most.", other: "# days ahead at most." }),
    repeats: ({ count }: { count: number }) =>
      plural(count, { one: "As a series of # date.", other: "As a series of # dates at most." }),
    neverRepeats: "Not as a series.",
    notForOthers: "For yourself alone.",
    subjectRequired: "With a subject.",
    approval: "Somebody has to approve it.",
    checkIn: ({ minutes }: { minutes: number }) =>
      `Check in when you come, from ${duration(minutes)} before it begins.`,
    checkInAtStart: "Check in when you come.",
    release: ({ minutes }: { minutes: number }) =>
      `Where nobody has ${duration(minutes)} after it began, it is released.`,
    byPlanners: "Planners may go beyond how long, how often and how far ahead.",
    times: "When it is taken",
    dayLabel: "Hours of the day",
    how: "Press a free time to choose it.",
    week: "The week from this day",
    freeAllDay: "Free all day",
    takenTimes: ({ times }: { times: string }) => `Taken ${times}`,
    taken: ({ time, subject }: { time: string; subject: string }) =>
      subject === "" ? `Taken ${time}` : `Your reservation, ${time}: ${subject}`,
    chooseGap: ({ space, time }: { space: string; time: string }) =>
      `${space} is free ${time}. Choose a time in it`,
    takenThen: "It is taken for some of this time. Choose a free one below.",
    past: "This time has begun already.",
  },
};
