import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** Signing in, finding, booking, connecting Outlook and one's own account. */
export const portalMessages = {
  signIn: {
    title: "Bei Usher anmelden",
    intro:
      "Reservieren Sie Räume, Schreibtische und andere Plätze, im Einklang mit Ihrem Outlook-Kalender.",
    button: "Mit Microsoft anmelden",
    failed: "Die Anmeldung ist nicht gelungen",
    failedRemedy:
      "Versuchen Sie es erneut. Misslingt es wieder, nennen Sie Ihrer Administration den Code.",
  },
  find: {
    title: "Raum finden",
    formLabel: "Was Sie brauchen",
    building: "Gebäude",
    date: "Datum",
    from: "Von",
    to: "Bis",
    capacity: "Personen",
    equipment: "Ausstattung",
    results: "Freie Räume",
    dateMissing: "Wählen Sie einen Tag.",
    timeMissing: "Geben Sie eine Uhrzeit ein.",
    endsBeforeStart: "Das Ende muss nach dem Beginn liegen.",
    zoneDiffers: (p) =>
      `Die Zeiten sind die des Gebäudes, ${p.zone}. Bei Ihnen ist es ${p.yourTimes}, ${p.yourZone}.`,
    count: ({ count }) => plural(count, { one: "# Raum ist frei", other: "# Räume sind frei" }),
    nothingFree: "Dann ist kein Raum frei",
    nothingFreeRemedy: "Versuchen Sie eine andere Zeit oder ein anderes Gebäude.",
    nothingFreeNarrow: "Versuchen Sie eine andere Zeit, weniger Personen oder weniger Ausstattung.",
    noBuildings: "Es gibt noch keine Gebäude",
    noBuildingsRemedy: "Die Administration kann Gebäude und Plätze hinzufügen.",
    synced: "In Outlook",
    seats: ({ count }) => plural(count, { one: "# Person", other: "# Personen" }),
    floor: ({ floor }) => (/^-?\d+$/.test(floor) ? `Etage ${floor}` : floor),
    bookSpace: ({ space }) => `${space} buchen`,
    view: "Ansicht",
    views: { cards: "Karten", schedule: "Tagesplan" },
    schedule: "Räume über die Stunden des Tages",
    scheduleLabel: "Stunden des Tages",
    scheduleHow: "Drücken Sie auf eine freie Zeit, um nach ihr zu suchen.",
    takenThen: "Dann belegt",
    nothingSuch: "Kein Raum hat das alles",
  },
  booking: {
    title: ({ space }) => `${space} buchen`,
    when: "Wann",
    where: "Wo",
    dayAndTime: ({ day, time }) => `${day}, ${time}`,
    requestedFor: "Diese Reservierung ist für",
    requestedForYou: ({ name }) => `Lassen Sie es leer, um für sich selbst zu buchen, ${name}.`,
    subject: "Betreff",
    notes: "Notizen",
    private: "Privat",
    privateMeans:
      "Nur wer sie angelegt hat, für wen sie ist und wer eingeladen ist, sieht Betreff, Notizen und Teilnehmer. Planer und Administratoren nicht.",
    attendees: "Teilnehmer",
    attendeesHow:
      "Geben Sie einen Namen ein, oder eine E-Mail-Adresse und drücken Sie die Eingabetaste.",
    attendeesChosen: "Gewählte Teilnehmer",
    optional: "Optional",
    removeAttendee: ({ name }) => `${name} entfernen`,
    booked: ({ space }) => `${space} ist gebucht`,
  },
  connection: {
    connect: "Outlook verbinden",
    reconnect: "Erneut verbinden",
    disconnect: "Trennen",
    disconnected: "Ihr Outlook-Kalender ist getrennt",
    disconnectTitle: "Ihren Outlook-Kalender trennen?",
    disconnectSentence: {
      needed:
        "Ihre Erlaubnis wird hier sofort vergessen. Termine, die schon in Ihrem Kalender stehen, bleiben; ändern oder absagen können Sie sie hier erst wieder, wenn Sie sich verbinden.",
      notNeeded:
        "Ihre Erlaubnis wird hier sofort vergessen. Zurzeit braucht sie niemand: Ihre Reservierungen lassen sich ändern und absagen wie bisher.",
    },
    states: {
      connected: "Verbunden",
      needs_reconnect: "Muss erneut verbunden werden",
      not_connected: "Nicht verbunden",
    },
    willBeNeeded:
      "Dieser Raum wird in Ihren eigenen Outlook-Kalender eingetragen. Vor dem Buchen werden Sie gebeten, ihn zu verbinden.",
    promptTitle: "Verbinden Sie zuerst Ihren Outlook-Kalender",
    promptSentence:
      "Der Termin wird mit Ihrer Erlaubnis in Ihren eigenen Kalender eingetragen. Verbinden Sie sich mit dem Konto, mit dem Sie angemeldet sind; was Sie hier eingegeben haben, bleibt erhalten.",
    done: {
      own: "Ihr Outlook-Kalender ist verbunden",
      provider: "Das Konto ist verbunden",
      tenant: "Ihre Organisation hat zugestimmt",
    },
    doneSentence: {
      own: "Was darauf gewartet hat, wird jetzt gesendet.",
      provider: "Was darauf gewartet hat, wird jetzt gesendet.",
      tenant: "Die Zustimmung gilt sofort für alle: Outlook kann jetzt verbunden werden.",
    },
    consentLink: "Link für Ihre Administration",
    failures: {
      other_account: {
        title: "Das war ein anderes Konto",
        remedy:
          "Nur das Konto, mit dem Sie angemeldet sind, lässt sich verbinden. Verbinden Sie erneut und wählen Sie dieses.",
      },
      admin_consent_needed: {
        title: "In Ihrer Organisation muss zuerst die Administration zustimmen",
        remedy:
          "Senden Sie den Link unten an Ihre Microsoft-365-Administration und verbinden Sie danach erneut.",
      },
      admin_consent_refused: {
        title: "Die Zustimmung für die Organisation wurde nicht gegeben",
        remedy:
          "Nur die Administration Ihres Microsoft 365 kann sie geben. Öffnen Sie den Link erneut und melden Sie sich so an.",
      },
      other_tenant: {
        title: "Das war eine andere Organisation",
        remedy:
          "Öffnen Sie den Link erneut und melden Sie sich als Administration Ihrer eigenen Organisation an.",
      },
      consent_declined: {
        title: "Die Erlaubnis wurde nicht gegeben",
        remedy:
          "Verbinden Sie erneut und nehmen Sie die Erlaubnis an, oder reservieren Sie einen Platz außerhalb von Outlook.",
      },
      flow_not_recognised: {
        title: "Der Rückweg dauerte zu lange oder wurde zweimal benutzt",
        remedy: "Verbinden Sie erneut, in diesem Fenster.",
      },
      identity_provider_unavailable: {
        title: "Die Anmeldung von Microsoft ist nicht erreichbar",
        remedy: "Warten Sie eine Minute und verbinden Sie erneut.",
      },
    },
    failedOtherwise: {
      title: "Der Outlook-Kalender ließ sich nicht verbinden",
      remedy:
        "Verbinden Sie erneut. Misslingt es wieder, nennen Sie Ihrer Administration den Code.",
    },
  },
  account: {
    title: "Konto",
    email: "E-Mail",
    timeZone: "Zeitzone",
    roles: "Rollen",
    signOut: "Abmelden",
    connection: "Mein Outlook-Kalender",
    needed:
      "Reservierungen von Räumen, die in Outlook sind, werden mit Ihrer eigenen Erlaubnis eingetragen.",
    notNeeded:
      "Zurzeit brauchen Reservierungen Ihre eigene Erlaubnis nicht; Sie können es lassen, wie es ist.",
    connectedAs: "Verbunden als",
    connectedSince: "Seit",
    lastUsed: "Zuletzt benutzt",
    never: "Nie",
    mail: "E-Mail",
    remindersByMail: "Erinnerungen auch per E-Mail senden",
    remindersByMailMeans:
      "Was bald beginnt und Sie braucht: einchecken, ein Platz ohne Bestätigung, eine Genehmigung.",
    mailNotSetUp:
      "Usher verschickt zurzeit keine E-Mails: Es gibt keinen Mailserver. Ihre Administration kann einen einrichten.",
    appearance: "Darstellung",
    language: "Sprache",
    languageOfBrowser: "Wie der Browser",
    theme: "Farbschema",
    themes: { system: "Wie das Gerät", light: "Hell", dark: "Dunkel" },
  },
} satisfies Partial<Catalogue>;
