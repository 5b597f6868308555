import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** The screen beside a door: read from ten metres, and pressed by whoever stands there. */
export const panelMessages = {
  panel: {
    title: "Door panel",
    pairing: {
      title: "Pair this screen",
      sentence:
        "An administrator adds a panel under Administration, Panels, and is shown a code. It is good for ten minutes.",
      code: "Code",
      codeHow: "Eight letters and digits; the hyphen may be left out.",
      act: "Pair",
      dismissed: {
        panel_revoked: "This panel was removed by an administrator, so it shows nothing any more.",
        other: "Usher does not know this screen any more.",
      },
      dismissedRemedy: "To use it again, pair it with a new code.",
    },
    states: { free: "Free", soon: "Busy soon", busy: "Busy" },
    until: {
      free: ({ time }: { time: string }) => `until ${time}`,
      soon: ({ time }: { time: string }) => `free until ${time}`,
      busy: ({ time }: { time: string }) => `until ${time}`,
    },
    freeAllDay: "for the rest of the day",
    seats: ({ count }: { count: number }) => plural(count, { one: "# person", other: "# people" }),
    schedule: "Now and next",
    now: "Now",
    next: "Next",
    nothingNext: "Nothing more is planned today.",
    private: "Private meeting",
    blocker: "Kept free for a meeting",
    awaitsRoom: "Waiting for the room’s answer",
    checkedIn: "Checked in",
    checkInBy: ({ time }: { time: string }) => `Check in by ${time}, or the room is released.`,
    acts: "What you can do",
    reserve: "Reserve now",
    extend: "Stay longer",
    minutes: ({ count }: { count: number }) =>
      count === 60 ? "1 hour" : plural(count, { one: "# minute", other: "# minutes" }),
    untilTime: ({ time }: { time: string }) => `until ${time}`,
    checkIn: "Check in",
    end: "End now",
    endTitle: "End this meeting now?",
    endSentence: ({ until }: { until: string }) =>
      `It is planned until ${until}. The room is free for others at once, and the calendar is told.`,
    keep: "Keep it",
    why: {
      reserve: "Why can’t I reserve here?",
      change: "Why can’t I end or extend it?",
    },
    whyTitle: "Not possible at this door",
    /** What is reserved at the door says so in the calendar. */
    subject: "Reserved at the door",
    lost: ({ since }: { since: string }) =>
      `No contact since ${since}. What is shown may be out of date.`,
    lostTrying: "Trying again …",
    opening: "Connecting …",
  },
};
