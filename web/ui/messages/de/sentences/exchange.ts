import type { Sentences } from "../../said-by-server.ts";

/** What Exchange answered. */
export const exchangeSentences: Sentences = {
  "Exchange answered for the mailbox {1} in a form that could not be read.":
    "Exchange hat für das Postfach {1} in einer Form geantwortet, die nicht lesbar war.",
  "The calendar of {1} may be read but not written to.":
    "Der Kalender von {1} darf gelesen, aber nicht beschrieben werden.",
  "Exchange answered in a form that could not be read.":
    "Exchange hat in einer Form geantwortet, die nicht lesbar war.",
  "Exchange asks us to call the mailbox {1} less often.":
    "Exchange bittet darum, das Postfach {1} seltener aufzurufen.",
  "Exchange could not answer for the mailbox {1} ({2}).":
    "Exchange konnte für das Postfach {1} nicht antworten ({2}).",
  "Exchange did not accept the sign-in for the mailbox {1} ({2}).":
    "Exchange hat die Anmeldung für das Postfach {1} nicht angenommen ({2}).",
  "Microsoft Entra ID did not accept the application's credential ({1}).":
    "Microsoft Entra ID hat die Zugangsdaten der Anwendung nicht angenommen ({1}).",
  "Exchange denied access to the calendar of {1} ({2}).":
    "Exchange hat den Zugriff auf den Kalender von {1} verwehrt ({2}).",
  "Exchange does not find it in the calendar of {1} ({2}).":
    "Exchange findet es im Kalender von {1} nicht ({2}).",
  "The event in the calendar of {1} was changed at the same moment ({2}).":
    "Der Termin im Kalender von {1} wurde im selben Moment geändert ({2}).",
  "Exchange has forgotten how far the calendar of {1} had been read ({2}).":
    "Exchange hat vergessen, bis wohin der Kalender von {1} gelesen war ({2}).",
  "Exchange did not take the request for the calendar of {1} ({2}).":
    "Exchange hat die Anfrage für den Kalender von {1} nicht angenommen ({2}).",
  "Exchange gave no answer for the mailbox {1} ({2}).":
    "Exchange gab für das Postfach {1} keine Antwort ({2}).",
  "Exchange denied the list of rooms, which takes the permission Place.Read.All ({1}).":
    "Exchange hat die Liste der Räume verwehrt; sie braucht das Recht Place.Read.All ({1}).",
  "Exchange did not give the list of rooms ({1}).": "Exchange gab die Liste der Räume nicht ({1}).",
  "Exchange answered with a list of rooms that could not be read.":
    "Exchange hat mit einer Liste der Räume geantwortet, die nicht lesbar war.",
  "Exchange named a next page for {1} that is not its own.":
    "Exchange nannte für {1} eine nächste Seite, die nicht seine eigene ist.",
  "The meeting in the calendar of {1} belongs to another organizer, who alone can change it.":
    "Den Termin im Kalender von {1} organisiert jemand anders, und nur diese Person kann ihn ändern.",
  "The occurrence of {1} is not in the calendar of {2} any more.":
    "Der Termin am {1} steht nicht mehr im Kalender von {2}.",
  "Exchange took the event but its answer could not be read.":
    "Exchange hat den Termin angenommen, aber die Antwort war nicht lesbar.",
};
