import type { Sentences } from "../../said-by-server.ts";

/** Making, changing and cancelling reservations. */
export const reservationSentences: Sentences = {
  "The reservation is private, and what it is about is not yours to share.":
    "Die Reservierung ist privat; worum es geht, können Sie nicht teilen.",
  '"{1}" is neither somebody who works here nor an e-mail address.':
    "„{1}“ ist weder jemand, der hier arbeitet, noch eine E-Mail-Adresse.",
  "Name people by their id or address, and anybody else by address.":
    "Nennen Sie Personen mit ihrer ID oder Adresse, alle anderen mit ihrer Adresse.",
  "Nobody can be reached by this.": "Niemand ist so zu erreichen.",
  "No more than {1} mails can be sent so within a day.":
    "An einem Tag können so höchstens {1} E-Mails verschickt werden.",
  "Try again tomorrow, with fewer recipients, or let Exchange invite them.":
    "Versuchen Sie es morgen wieder, mit weniger Empfängern, oder lassen Sie Exchange sie einladen.",
  "{1} has {2} it already.": "{1} hat sie schon {2}.",
  "What waits of this series is in spaces that others decide on.":
    "Was von dieser Serie wartet, ist in Plätzen, über die andere entscheiden.",
  "Ask one of those who decide.": "Fragen Sie jemanden, der entscheidet.",
  "{1} did not approve it.": "{1} hat sie nicht genehmigt.",
  "Nobody had approved it by its start, so {1} was released for others.":
    "Bis zum Beginn hatte sie niemand genehmigt, daher wurde {1} für andere freigegeben.",
  "The cursor is not one that was given with a page before.":
    "Der Cursor ist keiner, der mit einer Seite davor gegeben wurde.",
  "Begin again without a cursor.": "Beginnen Sie noch einmal ohne Cursor.",
  "The meeting is in several rooms, and is given others in Outlook alone.":
    "Der Termin ist in mehreren Räumen; andere bekommt er nur in Outlook.",
  "Change its rooms in Outlook, or cancel the reservation of the room that is not needed.":
    "Ändern Sie seine Räume in Outlook, oder sagen Sie die Reservierung des Raums ab, der nicht gebraucht wird.",
  "{1} cannot be reserved at present.": "{1} lässt sich zurzeit nicht reservieren.",
  "Choose another space.": "Wählen Sie einen anderen Platz.",
  "At a door the space is reserved from now on, and for no later time.":
    "An der Tür wird der Platz ab jetzt reserviert und nicht für später.",
  "Use the portal to reserve it for later.": "Reservieren Sie ihn für später im Portal.",
  "At a door only what goes on is given another end.":
    "An der Tür bekommt nur ein anderes Ende, was gerade läuft.",
  "Use the portal to change what comes later.": "Ändern Sie im Portal, was später kommt.",
  "A panel reserves the space at whose door it hangs, and no other.":
    "Ein Türschild reserviert den Platz, an dessen Tür es hängt, und keinen anderen.",
  "Use the portal to reserve other spaces.":
    "Nehmen Sie das Portal, um andere Plätze zu reservieren.",
  "The meeting of {1} was given further rooms in Outlook.":
    "Der Termin von {1} hat in Outlook weitere Räume bekommen.",
  "Cancel {1} by itself, and then change the rest of the group.":
    "Sagen Sie {1} für sich ab, und ändern Sie dann den Rest der Gruppe.",
  "Where somebody of a group is, whom they invite and which services they have is each member's own.":
    "Wo jemand aus einer Gruppe ist, wen die Person einlädt und welche Services sie hat, ist Sache jedes Mitglieds.",
  "Change it for one member, by the id of their reservation.":
    "Ändern Sie es für ein Mitglied, mit der ID seiner Reservierung.",
  "This is one reservation of a group, whose members are all there at one time.":
    "Das ist eine Reservierung aus einer Gruppe, deren Mitglieder alle zur selben Zeit da sind.",
  "Move the whole group, or cancel this reservation and make another.":
    "Verlegen Sie die ganze Gruppe, oder sagen Sie diese Reservierung ab und legen Sie eine andere an.",
  "This Idempotency-Key came before with another request.":
    "Dieser Idempotency-Key kam schon mit einer anderen Anfrage.",
  "Use a new key for a new request, and the same key only to repeat one.":
    "Nehmen Sie für eine neue Anfrage einen neuen Schlüssel, und denselben nur, um eine zu wiederholen.",
  "Nothing is sent for this space at present, so the meeting stands in the calendar of {1}.":
    "Für diesen Platz wird zurzeit nichts gesendet, daher bleibt der Termin im Kalender von {1}.",
  "No person is signed in here, so the request has to say for whom the reservation is.":
    "Hier ist keine Person angemeldet, daher muss die Anfrage sagen, für wen die Reservierung ist.",
  "Give requested_for: a person's id or e-mail address.":
    "Geben Sie requested_for an: die ID oder E-Mail-Adresse einer Person.",
  "The person the reservation is for is not known here, or not active.":
    "Die Person, für die die Reservierung ist, ist hier nicht bekannt oder nicht aktiv.",
  "An occurrence can have a time and a space of its own; what it is about and who comes are the series'.":
    "Ein einzelner Termin kann eine eigene Zeit und einen eigenen Platz haben; worum es geht und wer kommt, ist Sache der Serie.",
  "Make this change for this and following occurrences, or for all of them.":
    "Nehmen Sie diese Änderung für diesen und die folgenden Termine vor, oder für alle.",
  "It is the series'.": "Das ist Sache der Serie.",
  "{1} is not in the same calendar as {2}, and a series is one meeting.":
    "{1} ist nicht im selben Kalender wie {2}, und eine Serie ist ein einziger Termin.",
  "Choose another space, or cancel this occurrence and reserve on its own.":
    "Wählen Sie einen anderen Platz, oder sagen Sie diesen Termin ab und reservieren Sie für sich.",
  "This occurrence has begun, and what follows begins with the next one.":
    "Dieser Termin hat begonnen, und was folgt, beginnt mit dem nächsten.",
  "Open the next occurrence, and make the change for it and all that follow.":
    "Öffnen Sie den nächsten Termin, und nehmen Sie die Änderung für ihn und alle folgenden vor.",
  "This is a single reservation, and it cannot become a series.":
    "Das ist eine einzelne Reservierung; sie kann keine Serie werden.",
  "Make a new reservation that recurs, and cancel this one.":
    "Legen Sie eine neue Reservierung an, die sich wiederholt, und sagen Sie diese ab.",
  "It is not a series.": "Das ist keine Serie.",
  "The meeting is in several rooms, and ends in all of them at once.":
    "Der Termin ist in mehreren Räumen und endet in allen zugleich.",
  "Shorten the meeting itself.": "Verkürzen Sie den Termin selbst.",
  "Its time passed before it was confirmed.": "Die Zeit verging, bevor sie bestätigt war.",
  "It was ended within its first minute, and so did not take place.":
    "Sie wurde innerhalb ihrer ersten Minute beendet und hat daher nicht stattgefunden.",
  "Nobody had checked in by {1}, so {2} was released for others.":
    "Bis {1} hatte niemand eingecheckt, daher wurde {2} für andere freigegeben.",
  "A panel shows the schedule of its own space only.":
    "Ein Türschild zeigt nur den Belegungsplan seines eigenen Platzes.",
  "Look at the panel of that space, or leave space_id out.":
    "Sehen Sie auf das Türschild jenes Platzes, oder lassen Sie space_id weg.",
  "The scope `space` needs space_id.": "Der Bereich `space` braucht space_id.",
  "Give space_id.": "Geben Sie space_id an.",
  "It is required with the scope `space`.": "Mit dem Bereich `space` ist es nötig.",
  "This is the whole series: which of its occurrences is meant does not say itself.":
    "Das ist die ganze Serie: Welcher ihrer Termine gemeint ist, sagt das nicht.",
  "Name an occurrence by its id, or act on all of them.":
    "Nennen Sie einen Termin mit seiner ID, oder handeln Sie an allen.",
  "Neither {1} nor another space like it in {2} is free then.":
    "Weder {1} noch ein ähnlicher Platz in {2} ist dann frei.",
  "Choose another time, or look in another building.":
    "Wählen Sie eine andere Zeit, oder sehen Sie in einem anderen Gebäude nach.",
  "Ask an administrator to look at the reservation's sync event.":
    "Bitten Sie die Administration, das Sync-Ereignis der Reservierung anzusehen.",
  "The space is not held any more: to have another one or another time, change the reservation.":
    "Der Platz wird nicht mehr gehalten: Ändern Sie die Reservierung, um einen anderen oder eine andere Zeit zu bekommen.",
  "The reservation is private: you may change its time and its space, but not what it is about.":
    "Die Reservierung ist privat: Zeit und Platz können Sie ändern, nicht aber, worum es geht.",
  "Ask the person it is for, or who made it.":
    "Fragen Sie die Person, für die sie ist, oder wer sie angelegt hat.",
  "It is withheld from you.": "Das bekommen Sie nicht zu sehen.",
  "There is no such reservation.": "Diese Reservierung gibt es nicht.",
  "Look it up again in the list of reservations.":
    "Suchen Sie in der Liste der Reservierungen noch einmal danach.",
  "The reservation has been changed since you read it.":
    "Die Reservierung wurde geändert, seit Sie sie gelesen haben.",
  "The reservation is cancelled, and nothing about it can change any more.":
    "Die Reservierung ist abgesagt, und nichts daran lässt sich mehr ändern.",
  "Make a new reservation.": "Legen Sie eine neue Reservierung an.",
  "Reservations of {1} are approved by others.": "Reservierungen von {1} genehmigen andere.",
  "Ask one of those who decide: {1}.": "Fragen Sie jemanden, der entscheidet: {1}.",
  "any manager": "jede Person mit der Rolle Manager",
  "This reservation is your own, and nobody approves their own.":
    "Das ist Ihre eigene Reservierung, und die eigene genehmigt niemand.",
  "Ask another of those who decide.": "Fragen Sie jemand anderen, der entscheidet.",
  "You can look at the schedule; changing it needs the role planner.":
    "Sie können den Belegungsplan ansehen; ihn zu ändern, braucht die Rolle Planer.",
  "Change your own reservations in My reservations, or ask a planner.":
    "Ändern Sie Ihre eigenen Reservierungen unter „Meine Reservierungen“, oder fragen Sie jemanden mit der Rolle Planer.",
  "This reservation is somebody else's.": "Diese Reservierung gehört jemand anderem.",
  "Ask the person it is for, or a planner, to do it.":
    "Bitten Sie die Person, für die sie ist, oder jemanden mit der Rolle Planer darum.",
  "It is not after from.": "Es liegt nicht nach from.",
  "It is more than {1} days after.": "Es liegt mehr als {1} Tage danach.",
  "Ask for at most {1} days at a time.": "Fragen Sie nach höchstens {1} Tagen auf einmal.",
  "A series is on the days of its recurrence: to move it to other days, that has to change.":
    "Eine Serie liegt auf den Tagen ihrer Wiederholung: Um sie auf andere Tage zu legen, muss sich diese ändern.",
  "Choose the recurrence anew, or move this occurrence alone.":
    "Wählen Sie die Wiederholung neu, oder verlegen Sie diesen Termin allein.",
  "It is on another day.": "Es liegt an einem anderen Tag.",
  "The space is taken for this time.": "Der Platz ist für diese Zeit belegt.",
  "The meeting does not need it any more.": "Der Termin braucht sie nicht mehr.",
  "{1} is reserved by somebody else in the time that the services need for their {2} the meeting.":
    "{1} ist in der Zeit, die die Services {2} brauchen, von jemand anderem reserviert.",
  "preparation before": "zur Vorbereitung vor dem Termin",
  "clean-up after": "zum Aufräumen nach dem Termin",
  "prepares the space for": "dient der Vorbereitung von",
  "cleans the space up after": "dient dem Aufräumen nach",
  "Choose another time or space, or leave out the service that needs it.":
    "Wählen Sie eine andere Zeit oder einen anderen Platz, oder lassen Sie den Service weg, der sie braucht.",
  "This time {1} the meeting {2}, and changes with it alone.":
    "Diese Zeit {1} {2} und ändert sich nur zusammen damit.",
  "Change or cancel {1}, or the services that it has.":
    "Ändern Sie {1} oder die Services davon, oder sagen Sie {1} ab.",
  "Only a signed-in person is invited to meetings.":
    "Eingeladen wird nur, wer als Person angemeldet ist.",
  "Ask as a person, or for another scope.":
    "Fragen Sie als Person, oder nach einem anderen Ausschnitt.",
  "The meeting is in several rooms, each of which has services of its own.":
    "Der Termin ist in mehreren Räumen, und jeder davon hat eigene Services.",
  "Choose them for one of its rooms.": "Wählen Sie sie für einen seiner Räume.",
  "{1} is reserved for some of that time by somebody else.":
    "{1} ist in dieser Zeit schon von jemand anderem reserviert, ganz oder zum Teil.",
  "Choose another space that is free then, or another time.":
    "Wählen Sie einen anderen Platz, der dann frei ist, oder eine andere Zeit.",
  "{1} is reserved by somebody else on {2}.": "{1} ist von jemand anderem reserviert: {2}.",
  "{1} and {2} more of its dates": "{1} und {2} weitere Tage",
  "Leave these dates out, or choose another space or another time.":
    "Lassen Sie diese Tage weg, oder wählen Sie einen anderen Platz oder eine andere Zeit.",
  "{1} are reserved for some of that time by somebody else, so that none of the spaces is held.":
    "{1:list} sind in dieser Zeit schon von jemand anderem reserviert, ganz oder zum Teil; daher wird keiner der Plätze gehalten.",
  "{1} is reserved for some of that time by somebody else, so that none of the spaces is held.":
    "{1} ist in dieser Zeit schon von jemand anderem reserviert, ganz oder zum Teil; daher wird keiner der Plätze gehalten.",
  "Choose other spaces instead, or another time.":
    "Wählen Sie stattdessen andere Plätze, oder eine andere Zeit.",
  "This would be written to the delegated user's calendar, and the calendar provider names none.":
    "Das würde in den Kalender des delegierten Nutzers geschrieben, und der Kalenderanbieter nennt keinen.",
  "Ask an administrator to enter the calendar provider's delegated user and connect it.":
    "Bitten Sie die Administration, den delegierten Nutzer des Kalenderanbieters einzutragen und zu verbinden.",
  "You have no such reminder.": "Diese Erinnerung haben Sie nicht.",
  "One of space_id and building_id is required, and not both.":
    "Eines von space_id und building_id ist nötig, und nicht beide.",
  "Name a space, or a building for all of its spaces.":
    "Nennen Sie einen Platz, oder ein Gebäude für alle seine Plätze.",
};
