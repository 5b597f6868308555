import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** Services of a space, and the time around a meeting that they need. */
export const serviceMessages = {
  services: {
    label: "Services",
    labelOf: ({ space }: { space: string }) => `Services of ${space}`,
    ofAllDates: "All dates that are still to come have them, and those that the series comes to.",
    ofThisDate: "This date alone has them. For all dates, change the series.",
    always: "Comes with every reservation.",
    minutes: ({ count }: { count: number }) =>
      plural(count, { one: "# minute", other: "# minutes" }),
    preparation: ({ minutes }: { minutes: string }) => `${minutes} before for preparation`,
    cleanUp: ({ minutes }: { minutes: string }) => `${minutes} after for clean-up`,
    keptFree: ({ times }: { times: string }) => `Keeps the space free ${times}.`,
    and: ({ first, second }: { first: string; second: string }) => `${first}, and ${second}`,
    hours: ({ count }: { count: number }) => plural(count, { one: "# hour", other: "# hours" }),
    leadTime: ({ time }: { time: string }) => `To be asked for ${time} ahead.`,
    mandatory: "Without that time it cannot be booked.",
    parts: { preparation: "Preparation", clean_up: "Clean-up" },
    keptFor: ({ part, time }: { part: string; time: string }) => `${part}, ${time}`,
    change: "Change services",
    changeOne: ({ number }: { number: string }) => `Change services of ${number}`,
    changed: "The services are changed",
    leftOutTitle: "The space was not free for all that the services need",
    leftOut: {
      preparation: "Somebody else has it right before the meeting, so there is no preparation.",
      clean_up: "Somebody else has it right after the meeting, so there is no clean-up.",
    },
    blocks: "Kept free for",
  },
};
