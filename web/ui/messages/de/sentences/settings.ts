import type { Sentences } from "../../said-by-server.ts";

/** Settings of the administration, and its lists. */
export const settingSentences: Sentences = {
  "There is no such notice.": "Diesen Hinweis gibt es nicht.",
  "Look it up again in the list.": "Suchen Sie in der Liste noch einmal danach.",
  "The cursor is not one of ours.": "Der Cursor ist keiner von unseren.",
  "Begin with the first page.": "Beginnen Sie mit der ersten Seite.",
  "It has more than {1} characters.": "Es hat mehr als {1} Zeichen.",
  "It is not JSON.": "Es ist kein JSON.",
  "There is no room in it.": "Es ist kein Raum darin.",
  "It has more than {1} rooms.": "Es hat mehr als {1} Räume.",
  "Room {1}, {2}: {3}.": "Raum {1}, {2}: {3}.",
  "not understood": "nicht verstanden",
  "Room {1} has neither an identity nor an address.":
    "Raum {1} hat weder eine Identität noch eine Adresse.",
  "The rooms' settings cannot be read.": "Die Einstellungen der Räume sind nicht lesbar.",
  "Hand in what Get-CalendarProcessing printed as JSON, whole and unchanged.":
    "Reichen Sie ein, was Get-CalendarProcessing als JSON ausgegeben hat, ganz und unverändert.",
  'There is no calendar provider "{1}".': "Es gibt keinen Kalenderanbieter „{1}“.",
  "There is none at all yet.": "Es gibt noch gar keinen.",
  "There are: {1}.": "Es gibt: {1}.",
  "In {1} mode an active calendar provider needs a delegated user.":
    "Im Modus {1} braucht ein aktiver Kalenderanbieter einen delegierten Nutzer.",
  "Enter the address of the account that holds the meetings.":
    "Tragen Sie die Adresse des Kontos ein, in dem die Termine stehen.",
  "Required in {1} mode.": "Im Modus {1} nötig.",
  "Give either a client secret or a certificate.":
    "Geben Sie entweder ein Client-Geheimnis oder ein Zertifikat an.",
  "An application proves itself by one of them.": "Eine Anwendung weist sich mit einem davon aus.",
  "{1} synchronised spaces use this calendar provider.":
    "So viele synchronisierte Plätze benutzen diesen Kalenderanbieter: {1}.",
  "Deactivate their sync configurations first.": "Deaktivieren Sie zuerst ihre Synchronisierung.",
  "Another calendar provider has this name.": "Ein anderer Kalenderanbieter hat diesen Namen.",
  "The mode cannot be changed to {1} yet.": "Der Modus lässt sich noch nicht zu {1} ändern.",
  "The line is not JSON.": "Die Zeile ist kein JSON.",
  'The calendar provider "{1}" has neither a secret nor a certificate.':
    "Der Kalenderanbieter „{1}“ hat weder ein Geheimnis noch ein Zertifikat.",
  "Enter the application's secret or certificate.":
    "Tragen Sie das Geheimnis oder das Zertifikat der Anwendung ein.",
  'The application of "{1}" gets no token.': "Die Anwendung von „{1}“ bekommt kein Token.",
  "Mend the calendar provider and check it.":
    "Beheben Sie den Fehler beim Kalenderanbieter und prüfen Sie ihn.",
  "Enter the address of the account that is to hold the meetings, and connect it.":
    "Tragen Sie die Adresse des Kontos ein, in dem die Termine stehen sollen, und verbinden Sie es.",
  'The delegated user of "{1}", {2}, is not connected.':
    "Der delegierte Nutzer von „{1}“, {2}, ist nicht verbunden.",
  "Connect the delegated user, then rehearse again.":
    "Verbinden Sie den delegierten Nutzer, und proben Sie dann erneut.",
  "There is no property {1}.": "Es gibt keine Eigenschaft {1}.",
  "The value of {1} cannot be that.": "Das kann der Wert von {1} nicht sein.",
  "Give {1}.": "Möglich ist: {1}.",
  "Expected: {1}.": "Erwartet: {1}.",
  "Whose hand writes into calendars: the application's (normal), one delegated user's (strict), or each person's own (personal).":
    "Wessen Hand in Kalender schreibt: die der Anwendung (normal), die eines delegierten Nutzers (strict) oder die jeder Person selbst (personal).",
  "one of normal, strict and personal": "normal, strict oder personal",
  "Whose calendar, or invitation, stands for blockers.":
    "Wessen Kalender oder Einladung für Sperrzeiten steht.",
  "Empty: the person a blocker is requested for.": "Leer: die Person, für die eine Sperrzeit ist.",
  "an e-mail address, or empty": "eine E-Mail-Adresse oder nichts",
  "How many minutes after its start a reservation that nobody has checked in to is released, where its module says that it is.":
    "Wie viele Minuten nach ihrem Beginn eine Reservierung, in die niemand eingecheckt hat, freigegeben wird, wo ihr Modul das vorsieht.",
  "How often a sync event is tried before it stays in the state error.":
    "Wie oft ein Sync-Ereignis versucht wird, bevor es im Fehler bleibt.",
  "For how many seconds the room's answer is awaited; then the reservation is marked as conflicted, with the reason.":
    "Wie viele Sekunden auf die Antwort des Raums gewartet wird; danach steht die Reservierung im Konflikt, mit dem Grund.",
  "Every how many minutes a room's calendar is looked at while nothing happens in the room, where Exchange cannot tell us of changes.":
    "In welchem Abstand in Minuten der Kalender eines Raums angesehen wird, solange dort nichts geschieht und Exchange Änderungen nicht mitteilen kann.",
  "How many days back a room's calendar is read when it is read whole, the first time too.":
    "Wie viele Tage zurück der Kalender eines Raums gelesen wird, wenn er ganz gelesen wird, auch beim ersten Mal.",
  "What is over by then is not taken in; what goes on, or is moved ahead again, is.":
    "Was bis dahin vorbei ist, wird nicht übernommen; was noch läuft oder wieder nach vorn verlegt wird, schon.",
  "A change counts from the next reading of the whole calendar on.":
    "Eine Änderung zählt ab dem nächsten Lesen des ganzen Kalenders.",
  "a whole number from {1} to {2}": "eine ganze Zahl von {1} bis {2}",
  "{1} can then not be changed or cancelled here.":
    "Hier ließen sich dann weder ändern noch absagen: {1}.",
  "1 reservation": "1 Reservierung",
  "{n} reservations": "{n} Reservierungen",
  "Have them changed or cancelled before: afterwards their meetings can be changed in Outlook alone, and the reservations here do not follow.":
    "Lassen Sie sie vorher ändern oder absagen: Danach lassen sich ihre Termine nur in Outlook ändern, und die Reservierungen hier folgen nicht.",
  "{1} made by one person for another.": "{1} von einer Person für eine andere gemacht.",
  "1 reservation was": "1 Reservierung wurde",
  "{n} reservations were": "{n} Reservierungen wurden",
  "Tell those who plan for others.": "Sagen Sie es denen, die für andere planen.",
  "{1} with reservations ahead must connect their calendar first.":
    "Zuerst den eigenen Kalender verbinden: {1} mit kommenden Reservierungen.",
  "1 person": "1 Person",
  "{n} people": "{n} Personen",
  "They are asked to connect when they next make, change or cancel a reservation.":
    "Darum gebeten wird beim nächsten Anlegen, Ändern oder Absagen einer Reservierung.",
  'The calendar provider "{1}" is not active.': "Der Kalenderanbieter „{1}“ ist nicht aktiv.",
  "Activate the calendar provider first.": "Aktivieren Sie zuerst den Kalenderanbieter.",
  "{1} has the address {2}, not {3}.": "{1} hat die Adresse {2}, nicht {3}.",
  "Correct the room mailbox, or the space's address.":
    "Berichtigen Sie das Raumpostfach oder die Adresse des Platzes.",
  "The space has another address.": "Der Platz hat eine andere Adresse.",
  "This space has a sync configuration already.": "Dieser Platz wird schon synchronisiert.",
  "Change that one.": "Ändern Sie, was es gibt.",
  "Another space has this room mailbox.": "Ein anderer Platz hat dieses Raumpostfach.",
  "Give each space a mailbox of its own.": "Geben Sie jedem Platz ein eigenes Postfach.",
  "There is no such sync configuration.": "Diese Synchronisierung gibt es nicht.",
};
