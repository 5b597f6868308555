import type { Sentences } from "../../said-by-server.ts";

/** Approval, check-in, limits, states, services and times of a reservation. */
export const limitSentences: Sentences = {
  "Nobody has to approve this reservation.": "Diese Reservierung muss niemand genehmigen.",
  "Nothing: it stands without.": "Nichts: Sie gilt auch so.",
  "The people who look after the room decide on this meeting, in Outlook.":
    "Über diesen Termin entscheiden die Personen, die den Raum betreuen, in Outlook.",
  "Answer the request that the room's mailbox sent to its delegates.":
    "Beantworten Sie die Anfrage, die das Postfach des Raums an seine Stellvertreter gesendet hat.",
  "This is a meeting in several rooms, and each of them is decided on by itself.":
    "Das ist ein Termin in mehreren Räumen, und über jeden davon wird für sich entschieden.",
  "Open the room that you mean.": "Öffnen Sie den Raum, den Sie meinen.",
  "Somebody has decided on this reservation already.":
    "Über diese Reservierung hat schon jemand entschieden.",
  "Open it to see who did, and what they said.":
    "Öffnen Sie sie, um zu sehen, wer das war und was gesagt wurde.",
  '"{1}" is not an e-mail address.': "„{1}“ ist keine E-Mail-Adresse.",
  "Correct the address or remove the attendee.":
    "Berichtigen Sie die Adresse, oder entfernen Sie den Teilnehmer.",
  "There are {1} attendees, and Exchange takes {2} here at most.":
    "Es sind {1} Teilnehmer, und Exchange nimmt hier höchstens {2}.",
  "Invite a distribution list instead of its members, or fewer people.":
    "Laden Sie eine Verteilerliste statt ihrer Mitglieder ein, oder weniger Personen.",
  "This is the whole meeting, and people check in to one of its dates or rooms at a time.":
    "Das ist der ganze Termin; eingecheckt wird immer in einen seiner Tage oder Räume.",
  "Open the date, or the room, that you mean.": "Öffnen Sie den Tag oder den Raum, den Sie meinen.",
  "Nobody has to check in here.": "Hier muss niemand einchecken.",
  "Nothing: the space is yours until the end.": "Nichts: Der Platz ist bis zum Ende Ihrer.",
  "It is too early to check in.": "Zum Einchecken ist es zu früh.",
  "Check in once it opens, shortly before the start.":
    "Checken Sie ein, sobald es möglich ist, kurz vor dem Beginn.",
  "The reservation's time is over, so nobody can check in any more.":
    "Die Zeit der Reservierung ist vorbei, daher kann niemand mehr einchecken.",
  "It has not begun yet, so there is nothing to end.":
    "Sie hat noch nicht begonnen, also gibt es nichts zu beenden.",
  "Cancel it instead.": "Sagen Sie sie stattdessen ab.",
  "Nobody has checked in, so there is nothing to check out of.":
    "Niemand hat eingecheckt, also gibt es nichts auszuchecken.",
  "Cancel the reservation, or shorten it, to give the space back.":
    "Sagen Sie die Reservierung ab, oder verkürzen Sie sie, um den Platz zurückzugeben.",
  "Somebody has checked out already.": "Es hat schon jemand ausgecheckt.",
  "Make a new reservation if the space is needed again.":
    "Legen Sie eine neue Reservierung an, wenn der Platz wieder gebraucht wird.",
  "This kind of space cannot be reserved as a series.":
    "Ein Platz dieser Art lässt sich nicht als Serie reservieren.",
  "Reserve it once, or choose another kind of space.":
    "Reservieren Sie ihn einmal, oder wählen Sie einen Platz anderer Art.",
  "This kind of space cannot be reserved together with others.":
    "Ein Platz dieser Art lässt sich nicht zusammen mit anderen reservieren.",
  "Reserve each space on its own.": "Reservieren Sie jeden Platz für sich.",
  "Group reservations are not enabled for this kind of space.":
    "Gruppenreservierungen sind für Plätze dieser Art nicht eingeschaltet.",
  "Let each person make their own reservation.": "Lassen Sie jede Person selbst reservieren.",
  "This kind of space is reserved for whole days.":
    "Ein Platz dieser Art wird für ganze Tage reserviert.",
  "Choose from midnight to midnight, in the building's time zone.":
    "Wählen Sie von Mitternacht bis Mitternacht, in der Zeitzone des Gebäudes.",
  "The reservation is shorter than {1}.": "Die Reservierung ist kürzer als {1}.",
  "Choose at least {1}.": "Wählen Sie mindestens {1}.",
  "The reservation is longer than {1}.": "Die Reservierung ist länger als {1}.",
  "Choose at most {1}.": "Wählen Sie höchstens {1}.",
  "This kind of space cannot be reserved for whole days.":
    "Ein Platz dieser Art lässt sich nicht für ganze Tage reservieren.",
  "Choose a part of the day.": "Wählen Sie einen Teil des Tages.",
  "This kind of space can be reserved {1} ahead at most.":
    "Ein Platz dieser Art lässt sich höchstens {1} im Voraus reservieren.",
  "Choose an earlier day, or come back later.":
    "Wählen Sie einen früheren Tag, oder kommen Sie später wieder.",
  "A series here has {1} at most, and this one {2}.":
    "Eine Serie hat hier höchstens {1}, diese hat {2}.",
  "1 occurrence": "1 Termin",
  "{n} occurrences": "{n} Termine",
  "Let it end earlier, or recur less often.":
    "Lassen Sie sie früher enden oder sich seltener wiederholen.",
  "A reservation here goes over {1} at most.": "Eine Reservierung geht hier über höchstens {1}.",
  "Choose an earlier end, or make a reservation for each day.":
    "Wählen Sie ein früheres Ende, oder legen Sie für jeden Tag eine Reservierung an.",
  "This kind of space cannot be reserved for somebody else.":
    "Ein Platz dieser Art lässt sich nicht für jemand anderen reservieren.",
  "Make the reservation for yourself, or ask the person to make it.":
    "Reservieren Sie für sich selbst, oder bitten Sie die Person, es zu tun.",
  "A subject is required.": "Ein Betreff ist nötig.",
  "Give the reservation a subject.": "Geben Sie der Reservierung einen Betreff.",
  "The reservation is {1}, and nothing can change it any more.":
    "Die Reservierung ist {1}, und nichts kann sie mehr ändern.",
  "a draft": "ein Entwurf",
  "waiting for the room's answer": "noch ohne Antwort des Raums",
  "waiting for approval": "noch nicht genehmigt",
  "approved and waiting for the room's answer": "genehmigt und noch ohne Antwort des Raums",
  confirmed: "bestätigt",
  "in progress": "im Gange",
  completed: "beendet",
  rejected: "abgelehnt",
  "in conflict": "im Konflikt",
  cancelled: "abgesagt",
  "released because nobody checked in": "freigegeben, da niemand eingecheckt hat",
  "Somebody has checked in, and a reservation in use cannot be cancelled.":
    "Es hat jemand eingecheckt, und eine benutzte Reservierung lässt sich nicht absagen.",
  "Check out instead: that frees the space at once.":
    "Checken Sie stattdessen aus: Das macht den Platz sofort frei.",
  "This cannot be done while the reservation is {1}.":
    "Das geht jetzt nicht; die Reservierung ist {1}.",
  "Open the reservation again to see where it stands and what can be done with it.":
    "Öffnen Sie die Reservierung noch einmal, um zu sehen, wie sie steht und was mit ihr möglich ist.",
  "One of the services is not offered with this space.":
    "Einer der Services wird bei diesem Platz nicht geboten.",
  "Look up which services the space offers, and choose among those.":
    "Sehen Sie nach, welche Services der Platz bietet, und wählen Sie unter diesen.",
  "{1} has to be asked for {2} before the start.":
    "{1} ist spätestens {2} vor dem Beginn zu bestellen.",
  "Leave it out, choose a later time, or ask a planner.":
    "Lassen Sie das weg, wählen Sie eine spätere Zeit, oder fragen Sie jemanden mit der Rolle Planer.",
  "{1} cannot be called off within {2} of the start.":
    "{1} lässt sich nicht mehr abbestellen, wenn es bis zum Beginn weniger als {2} sind.",
  "Keep it, or ask a planner.": "Behalten Sie das, oder fragen Sie jemanden mit der Rolle Planer.",
  "At least two spaces are reserved together.":
    "Zusammen reserviert werden mindestens zwei Plätze.",
  "Choose another space as well.": "Wählen Sie noch einen Platz dazu.",
  "At most {1} spaces are reserved together.": "Zusammen reserviert werden höchstens {1} Plätze.",
  "Choose fewer of them.": "Wählen Sie weniger davon.",
  "A space is named more than once.": "Ein Platz ist mehr als einmal genannt.",
  "Name each space once.": "Nennen Sie jeden Platz einmal.",
  "{1} and {2} are in different calendar systems, which no one meeting can invite.":
    "{1} und {2} sind in verschiedenen Kalendersystemen, die kein einzelner Termin zusammen einladen kann.",
  "Reserve them separately.": "Reservieren Sie sie getrennt.",
  "The end is not after the start.": "Das Ende liegt nicht nach dem Beginn.",
  "Choose an end that is later than the start.":
    "Wählen Sie ein Ende, das später als der Beginn ist.",
  "The start is in the past.": "Der Beginn liegt in der Vergangenheit.",
  "Choose a start from now on.": "Wählen Sie einen Beginn ab jetzt.",
  "The end is in the past.": "Das Ende liegt in der Vergangenheit.",
  "Choose an end from now on.": "Wählen Sie ein Ende ab jetzt.",
  "Reservations start and end on whole minutes.":
    "Reservierungen beginnen und enden auf ganze Minuten.",
  "Leave out the seconds.": "Lassen Sie die Sekunden weg.",
  "A reservation lasts {1} days at most.": "Eine Reservierung dauert höchstens {1} Tage.",
  "Choose an earlier end, or make several reservations.":
    "Wählen Sie ein früheres Ende, oder legen Sie mehrere Reservierungen an.",
  "Nothing can be reserved more than {1} years ahead.":
    "Mehr als {1} Jahre im Voraus lässt sich nichts reservieren.",
  "Choose an earlier time.": "Wählen Sie eine frühere Zeit.",
};
