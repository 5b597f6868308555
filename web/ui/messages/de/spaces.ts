import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [
    hours === 0 ? "" : plural(hours, { one: "# Stunde", other: "# Stunden" }),
    rest === 0 ? "" : plural(rest, { one: "# Minute", other: "# Minuten" }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** A space's own page, and times that are taken or free. */
export const spaceMessages = {
  spaces: {
    one: "Platz",
    notFound: "Diesen Platz gibt es nicht",
    notFoundRemedy: "Vielleicht wurde er entfernt. Suchen Sie einen anderen.",
    toSearch: "Raum finden",
    inactive: "Er lässt sich zurzeit nicht reservieren. Suchen Sie einen anderen.",
    kind: "Art",
    kinds: { room: "Raum", desk: "Schreibtisch", other: "Anderer Platz" },
    seats: "Kapazität",
    equipment: "Ausstattung",
    noEquipment: "Keine bekannt",
    outlook: "Outlook",
    outlookMeans: {
      normal:
        "Jede Reservierung ist ein Termin im Kalender der Person, für die sie ist, und der Raum antwortet.",
      strict:
        "Jede Reservierung ist ein Termin im Kalender des delegierten Nutzers, und der Raum antwortet.",
      personal:
        "Was Sie reservieren, ist ein Termin in Ihrem eigenen Kalender, und der Raum antwortet.",
      none: "Reservierungen stehen in keinem Kalender. Sie gelten sofort.",
    },
    rules: "Wie er reserviert wird",
    lasting: ({ min, max }) => `Mindestens ${duration(min)}, höchstens ${duration(max)}.`,
    wholeDays: "Nur für ganze Tage.",
    ahead: ({ count }) =>
      count === 0
        ? "Nur am selben Tag."
        : plural(count, {
            one: "Höchstens # Tag im Voraus.",
            other: "Höchstens # Tage im Voraus.",
          }),
    repeats: ({ count }) =>
      plural(count, {
        one: "Als Serie mit # Termin.",
        other: "Als Serie mit höchstens # Terminen.",
      }),
    neverRepeats: "Nicht als Serie.",
    notForOthers: "Nur für Sie selbst.",
    subjectRequired: "Mit einem Betreff.",
    approval: "Jemand muss zustimmen.",
    checkIn: ({ minutes }) =>
      `Checken Sie ein, wenn Sie kommen, ab ${duration(minutes)} vor dem Beginn.`,
    checkInAtStart: "Checken Sie ein, wenn Sie kommen.",
    release: ({ minutes }) =>
      `Hat das ${duration(minutes)} nach dem Beginn niemand getan, wird er freigegeben.`,
    byPlanners: "Planer dürfen länger, öfter und weiter im Voraus reservieren.",
    times: "Wann er belegt ist",
    dayLabel: "Stunden des Tages",
    how: "Drücken Sie auf eine freie Zeit, um sie zu wählen.",
    week: "Die Woche ab diesem Tag",
    freeAllDay: "Ganztägig frei",
    takenTimes: ({ times }) => `Belegt ${times}`,
    taken: ({ time, subject }) =>
      subject === "" ? `Belegt ${time}` : `Ihre Reservierung, ${time}: ${subject}`,
    chooseGap: ({ space, time }) => `${space} ist frei, ${time}. Eine Zeit darin wählen`,
    takenThen: "In dieser Zeit ist er teilweise belegt. Wählen Sie unten eine freie.",
    past: "Diese Zeit hat schon begonnen.",
  },
} satisfies Partial<Catalogue>;
