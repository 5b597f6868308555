import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** Several spaces that are booked in one go. */
export const togetherMessages = {
  together: {
    choose: "Choose",
    chooseSpace: ({ space }: { space: string }) => `Choose ${space} to book it with others`,
    chosen: "Chosen spaces",
    count: ({ count }: { count: number }) =>
      plural(count, { one: "# space chosen", other: "# spaces chosen" }),
    chooseMore: "Choose another one to book them together.",
    notTogether: "These cannot be booked together. Book each by itself.",
    clear: "Clear",
    book: "Book together",
    title: ({ count }: { count: number }) => `Book ${count} spaces together`,
    kind: "What they are for",
    kinds: { "multi-space": "One meeting", group: "A group, one for each" },
    whoGets: ({ space }: { space: string }) => `Who gets ${space}`,
    whoIsMissing: "Choose somebody.",
    booked: ({ count }: { count: number }) => `${count} spaces are booked`,
    members: "Members of the group",
    member: ({ place, name }: { place: string; name: string }) => `${name}: ${place}`,
    showGroup: "See the whole group",
  },
};
