import type { Sentences } from "../../said-by-server.ts";

/** The configuration scan: what was found, and how to mend it. */
export const scanFindingSentences: Sentences = {
  "A series {1} in the calendar of {2} cannot be read, since {3}.":
    "Eine Serie {1} im Kalender von {2} ist nicht lesbar, seit {3}.",
  "of an unknown organizer": "von jemand Unbekanntem",
  "of {1}": "von {1}",
  "It has no iCalUId.": "Eine iCalUId gibt es nicht dazu.",
  "Its iCalUId is {1}.": "Die iCalUId ist {1}.",
  "Ask its organizer to set the recurrence anew in Outlook and to send the update, or to end the series and make another.":
    "Bitten Sie die Person, die organisiert, die Wiederholung in Outlook neu zu setzen und die Änderung zu senden, oder die Serie zu beenden und eine andere anzulegen.",
  "It is taken in with the room's next reading.":
    "Sie wird mit dem nächsten Lesen des Raums übernommen.",
  "Until then block its times here.": "Sperren Sie ihre Zeiten bis dahin hier.",
  "A meeting {1}{2} is in the calendar of {3} and not in its organizer's any more, since {4}.":
    "Ein Termin {1}{2} steht im Kalender von {3} und nicht mehr in dem der Person, die organisiert, seit {4}.",
  ", from {1} on,": ", ab {1},",
  "Delete the meeting in the room's own calendar: give yourself the right to it, with your address in place of the command's, open the calendar in Outlook and delete it there.":
    "Löschen Sie den Termin im Kalender des Raums selbst: Geben Sie sich das Recht dazu, mit Ihrer Adresse an der Stelle der Adresse im Befehl, öffnen Sie den Kalender in Outlook und löschen Sie den Termin dort.",
  "Remove-CalendarEvents does not help, since it cancels only what a mailbox organizes itself; run for a person with -CancelOrganizedMeetings before their mailbox is removed, it leaves nothing behind.":
    "Remove-CalendarEvents hilft nicht, da es nur absagt, was ein Postfach selbst organisiert; wird es mit -CancelOrganizedMeetings für eine Person ausgeführt, bevor ihr Postfach entfernt wird, bleibt nichts zurück.",
  "First give the application the role Application Calendars.ReadWrite for chosen mailboxes in Exchange; the guided set-up has the commands.":
    "Geben Sie der Anwendung zuerst die Rolle Application Calendars.ReadWrite für ausgewählte Postfächer in Exchange; die geführte Einrichtung hat die Befehle dafür.",
  "In {1} mode the delegated user writes.": "Im Modus {1} schreibt der delegierte Nutzer.",
  "Remove it in Entra admin center, App registrations, API permissions, and revoke its consent.":
    "Entfernen Sie sie im Entra Admin Center unter App-Registrierungen, API-Berechtigungen, und widerrufen Sie ihre Zustimmung.",
  '{1} of "{2}" is granted in Entra ID, for every mailbox.':
    "{1} von „{2}“ ist in Entra ID erteilt, für jedes Postfach.",
  '"{1}" has the application permission {2}.': "„{1}“ hat die Anwendungsberechtigung {2}.",
  '"{1}" has the delegated permission {2}.': "„{1}“ hat die delegierte Berechtigung {2}.",
  "Deactivate the sync configuration and activate it again, which subscribes anew.":
    "Deaktivieren Sie die Synchronisierung und aktivieren Sie sie wieder; damit wird neu abonniert.",
  "{1}: its calendar cannot be followed.": "{1}: Dem Kalender lässt sich nicht folgen.",
  "Nobody tells of changes in the calendar of {1}.":
    "Niemand teilt Änderungen im Kalender von {1} mit.",
  "The subscription to {1} ended at {2}.": "Das Abonnement von {1} endete um {2}.",
  "The calendar of {1} was last read at {2}.": "Der Kalender von {1} wurde zuletzt um {2} gelesen.",
  "Check that a process with the service sync is running, and look at its log.":
    "Prüfen Sie, ob ein Prozess mit dem Dienst sync läuft, und sehen Sie in sein Protokoll.",
  "The sync configuration of {1} names no room mailbox.":
    "Die Synchronisierung von {1} nennt kein Raumpostfach.",
  "Enter the address of the room mailbox.": "Tragen Sie die Adresse des Raumpostfachs ein.",
  "{1} has the address {2}, and is synced with {3}.":
    "{1} hat die Adresse {2} und wird mit {3} synchronisiert.",
  "Correct whichever is wrong.": "Berichtigen Sie, was davon falsch ist.",
  "{1} is synced with {2}, which is the address of {3}.":
    "{1} wird mit {2} synchronisiert, und das ist die Adresse von {3}.",
  "Give each space the mailbox of its own room.":
    "Geben Sie jedem Platz das Postfach seines eigenen Raums.",
  '{1} is synced by "{2}", which is not active.':
    "{1} wird über „{2}“ synchronisiert, und dieser Kalenderanbieter ist nicht aktiv.",
  "Activate the calendar provider, or deactivate the sync configuration.":
    "Aktivieren Sie den Kalenderanbieter, oder deaktivieren Sie die Synchronisierung.",
  "Deactivate the sync configuration, or activate the space and its building.":
    "Deaktivieren Sie die Synchronisierung, oder aktivieren Sie den Platz und sein Gebäude.",
  "{1} is inactive and still synced.": "{1} ist inaktiv und wird noch synchronisiert.",
  "{1} is synced, and {2} is inactive.": "{1} wird synchronisiert, und {2} ist inaktiv.",
  "Nothing of {1} is sent to Exchange.": "Von {1} wird nichts an Exchange gesendet.",
  "Untick the dry run once what would be sent looks right.":
    "Beenden Sie den Probelauf, sobald richtig aussieht, was gesendet würde.",
  "{1} has the address {2} and no active sync configuration.":
    "{1} hat die Adresse {2} und keine aktive Synchronisierung.",
  "Add or activate its sync configuration, or remove the address.":
    "Fügen Sie die Synchronisierung hinzu oder aktivieren Sie sie, oder entfernen Sie die Adresse.",
  "There is no calendar provider.": "Es gibt keinen Kalenderanbieter.",
  "None of the {1} calendar providers is active.": "Keiner der {1} Kalenderanbieter ist aktiv.",
  "Add a calendar provider, or activate one.":
    "Fügen Sie einen Kalenderanbieter hinzu, oder aktivieren Sie einen.",
  "Put a proxy that ends TLS in front of Usher, set USHER_PUBLIC_URL to its https:// address, and register the redirect addresses with it in Entra ID.":
    "Stellen Sie einen Proxy, der TLS beendet, vor Usher, setzen Sie USHER_PUBLIC_URL auf dessen https://-Adresse, und tragen Sie die Umleitungsadressen damit in Entra ID ein.",
  "People reach Usher at {1}, which is this machine only.":
    "Usher ist unter {1} zu erreichen, also nur auf diesem Rechner.",
  "People reach Usher at {1}, and Microsoft is to send them back to {2}/auth/callback and its like.":
    "Usher ist unter {1} zu erreichen, und Microsoft soll zu {2}/auth/callback und Ähnlichem zurückschicken.",
  "{1} is set to {2}.": "{1} ist auf {2} gesetzt.",
  "Give {1} an https:// address, or leave it out for Microsoft's own.":
    "Geben Sie {1} eine https://-Adresse, oder lassen Sie es weg, damit die von Microsoft gilt.",
  "By what rules the rooms accept and decline has not been compared with the modules.":
    "Nach welchen Regeln die Räume annehmen und ablehnen, wurde nicht mit den Modulen verglichen.",
  "Run this in Exchange Online PowerShell and hand in the file.":
    "Führen Sie das in Exchange Online PowerShell aus, und reichen Sie die Datei ein.",
  "The rooms' rules were handed in {1} ago.": "Das Einreichen der Raumregeln liegt {1} zurück.",
  "1 day": "1 Tag",
  "{n} days": "{n} Tage",
  "Print them again and hand in the file.":
    "Geben Sie sie noch einmal aus, und reichen Sie die Datei ein.",
  "1 mailbox is": "1 Postfach gehört",
  "{n} mailboxes are": "{n} Postfächer gehören",
  "{1} no synced room's here: {2}{3}.": "{1} hier zu keinem synchronisierten Raum: {2}{3}.",
  "Import the rooms, or leave it so.": "Importieren Sie die Räume, oder lassen Sie es so.",
  "Where a room is among them under another name, print the settings with this command, which adds the addresses.":
    "Ist ein Raum unter anderem Namen darunter, geben Sie die Einstellungen mit diesem Befehl aus, der die Adressen hinzufügt.",
  'Exchange denies "{1}" the calendars of all {2} rooms that were tried.':
    "Exchange verwehrt „{1}“ die Kalender aller {2} Räume, bei denen es versucht wurde.",
  "Give the application the role Application Calendars.ReadWrite over the rooms (RBAC for Applications), or the permission in Entra ID with an administrator's consent.":
    "Geben Sie der Anwendung die Rolle Application Calendars.ReadWrite über die Räume (RBAC for Applications), oder das Recht in Entra ID mit der Zustimmung der Administration.",
  "It takes up to two hours to be felt.": "Bis es wirkt, vergehen bis zu zwei Stunden.",
  "Give {1} the right to manage every room's calendar; this does it for all rooms.":
    "Das Recht, den Kalender jedes Raums zu verwalten, braucht {1}; das hier gibt es für alle Räume.",
  "the delegated user": "der delegierte Nutzer",
  "Exchange knows no mailbox {1}.": "Exchange kennt kein Postfach {1}.",
  "Correct the address, or make the room mailbox.":
    "Berichtigen Sie die Adresse, oder legen Sie das Raumpostfach an.",
  "Scan again in a while.": "Prüfen Sie in einer Weile noch einmal.",
  "Put the room into the scope that the application's role is assigned over; this shows whether it is in it.":
    "Nehmen Sie den Raum in den Geltungsbereich auf, für den die Rolle der Anwendung vergeben ist; das hier zeigt, ob er darin ist.",
  "{1} may not write to the calendar of {2}.": "{1} darf nicht in den Kalender von {2} schreiben.",
  "Give the delegated user the right to manage the room's calendar.":
    "Geben Sie dem delegierten Nutzer das Recht, den Kalender des Raums zu verwalten.",
  '{1} is a mailbox of the kind "{2}".': "{1} ist ein Postfach der Art „{2}“.",
  "Make it a room mailbox, which answers invitations by itself.":
    "Machen Sie es zu einem Raumpostfach, das von selbst auf Einladungen antwortet.",
  "{1} has the time zone {2}, and {3} is in {4}.":
    "{1} hat die Zeitzone {2}, und {3} liegt in {4}.",
  "Give the mailbox the zone of its building.": "Geben Sie dem Postfach die Zone seines Gebäudes.",
  "{1} has {2} seats here and {3} in Exchange.": "{1} hat hier {2} Sitze und in Exchange {3}.",
  "Correct whichever is wrong: the space here, or the room in Exchange.":
    "Berichtigen Sie, was davon falsch ist: den Platz hier oder den Raum in Exchange.",
  '{1} is set to "reserved" in Exchange.': "{1} ist in Exchange auf „reserviert“ gesetzt.",
  "Make it bookable.": "Machen Sie den Raum buchbar.",
  '"{1}" has neither a client secret nor a certificate.':
    "„{1}“ hat weder ein Client-Geheimnis noch ein Zertifikat.",
  "Make a secret or upload a certificate in Entra admin center, App registrations, Certificates & secrets, and enter it here.":
    "Legen Sie im Entra Admin Center unter App-Registrierungen, Zertifikate & Geheimnisse ein Geheimnis an oder laden Sie ein Zertifikat hoch, und tragen Sie es hier ein.",
  'The certificate of "{1}" expires in {2}, on {3}.':
    "Das Zertifikat von „{1}“ gilt noch {2}, bis {3}.",
  "Upload a new certificate in Entra ID and enter it here before that day.":
    "Laden Sie vor diesem Tag ein neues Zertifikat in Entra ID hoch, und tragen Sie es hier ein.",
  '"{1}" names {2}, who does nothing in normal mode.':
    "„{1}“ nennt {2}; im Modus Normal hat das keine Wirkung.",
  "Leave it where you mean to change the mode; else empty the field.":
    "Lassen Sie es so, wenn Sie den Modus ändern wollen; sonst leeren Sie das Feld.",
  '"{1}" names no delegated user, which {2} mode needs.':
    "„{1}“ nennt keinen delegierten Nutzer, und der Modus {2} braucht einen.",
  "Enter the address of the account that holds the meetings, and connect it.":
    "Tragen Sie die Adresse des Kontos ein, in dem die Termine stehen, und verbinden Sie es.",
  "Have an administrator of the tenant consent for everybody.":
    "Lassen Sie die Administration des Mandanten für alle zustimmen.",
  "Check that this server reaches login.microsoftonline.com through the firewall, then scan again.":
    "Prüfen Sie, ob dieser Server login.microsoftonline.com durch die Firewall erreicht, und prüfen Sie dann noch einmal.",
  "Connect {1}, signing in as that account.":
    "Zu verbinden ist: {1}; melden Sie sich dazu mit diesem Konto an.",
  "The delegated user's token lacks {1}.": "Dem Token des delegierten Nutzers fehlt: {1:list}.",
  "Add the permission to the application, have an administrator consent, and connect the delegated user again.":
    "Fügen Sie der Anwendung das Recht hinzu, lassen Sie die Administration zustimmen, und verbinden Sie den delegierten Nutzer erneut.",
  "Connect {1} again.": "Erneut zu verbinden ist: {1}.",
  "Make a new secret or certificate in Entra ID and enter it here.":
    "Legen Sie in Entra ID ein neues Geheimnis oder Zertifikat an, und tragen Sie es hier ein.",
  "Correct the tenant, the client id, or the secret (its value, not its id).":
    "Berichtigen Sie den Mandanten, die Client-ID oder das Geheimnis (seinen Wert, nicht seine ID).",
  '{1} is connected, but the delegated user of "{2}" is {3}.':
    "{1} ist verbunden, der delegierte Nutzer von „{2}“ ist aber {3}.",
  "Connect again and choose {1}; the browser offers the account it is signed in with.":
    "Verbinden Sie erneut und wählen Sie {1}; der Browser bietet das Konto an, mit dem er angemeldet ist.",
  "Add the application permission Place.Read.All in Entra ID and have an administrator consent.":
    "Fügen Sie in Entra ID das Anwendungsrecht Place.Read.All hinzu, und lassen Sie die Administration zustimmen.",
  "{1} of {2}, at {3}, shares the room with another meeting.":
    "{1} in {2}, um {3}, teilt sich den Raum mit einem anderen Termin.",
  "Move one of the two, and see to it that the room allows no conflicts (conflicts_allowed) and that nobody writes into its calendar directly.":
    "Verlegen Sie einen von beiden, und sorgen Sie dafür, dass der Raum keine Konflikte erlaubt (conflicts_allowed) und niemand direkt in seinen Kalender schreibt.",
  "{1} of {2} awaits confirmation since {3}.": "{1} in {2} wartet seit {3} auf Bestätigung.",
  "Look at its sync events: what waits says for what.":
    "Sehen Sie sich die Sync-Ereignisse davon an: Was wartet, sagt, worauf.",
  "What was handed in says nothing of {1}.": "Was eingereicht wurde, sagt nichts zu {1}.",
  "Print the settings of all rooms and hand in the file.":
    "Geben Sie die Einstellungen aller Räume aus, und reichen Sie die Datei ein.",
  "{1} has AutomateProcessing {2}: somebody has to answer for it.":
    "{1} hat AutomateProcessing {2}: Jemand muss für den Raum antworten.",
  "{1} accepts meetings that overlap.": "{1} nimmt Termine an, die sich überschneiden.",
  '{1} takes bookings {2} days ahead, and "{3}" {4}.':
    "{1} nimmt Buchungen {2} Tage im Voraus an, „{3}“ {4}.",
  "Widen the room's window, or let the module reserve no further ahead.":
    "Erweitern Sie den Zeitraum des Raums, oder lassen Sie das Modul nicht weiter im Voraus reservieren.",
  '{1} takes meetings of {2} minutes, and "{3}" of {4}.':
    "{1} nimmt Termine von {2} Minuten an, „{3}“ von {4}.",
  "Let the room take longer meetings, or let the module allow only shorter ones.":
    "Lassen Sie den Raum längere Termine annehmen, oder das Modul nur kürzere erlauben.",
  "{1} declines meetings outside its working hours.":
    "{1} lehnt Termine außerhalb der Arbeitszeit ab.",
  "{1} declines meetings with more attendees than its capacity.":
    "{1} lehnt Termine mit mehr Teilnehmern als Sitzen ab.",
  "Leave it where that is meant; else let the room accept such meetings.":
    "Lassen Sie es so, wenn das gewollt ist; sonst lassen Sie den Raum solche Termine annehmen.",
  '{1} declines series, and "{2}" offers them.': "{1} lehnt Serien ab, und „{2}“ bietet sie an.",
  "{1} accepts a series that ends beyond its booking window, and leaves out what is beyond.":
    "{1} nimmt eine Serie an, die nach dem Buchungszeitraum endet, und lässt weg, was danach kommt.",
  "Have the room decline such a series, so that the person is told.":
    "Lassen Sie den Raum eine solche Serie ablehnen, damit die Person es erfährt.",
  "Bookings of {1} wait until one of its delegates approves them.":
    "Buchungen von {1} warten, bis ein Stellvertreter sie genehmigt.",
  "Leave it where that is meant; else let everybody book within the policy.":
    "Lassen Sie es so, wenn das gewollt ist; sonst lassen Sie alle innerhalb der Regeln buchen.",
  "{1} takes bookings of the people named in its policy only.":
    "{1} nimmt nur Buchungen der Personen an, die in den Regeln genannt sind.",
  "Let everybody book, or name in BookInPolicy those who organize: in strict mode the delegated user.":
    "Lassen Sie alle buchen, oder nennen Sie in BookInPolicy die, die organisieren: im Modus Strikt den delegierten Nutzer.",
  "{1} holds what is out of policy, conflicts too, as tentative.":
    "{1} hält unter Vorbehalt, was gegen die Regeln ist, auch Konflikte.",
  "{1} shows private meetings as if they were not.":
    "{1} zeigt private Termine, als wären sie es nicht.",
  "{1} shows the organizer's name in place of the subject.":
    "{1} zeigt statt des Betreffs den Namen der Person, die organisiert.",
  "Keep the subject if whoever may read the room's calendar may read it.":
    "Behalten Sie den Betreff, wenn ihn jeder lesen darf, der den Kalender des Raums lesen darf.",
  "{1} deletes the subject of its meetings.": "{1} löscht den Betreff seiner Termine.",
  "{1} rejects requests from outside the organization.":
    "{1} weist Anfragen von außerhalb der Organisation ab.",
  "Leave it unless people of another tenant book your rooms.":
    "Lassen Sie es so, außer wenn Personen eines anderen Mandanten Ihre Räume buchen.",
  "Change the room's setting in Exchange.": "Ändern Sie die Einstellung des Raums in Exchange.",
};
