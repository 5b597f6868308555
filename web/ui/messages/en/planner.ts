import { createPlural } from "../plural.ts";

const plural = createPlural("en");
const sentence = (parts: readonly string[]) => parts.filter((part) => part !== "").join(", ");

/** The schedule of all spaces. */
export const plannerMessages = {
  planner: {
    title: "Schedule",
    viewing: "You can look at the schedule. Changing it needs the role planner.",
    grid: "Spaces against time",
    keys: "Keyboard",
    keysTitle: "The schedule by keyboard",
    keyList: [
      { keys: "Arrow keys", what: "Go over reservations, free times and spaces" },
      { keys: "Home, End, Page up, Page down", what: "Go further" },
      { keys: "Enter", what: "Open a reservation, book a free time, fold a group" },
      { keys: "Shift + arrow keys", what: "Move a reservation to another time or space" },
      { keys: "Alt + left or right", what: "Change when it ends" },
      { keys: "Enter, then", what: "Confirm the new place" },
      { keys: "Escape", what: "Leave it as it was" },
    ],
    span: "Shown",
    spans: { day: "Day", week: "Week" },
    date: "Date",
    today: "Today",
    earlier: { day: "Previous day", week: "Previous week" },
    later: { day: "Next day", week: "Next week" },
    snap: "Steps",
    snapMinutes: ({ minutes }: { minutes: number }) => `${minutes} min`,
    building: "Building",
    allBuildings: "All buildings",
    floor: "Floor",
    allFloors: "All floors",
    kind: "Kind",
    allKinds: "All kinds",
    kinds: { room: "Room", desk: "Desk", other: "Other space" },
    capacity: "People",
    name: "Name of the space",
    filters: "Filters",
    clear: "Clear filters",
    views: "Saved views",
    noViews: "You have saved no views yet.",
    saveView: "Save view",
    saveTitle: "Save this view",
    saveSentence:
      "The filters, the span and the steps are kept in this browser under a name; the date is not.",
    viewName: "Name",
    viewSaved: ({ name }: { name: string }) => `The view ${name} is saved`,
    forgetView: ({ name }: { name: string }) => `Forget the view ${name}`,
    none: "No space matches",
    noneSentence: "Change or clear the filters.",
    more: "Only the first thousand spaces are shown. Narrow the filters to see the others.",
    group: ({ building, floor }: { building: string; floor: string }) =>
      floor === "" ? building : `${building} · ${/^-?\d+$/.test(floor) ? `Floor ${floor}` : floor}`,
    spaces: ({ count }: { count: number }) => plural(count, { one: "# space", other: "# spaces" }),
    spaceFacts: ({ kind, seats }: { kind: string; seats: number }) =>
      `${kind} · ${plural(seats, { one: "# seat", other: "# seats" })}`,
    synced: " · Outlook",
    allFree: "Free all the time",
    free: ({ space, time }: { space: string; time: string }) => `${space}, ${time}, free`,
    bar: (bar: {
      subject: string;
      space: string;
      time: string;
      state: string;
      name: string;
      trouble: string;
      readOnly: string;
    }) => {
      // First what can be read on it: whoever speaks to the page says that (WCAG 2.5.3).
      const facts = [bar.subject, `${bar.state} · ${bar.name}`, bar.time, bar.space, bar.trouble];
      return bar.readOnly === "" ? sentence(facts) : `${sentence(facts)}. ${bar.readOnly}`;
    },
    stateAndPerson: ({ state, name }: { state: string; name: string }) => `${state} · ${name}`,
    notInStep: "not in step with Outlook",
    readOnly: ({ reason, remedy }: { reason: string; remedy: string }) =>
      ["Read only.", reason, remedy].filter((part) => part !== "").join(" "),
    draft: ({ time, space, what }: { time: string; space: string; what: string }) =>
      sentence([time, space, what]),
    draftKeys: "Press Enter to confirm, or Escape.",
    conflictsWith: ({ subject, count }: { subject: string; count: number }) =>
      count === 1 ? `taken by ${subject}` : `taken by ${subject} and ${count - 1} more`,
    leavesOutlook: "leaves Outlook",
    needsApproval: "needs approval",
    asksRoom: "the room is asked",
    details: "Details of the reservation",
    openPage: "Open its page",
    moveTitle: "Move this reservation?",
    resizeTitle: "Change how long it lasts?",
    before: "Now",
    after: "Then",
    placeAndTime: ({ space, day, time }: { space: string; day: string; time: string }) =>
      `${space}, ${day}, ${time}`,
    follows: "What follows",
    nothingFollows: "Nobody is asked or told.",
    rehearsing: "Looking at what follows …",
    consequences: {
      room_asked: ({ space }: { space: string }) =>
        `${space} is asked in Outlook. The time is held until it answers.`,
      approval_asked: ({ names }: { names: string }) =>
        names === "" ? "A manager has to approve it." : `It has to be approved: ${names}.`,
      people_told: ({ count }: { count: number }) =>
        // Of a private meeting it is not told how many they are.
        count === 0
          ? "Outlook tells those who are invited."
          : plural(count, {
              one: "Outlook tells # person who is invited.",
              other: "Outlook tells # people who are invited.",
            }),
      enters_calendar: "A meeting is made in Outlook.",
      leaves_calendar: "Its meeting in Outlook is cancelled.",
      this_date_only: "Only this date of the series changes.",
      all_rooms: ({ count }: { count: number }) =>
        plural(count, {
          one: "# room of the meeting moves.",
          other: "All # rooms of the meeting move.",
        }),
      services_lost: ({ names }: { names: string }) =>
        `It loses what the space does not offer: ${names}.`,
      too_small: ({ space, count }: { space: string; count: number }) =>
        `${space} has fewer seats than the ${count} people who come.`,
    },
    movedMeanwhile: "It was moved meanwhile",
    wasThere: ({ place }: { place: string }) => `When you took it, it was here: ${place}.`,
    changedMeanwhile: "It was changed meanwhile. Look at what follows now, and confirm once more.",
    isThere: "It is there by now",
    move: "Move it",
    keep: "Keep it where it is",
    moved: ({ space, time }: { space: string; time: string }) => `Now in ${space}, ${time}`,
  },
};
