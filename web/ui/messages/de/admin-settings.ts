import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** Providers, sync configurations, properties and the integration mode. */
export const settingsMessages = {
  providers: {
    title: "Kalenderanbieter",
    one: "Kalenderanbieter",
    intro: "Ein Microsoft-365-Mandant und die registrierte Anwendung, die darin arbeitet.",
    create: "Anbieter hinzufügen",
    createTitle: "Neuer Kalenderanbieter",
    none: "Es gibt noch keinen Kalenderanbieter",
    settings: "Einstellungen",
    name: "Name",
    tenant: "Mandant",
    client: "Client-ID",
    secret: "Client-Geheimnis",
    secretMeans:
      "Nötig, wenn kein Zertifikat angegeben ist. Es wird verschlüsselt und nie wieder gezeigt.",
    secretStored: "Eines ist gespeichert. Lassen Sie das Feld leer, um es zu behalten.",
    certificate: "Client-Zertifikat",
    certificateMeans:
      "PEM: der private Schlüssel, dann das Zertifikat. Sicherer als ein Geheimnis.",
    certificateStored: "Eines ist gespeichert. Lassen Sie das Feld leer, um es zu behalten.",
    delegatedUserEmail: "E-Mail des delegierten Nutzers",
    delegatedUserMeans:
      "In wessen Kalender Termine eingetragen werden, die in keinem eigenen stehen.",
    active: "Aktiv",
    isActive: "Aktiv",
    isInactive: "Inaktiv",
    saved: "Der Anbieter ist gespeichert",
    credentials: "Zugänge",
    credentialKinds: { application: "Anwendung", delegated_user: "Delegierter Nutzer" },
    credentialState: ({ kind, state }) => `${kind}: ${state}`,
    scopes: "Rechte",
    checkedAt: "Zuletzt geprüft",
    check: "Jetzt prüfen",
    checked: "Der Mandant wurde gefragt; die Zugänge zeigen die Antwort",
    checkRoom: "Raumpostfach zum Ausprobieren (optional)",
    connectDelegatedUser: "Delegierten Nutzer verbinden",
    giveConsent: "Zustimmung der Administration geben",
  },
  syncConfigurations: {
    export: "Exportieren",
    exportOf: ({ space }) => `Die Reservierungen von ${space} exportieren`,
    exportTitle: ({ space }) =>
      `Die kommenden Reservierungen von ${space} in den Kalender eintragen?`,
    exportSentence:
      "Was gebucht wurde, bevor der Platz synchronisiert war, steht in keinem Kalender. Jede Reservierung wird ein Termin und fragt den Raum, die früheste zuerst; wer inzwischen bucht, wartet nicht darauf.",
    exportDryRun:
      "Dieser Platz ist im Probelauf: Für jede Reservierung, die in keinem Kalender steht, wird aufgezeichnet, was gesendet würde, und nichts gesendet.",
    title: "Synchronisierte Plätze",
    intro: "Welche Plätze in Outlook sind, und mit welchem Raumpostfach.",
    add: "Platz synchronisieren",
    none: "Kein synchronisierter Platz passt dazu",
    space: "Platz",
    building: "Gebäude",
    roomMailbox: "Raumpostfach",
    provider: "Anbieter",
    active: "Aktiv",
    activeOf: ({ space }) => `Aktiv: ${space}`,
    dryRun: "Probelauf",
    dryRunOf: ({ space }) => `Probelauf: ${space}`,
    changes: "Änderungen in Outlook",
    changeSources: {
      subscription: "Sofort mitgeteilt",
      polling: "Nachgesehen",
      none: "Nicht gelesen",
    },
    changeSourceStates: {
      pending: "Wird eingerichtet",
      failing: "Scheitert",
      inactive: "Nicht gelesen",
    },
    lastRead: ({ at }) => `Zuletzt gelesen ${at}`,
    why: "Warum",
    whyOf: ({ space }) => `Warum: Änderungen in ${space}`,
    dryRunMeans: "Probelauf: vorbereiten, was gesendet würde, und nichts senden",
  },
  properties: {
    title: "Eigenschaften",
    intro: "Einstellungen der ganzen Instanz. Jede Änderung steht im Protokoll.",
    name: "Eigenschaft",
    value: "Wert",
    defaultValue: "Vorgabe",
    empty: "(leer)",
    changed: "Geändert",
    changedBy: ({ at, name }) => `${at} von ${name}`,
    bySystem: "Usher",
    changeMode: "Den Modus ändern",
    editOne: ({ name }) => `${name} bearbeiten`,
    editTitle: "Eigenschaft bearbeiten",
    useDefault: "Die Vorgabe nehmen",
    saved: "Die Eigenschaft ist gespeichert",
  },
  mode: {
    title: "Integrationsmodus",
    intro: ({ mode }) =>
      `Wer in Kalender schreibt. Jetzt: ${mode}. Eine Änderung wird zuerst geprobt; das schreibt nichts.`,
    choose: "Modus",
    names: { normal: "Normal", strict: "Strikt", personal: "Persönlich" },
    means: {
      normal:
        "Die Anwendung trägt jeden Termin in den Kalender der Person ein, für die er ist, wer immer das ist.",
      strict:
        "Ein delegierter Nutzer trägt jeden Termin in seinen eigenen Kalender ein und lädt die Person ein, für die er ist.",
      personal:
        "Jede Person schreibt mit eigener Erlaubnis in den eigenen Kalender; wo keine Person handelt, handelt der delegierte Nutzer.",
    },
    isCurrent: "Das ist der jetzige Modus.",
    rehearse: "Folgen zeigen",
    consequences: "Was geschehen würde",
    readOnly: ({ count }) =>
      plural(count, {
        one: "# kommende Reservierung ließe sich hier nur lesen",
        other: "# kommende Reservierungen ließen sich hier nur lesen",
      }),
    readOnlyExample: (p) => `${p.number}, ${p.space}, ${p.at}, für ${p.name}. ${p.remedy}`,
    withoutToken: ({ count }) =>
      plural(count, {
        one: "# Person mit Reservierungen müsste Outlook verbinden",
        other: "# Personen mit Reservierungen müssten Outlook verbinden",
      }),
    personAndAddress: ({ name, email }) => `${name}, ${email}`,
    roomsWithout: ({ count, checked }) =>
      plural(count, {
        one: `# von ${checked} geprüften Räumen ist für den delegierten Nutzer nicht erreichbar`,
        other: `# von ${checked} geprüften Räumen sind für den delegierten Nutzer nicht erreichbar`,
      }),
    roomsUntried:
      "Kein Raum wurde geprüft: Kein delegierter Nutzer ist verbunden, oder kein Raum ist in Outlook",
    roomAndMessage: ({ room, message }) => `${room}: ${message}`,
    inFlight: ({ count }) =>
      plural(count, {
        one: "# Sync-Ereignis ist unterwegs",
        other: "# Sync-Ereignisse sind unterwegs",
      }),
    inFlightMeans: "Was angenommen wurde, wird ausgeführt, wie es entschieden wurde.",
    delegatedUser: ({ provider }) => `Delegierter Nutzer von ${provider}`,
    delegatedUserConnected: "Dieses Konto ist verbunden.",
    delegatedUserNotConnected:
      "Melden Sie sich mit diesem Konto an, damit Usher in seinem Namen schreiben darf.",
    saveDelegatedUser: "Adresse speichern",
    change: ({ mode }) => `Zu ${mode} wechseln`,
    openProviders: "Die Kalenderanbieter öffnen",
    blocked: "Beheben Sie zuerst, was oben markiert ist, und proben Sie dann erneut.",
    confirmTitle: ({ mode }) => `Den Modus zu ${mode} ändern?`,
    confirmSentence:
      "Es gilt sofort für alle. Reservierungen, die es schon gibt, bleiben, wie sie sind.",
    changed: ({ mode }) => `Der Modus ist jetzt ${mode}`,
  },
} satisfies Partial<Catalogue>;
