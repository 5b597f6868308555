import type { Sentences } from "../../said-by-server.ts";

/** The integration rules, and what a change of a module brings with it. */
export const ruleSentences: Sentences = {
  "A group reservation cannot be made for this space.":
    "Für diesen Platz lässt sich keine Gruppenreservierung anlegen.",
  "The space is synchronized with Exchange in personal mode, where each reservation is written to the calendar of the one person who makes it.":
    "Der Platz wird im Modus Persönlich mit Exchange synchronisiert; jede Reservierung steht dann im Kalender der einen Person, die sie anlegt.",
  "let each person make their own reservation, or choose only spaces that are not synchronized with a calendar":
    "lassen Sie jede Person selbst reservieren, oder wählen Sie nur Plätze, die mit keinem Kalender synchronisiert werden",
  "This space cannot be reserved for somebody else.":
    "Dieser Platz lässt sich nicht für jemand anderen reservieren.",
  "The space is synchronized with Exchange in personal mode, and there is no access to another person's calendar.":
    "Der Platz wird im Modus Persönlich mit Exchange synchronisiert, und auf den Kalender einer anderen Person gibt es dann keinen Zugriff.",
  "make the reservation for yourself, ask the person to make it, or choose a space that is not synchronized with a calendar":
    "reservieren Sie für sich selbst, bitten Sie die Person, es zu tun, oder wählen Sie einen Platz, der mit keinem Kalender synchronisiert wird",
  "This reservation can be read here, but not changed or cancelled.":
    "Diese Reservierung lässt sich hier lesen, aber weder ändern noch absagen.",
  "Its meeting is in the person's own calendar, and in strict mode only meetings in the delegated user's calendar can be written.":
    "Der Termin dazu steht im eigenen Kalender der Person, und im Modus Strikt lassen sich nur Termine im Kalender des delegierten Nutzers schreiben.",
  "ask an administrator to return to normal mode for it, or ask the person the reservation is for to change or cancel the meeting in Outlook, which the reservation does not follow":
    "bitten Sie die Administration, dafür zum Modus Normal zurückzukehren, oder bitten Sie die Person, für die die Reservierung ist, den Termin in Outlook zu ändern oder abzusagen; die Reservierung folgt dem nicht",
  "This reservation cannot be changed or cancelled from here.":
    "Diese Reservierung lässt sich von hier aus weder ändern noch absagen.",
  "Its meeting is in the person's own calendar, and in personal mode that is written only where the person is signed in.":
    "Der Termin dazu steht im eigenen Kalender der Person, und im Modus Persönlich wird dorthin nur geschrieben, wo die Person angemeldet ist.",
  "use the portal, signed in as the person the reservation is for":
    "nehmen Sie das Portal, angemeldet als die Person, für die die Reservierung ist",
  "This reservation can be changed or cancelled only by the person in whose calendar it is.":
    "Diese Reservierung kann nur die Person ändern oder absagen, in deren Kalender sie steht.",
  "Its meeting is in that person's own calendar, and in personal mode nobody else's token may write there.":
    "Der Termin dazu steht im eigenen Kalender dieser Person, und im Modus Persönlich darf kein anderes Token dorthin schreiben.",
  "ask that person to change or cancel it, here or in Outlook":
    "bitten Sie diese Person, sie zu ändern oder abzusagen, hier oder in Outlook",
  "Your Outlook calendar is not connected.": "Ihr Outlook-Kalender ist nicht verbunden.",
  "In personal mode the meeting is written with your own permission.":
    "Im Modus Persönlich wird der Termin mit Ihrer eigenen Erlaubnis geschrieben.",
  "connect your Outlook calendar with the account you are signed in with, and try again":
    "verbinden Sie Ihren Outlook-Kalender mit dem Konto, mit dem Sie angemeldet sind, und versuchen Sie es erneut",
  "This reservation was made in Outlook and cannot be changed or cancelled here.":
    "Diese Reservierung wurde in Outlook gemacht und lässt sich hier weder ändern noch absagen.",
  "For a meeting made in Outlook, the calendar is the primary source.":
    "Für einen in Outlook gemachten Termin gilt zuerst der Kalender.",
  "ask the meeting's organizer to change or cancel it in Outlook":
    "bitten Sie die Person, die den Termin organisiert, ihn in Outlook zu ändern oder abzusagen",
  "{1} approval from now on.": "{1} ab jetzt eine Genehmigung.",
  "1 space needs": "1 Platz braucht",
  "{n} spaces need": "{n} Plätze brauchen",
  "Nothing needs approval from now on.": "Nichts braucht ab jetzt eine Genehmigung.",
  "{1} on waiting for approval.": "{1} weiter auf Genehmigung.",
  "1 of them goes": "1 davon wartet",
  "{n} of them go": "{n} davon warten",
  "1 coming reservation stays as it is": "1 kommende Reservierung bleibt, wie sie ist",
  "{n} coming reservations stay as they are": "{n} kommende Reservierungen bleiben, wie sie sind",
  "1 reservation that waits is": "1 Reservierung wartet",
  "{n} reservations that wait are": "{n} Reservierungen warten",
  "{1} for {2} to decide on.": "{1}; darüber entscheidet nun: {2}.",
  "those named now": "wer jetzt genannt ist",
  "Nobody is named, and there is no manager: what needs approval would be released undecided.":
    "Niemand ist genannt, und es gibt keinen Manager: Was Genehmigung braucht, würde unentschieden freigegeben.",
  "1 coming reservation": "1 kommende Reservierung",
  "{n} coming reservations": "{n} kommende Reservierungen",
  "People check in to {1}{2}.": "Einzuchecken ist für {1}{2}.",
  ", {1} included": ", {1} inbegriffen",
  "1 space": "1 Platz",
  "{n} spaces": "{n} Plätze",
  "Nobody has to check in any more{1}.": "Niemand muss mehr einchecken{1}.",
  "What nobody checks in to is released for others{1}.":
    "Checkt niemand ein, wird der Platz für andere freigegeben{1}.",
  "What nobody checks in to keeps its space.":
    "Checkt niemand ein, bleibt der Platz trotzdem belegt.",
  "1 coming reservation is": "1 kommende Reservierung ist",
  "{n} coming reservations are": "{n} kommende Reservierungen sind",
  "{1} shorter or longer than that, and stay.": "{1} kürzer oder länger; das bleibt so.",
  "The limits hold for what is made or moved from now on.":
    "Die Grenzen gelten für das, was ab jetzt angelegt oder verlegt wird.",
  "What is reserved further ahead stays.": "Was weiter im Voraus reserviert ist, bleibt.",
  "Series hold their space less far ahead from now on.":
    "Serien halten ihren Platz ab jetzt weniger weit im Voraus.",
  "Series hold their space further ahead within the hour, where it is free.":
    "Serien halten ihren Platz binnen einer Stunde weiter im Voraus, wo er frei ist.",
};
