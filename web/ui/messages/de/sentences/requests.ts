import type { Sentences } from "../../said-by-server.ts";

/** Requests that are not as they have to be. */
export const requestSentences: Sentences = {
  "The address holds a null character.": "Die Adresse enthält ein Nullzeichen.",
  "Leave it out.": "Lassen Sie es weg.",
  "There were more than {1} requests within a minute.":
    "Es kamen mehr als {1} Anfragen binnen einer Minute.",
  "Try again in {1}.": "Versuchen Sie es in {1} erneut.",
  "1 second": "1 Sekunde",
  "If-Match is not an entity tag of ours.": "If-Match ist kein Entity-Tag von uns.",
  "Send the ETag as it came with what is to be changed, its quotation marks included.":
    "Senden Sie das ETag, wie es mit dem kam, was geändert werden soll, samt seinen Anführungszeichen.",
  "{1}: There is no such instant.": "{1}: Diesen Zeitpunkt gibt es nicht.",
  "Give another time.": "Geben Sie eine andere Zeit an.",
  "There is no such instant.": "Diesen Zeitpunkt gibt es nicht.",
  "The body is not JSON.": "Der Inhalt ist kein JSON.",
  "Send a JSON object.": "Senden Sie ein JSON-Objekt.",
  "A field has a name that is not allowed.": "Ein Feld hat einen Namen, der nicht erlaubt ist.",
  "A text holds a null character or half of a character.":
    "Ein Text enthält ein Nullzeichen oder ein halbes Zeichen.",
  "Leave it out and send the request again.":
    "Lassen Sie es weg, und senden Sie die Anfrage noch einmal.",
  "The database does not answer.": "Die Datenbank antwortet nicht.",
  "Look at the database.": "Sehen Sie nach der Datenbank.",
  "There is nothing at this address, or not for this method.":
    "Unter dieser Adresse gibt es nichts, oder nicht für diese Methode.",
  "Look at /api/v1/openapi.json for what there is.":
    "Unter /api/v1/openapi.json steht, was es gibt.",
  "Something went wrong here that should not have.":
    "Hier ging etwas schief, das nicht hätte sein dürfen.",
  "It has been written down.": "Es ist aufgezeichnet.",
  "Try again; if it stays, tell an administrator the request id.":
    "Versuchen Sie es erneut; bleibt es dabei, nennen Sie der Administration die Anfrage-ID.",
  "The body is larger than a request here can be.":
    "Der Inhalt ist größer, als eine Anfrage hier sein kann.",
  "Send less, for example a shorter text; most requests may have one megabyte.":
    "Senden Sie weniger, zum Beispiel einen kürzeren Text; die meisten Anfragen dürfen ein Megabyte haben.",
  "The body's type is not one that is understood here.":
    "Die Art des Inhalts wird hier nicht verstanden.",
  "Send JSON with Content-Type: application/json.":
    "Senden Sie JSON mit Content-Type: application/json.",
  "The request is not well formed.": "Die Anfrage ist nicht wohlgeformt.",
  "Mend it and try again.": "Berichtigen Sie sie, und versuchen Sie es erneut.",
  "The request": "Die Anfrage",
  "A field is wrong": "Ein Feld ist falsch",
  "Mend the fields that are named, and send it again.":
    "Berichtigen Sie die genannten Felder, und senden Sie die Anfrage noch einmal.",
  "An Idempotency-Key has 1 to 255 visible ASCII characters.":
    "Ein Idempotency-Key hat 1 bis 255 sichtbare ASCII-Zeichen.",
  "Use a UUID, for example.": "Nehmen Sie zum Beispiel eine UUID.",
  "Begin anew, without one.": "Beginnen Sie von vorn, ohne eine.",
  "Mend the fields that are named.": "Berichtigen Sie die genannten Felder.",
  "There are more than {1} questions.": "Es sind mehr als {1} Fragen.",
  "Ask in several requests.": "Fragen Sie in mehreren Anfragen.",
};
