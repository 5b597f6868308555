import type { Catalogue } from "../messages.ts";

/** The phone's own face. */
export const phoneMessages = {
  phone: {
    everything: "Alles in Usher",
    places: { day: "Mein Tag", near: "In der Nähe", scan: "Scannen" },
    subject: "Mit dem Telefon reserviert",
    asOf: ({ time }) => `Stand ${time}`,
    bookings: "Ihre Reservierungen",
    asking: ({ space }) => `${space} wird reserviert …`,
    unsentTitle: "Von Usher noch nicht bestätigt",
    unsentSentence:
      "Es gibt keine Verbindung. Es wird von selbst wieder angefragt und höchstens einmal reserviert.",
    giveUp: "Nicht reservieren",
    giveUpOne: ({ space }) => `${space} nicht reservieren`,
    givenUp: "wird zurückgegeben",
    notBooked: ({ space }) => `${space} ist nicht reserviert.`,
    floor: "Etage",
    anyFloor: "Alle Etagen",
    freeNow: "Jetzt frei",
    freeUntil: ({ time }) => `Jetzt frei bis ${time}`,
    nothingFreeRemedy: "Versuchen Sie eine kürzere Zeit oder ein anderes Gebäude.",
    space: "Platz",
    taken: "Reserviert",
    notHere: "Hier können Sie jetzt nicht reservieren",
    scanHow: "Halten Sie die Kamera auf den Code an der Tür.",
    cameraPicture: "Was die Kamera sieht",
    strangeCode: "Das ist kein Code eines Platzes hier",
    strangeCodeRemedy: "Die Codes an den Türen tragen den Namen ihres Platzes.",
    camera: {
      refused: "Die Kamera ist nicht erlaubt",
      missing: "Hier ist keine Kamera",
      failed: "Die Kamera funktioniert nicht",
    },
    cameraRemedy: {
      refused:
        "Erlauben Sie dieser Seite die Kamera in den Einstellungen des Browsers, dann versuchen Sie es noch einmal.",
      missing: "Browser geben die Kamera nur Seiten frei, die über https geöffnet sind.",
      failed:
        "Vielleicht benutzt sie eine andere App. Schließen Sie diese, dann versuchen Sie es noch einmal.",
    },
    cameraInstead: "Auch die Kamera-App des Telefons liest den Code und führt auf dieselbe Seite.",
  },
  codes: {
    title: "Türcodes",
    intro:
      "Ein Code an jeder Tür führt ein Telefon zum Platz: einchecken, verlängern, beenden oder reservieren.",
    building: "Gebäude",
    floor: "Etage",
    allFloors: "Alle Etagen",
    print: "Drucken",
    scanMe: "Mit dem Telefon einchecken oder reservieren",
    none: "Hier gibt es keine Plätze",
  },
} satisfies Partial<Catalogue>;
