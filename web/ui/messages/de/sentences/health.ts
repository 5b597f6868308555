import type { Sentences } from "../../said-by-server.ts";

/** Notices of health. */
export const healthSentences: Sentences = {
  'Microsoft Entra ID does not accept the credential of "{1}".':
    "Microsoft Entra ID nimmt die Zugangsdaten von „{1}“ nicht an.",
  "Enter a valid secret or certificate for the calendar provider and check it.":
    "Tragen Sie beim Kalenderanbieter ein gültiges Geheimnis oder Zertifikat ein und prüfen Sie es.",
  "What waits goes on by itself.": "Was wartet, geht von selbst weiter.",
  '"{1}" has no credential, so nothing reaches its calendars.':
    "„{1}“ hat keine Zugangsdaten, daher erreicht nichts die Kalender.",
  "Enter a secret or a certificate for the calendar provider and check it.":
    "Tragen Sie beim Kalenderanbieter ein Geheimnis oder ein Zertifikat ein und prüfen Sie es.",
  'The connection of {1} ("{2}") has ended.': "Die Verbindung ist zu Ende: {1} („{2}“).",
  '"{1}" has no connected delegated user, whose calendar the {2} mode writes to.':
    "„{1}“ hat keinen verbundenen delegierten Nutzer, in dessen Kalender der Modus {2} schreibt.",
  "Connect {1} on the calendar provider's page.":
    "Auf der Seite des Kalenderanbieters zu verbinden ist: {1}.",
  "Exchange does not have the mailbox {1}, or it is not hosted in Exchange Online.":
    "Exchange hat das Postfach {1} nicht, oder es liegt nicht in Exchange Online.",
  "Look whether the mailbox exists and has a licence, then send its sync events again.":
    "Sehen Sie nach, ob es das Postfach gibt und ob es eine Lizenz hat, und senden Sie dann seine Sync-Ereignisse noch einmal.",
  "1 sync event was": "1 Sync-Ereignis wurde",
  "{n} sync events were": "{n} Sync-Ereignisse wurden",
  "{1} given up ({2}): the calendar does not show what was agreed.":
    "{1} aufgegeben ({2}): Der Kalender zeigt nicht, was vereinbart ist.",
  "Mend the cause that the sync events name, then send them again.":
    "Beheben Sie die Ursache, die die Sync-Ereignisse nennen, und senden Sie sie dann noch einmal.",
  "{1}, the oldest for {2}.": "{1}, das älteste seit {2}.",
  "1 sync event waits": "1 Sync-Ereignis wartet",
  "{n} sync events wait": "{n} Sync-Ereignisse warten",
  "Look whether a process with the service sync runs, whether it reaches Exchange, and whether mailboxes are throttled.":
    "Sehen Sie nach, ob ein Prozess mit dem Dienst sync läuft, ob er Exchange erreicht, und ob Postfächer gebremst werden.",
  "{1} for people to connect Outlook, the first for more than a day.":
    "{1} darauf, dass jemand Outlook verbindet, das erste seit mehr als einem Tag.",
  "Ask the people, who are named with the sync events, to connect on their account page.":
    "Bitten Sie die Personen, die bei den Sync-Ereignissen genannt sind, sich auf ihrer Kontoseite zu verbinden.",
  "Exchange tells no changes, although there were some in {1}.":
    "Exchange teilt keine Änderungen mit, obwohl es welche gab ({1}).",
  "They are found later, by reading.": "Sie werden später gefunden, beim Lesen.",
  "1 room": "1 Raum",
  "{n} rooms": "{n} Räume",
  "Look whether Microsoft reaches the notification address: name, certificate, firewall, proxy.":
    "Sehen Sie nach, ob Microsoft die Adresse für Mitteilungen erreicht: Name, Zertifikat, Firewall, Proxy.",
  "{1} and its calendar differed in each of the last {2} reconciliations.":
    "{1} und der Kalender davon wichen in jedem der letzten {2} Abgleiche voneinander ab.",
  "Look in the reconciliations what differs, and whether people or programs change the room's calendar directly.":
    "Sehen Sie in den Abgleichen, was abweicht, und ob Personen oder Programme den Kalender des Raums direkt ändern.",
  "{1} in a room's calendar at a time that another has there.":
    "{1} im Kalender eines Raums zu einer Zeit, die dort auch ein anderer hat.",
  "1 coming meeting stands": "1 kommender Termin steht",
  "{n} coming meetings stand": "{n} kommende Termine stehen",
  "Set AllowConflicts to false for the rooms in Exchange, and ask the organizers to take another room.":
    "Setzen Sie AllowConflicts für die Räume in Exchange auf false, und bitten Sie die, die organisieren, einen anderen Raum zu nehmen.",
  "{1} given up within 24 hours, as nobody had decided on them by their start.":
    "{1} binnen 24 Stunden aufgegeben, da bis zu ihrem Beginn niemand über sie entschieden hatte.",
  "Name approvers for the modules who look at what waits, or ask for approval of fewer spaces.":
    "Nennen Sie für die Module Personen, die genehmigen und nach dem sehen, was wartet, oder verlangen Sie für weniger Plätze eine Genehmigung.",
  "1 mail has": "1 E-Mail wartet",
  "{n} mails have": "{n} E-Mails warten",
  "{1} waited for ten minutes, or been given up within 24 hours.":
    "{1} seit zehn Minuten oder wurden binnen 24 Stunden aufgegeben.",
  "The last try ended with: {1}": "Der letzte Versuch endete mit: {1}",
  "Something went wrong that the log tells of.": "Etwas ging schief, das im Protokoll steht.",
  "Look whether a process with the service jobs runs, and whether USHER_SMTP_URL and USHER_MAIL_FROM are right.":
    "Sehen Sie nach, ob ein Prozess mit dem Dienst jobs läuft, und ob USHER_SMTP_URL und USHER_MAIL_FROM stimmen.",
  "Exchange does not have the mailbox {1} of {2}.": "Exchange hat das Postfach {1} von {2} nicht.",
  "One of them: {1}": "Eines davon: {1}",
  "The calendar of {1} has not been read for {2}.":
    "Der Kalender von {1} wurde seit {2} nicht gelesen.",
  "Exchange does not tell changes of {1} any more; they are found later, by reading.":
    "Exchange teilt Änderungen von {1} nicht mehr mit; sie werden später gefunden, beim Lesen.",
  'Exchange does not have the mailboxes of {1} of "{2}".':
    "Exchange hat die Postfächer nicht: {1} von „{2}“.",
  'The calendars of {1} of "{2}" cannot be read.': "Kalender sind nicht lesbar: {1} von „{2}“.",
  'Exchange does not tell changes of {1} of "{2}" any more; they are found later, by reading.':
    "Exchange teilt Änderungen nicht mehr mit: {1} von „{2}“; sie werden später gefunden, beim Lesen.",
  "Correct the room mailbox in the sync configuration, or make the mailbox in Exchange Online.":
    "Berichtigen Sie das Raumpostfach in der Synchronisierung, oder legen Sie das Postfach in Exchange Online an.",
  "Give the application, or the delegated user, access to the room's calendar; the sync configuration says what is missing.":
    "Geben Sie der Anwendung oder dem delegierten Nutzer Zugriff auf den Kalender des Raums; die Synchronisierung sagt, was fehlt.",
  "It is read whole as soon as that works.": "Sobald das gelingt, wird er ganz gelesen.",
  "Look whether Microsoft reaches the notification address, and whether the application may read the room.":
    "Sehen Sie nach, ob Microsoft die Adresse für Mitteilungen erreicht, und ob die Anwendung den Raum lesen darf.",
  "The subscription is made anew by itself.": "Das Abonnement wird von selbst neu angelegt.",
  "1 hour": "1 Stunde",
  "{n} hours": "{n} Stunden",
};
