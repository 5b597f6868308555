import type { Sentences } from "../../said-by-server.ts";

/**
 * Words that stand in no sentence of the source and are put into one, ways of joining sentences,
 * and what the library says that checks requests.
 */
export const knownWords: Sentences = {
  provider: "Anbieter",
  normal: "Normal",
  strict: "Strikt",
  personal: "Persönlich",
  approved: "genehmigt",

  "{1}, {2}": "{1}, {2}",
  "{1}: {2}": "{1}: {2}",
  "Or: {1}": "Oder: {1}",
  "{1}; and also {2}": "{1}; außerdem: {2}",

  "Invalid input": "Ungültig",
  "Invalid input: expected {1}, received undefined": "Fehlt",
  "Invalid input: expected {1}, received {2}": "Ungültig: erwartet {1}, bekommen {2}",
  "Invalid option: expected one of {1}": "Ungültig: möglich ist {1}",
  "Invalid email address": "Keine E-Mail-Adresse",
  "Invalid UUID": "Keine UUID",
  "Invalid ISO date": "Kein Datum",
  "Invalid ISO datetime": "Kein Zeitpunkt",
  "Too small: expected string to have >={1} characters": "Zu kurz: mindestens {1} Zeichen",
  "Too big: expected string to have <={1} characters": "Zu lang: höchstens {1} Zeichen",
  "Too small: expected number to be >={1}": "Zu klein: mindestens {1}",
  "Too big: expected number to be <={1}": "Zu groß: höchstens {1}",
  "Unrecognized key: {1}": "Unbekanntes Feld: {1}",
};
