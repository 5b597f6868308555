import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** Three choices and one press. */
export const quickMessages = {
  quick: {
    title: "Quick reservation",
    intro: "Three choices, and the best space that is free is yours.",
    cardTitle: "Need a room right now?",
    cardSentence: "Say how long and for how many. Usher takes the best one that is free.",
    formLabel: "What you need",
    minutes: "How long",
    length: ({ count }: { count: number }) => {
      if (count < 60) return plural(count, { one: "# minute", other: "# minutes" });
      const hours = Math.floor(count / 60);
      const rest = count % 60;
      return rest === 0
        ? plural(hours, { one: "# hour", other: "# hours" })
        : `${hours} h ${rest} min`;
    },
    party: "For how many",
    people: ({ count }: { count: number }) =>
      plural(count, { one: "Just me", other: "Up to # people" }),
    desk: "A desk",
    building: "Where",
    start: "From",
    now: "Now",
    act: ({ time }: { time: string }) => `Reserve until ${time}`,
    best: "The best that is free",
    nothingFree: "Nothing that fits is free then",
    nothingFreeRemedy: "Try a shorter time, fewer people or another building.",
    findAnother: "Look at other times",
    made: ({ space }: { space: string }) => `${space} is yours`,
    another: "Another one instead",
    noOther: "No other one that fits is free. This one stays yours.",
    undo: "Undo",
    undone: ({ space }: { space: string }) => `${space} is given back`,
    details: "Open the reservation",
    anew: "Reserve something else",
  },
};
