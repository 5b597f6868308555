import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { afterFailure } from "./when-to-try-again.ts";
import { toldAs } from "./share.ts";
import { type MailedReservation, type ShareMail, writeMail } from "./write-mail.ts";

const RESERVATION: MailedReservation = {
  number: "WRES0001005",
  subject: "Planning",
  start: Temporal.Instant.from("2026-11-24T09:00:00Z"),
  end: Temporal.Instant.from("2026-11-24T10:30:00Z"),
  zone: "Europe/Berlin",
  space: "Oak",
  building: "North House",
  floor: "1",
  requestedFor: "Ada",
  url: "https://usher.example/reservations/1",
};
const reminderOf = (reservation: MailedReservation) =>
  ({
    kind: "reminder",
    reminder: "check_in",
    reservation,
    accountUrl: "https://usher.example/account",
  }) as const;

test("a mail tells times by the building's clock, in the reader's language", () => {
  const english = writeMail(reminderOf(RESERVATION), "en");
  assert.equal(english.subject, "Check in at 10:00: Planning");
  assert.match(
    english.text,
    /^When: Tuesday.* 24 November 2026.* 10:00 ?– ?11:30 \(Central European Time\)$/m,
  );
  assert.match(english.text, /^Where: Oak, 1, North House$/m);
  assert.match(english.text, /^https:\/\/usher\.example\/reservations\/1$/m);
  const german = writeMail(reminderOf(RESERVATION), "de");
  assert.equal(german.subject, "Um 10:00 einchecken: Planning");
  assert.match(
    german.text,
    /^Wann: Dienstag, 24\. November 2026.* 10:00–11:30 Uhr \(Mitteleuropäische Zeit\)$/m,
  );
  assert.match(german.text, /^https:\/\/usher\.example\/account$/m);
});

test("a mail does not say what its reader may not see, and its subject is one line", () => {
  const { subject, text } = writeMail(reminderOf({ ...RESERVATION, subject: null }), "en");
  assert.equal(subject, "Check in at 10:00: Private reservation");
  assert.doesNotMatch(text, /Planning/);
  const odd = writeMail(reminderOf({ ...RESERVATION, subject: "a\r\nBcc: b@c.example" }), "en");
  assert.equal(odd.subject, "Check in at 10:00: a Bcc: b@c.example");
  const long = writeMail(reminderOf({ ...RESERVATION, subject: "x".repeat(400) }), "en");
  assert.equal(long.subject.length, 200);
});

test("a mail is tried again after growing waits, and given up after about a day", () => {
  const failure = { about: "server", isFinal: false, reason: "no answer" } as const;
  const waits: number[] = [];
  for (let tries = 1; ; tries += 1) {
    const after = afterFailure(failure, tries);
    if (after.kind === "given_up") {
      assert.equal(after.code, "mail_not_taken");
      break;
    }
    waits.push(after.afterMinutes);
  }
  assert.deepEqual(
    waits,
    waits.toSorted((left, right) => left - right),
  );
  assert.ok(waits.reduce((sum, wait) => sum + wait, 0) >= 20 * 60);
  assert.deepEqual(afterFailure({ ...failure, isFinal: true }, 1), {
    kind: "given_up",
    code: "mail_refused",
  });
});

test("a shared reservation says who shares it, what they say, and what it stands for", () => {
  const share: ShareMail = {
    kind: "share",
    about: "created",
    who: "Ada",
    message: "See you there.\nBring figures.",
    reservation: RESERVATION,
    standsFor: "series",
    isConfirmed: false,
  };
  const { subject, text } = writeMail(share, "en");
  assert.equal(subject, "Reserved: Planning");
  assert.match(
    text,
    /^Ada shares this reservation with you\.\n\nMessage:\nSee you there\.\nBring figures\.\n\n/,
  );
  assert.match(text, /\n\nThis is a series; .* It is not confirmed yet\.\n\nhttps:/);
  const plain = { ...share, about: "cancelled", message: "", standsFor: "itself" } as const;
  const cancelled = writeMail(plain, "de");
  assert.equal(cancelled.subject, "Abgesagt: Planning");
  assert.doesNotMatch(cancelled.text, /Nachricht|bestätigt|Serie/);
});

test("nobody is told that something stands which does not, or the other way round", () => {
  assert.equal(toldAs("created", "cancelled"), "cancelled");
  assert.equal(toldAs("details", "rejected"), "cancelled");
  assert.equal(toldAs("cancelled", "confirmed"), "details");
  assert.equal(toldAs("updated", "confirmed"), "updated");
});
