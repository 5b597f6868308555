import type { Sentences } from "../../said-by-server.ts";

/** Why a reservation or a sync event stands as it does. */
export const synchronisationSentences: Sentences = {
  "The process that worked on it ended in the middle.":
    "Der Prozess, der daran arbeitete, endete mittendrin.",
  "{1} is not synced at present.": "{1} wird zurzeit nicht synchronisiert.",
  "Activate its sync configuration and the calendar provider first.":
    "Aktivieren Sie zuerst die Synchronisierung und den Kalenderanbieter.",
  "The reservation goes on being changed.": "Die Reservierung wird immer weiter geändert.",
  "Export the space's reservations once more.":
    "Exportieren Sie die Reservierungen des Platzes noch einmal.",
  "The meeting was cancelled or deleted in Outlook.":
    "Der Termin wurde in Outlook abgesagt oder gelöscht.",
  "{1} was taken off the meeting in Outlook.":
    "{1} wurde in Outlook aus dem Termin herausgenommen.",
  "This date was taken out of the meeting in Outlook.":
    "Dieser Tag wurde in Outlook aus dem Termin herausgenommen.",
  "{1} declined the meeting.": "{1} hat den Termin abgelehnt.",
  "{1} does not have the meeting any more.": "{1} hat den Termin nicht mehr.",
  "Whether it was cancelled in Outlook, or the room let it go, cannot be seen from here.":
    "Ob er in Outlook abgesagt wurde oder der Raum ihn losließ, ist von hier aus nicht zu sehen.",
  "The people who look after {1} have yet to agree.": "Wer {1} betreut, muss noch zustimmen.",
  "Another reservation has {1} for this time.": "Eine andere Reservierung hat {1} zu dieser Zeit.",
  "While it was changed here, the meeting was changed in Outlook too.":
    "Während hier geändert wurde, wurde der Termin auch in Outlook geändert.",
  "What Outlook says holds: {1}.": "Es gilt, was Outlook sagt: {1}.",
  "{1} and {2}": "{1} und {2}",
  "the time": "die Zeit",
  "single dates of the series": "einzelne Termine der Serie",
  "the subject": "der Betreff",
  "whether it is private": "ob er privat ist",
  "the attendees": "die Teilnehmer",
  "the rooms": "die Räume",
  "The calendar left out an answer that was asked for.":
    "Der Kalender ließ eine Antwort aus, nach der gefragt war.",
  "The calendar of {1} is told in more than {2} pages.":
    "Der Kalender von {1} kommt in mehr als {2} Seiten.",
  "{1} was asked twice and has not answered the meeting within {2} either time.":
    "{1} wurde zweimal gefragt und hat beide Male nicht binnen {2} auf den Termin geantwortet.",
  "{n} seconds": "{n} Sekunden",
  "Whether {1} accepted the meeting cannot be read: {2}":
    "Ob {1} den Termin angenommen hat, ist nicht zu lesen: {2}",
  "the connection to Outlook is missing or was withdrawn.":
    "Die Verbindung mit Outlook fehlt oder wurde zurückgenommen.",
  "the delegated user's connection is missing or was withdrawn.":
    "Die Verbindung des delegierten Nutzers fehlt oder wurde zurückgenommen.",
  "Microsoft Entra ID does not accept the application's credential.":
    "Microsoft Entra ID nimmt die Zugangsdaten der Anwendung nicht an.",
  "Whether {1} accepted the meeting could not be read: {2}":
    "Ob {1} den Termin angenommen hat, ließ sich nicht lesen: {2}",
  "The meeting was removed from the calendar before {1} answered.":
    "Der Termin wurde aus dem Kalender entfernt, bevor {1} geantwortet hat.",
  "There is no such sync event.": "Dieses Sync-Ereignis gibt es nicht.",
  "Look it up again in the list of sync events.":
    "Suchen Sie in der Liste der Sync-Ereignisse noch einmal danach.",
  "The reservation has become private since.": "Die Reservierung ist inzwischen privat.",
  "The meeting is not in the organizer's calendar any more.":
    "Der Termin steht nicht mehr im Kalender der Person, die organisiert.",
  "No room of these is synced at present.": "Keiner dieser Räume wird zurzeit synchronisiert.",
  "Activate a sync configuration first.": "Aktivieren Sie zuerst eine Synchronisierung.",
  "There is no such reconciliation.": "Diesen Abgleich gibt es nicht.",
  "The space has no room mailbox any more, so that no room can let the meeting go.":
    "Der Platz hat kein Raumpostfach mehr, daher kann kein Raum den Termin loslassen.",
  "It is being sent at this moment.": "Es wird gerade gesendet.",
  "Look again in a few seconds.": "Sehen Sie in ein paar Sekunden wieder nach.",
  "It has been carried out, so there is nothing left to send.":
    "Es ist ausgeführt, also ist nichts mehr zu senden.",
  "A later change took its place before it was sent, so there is nothing left to send.":
    "Eine spätere Änderung trat an seine Stelle, bevor es gesendet wurde, also ist nichts mehr zu senden.",
  "Change the reservation to have something new to send.":
    "Ändern Sie die Reservierung, um etwas Neues zu senden.",
  "A later change of the same reservation has overtaken it.":
    "Eine spätere Änderung derselben Reservierung hat es überholt.",
  "Send the reservation's latest sync event again instead.":
    "Senden Sie stattdessen das letzte Sync-Ereignis der Reservierung noch einmal.",
  "The reservation is {1}, so the calendar has nothing left to show.":
    "Die Reservierung ist {1}, also hat der Kalender nichts mehr zu zeigen.",
  "Reserve again if the space is still needed.":
    "Reservieren Sie neu, wenn der Platz noch gebraucht wird.",
  "Its space is still a dry run, in which nothing is sent.":
    "Der Platz ist noch im Probelauf, in dem nichts gesendet wird.",
  "End the dry run in the space's sync configuration first.":
    "Beenden Sie zuerst den Probelauf in der Synchronisierung des Platzes.",
  "Reading the calendar broke off for a reason that is in the server's log.":
    "Das Lesen des Kalenders brach ab; der Grund steht im Protokoll des Servers.",
  "It can take up to two hours until Exchange heeds new rights.":
    "Bis Exchange neue Rechte beachtet, können zwei Stunden vergehen.",
  "The calendar cannot be read.": "Der Kalender ist nicht lesbar.",
  "The application": "Die Anwendung",
  "The delegated user": "Der delegierte Nutzer",
  "Enter a valid secret or certificate for the calendar provider.":
    "Tragen Sie beim Kalenderanbieter ein gültiges Geheimnis oder Zertifikat ein.",
  "Connect the calendar provider's delegated user.":
    "Verbinden Sie den delegierten Nutzer des Kalenderanbieters.",
  "Check the address of the room mailbox.": "Prüfen Sie die Adresse des Raumpostfachs.",
  "Give the application Calendars.ReadWrite for this room.":
    "Geben Sie der Anwendung Calendars.ReadWrite für diesen Raum.",
  "Make the delegated user an editor of the room's calendar.":
    "Machen Sie den delegierten Nutzer zum Bearbeiter des Raumkalenders.",
  "It is read with the delegated user's rights, which do not let Exchange tell us of changes, so they are looked for: at least every {1}, every few seconds while something happens.":
    "Gelesen wird mit den Rechten des delegierten Nutzers; damit kann Exchange Änderungen nicht mitteilen, und es wird nach ihnen gesehen: mindestens alle {1}, und alle paar Sekunden, solange etwas geschieht.",
  "The application cannot: {1}": "Die Anwendung kann es nicht: {1}",
  "To hear of changes at once, give the application Calendars.Read for this room.":
    "Um Änderungen sofort zu erfahren, geben Sie der Anwendung Calendars.Read für diesen Raum.",
  "1 minute": "1 Minute",
  "{n} minutes": "{n} Minuten",
  "Exchange does not tell us of changes, so they are looked for.":
    "Exchange teilt Änderungen nicht mit, daher wird nach ihnen gesehen.",
  "It must reach Usher over HTTPS: check USHER_PUBLIC_URL, or set USHER_NOTIFICATION_URL.":
    "Es muss Usher über HTTPS erreichen: Prüfen Sie USHER_PUBLIC_URL, oder setzen Sie USHER_NOTIFICATION_URL.",
  "It is tried again by itself.": "Es wird von selbst noch einmal versucht.",
  "Connect Outlook on your account page.": "Verbinden Sie Outlook auf Ihrer Kontoseite.",
  "What waits for it then goes on by itself.": "Was darauf wartet, geht dann von selbst weiter.",
  "Ask an administrator to connect the calendar provider's delegated user.":
    "Bitten Sie die Administration, den delegierten Nutzer des Kalenderanbieters zu verbinden.",
  "Ask an administrator to enter a valid secret or certificate for the calendar provider and to check it.":
    "Bitten Sie die Administration, beim Kalenderanbieter ein gültiges Geheimnis oder Zertifikat einzutragen und es zu prüfen.",
  "Nothing: it is tried again by itself.": "Nichts: Es wird von selbst noch einmal versucht.",
  "Ask an administrator to give Usher access to this calendar, and to send the sync event again.":
    "Bitten Sie die Administration, Usher Zugriff auf diesen Kalender zu geben und das Sync-Ereignis noch einmal zu senden.",
  "Cancel the reservation and book again, or ask an administrator about the sync event.":
    "Sagen Sie die Reservierung ab und buchen Sie neu, oder fragen Sie die Administration nach dem Sync-Ereignis.",
  "Ask an administrator whether the mailbox exists and is hosted in Exchange Online, and to send the sync event again.":
    "Fragen Sie die Administration, ob es das Postfach gibt und ob es in Exchange Online liegt, und bitten Sie sie, das Sync-Ereignis noch einmal zu senden.",
  "Change what the message names, or ask an administrator about the sync event.":
    "Ändern Sie, was die Meldung nennt, oder fragen Sie die Administration nach dem Sync-Ereignis.",
  "Ask an administrator to send the sync event again once the calendar can be reached.":
    "Bitten Sie die Administration, das Sync-Ereignis noch einmal zu senden, sobald der Kalender erreichbar ist.",
  "Remove the meeting in Outlook, or ask an administrator why nothing is sent for this space.":
    "Entfernen Sie den Termin in Outlook, oder fragen Sie die Administration, warum für diesen Platz nichts gesendet wird.",
  "Take one of the other free rooms, or cancel the reservation.":
    "Nehmen Sie einen der anderen freien Räume, oder sagen Sie die Reservierung ab.",
  "Wait for the people who look after the room, or take another room.":
    "Warten Sie auf die Personen, die den Raum betreuen, oder nehmen Sie einen anderen.",
  "Book again if you still need the space.": "Buchen Sie neu, wenn Sie den Platz noch brauchen.",
  "Book that date by itself if you still need the space.":
    "Buchen Sie diesen Tag für sich, wenn Sie den Platz noch brauchen.",
  "Cancel the reservation if the meeting is off; else take one of the other free rooms.":
    "Sagen Sie die Reservierung ab, wenn der Termin entfällt; sonst nehmen Sie einen der anderen freien Räume.",
  "Wait: the space is taken as soon as the other reservation is gone.":
    "Warten Sie: Der Platz wird genommen, sobald die andere Reservierung weg ist.",
  "Or move the meeting in Outlook.": "Oder verlegen Sie den Termin in Outlook.",
  "Reserve again if you still need the space.":
    "Reservieren Sie neu, wenn Sie den Platz noch brauchen.",
  "Ask whoever decided, or reserve another space or time.":
    "Fragen Sie, wer entschieden hat, oder reservieren Sie einen anderen Platz oder eine andere Zeit.",
  "Reserve again if you still need the space, and ask those who decide to look.":
    "Reservieren Sie neu, wenn Sie den Platz noch brauchen, und bitten Sie die, die entscheiden, hinzusehen.",
  "Nothing: the meeting stands as it was reserved here.":
    "Nichts: Der Termin gilt, wie er hier reserviert wurde.",
  "Nothing: its time is over.": "Nichts: Die Zeit ist vorbei.",
  "Look at what holds now, and change it again if it should be otherwise.":
    "Sehen Sie, was jetzt gilt, und ändern Sie es noch einmal, wenn es anders sein soll.",
  "The connection to Outlook is missing or was withdrawn, so the calendar does not show this yet.":
    "Die Verbindung mit Outlook fehlt oder wurde zurückgenommen, daher zeigt der Kalender das noch nicht.",
  "The delegated user's connection is missing or was withdrawn, so the calendar does not show this yet.":
    "Die Verbindung des delegierten Nutzers fehlt oder wurde zurückgenommen, daher zeigt der Kalender das noch nicht.",
  "Microsoft Entra ID does not accept the application's credential, so the calendar does not show this yet.":
    "Microsoft Entra ID nimmt die Zugangsdaten der Anwendung nicht an, daher zeigt der Kalender das noch nicht.",
  "The meeting is not in the calendar of {1} any more, so it cannot be changed there.":
    "Der Termin steht nicht mehr im Kalender von {1}, daher lässt er sich dort nicht ändern.",
  "It was tried until it was given up, without success.":
    "Es wurde versucht, bis es aufgegeben wurde, ohne Erfolg.",
  "The last time: {1}": "Beim letzten Mal: {1}",
  "The space was reserved by somebody else before the series came to this date.":
    "Der Platz wurde von jemand anderem reserviert, bevor die Serie zu diesem Tag kam.",
  "{1} accepted another meeting for this time, which was made in Outlook.":
    "{1} hat für diese Zeit einen anderen Termin angenommen, der in Outlook gemacht wurde.",
  "Exchange has ended the subscription; a new one is asked for.":
    "Exchange hat das Abonnement beendet; ein neues wird angefordert.",
  "The meeting was reserved here, which was not known when its room told of it.":
    "Der Termin wurde hier reserviert; das war noch nicht bekannt, als sein Raum davon sprach.",
};
