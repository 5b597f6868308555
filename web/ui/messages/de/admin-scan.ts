import type { Catalogue } from "../messages.ts";
import { createPlural } from "../plural.ts";

const plural = createPlural("de");
const rooms = (count: number) => plural(count, { one: "# Raum", other: "# Räume" });

/** The configuration scan, and the rooms in Exchange. */
export const scanMessages = {
  scan: {
    title: "Konfigurationsprüfung",
    intro: "Was Reservierungen und Exchange davon abhält übereinzustimmen, und wie man es behebt.",
    run: "Jetzt prüfen",
    never: "Noch wurde nichts geprüft",
    neverMeans:
      "Eine Prüfung probiert die Zugangsdaten, sieht jedes synchronisierte Raumpostfach an und ändert nichts.",
    clean: "Es wurde nichts gefunden",
    summary: (p) =>
      `Geprüft ${p.at}, im Modus ${p.mode}. ${p.checked} von ${plural(p.total, { one: "# synchronisierten Raum", other: "# synchronisierten Räumen" })} angesehen.`,
    modes: { normal: "Normal", strict: "Strikt", personal: "Persönlich" },
    errors: ({ count }) => plural(count, { one: "# Fehler", other: "# Fehler" }),
    warnings: ({ count }) => plural(count, { one: "# Warnung", other: "# Warnungen" }),
    notices: ({ count }) => plural(count, { one: "# Hinweis", other: "# Hinweise" }),
    severities: { error: "Fehler", warning: "Warnung", notice: "Hinweis" },
    code: ({ code }) => `Code: ${code}`,
    showAll: ({ count }) => plural(count, { one: "# weiteren zeigen", other: "# weitere zeigen" }),
    copyCommand: ({ name }) => `Den Befehl für ${name} kopieren`,
    copyAll: ({ count }) =>
      plural(count, { one: "# Befehl kopieren", other: "Alle # Befehle kopieren" }),
    go: "Hier beheben",
    connect: "Delegierten Nutzer verbinden",
    consent: "Zustimmung der Administration geben",
    instance: "Diese Installation",
    settings: "Die eigenen Regeln der Räume",
    settingsMeans:
      "Wonach ein Raum annimmt und ablehnt, sagt Microsoft Graph nicht. Exchange Online PowerShell schreibt es in eine Datei; reichen Sie diese ein, und es wird mit den Modulen verglichen.",
    settingsNone: "Noch wurde nichts eingereicht.",
    settingsAge: ({ at, count }) => `Eingereicht ${at}, mit ${rooms(count)}.`,
    settingsCommand: "Befehl für Exchange Online PowerShell",
    settingsPaste: "Oder fügen Sie ein, was er ausgegeben hat",
    chooseFile: "Die Datei wählen",
    fileChosen: ({ name }) => `${name} ist gewählt.`,
    handIn: "Einreichen und prüfen",
  },
  rooms: {
    title: "Räume in Exchange",
    intro:
      "Übernehmen Sie Räume, die Exchange hat. Nichts hier wird überschrieben, ohne dass Sie es wählen, und jede Synchronisierung beginnt inaktiv.",
    lag: "Das Raumverzeichnis von Exchange kann nachhängen: Bis eine Änderung darin steht, kann es einen Tag dauern.",
    provider: "Kalenderanbieter",
    noProvider: "Es gibt keinen aktiven Kalenderanbieter",
    noProviderMeans: "Fügen Sie zuerst einen hinzu; dann lassen sich seine Räume auflisten.",
    openProviders: "Die Kalenderanbieter öffnen",
    consent: "Zustimmung der Administration geben",
    show: "Zeigen",
    views: {
      new: ({ count }) => `Neu (${count})`,
      different: ({ count }) => `Abweichend (${count})`,
      same: ({ count }) => `Gleich (${count})`,
    },
    none: {
      new: "Jeder Raum in Exchange ist hier bekannt",
      different: "Kein Platz weicht von seinem Raum ab",
      same: "Noch ist kein Platz gleich wie sein Raum",
    },
    chooseAll: "Alle wählen",
    choose: "Importieren",
    take: "Übernehmen",
    chooseRoom: ({ name }) => `${name} importieren`,
    takeField: ({ name, field }) => `${field} von ${name} übernehmen`,
    name: "Raum",
    address: "Postfach",
    building: "Gebäude",
    floor: "Etage",
    capacity: "Kapazität",
    capacityOf: ({ name }) => `Kapazität von ${name}`,
    field: "Was",
    here: "Hier",
    there: "In Exchange",
    space: "Platz",
    nothing: "Nichts",
    fields: {
      name: "Name",
      building: "Gebäude",
      floor: "Etage",
      capacity: "Kapazität",
      address: "Adresse",
      sync_configuration: "Synchronisierung",
    },
    newBuildings: "Neue Gebäude",
    newBuildingsMeans: "Vorgeschlagen wird die eigene Zeitzone ihrer Räume, wo Exchange sie nennt.",
    zoneOf: ({ building }) => `Zeitzone von ${building}`,
    zoneMeans: "Zum Beispiel Europe/Berlin.",
    buildingForRest: "Gebäude der Räume, die keines nennen",
    import: ({ added, changed }) =>
      [
        ...(added > 0 || changed === 0 ? [`${rooms(added)} importieren`] : []),
        ...(changed > 0
          ? [
              `${added > 0 ? "und " : ""}${plural(changed, { one: "# Änderung", other: "# Änderungen" })} übernehmen`,
            ]
          : []),
      ].join(" "),
    done: "Ergebnis des Imports",
    outcomes: {
      added: ({ count }) =>
        plural(count, { one: "# Raum wurde hinzugefügt", other: "# Räume wurden hinzugefügt" }),
      changed: ({ count }) =>
        plural(count, { one: "# Platz wurde geändert", other: "# Plätze wurden geändert" }),
      unchanged: ({ count }) =>
        plural(count, { one: "# ist, wie er war", other: "# sind, wie sie waren" }),
      refused: ({ count }) =>
        plural(count, { one: "# wurde abgewiesen", other: "# wurden abgewiesen" }),
    },
    problem: ({ address, detail, remedy }) => `${address}: ${detail} ${remedy}`,
    activate: "Die Synchronisierung aktivieren",
  },
} satisfies Partial<Catalogue>;
