import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");
const sentence = (parts: readonly string[]) => parts.filter((part) => part !== "").join(", ");

/** The schedule of all spaces. */
export const plannerMessages = {
  planner: {
    title: "Belegungsplan",
    viewing: "Sie können den Belegungsplan ansehen. Ihn zu ändern, braucht die Rolle Planer.",
    grid: "Plätze nach Zeit",
    keys: "Tastatur",
    keysTitle: "Der Belegungsplan mit der Tastatur",
    keyList: [
      { keys: "Pfeiltasten", what: "Über Reservierungen, freie Zeiten und Plätze gehen" },
      { keys: "Pos 1, Ende, Bild auf, Bild ab", what: "Weiter gehen" },
      {
        keys: "Eingabe",
        what: "Eine Reservierung öffnen, freie Zeit buchen, eine Gruppe auf- oder zuklappen",
      },
      {
        keys: "Umschalt + Pfeiltasten",
        what: "Eine Reservierung an eine andere Zeit oder einen anderen Platz verlegen",
      },
      { keys: "Alt + links oder rechts", what: "Ändern, wann sie endet" },
      { keys: "Eingabe, danach", what: "Den neuen Ort bestätigen" },
      { keys: "Escape", what: "Alles lassen, wie es war" },
    ],
    span: "Gezeigt",
    spans: { day: "Tag", week: "Woche" },
    date: "Datum",
    today: "Heute",
    earlier: { day: "Voriger Tag", week: "Vorige Woche" },
    later: { day: "Nächster Tag", week: "Nächste Woche" },
    snap: "Schritte",
    snapMinutes: ({ minutes }) => `${minutes} min`,
    building: "Gebäude",
    allBuildings: "Alle Gebäude",
    floor: "Etage",
    allFloors: "Alle Etagen",
    kind: "Art",
    allKinds: "Alle Arten",
    kinds: { room: "Raum", desk: "Schreibtisch", other: "Anderer Platz" },
    capacity: "Personen",
    name: "Name des Platzes",
    filters: "Filter",
    clear: "Filter leeren",
    views: "Gespeicherte Ansichten",
    noViews: "Sie haben noch keine Ansicht gespeichert.",
    saveView: "Ansicht speichern",
    saveTitle: "Diese Ansicht speichern",
    saveSentence:
      "Filter, Zeitspanne und Schritte werden in diesem Browser unter einem Namen behalten; das Datum nicht.",
    viewName: "Name",
    viewSaved: ({ name }) => `Die Ansicht ${name} ist gespeichert`,
    forgetView: ({ name }) => `Die Ansicht ${name} vergessen`,
    none: "Kein Platz passt dazu",
    noneSentence: "Ändern oder leeren Sie die Filter.",
    more: "Nur die ersten tausend Plätze werden gezeigt. Engen Sie die Filter ein, um die anderen zu sehen.",
    group: ({ building, floor }) =>
      floor === "" ? building : `${building} · ${/^-?\d+$/.test(floor) ? `Etage ${floor}` : floor}`,
    spaces: ({ count }) => plural(count, { one: "# Platz", other: "# Plätze" }),
    spaceFacts: ({ kind, seats }) =>
      `${kind} · ${plural(seats, { one: "# Sitz", other: "# Sitze" })}`,
    synced: " · Outlook",
    allFree: "Die ganze Zeit frei",
    free: ({ space, time }) => `${space}, ${time}, frei`,
    bar: (bar) => {
      const facts = [bar.subject, `${bar.state} · ${bar.name}`, bar.time, bar.space, bar.trouble];
      return bar.readOnly === "" ? sentence(facts) : `${sentence(facts)}. ${bar.readOnly}`;
    },
    stateAndPerson: ({ state, name }) => `${state} · ${name}`,
    notInStep: "nicht im Einklang mit Outlook",
    readOnly: ({ reason, remedy }) =>
      ["Nur lesbar.", reason, remedy].filter((part) => part !== "").join(" "),
    draft: ({ time, space, what }) => sentence([time, space, what]),
    draftKeys: "Drücken Sie die Eingabetaste, um zu bestätigen, oder Escape.",
    conflictsWith: ({ subject, count }) =>
      count === 1 ? `belegt durch ${subject}` : `belegt durch ${subject} und ${count - 1} weitere`,
    leavesOutlook: "verlässt Outlook",
    needsApproval: "braucht Genehmigung",
    asksRoom: "der Raum wird gefragt",
    details: "Einzelheiten der Reservierung",
    openPage: "Reservierung öffnen",
    moveTitle: "Diese Reservierung verlegen?",
    resizeTitle: "Die Dauer ändern?",
    before: "Jetzt",
    after: "Dann",
    placeAndTime: ({ space, day, time }) => `${space}, ${day}, ${time}`,
    follows: "Was folgt",
    nothingFollows: "Niemand wird gefragt oder benachrichtigt.",
    rehearsing: "Es wird nachgesehen, was folgt …",
    consequences: {
      room_asked: ({ space }) =>
        `${space} wird in Outlook gefragt. Die Zeit wird gehalten, bis er antwortet.`,
      approval_asked: ({ names }) =>
        names === "" ? "Ein Manager muss sie genehmigen." : `Sie muss genehmigt werden: ${names}.`,
      people_told: ({ count }) =>
        count === 0
          ? "Outlook benachrichtigt alle, die eingeladen sind."
          : plural(count, {
              one: "Outlook benachrichtigt # eingeladene Person.",
              other: "Outlook benachrichtigt # eingeladene Personen.",
            }),
      enters_calendar: "Ein Termin wird in Outlook angelegt.",
      leaves_calendar: "Der Termin dazu in Outlook wird abgesagt.",
      this_date_only: "Nur dieser Termin der Serie ändert sich.",
      all_rooms: ({ count }) =>
        plural(count, {
          one: "# Raum des Termins zieht um.",
          other: "Alle # Räume des Termins ziehen um.",
        }),
      services_lost: ({ names }) => `Sie verliert, was der Platz nicht bietet: ${names}.`,
      too_small: ({ space, count }) =>
        `${space} hat weniger Sitze als die ${count} Personen, die kommen.`,
    },
    movedMeanwhile: "Sie wurde inzwischen verlegt",
    wasThere: ({ place }) => `Als Sie sie aufgenommen haben, war sie hier: ${place}.`,
    changedMeanwhile:
      "Sie wurde inzwischen geändert. Sehen Sie, was jetzt folgt, und bestätigen Sie noch einmal.",
    isThere: "Sie ist inzwischen dort",
    move: "Verlegen",
    keep: "Lassen, wo sie ist",
    moved: ({ space, time }) => `Jetzt in ${space}, ${time}`,
  },
} satisfies Partial<Catalogue>;
