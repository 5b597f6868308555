import { createPlural } from "../plural.ts";

const plural = createPlural("en");

const WEEKS = {
  first: "first",
  second: "second",
  third: "third",
  fourth: "fourth",
  last: "last",
} as const;

const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

function ordinal(day: number): string {
  const rule = new Intl.PluralRules("en", { type: "ordinal" }).select(day);
  return `${day}${{ one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" }[rule]}`;
}

/** Series: how they repeat, what is taken, and how much of one an act is about. */
export const seriesMessages = {
  repeat: {
    label: "Repeat",
    rhythms: {
      never: "Does not repeat",
      daily: "Daily",
      weekdays: "Every weekday, Monday to Friday",
      weekly: "Weekly",
      monthly: "Monthly",
      yearly: "Yearly",
      custom: "Custom",
    },
    every: "Every",
    unit: "Unit",
    units: { day: "Days", week: "Weeks", month: "Months", year: "Years" },
    weekdays: "On",
    noWeekday: "Choose at least one day.",
    monthlyBy: "On",
    ends: "Ends",
    endChoices: { on: "On a date", after: "By number", never: "Never" },
    endDate: "Last date",
    endsBeforeStart: "The last date must not be before the first.",
    count: "Number of dates",
    weekdayNames: {
      monday: "Monday",
      tuesday: "Tuesday",
      wednesday: "Wednesday",
      thursday: "Thursday",
      friday: "Friday",
      saturday: "Saturday",
      sunday: "Sunday",
    },
    weekdaysShort: {
      monday: "Mon",
      tuesday: "Tue",
      wednesday: "Wed",
      thursday: "Thu",
      friday: "Fri",
      saturday: "Sat",
      sunday: "Sun",
    },
  },
  series: {
    repeats: "Repeats",
    firstDate: "First date",
    everyDays: ({ count }: { count: number }) =>
      plural(count, { one: "Every day", other: "Every # days" }),
    everyWeeks: ({ count, days }: { count: number; days: string }) =>
      plural(count, { one: `Every week on ${days}`, other: `Every # weeks on ${days}` }),
    everyMonths: ({ count, on }: { count: number; on: string }) =>
      plural(count, { one: `Every month on ${on}`, other: `Every # months on ${on}` }),
    everyYears: ({ count, on }: { count: number; on: string }) =>
      plural(count, { one: `Every year on ${on}`, other: `Every # years on ${on}` }),
    ofMonth: ({ on, month }: { on: string; month: number }) => `${on} of ${MONTHS[month - 1]}`,
    onDate: ({ day, month }: { day: number; month: number }) => `${day} ${MONTHS[month - 1]}`,
    onDay: ({ day }: { day: number }) => `the ${ordinal(day)}`,
    onWeekday: ({ week, days }: { week: keyof typeof WEEKS; days: string }) =>
      `the ${WEEKS[week]} ${days}`,
    until: ({ pattern, date }: { pattern: string; date: string }) => `${pattern}, until ${date}`,
    times: ({ pattern, count }: { pattern: string; count: number }) =>
      plural(count, { one: `${pattern}, once`, other: `${pattern}, # times` }),
    isException: "This date differs from the series.",
    previewTitle: "Dates of the series",
    allFree: ({ count }: { count: number }) =>
      plural(count, { one: "The one date is free.", other: "All # dates are free." }),
    someTaken: ({ taken, count }: { taken: number; count: number }) =>
      plural(count, {
        one: "The one date is taken.",
        other: `${taken} of # dates are taken:`,
      }),
    alternative: ({ space }: { space: string }) => `${space} is free then`,
    noAlternative: "No other room is free then",
    more: ({ count }: { count: number }) =>
      plural(count, { one: "and # more", other: "and # more" }),
    hasMore: "Later dates are booked as time goes on, as far ahead as this room can be reserved.",
    allTakenRemedy: ({ space }: { space: string }) =>
      `${space} has none of the dates free. Choose another room or another time.`,
    onTaken: "Dates that are taken",
    onTakenChoices: { skip: "Leave these dates out", elsewhere: "Take other rooms" },
    onTakenStop: { book: "Book nothing", change: "Change nothing" },
    onTakenMeans: {
      book: {
        stop: "As long as dates are taken, nothing is booked.",
        skip: "The series is booked without them.",
        elsewhere:
          "It stays one series and one meeting in the calendar; these dates say their own room. All of it is booked, or nothing.",
      },
      change: {
        stop: "As long as dates are taken, nothing is changed.",
        skip: "The series is changed, and these dates are cancelled.",
        elsewhere:
          "They stay dates of one series and one meeting in the calendar, and say their own room. All of it is changed, or nothing.",
      },
    },
    nowhereElse:
      "No other room that is reserved in the same way, and is in the same calendar, is free then.",
    leaveOut: "Leave this date out",
    takenDates: ({ dates }: { dates: string }) => `Taken: ${dates}.`,
    booked: ({ count }: { count: number }) =>
      plural(count, { one: "1 date is booked", other: "# dates are booked" }),
    all: "All dates",
    ahead: "Dates to come",
    noneAhead: "No date is to come.",
    showAll: ({ count }: { count: number }) =>
      plural(count, { one: "Show the one date", other: "Show all # dates" }),
    wholeSeries: "To the whole series",
    scope: "Which dates",
    scopes: { this: "This date", following: "This and following", all: "All dates" },
    scopeMeans: {
      this: "Only this date gets another time or room.",
      following: "The series ends before this date, and a new one begins with it.",
      all: "All dates that are still to come. What is over stays as it was.",
    },
    countsFrom: ({ date }: { date: string }) => `The pattern counts from ${date}.`,
    beginsAfresh:
      "The series begins afresh: dates that were moved are at its own time again, and dates that were left out take place if the pattern has them. A date in another room keeps that room.",
    changed: {
      this: "This date is changed",
      following: "This and the following dates are changed",
      all: "The series is changed",
    },
    cancelTitle: "Cancel from the series?",
    cancelFollowing: ({ space, day }: { space: string; day: string }) =>
      `${space} will be free for others on ${day} and on all dates of the series after it.`,
    cancelAll: ({ space }: { space: string }) =>
      `${space} will be free for others on all dates of the series that are still to come.`,
    cancelled: {
      this: "This date is cancelled",
      following: "This and the following dates are cancelled",
      all: "The series is cancelled",
    },
  },
};
