import type { Sentences } from "../../said-by-server.ts";

/** Buildings, spaces, modules, services and the rooms in Exchange. */
export const placeSentences: Sentences = {
  "The shortest reservation is longer than the longest.":
    "Die kürzeste Reservierung ist länger als die längste.",
  "Make the longest at least as long.": "Machen Sie die längste mindestens so lang.",
  "Somebody who is to approve is not known here, or not active.":
    "Jemand, der genehmigen soll, ist hier nicht bekannt oder nicht aktiv.",
  "Choose people who work here.": "Wählen Sie Personen, die hier arbeiten.",
  "Somebody of these is not known here.": "Jemand von diesen ist hier nicht bekannt.",
  "The reservable module has been changed since you read it.":
    "Das Reservierungsmodul wurde geändert, seit Sie es gelesen haben.",
  "Read it again and repeat what you wanted to change.":
    "Lesen Sie den neuen Stand und wiederholen Sie, was Sie ändern wollten.",
  "There is no such time zone.": "Diese Zeitzone gibt es nicht.",
  'Give an IANA time zone, such as "Europe/Berlin".':
    "Geben Sie eine IANA-Zeitzone an, zum Beispiel „Europe/Berlin“.",
  "Exchange does not say how many people {1} holds.":
    "Exchange sagt nicht, für wie viele Personen {1} ist.",
  "Enter its capacity.": "Tragen Sie die Kapazität ein.",
  "Exchange does not say in which building {1} is.":
    "Exchange sagt nicht, in welchem Gebäude {1} ist.",
  "Choose its building.": "Wählen Sie das Gebäude.",
  'There is no building "{1}" yet.': "Es gibt noch kein Gebäude „{1}“.",
  "Say in which time zone it is, so that it can be made.":
    "Sagen Sie, in welcher Zeitzone es liegt, damit es angelegt werden kann.",
  "Exchange does not list {1}, or it is not known here.":
    "Exchange führt {1} nicht auf, oder hier ist es nicht bekannt.",
  "Look at the list again; the directory of rooms may lag by a day.":
    "Sehen Sie die Liste noch einmal an; das Raumverzeichnis kann einen Tag nachhängen.",
  "The module offers no such service.": "Das Modul bietet diesen Service nicht.",
  "Look it up again.": "Suchen Sie noch einmal danach.",
  "{1} still in this module.": "{1} noch in diesem Modul.",
  "1 space is": "1 Platz ist",
  "{n} spaces are": "{n} Plätze sind",
  "Give each of them another module, then take this one away.":
    "Geben Sie jedem davon ein anderes Modul, und entfernen Sie dann dieses.",
  "There is no such reservable module.": "Dieses Reservierungsmodul gibt es nicht.",
  "Choose another.": "Wählen Sie ein anderes.",
  "The module offers a service of this name already.":
    "Das Modul bietet schon einen Service dieses Namens.",
  "Choose another name.": "Wählen Sie einen anderen Namen.",
  "The service has been changed since you read it.":
    "Der Service wurde geändert, seit Sie ihn gelesen haben.",
  "There is a building of this name already.": "Es gibt schon ein Gebäude dieses Namens.",
  "There is a reservable module of this name already.":
    "Es gibt schon ein Reservierungsmodul dieses Namens.",
  "There is a space of this name in the building already.":
    "In dem Gebäude gibt es schon einen Platz dieses Namens.",
  "Another space has this e-mail address.": "Ein anderer Platz hat diese E-Mail-Adresse.",
  "Give this space the address of its own room mailbox.":
    "Geben Sie diesem Platz die Adresse seines eigenen Raumpostfachs.",
  "There is no such building.": "Dieses Gebäude gibt es nicht.",
  "There is no such space.": "Diesen Platz gibt es nicht.",
  "Look the space up again.": "Suchen Sie noch einmal nach dem Platz.",
  "There is no such calendar provider.": "Diesen Kalenderanbieter gibt es nicht.",
  "Look it up again in the list of providers.":
    "Suchen Sie in der Liste der Kalenderanbieter noch einmal danach.",
  '"{1}" may not list the rooms of its tenant.':
    "„{1}“ darf die Räume seines Mandanten nicht auflisten.",
  "Add the application permission Place.Read.All in Entra ID; then have an administrator of the tenant consent at /connect/admin-consent/{1}.":
    "Fügen Sie in Entra ID das Anwendungsrecht Place.Read.All hinzu; lassen Sie dann die Administration des Mandanten unter /connect/admin-consent/{1} zustimmen.",
  'The rooms of "{1}" could not be read.': "Die Räume von „{1}“ ließen sich nicht lesen.",
  "Check the calendar provider, then try again.":
    "Prüfen Sie den Kalenderanbieter, und versuchen Sie es dann erneut.",
  "The query does not say in which building is searched.":
    "Die Anfrage sagt nicht, in welchem Gebäude gesucht wird.",
  "Add building= with the building's sys_id.":
    "Fügen Sie building= mit der sys_id des Gebäudes hinzu.",
};
