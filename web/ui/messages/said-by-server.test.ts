import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { germanSentences } from "./de/sentences/german-sentences.ts";
import { knownWords } from "./de/sentences/known-words.ts";
import { sayIn } from "./said-by-server.ts";

const say = sayIn(germanSentences);
const german = (text: string) => say(text).text;

describe("what the server says, on a German page", () => {
  test("is German where it is a whole sentence", () => {
    assert.deepEqual(say("There is no such reservation."), {
      text: "Diese Reservierung gibt es nicht.",
      isForeign: false,
    });
  });

  test("keeps names, and whatever else was put in, at their places", () => {
    assert.equal(
      german("St. Gallen declined the meeting."),
      "St. Gallen hat den Termin abgelehnt.",
    );
    assert.equal(
      german('Mars has the address a@x.test, not "b@x.test".'),
      'Mars hat die Adresse a@x.test, nicht "b@x.test".',
    );
  });

  test("is German in what was put in, where that is said by the server too", () => {
    assert.equal(
      german("The reservation is waiting for approval, and nothing can change it any more."),
      "Die Reservierung ist noch nicht genehmigt, und nichts kann sie mehr ändern.",
    );
    assert.equal(
      german("The reservation is shorter than 1 hour and 30 minutes."),
      "Die Reservierung ist kürzer als 1 Stunde und 30 Minuten.",
    );
    assert.equal(german("Required in strict mode."), "Im Modus Strikt nötig.");
    assert.equal(
      german("What Outlook says holds: the time, the subject and the rooms."),
      "Es gilt, was Outlook sagt: die Zeit, der Betreff und die Räume.",
    );
    assert.equal(
      german("People check in to 3 spaces, 1 coming reservation included."),
      "Einzuchecken ist für 3 Plätze, 1 kommende Reservierung inbegriffen.",
    );
  });

  test("is German sentence by sentence, whatever sentences come together", () => {
    assert.equal(
      german(
        "The calendar cannot be read. The application: Exchange denied access to the calendar of mars@x.test (ErrorAccessDenied). Check the address of the room mailbox. Or: Connect the calendar provider's delegated user.",
      ),
      "Der Kalender ist nicht lesbar. Die Anwendung: Exchange hat den Zugriff auf den Kalender von mars@x.test verwehrt (ErrorAccessDenied). Prüfen Sie die Adresse des Raumpostfachs. Oder: Verbinden Sie den delegierten Nutzer des Kalenderanbieters.",
    );
    assert.equal(
      german("2 coming reservations stay as they are. 1 of them goes on waiting for approval."),
      "2 kommende Reservierungen bleiben, wie sie sind. 1 davon wartet weiter auf Genehmigung.",
    );
  });

  test("is German in what is added in brackets", () => {
    assert.equal(
      german("The recurrence rule does not follow RFC 5545. (FREQ is missing or unknown.)"),
      "Die Wiederholungsregel folgt RFC 5545 nicht. (FREQ fehlt oder ist unbekannt.)",
    );
  });

  test("is German where clauses were made a sentence", () => {
    assert.equal(
      german(
        "Use the portal, signed in as the person the reservation is for; and also ask that person to change or cancel it, here or in Outlook.",
      ),
      "Nehmen Sie das Portal, angemeldet als die Person, für die die Reservierung ist; außerdem: bitten Sie diese Person, sie zu ändern oder abzusagen, hier oder in Outlook.",
    );
  });

  test("is the German of its own sentence, however alike another is", () => {
    const filled = (text: string) =>
      text.replaceAll(/\{(\d+|n)(?::list)?\}/g, (_, place: string) =>
        place === "n" ? "7" : `Xy${place}`,
      );
    // What is put in right behind something begins with a comma; the rest is joined, not said.
    const own = Object.entries(germanSentences).filter(
      ([english]) => !english.includes("}{") && !Object.hasOwn(knownWords, english),
    );
    const others = own.filter(([english, words]) => german(filled(english)) !== filled(words));
    assert.deepEqual(others, [["{1} and {2}", "{1} und {2}"]]);
  });

  test("stays as it is where nothing of it is known, and says so", () => {
    assert.deepEqual(say("The mailbox is in a grey state: retry."), {
      text: "The mailbox is in a grey state: retry.",
      isForeign: true,
    });
    assert.equal(german("Mars and Venus"), "Mars and Venus");
    assert.equal(german("constructor"), "constructor");
  });

  test("is German as far as it is known, where part of it comes from elsewhere", () => {
    assert.deepEqual(say("The request is not well formed. name: Some fault."), {
      text: "Die Anfrage ist nicht wohlgeformt. name: Some fault.",
      isForeign: false,
    });
  });
});
