import type { Catalogue } from "../messages.ts";

/** Buildings and spaces that administrators keep by hand. */
export const adminPlaceMessages = {
  adminPlaces: {
    title: "Orte",
    intro:
      "Gebäude und was darin reserviert werden kann: Räume, Schreibtische und andere Plätze, ob sie einen Kalender haben oder nicht.",
    show: "Anzeigen",
    shown: { spaces: "Plätze", buildings: "Gebäude" },
    addSpace: "Platz hinzufügen",
    addBuilding: "Gebäude hinzufügen",
    building: "Gebäude",
    allBuildings: "Alle Gebäude",
    none: "Es gibt noch keinen Platz",
    noBuildings: "Fügen Sie zuerst ein Gebäude hinzu: Jeder Platz liegt in einem.",
    name: "Name",
    kind: "Art",
    floor: "Etage",
    capacity: "Kapazität",
    equipment: "Ausstattung",
    equipmentHow: "Durch Kommas getrennt, zum Beispiel Bildschirm, Whiteboard.",
    module: "Modul",
    moduleHow: "Es sagt, wie lange, wie weit im Voraus und von wem der Platz reserviert wird.",
    usualModule: "Das Modul der meisten Plätze dieser Art",
    email: "Raumpostfach",
    emailHow: "Nur wenn er eines hat. Synchronisiert wird er erst durch seine Sync-Konfiguration.",
    active: "Er kann reserviert werden",
    activeHow: "Was schon reserviert ist, bleibt.",
    state: "Zustand",
    states: {
      synced: "Synchronisiert",
      active: "Nicht synchronisiert",
      inactive: "Nicht reservierbar",
    },
    closedHow:
      "Sein Gebäude ist außer Betrieb: Bis es wieder in Betrieb ist, lässt sich darin nichts reservieren.",
    changeOne: ({ name }) => `${name} ändern`,
    change: "Ändern",
    saved: ({ name }) => `${name} ist gespeichert`,
    buildingName: "Name des Gebäudes",
    address: "Adresse",
    zone: "Zeitzone des Gebäudes",
    zoneShort: "Zeitzone",
    zoneChange:
      "Zum Beispiel Europe/Berlin. Eine andere verschiebt nichts, was reserviert ist, und eine Serie behält die Uhr, nach der sie angelegt wurde; Tage und Uhrzeiten der Plätze richten sich dann nach der neuen Zeitzone.",
    inUse: "Die Plätze können reserviert werden",
    inUseHow:
      "Ohne das Häkchen wird keiner davon gefunden oder reserviert; jeder behält seine eigene Einstellung. Was schon reserviert ist, bleibt.",
    buildingStates: { active: "In Betrieb", inactive: "Außer Betrieb" },
    buildingOutOfUse: ({ building }) => `${building} (außer Betrieb)`,
    buildingAdded: ({ building }) => `${building} ist hinzugefügt`,
    addModule: "Modul hinzufügen",
    moduleName: "Name des Moduls",
    moduleAdded: ({ module }) => `${module} ist hinzugefügt`,
  },
} satisfies Partial<Catalogue>;
