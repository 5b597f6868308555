import type { Catalogue } from "../messages.ts";
import { PROBLEM_TITLES } from "./problem-titles.ts";

/** Frame, buttons, failures and people: what every face says. */
export const wordsOfAllFaces = {
  layout: {
    product: "Usher",
    manifest: "/phone.de.webmanifest",
    documentTitle: ({ page }) => `${page} · Usher`,
    skip: "Zum Inhalt springen",
    mainNavigation: "Hauptnavigation",
    home: "Mein Tag",
    find: "Raum finden",
    reservations: "Reservierungen",
    planner: "Belegungsplan",
    admin: "Verwaltung",
    short: {
      home: "Tag",
      find: "Finden",
      reservations: "Reservierungen",
      planner: "Plan",
      admin: "Admin",
    },
    account: "Konto",
    liveLost:
      "Die Verbindung ist unterbrochen. Was Sie sehen, kann veraltet sein; es wird weiter versucht …",
  },
  actions: {
    add: "Hinzufügen",
    back: "Zurück",
    book: "Buchen",
    close: "Schließen",
    copied: "Kopiert.",
    copy: "Kopieren",
    copyRefused:
      "Der Browser hat das Kopieren nicht erlaubt. Markieren Sie den Text und kopieren Sie ihn selbst.",
    dismiss: "Ausblenden",
    edit: "Bearbeiten",
    loading: "Wird geladen …",
    notifications: "Mitteilungen",
    save: "Speichern",
    showMore: "Mehr anzeigen",
    tryAgain: "Erneut versuchen",
  },
  problems: {
    titles: PROBLEM_TITLES,
    code: ({ code }) => `Code: ${code}`,
    codeAndRequest: ({ code, requestId }) => `Code: ${code} · Anfrage: ${requestId}`,
    offline: {
      title: "Usher ist nicht erreichbar",
      detail: "Die Anfrage kam nicht an; soweit diese Seite es wissen kann, wurde nichts geändert.",
      remedy: "Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
    },
    unreadable: {
      title: "Die Antwort war nicht lesbar",
      detail:
        "Etwas zwischen dieser Seite und Usher hat an dessen Stelle geantwortet, oder ihre Versionen unterscheiden sich.",
      remedy: "Laden Sie die Seite neu. Hilft das nicht, nennen Sie Ihrer Administration den Code.",
    },
    page: {
      title: "Diese Seite ist gescheitert",
      detail: "Ein Fehler in der Seite selbst verhindert, dass sie gezeigt wird.",
      remedy:
        "Laden Sie die Seite neu. Scheitert sie wieder, sagen Sie Ihrer Administration, was Sie getan haben.",
    },
  },
  people: {
    none: "Niemand mit diesem Namen oder dieser Adresse wurde gefunden.",
    noneButAddress:
      "Niemand wurde gefunden. Geben Sie eine ganze E-Mail-Adresse ein und drücken Sie die Eingabetaste.",
  },
  roles: {
    user: "Nutzer",
    viewer: "Betrachter des Belegungsplans",
    planner: "Planer",
    manager: "Manager",
    admin: "Administrator",
  },
  notFound: {
    title: "Seite nicht gefunden",
    sentence: "Unter dieser Adresse gibt es nichts.",
  },
} satisfies Partial<Catalogue>;
