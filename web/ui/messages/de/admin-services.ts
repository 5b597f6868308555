import type { Catalogue } from "../messages.ts";

/** Which services modules offer with their spaces, for administrators. */
export const adminServiceMessages = {
  adminServices: {
    title: "Services",
    intro:
      "Was zu den Plätzen jedes Moduls angeboten wird. Die Zeit, die ein Service vor oder nach einem Termin braucht, wird freigehalten.",
    keptForPerson: "Freigehalten wird im Namen der Person, für die der Termin ist.",
    keptForUser: ({ address }) => `Freigehalten wird im Namen von ${address}.`,
    changeUser: "Ändern",
    of: ({ module }) => `Services von ${module}`,
    none: "Kein Service wird angeboten",
    add: "Service hinzufügen",
    addTo: ({ module }) => `Service zu ${module} hinzufügen`,
    name: "Name",
    description: "Beschreibung",
    descriptionHow: "Was unter dem Namen steht, wenn jemand wählt.",
    preparationMinutes: "Vorbereitung, in Minuten",
    cleanUpMinutes: "Aufräumen, in Minuten",
    leadTimeMinutes: "Spätestens zu bestellen, Minuten vorher",
    leadTime: "Vorlauf",
    noTime: "Keine",
    rules: "Gewählt",
    isChosen: "Von Personen",
    isAlways: "Immer",
    isMandatory: "die Zeit ist Pflicht",
    mandatory: "Ohne seine Zeit lässt sich der Termin nicht buchen",
    mandatoryHow:
      "Hat davor oder danach jemand den Platz, wird die Buchung abgelehnt. Sonst bleibt der Service ohne diese Zeit.",
    always: "Zu jeder Reservierung",
    alwaysHow: "Niemand muss ihn wählen, und Termine aus Outlook haben ihn auch.",
    changeFollows: "Was schon reserviert ist, folgt: Die Zeit darum wird neu freigehalten.",
    saved: ({ name }) => `${name} ist gespeichert`,
    editOne: ({ name, module }) => `${name} von ${module} bearbeiten`,
    withdraw: "Zurückziehen",
    withdrawOne: ({ name, module }) => `${name} von ${module} zurückziehen`,
    withdrawTitle: ({ name }) => `${name} zurückziehen?`,
    withdrawSentence: "Er wird nicht mehr angeboten. Reservierungen, die ihn haben, behalten ihn.",
    withdrawn: ({ name }) => `${name} wird nicht mehr angeboten`,
  },
} satisfies Partial<Catalogue>;
