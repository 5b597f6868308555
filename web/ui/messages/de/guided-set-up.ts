import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");

/** Die Einrichtung: vom Nichts zum ersten synchronisierten Raum. */
export const guidedSetUpMessages = {
  setUp: {
    title: "Einrichtung",
    intro:
      "Vom Nichts zum ersten synchronisierten Raum jedes Kalenderanbieters. Jeder Schritt wird in Entra ID und Exchange wirklich ausprobiert; gehen und kommen Sie, wie Sie mögen.",
    check: "Erneut prüfen",
    checking: "Entra ID und Exchange werden gefragt …",
    providers: {
      label: "Kalenderanbieter",
      another: "Einen weiteren einrichten",
      anotherMeans: "Noch ein Mandant, vom ersten Schritt an",
      inactive: "Inaktiv",
      synced: ({ count }) =>
        count === 0
          ? "Noch kein Raum synchronisiert"
          : plural(count, { one: "# synchronisierter Raum", other: "# synchronisierte Räume" }),
    },
    states: { done: "Erledigt", open: "Offen", failed: "Zu beheben" },
    numbered: ({ number, title }) => `${number}. ${title}`,
    steps: {
      mode: "Modus wählen",
      application: "Anwendung in Entra ID registrieren",
      exchange: "Ihr in Exchange Rechte geben",
      access: "An einem Raum ausprobieren",
      places: "Räume übernehmen",
      room: "Den ersten Raum synchronisieren",
    },
    confirmed: {
      application_has_token: ({ about }) => `Entra ID gibt „${about}“ ein Token.`,
      granted_in_entra: ({ about }) =>
        `Der Anwendung in Entra ID für jedes Postfach gewährt: ${about}.`,
      nothing_granted_in_entra: () => "Der Anwendung ist nichts für jedes Postfach gewährt.",
      delegated_user_connected: ({ about }) => `${about} ist verbunden.`,
      calendar_reached: ({ about }) =>
        `Der Kalender von ${about} kann gelesen und beschrieben werden.`,
      room_followed: ({ about }) =>
        `Der Kalender von ${about} wurde gelesen und wird weiter verfolgt.`,
      room_being_read: ({ about }) => `Der Kalender von ${about} wird zum ersten Mal gelesen …`,
    },
    mode: {
      means: "Wessen Hand in Kalender schreibt, entscheidet, was der Mandant erlauben muss.",
      take: ({ mode }) => `Modus ${mode} verwenden`,
      isNow: ({ mode }) => `Der Modus ${mode} wird verwendet.`,
      change: "Einen anderen Modus proben",
      later: "Er lässt sich später ändern; eine Probe zeigt vorher, was das bewirken würde.",
    },
    application: {
      register:
        "Öffnen Sie im Entra Admin Center „App-Registrierungen“ → „Neue Registrierung“, einzelner Mandant.",
      registered:
        "Die Anwendung, mit der man sich anmeldet, genügt auch hier; ihre IDs stehen unten. Eine andere geht ebenso.",
      redirect: "Plattform Web, mit diesen Umleitungsadressen:",
      copyRedirects: "Umleitungsadressen kopieren",
      permissions: "API-Berechtigungen, das Mindeste, womit dieser Modus arbeitet:",
      caption: "Berechtigungen dieses Modus",
      name: "Berechtigung",
      where: "Wo",
      purpose: "Wofür",
      kinds: {
        delegated: "Entra ID, delegiert",
        application: "Entra ID, Anwendung",
        exchange_role: "Exchange, für gewählte Postfächer (nächster Schritt)",
      },
      purposes: {
        sign_in: "Menschen melden sich an",
        write_for_everybody:
          "Termine werden für die eingetragen, die buchen, und Räume werden gelesen",
        write_as_delegated_user: "Der delegierte Nutzer trägt Termine ein",
        write_as_person: "Jede Person und der delegierte Nutzer schreiben in den eigenen Kalender",
        write_to_rooms: "Der delegierte Nutzer liest Räume und sagt für sie ab",
        stay_connected: "Niemand muss sich jede Stunde neu anmelden",
        told_at_once: "Änderungen in Räumen werden sofort gemeldet, nicht gesucht",
        list_rooms: "Räume werden übernommen, nicht abgetippt",
        read_room_settings: "Zeitzone und Art eines Raums werden geprüft",
      },
      optional: ({ purpose }) => `${purpose} (freiwillig)`,
      secret:
        "„Zertifikate & Geheimnisse“: Legen Sie ein Client-Geheimnis an und kopieren Sie seinen Wert, oder laden Sie ein Zertifikat hoch.",
      enter: "Tragen Sie alles hier ein, und stimmen Sie dann als Administration des Mandanten zu.",
      consent: "Zustimmung der Administration geben",
      open: "Eintrag ändern",
    },
    exchange: {
      none: "Die Befehle stehen hier, sobald die Anwendung eingetragen und in Schritt 4 ein Raum gewählt ist.",
      optional: "Lohnend, aber nicht nötig",
      copyAll: "Alles Nötige kopieren",
      slow: "Bei Microsoft dauert es eine halbe bis zwei Stunden, bis ein Recht wirkt. Prüfen Sie dann erneut.",
      copy: ({ what }) => `Kopieren: ${what}`,
      commands: {
        open: "Öffnen Sie Exchange Online PowerShell als Exchange-Administration.",
        introduce: "Machen Sie die Anwendung in Exchange bekannt.",
        scope:
          "Benennen Sie die Postfächer, die sie erreichen darf: die Räume und wer das Kennzeichen trägt.",
        role: "Geben Sie ihr die Rolle für diese Postfächer und für keine anderen.",
        person: "Kennzeichnen Sie, wer bucht; zuerst sich selbst.",
        reach: "Sehen Sie sofort, ob der Raum dazugehört: InScope muss True sein.",
        delegate: "Lassen Sie den delegierten Nutzer den Kalender des Raums verwalten.",
        delegate_everywhere: "Dasselbe für jeden Raum.",
        answer: "Lassen Sie den Raum Einladungen selbst beantworten.",
        rooms_scope: "Benennen Sie die Räume, damit Änderungen darin sofort gemeldet werden.",
        rooms_role: "Lassen Sie die Anwendung sie lesen, und sonst nichts.",
      },
    },
    access: {
      room: "Raum zum Ausprobieren",
      other: "Oder die Adresse eines anderen",
      tryIt: "Diesen Raum ausprobieren",
      connect: "Delegierten Nutzer verbinden",
      connectMeans:
        "Melden Sie sich bei Microsoft als der delegierte Nutzer an; jedes andere Konto wird abgelehnt. In einem privaten Fenster bleiben Sie hier Sie selbst.",
    },
    places: {
      import: "Räume in Exchange zeigen",
      byHand: "Einen Raum von Hand hinzufügen",
      building: "Gebäude",
      newBuilding: "Ein neues Gebäude",
      buildingName: "Name des Gebäudes",
      zone: "Zeitzone des Gebäudes",
      name: "Name des Raums",
      capacity: "Kapazität",
      mailbox: "Raumpostfach",
      add: "Raum hinzufügen",
      added: "Der Raum ist hinzugefügt",
      modules: "Wie lange, wie weit im Voraus und von wem gebucht wird, steht in den Modulen.",
      openModules: "Module öffnen",
    },
    room: {
      choose:
        "Wählen Sie den Raum oben unter „An einem Raum ausprobieren“; übernehmen Sie ihn, falls er noch kein Platz ist.",
      ready: ({ room, mailbox }) => `${room} mit dem Postfach ${mailbox}.`,
      activate: ({ room }) => `${room} synchronisieren`,
      book: "Buchen",
      scan: "Die eigenen Regeln der Räume vergleichen",
      more: "Weitere Räume synchronisieren",
    },
  },
} satisfies Pick<Catalogue, "setUp">;
